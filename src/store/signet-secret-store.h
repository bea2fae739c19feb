/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-secret.h"

G_BEGIN_DECLS

/**
 * SignetSecretPurpose:
 * @SIGNET_SECRET_KEY: the random passphrase of an item's key
 * @SIGNET_SECRET_CODE: the one-time code of a request that waits
 *
 * What a secret in the keyring is for.
 */
typedef enum {
  SIGNET_SECRET_KEY,
  SIGNET_SECRET_CODE,
} SignetSecretPurpose;

gboolean      signet_secret_store_save   (SignetSecretPurpose   purpose,
                                          const char           *store_id,
                                          const char           *item_id,
                                          const char           *label,
                                          SignetSecret         *secret,
                                          GError              **error);
SignetSecret *signet_secret_store_lookup (SignetSecretPurpose   purpose,
                                          const char           *store_id,
                                          const char           *item_id,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      signet_secret_store_clear  (SignetSecretPurpose   purpose,
                                          const char           *store_id,
                                          const char           *item_id,
                                          GError              **error);

G_END_DECLS
