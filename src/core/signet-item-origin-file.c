/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-item-private.h"
#include "core/signet-revocation.h"
#include "signet-core-enums.h"

#define GROUP_ITEM "Item"
#define GROUP_REQUEST "Request"

/* The parts of an item's file that few items have. */

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
  signet_item_save_bytes (file, GROUP_REQUEST, "csr", self->csr);
  signet_item_save_bytes (file, GROUP_REQUEST, "public-key", self->public_key);
  signet_item_save_bytes (file, GROUP_REQUEST, "old-certificate", self->old_certificate);
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

  if (!signet_item_load_bytes (file, GROUP_REQUEST, "csr", &csr, error) ||
      !signet_item_load_bytes (file, GROUP_REQUEST, "public-key", &public_key, error) ||
      !signet_item_load_bytes (file, GROUP_REQUEST, "old-certificate", &old_certificate, error))
    return FALSE;
  if (previous != NULL && !g_uuid_string_is_valid (previous))
    return signet_item_set_damaged (error, "previous");

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
    return signet_item_set_damaged (error, "revocation");
  if (g_key_file_has_key (file, GROUP_ITEM, "revocation-reason", NULL))
    reason = g_key_file_get_integer (file, GROUP_ITEM, "revocation-reason", NULL);
  if (reason != SIGNET_REVOCATION_NO_REASON && signet_revocation_reason_to_name (reason) == NULL)
    return signet_item_set_damaged (error, "revocation");
  signet_item_set_revocation (self, state, time, reason);

  return TRUE;
}
