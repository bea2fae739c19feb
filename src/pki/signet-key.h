/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-key-spec.h"
#include "core/signet-secret.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_KEY (signet_key_get_type ())
G_DECLARE_FINAL_TYPE (SignetKey, signet_key, SIGNET, KEY, GObject)

#define SIGNET_KEY_ITERATIONS_RANDOM 10000 /* of PBKDF2, under a random 256-bit passphrase */
#define SIGNET_KEY_ITERATIONS_OWN 600000   /* of PBKDF2, under a passphrase that a person chose */

SignetKey  *signet_key_generate         (SignetKeySpec        *spec,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void        signet_key_generate_async   (SignetKeySpec        *spec,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
SignetKey  *signet_key_generate_finish  (GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetKey  *signet_key_new_from_pem     (GBytes               *pem,
                                         SignetSecret         *passphrase,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetKey  *signet_key_new_public       (GBytes               *pem_or_der,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetKey  *signet_key_new_from_file    (const char           *path,
                                         SignetSecret         *passphrase,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes     *signet_key_to_encrypted_pem (SignetKey            *self,
                                         SignetSecret         *passphrase,
                                         guint                 iterations,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
const char *signet_key_get_id           (SignetKey            *self);
const char *signet_key_get_description  (SignetKey            *self);
gboolean    signet_key_is_private       (SignetKey            *self);
gboolean    signet_key_can_protect      (SignetKey            *self);
const char *const *signet_key_get_choices (void);
SignetSecret *signet_passphrase_new_random (GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
