/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_SECRET (signet_secret_get_type ())

#define SIGNET_SHORTEST_PASSPHRASE 12 /* characters of one that a person chose */

/**
 * SignetSecret:
 *
 * A code or a passphrase: immutable bytes that are wiped when the last reference goes. A secret is
 * never a property, never printed and never compared with `==`.
 */
typedef struct _SignetSecret SignetSecret;

GType         signet_secret_get_type      (void);
SignetSecret *signet_secret_new           (const void          *data,
                                           gsize                length) G_GNUC_WARN_UNUSED_RESULT;
SignetSecret *signet_secret_new_take      (char                *text) G_GNUC_WARN_UNUSED_RESULT;
SignetSecret *signet_secret_new_from_file (const char          *path,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
SignetSecret *signet_secret_new_from_fd   (int                  fd,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
SignetSecret *signet_secret_ref           (SignetSecret        *self);
void          signet_secret_unref         (SignetSecret        *self);
const char   *signet_secret_get_text      (const SignetSecret  *self);
gsize         signet_secret_get_size      (const SignetSecret  *self);
gboolean      signet_secret_equal         (const SignetSecret  *self,
                                           const SignetSecret  *other);
void          signet_secret_wipe          (void                *data,
                                           gsize                length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetSecret, signet_secret_unref)

G_END_DECLS
