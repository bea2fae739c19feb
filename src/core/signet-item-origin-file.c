/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-item-private.h"
#include "core/signet-revocation.h"
#include "signet-core-enums.h"

#define GROUP_ITEM "Item"
#define GROUP_REQUEST "Request"
#define MAX_BYTES (64 * 1024)

/* The parts of an item's file that few items have. */

static gboolean
set_damaged (GError     **error,
             const char  *key)
{
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
               _ ("“%s” in the item’s file is not valid."), key);

  return FALSE;
}

static void
save_bytes (GKeyFile   *file,
            const char *key,
            GBytes     *bytes)
{
  g_autofree char *text = NULL;
  const guchar *data;
  gsize length;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &length);
  text = g_base64_encode (data, length);
  g_key_file_set_string (file, GROUP_REQUEST, key, text);
}

static gboolean
load_bytes (GKeyFile    *file,
            const char  *key,
            GBytes     **bytes,
            GError     **error)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP_REQUEST, key, NULL);
  guchar *data;
  gsize length;

  *bytes = NULL;
  if (text == NULL)
    return !g_key_file_has_key (file, GROUP_REQUEST, key, NULL) || set_damaged (error, key);
  data = g_base64_decode (text, &length);
  *bytes = g_bytes_new_take (data, length);

  return (length > 0 && length <= MAX_BYTES) || set_damaged (error, key);
}

/*< private >
 * signet_item_save_origin:
 * @self: an item
 * @file: a key file with the group "Request"
 *
 * Writes what the item was made with beyond the template.
 */
void
signet_item_save_origin (SignetItem *self,
                         GKeyFile   *file)
{
  save_bytes (file, "csr", self->csr);
  save_bytes (file, "public-key", self->public_key);
  save_bytes (file, "old-certificate", self->old_certificate);
  if (self->previous != NULL)
    g_key_file_set_string (file, GROUP_REQUEST, "previous", self->previous);
  if (self->same_key)
    g_key_file_set_boolean (file, GROUP_REQUEST, "same-key", TRUE);
}

/*< private >
 * signet_item_load_origin:
 * @file: a key file
 * @request: what the item is made from; changed
 * @error: return location for a %SIGNET_ERROR_DAMAGED
 *
 * Reads what signet_item_save_origin () wrote.
 *
 * Returns: whether it makes sense
 */
gboolean
signet_item_load_origin (GKeyFile       *file,
                         SignetRequest  *request,
                         GError        **error)
{
  g_autoptr (GBytes) csr = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (GBytes) old_certificate = NULL;
  g_autofree char *previous = g_key_file_get_string (file, GROUP_REQUEST, "previous", NULL);

  if (!load_bytes (file, "csr", &csr, error) ||
      !load_bytes (file, "public-key", &public_key, error) ||
      !load_bytes (file, "old-certificate", &old_certificate, error))
    return FALSE;
  if (previous != NULL && !g_uuid_string_is_valid (previous))
    return set_damaged (error, "previous");

  signet_request_set_csr (request, csr);
  signet_request_set_public_key (request, public_key);
  signet_request_set_previous (request, previous, old_certificate);
  signet_request_set_same_key (request,
                               g_key_file_get_boolean (file, GROUP_REQUEST, "same-key", NULL));

  return TRUE;
}

/*< private >
 * signet_item_save_revocation:
 * @self: an item
 * @file: a key file
 *
 * Writes what is known of the revocation into the group "Item", which is new.
 */
void
signet_item_save_revocation (SignetItem *self,
                             GKeyFile   *file)
{
  if (self->revocation == SIGNET_REVOCATION_NONE)
    return;
  g_key_file_set_string (
    file, GROUP_ITEM, "revocation",
    signet_enum_to_nick (SIGNET_TYPE_REVOCATION_STATE, (int) self->revocation));
  g_key_file_set_int64 (file, GROUP_ITEM, "revocation-time", self->revoked_at);
  if (self->revocation_reason != SIGNET_REVOCATION_NO_REASON)
    g_key_file_set_integer (file, GROUP_ITEM, "revocation-reason", self->revocation_reason);
}

/*< private >
 * signet_item_load_revocation:
 * @self: an item
 * @file: a key file
 * @error: return location for a %SIGNET_ERROR_DAMAGED
 *
 * Reads what signet_item_save_revocation () wrote.
 *
 * Returns: whether it makes sense
 */
gboolean
signet_item_load_revocation (SignetItem  *self,
                             GKeyFile    *file,
                             GError     **error)
{
  g_autofree char *word = g_key_file_get_string (file, GROUP_ITEM, "revocation", NULL);
  gint64 time = g_key_file_get_int64 (file, GROUP_ITEM, "revocation-time", NULL);
  int reason = SIGNET_REVOCATION_NO_REASON;
  int state;

  if (!g_key_file_has_key (file, GROUP_ITEM, "revocation", NULL))
    return TRUE;
  if (!signet_enum_from_nick (SIGNET_TYPE_REVOCATION_STATE, word, &state) || time < 0 ||
      time > SIGNET_ITEM_MAX_TIME)
    return set_damaged (error, "revocation");
  if (g_key_file_has_key (file, GROUP_ITEM, "revocation-reason", NULL))
    reason = g_key_file_get_integer (file, GROUP_ITEM, "revocation-reason", NULL);
  if (reason != SIGNET_REVOCATION_NO_REASON && signet_revocation_reason_to_name (reason) == NULL)
    return set_damaged (error, "revocation");
  signet_item_set_revocation (self, state, time, reason);

  return TRUE;
}
