/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-item-private.h"
#include "core/signet-text.h"
#include "signet-core-enums.h"

#define GROUP_ITEM "Item"
#define GROUP_REQUEST "Request"
#define VERSION 1
#define MAX_HEX 256
#define MAX_MESSAGE 4000
#define MAX_BYTES (64 * 1024)

/*< private >
 * signet_item_set_damaged:
 * @error: return location for a %SIGNET_ERROR_DAMAGED
 * @key: what makes no sense
 *
 * Returns: %FALSE, for who gives up
 */
gboolean
signet_item_set_damaged (GError     **error,
                         const char  *key)
{
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
               _ ("“%s” in the item’s file is not valid."), key);

  return FALSE;
}

static void
save_text (GKeyFile   *file,
           const char *group,
           const char *key,
           const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, group, key, text);
}

static void
save_enum (GKeyFile   *file,
           const char *key,
           GType       type,
           int         value)
{
  g_key_file_set_string (file, GROUP_ITEM, key, signet_enum_to_nick (type, value));
}

static void
save_time (GKeyFile   *file,
           const char *key,
           gint64      time)
{
  if (time != 0)
    g_key_file_set_int64 (file, GROUP_ITEM, key, time);
}

/*< private >
 * signet_item_save_bytes:
 * @file: a key file
 * @group: a group of it
 * @key: a key of that
 * @bytes: (nullable): what to write, as base64; %NULL leaves no key behind
 *
 * Writes one value.
 */
void
signet_item_save_bytes (GKeyFile   *file,
                        const char *group,
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
  g_key_file_set_string (file, group, key, text);
}

static void
save_error (GKeyFile     *file,
            const GError *error)
{
  const SignetErrorDetails *details;

  if (error == NULL)
    return;
  details = signet_error_get_details (error);
  g_key_file_set_string (file, GROUP_ITEM, "error-code", signet_error_to_name (error->code));
  g_key_file_set_string (file, GROUP_ITEM, "error-message", error->message);
  g_key_file_set_boolean (file, GROUP_ITEM, "error-authenticated", details->authenticated);
  g_key_file_set_integer (file, GROUP_ITEM, "error-status", details->status);
  g_key_file_set_uint64 (file, GROUP_ITEM, "error-fail-info", details->fail_info);
  g_key_file_set_uint64 (file, GROUP_ITEM, "error-http-status", details->http_status);
  save_text (file, GROUP_ITEM, "error-server-text", details->server_text);
  save_text (file, GROUP_ITEM, "error-technical", details->technical);
}

static void
save_warnings (SignetItem *self,
               GKeyFile   *file)
{
  const char *const *warnings = signet_item_get_warnings (self);

  if (warnings[0] != NULL)
    g_key_file_set_string_list (file, GROUP_ITEM, "warnings", warnings,
                                g_strv_length ((GStrv) warnings));
}

/**
 * signet_item_save:
 * @self: an item
 * @file: a key file
 *
 * Writes the groups "Item" and "Request", and those of template, credential and profile. Nothing
 * secret is among it.
 */
void
signet_item_save (SignetItem *self,
                  GKeyFile   *file)
{
  g_return_if_fail (SIGNET_IS_ITEM (self) && file != NULL);

  g_key_file_remove_group (file, GROUP_ITEM, NULL);
  g_key_file_set_integer (file, GROUP_ITEM, "version", VERSION);
  g_key_file_set_string (file, GROUP_ITEM, "id", signet_item_get_id (self));
  save_enum (file, "state", SIGNET_TYPE_ITEM_STATE, (int) signet_item_get_state (self));
  save_enum (file, "needs", SIGNET_TYPE_NEEDS, (int) signet_item_get_needs (self));
  save_enum (file, "passphrase", SIGNET_TYPE_PASSPHRASE_KIND,
             (int) signet_item_get_passphrase_kind (self));
  save_enum (file, "verification", SIGNET_TYPE_VERIFICATION,
             (int) signet_item_get_verification (self));
  g_key_file_set_boolean (file, GROUP_ITEM, "code-kept", signet_item_get_code_kept (self));
  g_key_file_set_boolean (file, GROUP_ITEM, "accept-unverified",
                          signet_item_get_accepts_unverified (self));
  g_key_file_set_boolean (file, GROUP_ITEM, "maybe-issued", signet_item_get_maybe_issued (self));
  save_time (file, "created", signet_item_get_created (self));
  save_time (file, "sent", signet_item_get_sent (self));
  save_time (file, "next-check", signet_item_get_next_check (self));
  save_text (file, GROUP_ITEM, "key-id", signet_item_get_key_id (self));
  save_text (file, GROUP_ITEM, "transaction-id", signet_item_get_transaction_id (self));
  save_text (file, GROUP_ITEM, "reason", signet_item_get_reason (self));
  signet_item_save_bytes (file, GROUP_ITEM, "certificate", self->certificate);
  signet_item_save_revocation (self, file);
  save_warnings (self, file);
  save_error (file, signet_item_get_error (self));

  g_key_file_remove_group (file, GROUP_REQUEST, NULL);
  g_key_file_set_string (file, GROUP_REQUEST, "operation", signet_item_get_operation (self)->name);
  g_key_file_set_string (file, GROUP_REQUEST, "key",
                         signet_key_spec_get_text (signet_item_get_key_spec (self)));
  g_key_file_set_string (file, GROUP_REQUEST, "label", signet_item_get_label (self));
  signet_item_save_origin (self, file);
  signet_template_save (signet_item_get_template (self), file);
  signet_credential_save (signet_item_get_credential (self), file);
  signet_profile_save (signet_item_get_profile (self), file);
}

/* A key that is missing has the first value of the enumeration. */
static gboolean
load_enum (GKeyFile    *file,
           const char  *key,
           GType        type,
           int         *value,
           GError     **error)
{
  g_autofree char *word = g_key_file_get_string (file, GROUP_ITEM, key, NULL);

  *value = 0;

  return (word == NULL && !g_key_file_has_key (file, GROUP_ITEM, key, NULL)) ||
         signet_enum_from_nick (type, word, value) || signet_item_set_damaged (error, key);
}

static gboolean
load_time (GKeyFile    *file,
           const char  *key,
           gint64      *time,
           GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  *time = 0;
  if (!g_key_file_has_key (file, GROUP_ITEM, key, NULL))
    return TRUE;
  *time = g_key_file_get_int64 (file, GROUP_ITEM, key, &local_error);

  return (local_error == NULL && *time >= 0 && *time <= SIGNET_ITEM_MAX_TIME) ||
         signet_item_set_damaged (error, key);
}

static gboolean
load_hex (GKeyFile    *file,
          const char  *key,
          char       **hex,
          GError     **error)
{
  gsize length;

  *hex = g_key_file_get_string (file, GROUP_ITEM, key, NULL);
  if (*hex == NULL)
    return !g_key_file_has_key (file, GROUP_ITEM, key, NULL) ||
           signet_item_set_damaged (error, key);
  length = strlen (*hex);
  if (length > 0 && length <= MAX_HEX && length % 2 == 0 &&
      strspn (*hex, G_CSET_DIGITS "abcdefABCDEF") == length)
    return TRUE;
  g_clear_pointer (hex, g_free);

  return signet_item_set_damaged (error, key);
}

/*< private >
 * signet_item_load_bytes:
 * @file: a key file
 * @group: a group of it
 * @key: a key of that
 * @bytes: (out) (nullable): what signet_item_save_bytes () wrote, at most 64 KiB
 * @error: return location for a %SIGNET_ERROR_DAMAGED
 *
 * Returns: whether it makes sense
 */
gboolean
signet_item_load_bytes (GKeyFile    *file,
                        const char  *group,
                        const char  *key,
                        GBytes     **bytes,
                        GError     **error)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);
  guchar *data;
  gsize length;

  *bytes = NULL;
  if (text == NULL)
    return !g_key_file_has_key (file, group, key, NULL) || signet_item_set_damaged (error, key);
  data = g_base64_decode (text, &length);
  *bytes = g_bytes_new_take (data, length);

  return (length > 0 && length <= MAX_BYTES) || signet_item_set_damaged (error, key);
}

/* What it says is only shown, so a word that is not known is no reason to refuse the item. */
static void
load_error (SignetItem *self,
            GKeyFile   *file)
{
  g_autofree char *word = g_key_file_get_string (file, GROUP_ITEM, "error-code", NULL);
  g_autofree char *message = g_key_file_get_string (file, GROUP_ITEM, "error-message", NULL);
  g_autofree char *server_text =
    g_key_file_get_string (file, GROUP_ITEM, "error-server-text", NULL);
  g_autofree char *technical = g_key_file_get_string (file, GROUP_ITEM, "error-technical", NULL);
  g_autofree char *clean = NULL;
  g_autoptr (GError) loaded = NULL;
  int code = SIGNET_ERROR_FAILED;
  int status = -1;

  if (word == NULL)
    return;
  signet_enum_from_nick (SIGNET_TYPE_ERROR, word, &code);
  clean = signet_text_clean_lines (message != NULL ? message : word, MAX_MESSAGE);
  loaded = g_error_new_literal (SIGNET_ERROR, code, clean);
  if (g_key_file_has_key (file, GROUP_ITEM, "error-status", NULL))
    status = g_key_file_get_integer (file, GROUP_ITEM, "error-status", NULL);
  signet_error_set_server (
    loaded, g_key_file_get_boolean (file, GROUP_ITEM, "error-authenticated", NULL), status,
    (guint) g_key_file_get_uint64 (file, GROUP_ITEM, "error-fail-info", NULL), server_text);
  signet_error_set_http (
    loaded, (guint) g_key_file_get_uint64 (file, GROUP_ITEM, "error-http-status", NULL));
  if (technical != NULL)
    signet_error_add_technical (loaded, technical);
  signet_item_set_error (self, loaded);
}

static gboolean
load_progress (SignetItem  *self,
               GKeyFile    *file,
               GError     **error)
{
  g_autofree char *key_id = NULL;
  g_autofree char *transaction_id = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GBytes) certificate = NULL;
  g_auto (GStrv) warnings = NULL;
  int state, needs, verification;
  gint64 sent, next_check;

  if (!g_key_file_has_key (file, GROUP_ITEM, "state", NULL))
    return signet_item_set_damaged (error, "state");
  if (!load_enum (file, "state", SIGNET_TYPE_ITEM_STATE, &state, error) ||
      !load_enum (file, "needs", SIGNET_TYPE_NEEDS, &needs, error) ||
      !load_enum (file, "verification", SIGNET_TYPE_VERIFICATION, &verification, error) ||
      !load_time (file, "sent", &sent, error) ||
      !load_time (file, "next-check", &next_check, error) ||
      !load_hex (file, "key-id", &key_id, error) ||
      !load_hex (file, "transaction-id", &transaction_id, error) ||
      !signet_item_load_bytes (file, GROUP_ITEM, "certificate", &certificate, error) ||
      !signet_item_load_revocation (self, file, error))
    return FALSE;

  if (certificate != NULL)
    signet_item_set_certificate (self, certificate);
  reason = g_key_file_get_string (file, GROUP_ITEM, "reason", NULL);
  signet_item_set_state (self, state);
  signet_item_set_needs (self, needs);
  signet_item_set_verification (self, verification);
  signet_item_set_sent (self, sent);
  signet_item_set_next_check (self, next_check);
  signet_item_set_key_id (self, key_id);
  signet_item_set_transaction_id (self, transaction_id);
  signet_item_set_reason (self, reason);
  signet_item_set_code_kept (self, g_key_file_get_boolean (file, GROUP_ITEM, "code-kept", NULL));
  signet_item_set_accepts_unverified (
    self, g_key_file_get_boolean (file, GROUP_ITEM, "accept-unverified", NULL));
  signet_item_set_maybe_issued (self,
                                g_key_file_get_boolean (file, GROUP_ITEM, "maybe-issued", NULL));
  warnings = g_key_file_get_string_list (file, GROUP_ITEM, "warnings", NULL, NULL);
  signet_item_set_warnings (self, (const char *const *) warnings);
  load_error (self, file);

  return TRUE;
}

static SignetRequest *
load_request (GKeyFile  *file,
              GError   **error)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_load (file, error);
  g_autoptr (SignetTemplate) template = NULL;
  g_autoptr (SignetKeySpec) key_spec = NULL;
  g_autofree char *word = NULL;
  g_autofree char *key = NULL;
  g_autofree char *label = NULL;
  const SignetOperation *operation;

  if (profile == NULL)
    return NULL;
  template = signet_template_load (file, error);
  if (template == NULL)
    return NULL;

  word = g_key_file_get_string (file, GROUP_REQUEST, "operation", NULL);
  operation = signet_operation_lookup (word);
  if (operation == NULL)
    {
      signet_item_set_damaged (error, "operation");
      return NULL;
    }
  key = g_key_file_get_string (file, GROUP_REQUEST, "key", NULL);
  key_spec = signet_key_spec_parse (key != NULL ? key : "", error);
  if (key_spec == NULL)
    return NULL;
  label = g_key_file_get_string (file, GROUP_REQUEST, "label", NULL);

  signet_request_set_operation (request, operation);
  signet_request_set_profile (request, profile);
  signet_request_set_template (request, template);
  signet_request_set_key_spec (request, key_spec);
  signet_request_set_label (request, label);

  return signet_item_load_origin (file, request, error) ? g_steal_pointer (&request) : NULL;
}

static gboolean
is_id (const char *id)
{
  return id != NULL && g_uuid_string_is_valid (id) && strpbrk (id, "ABCDEF") == NULL;
}

static SignetItem *
load_item (GKeyFile  *file,
           GError   **error)
{
  g_autoptr (SignetItem) self = NULL;
  g_autoptr (SignetRequest) request = NULL;
  g_autoptr (SignetCredential) credential = NULL;
  g_autofree char *id = g_key_file_get_string (file, GROUP_ITEM, "id", NULL);
  gint64 created;
  int kind;

  if (g_key_file_get_integer (file, GROUP_ITEM, "version", NULL) != VERSION)
    {
      signet_item_set_damaged (error, "version");
      return NULL;
    }
  if (!is_id (id))
    {
      signet_item_set_damaged (error, "id");
      return NULL;
    }
  if (!load_enum (file, "passphrase", SIGNET_TYPE_PASSPHRASE_KIND, &kind, error) ||
      !load_time (file, "created", &created, error))
    return NULL;

  request = load_request (file, error);
  if (request == NULL)
    return NULL;
  if ((kind == SIGNET_PASSPHRASE_NONE) == signet_request_needs_key (request))
    {
      signet_item_set_damaged (error, "passphrase");
      return NULL;
    }
  credential = signet_credential_load (file, error);
  if (credential == NULL)
    return NULL;
  self = signet_item_new (id, request, credential, kind, created);

  return load_progress (self, file, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * signet_item_load:
 * @file: a key file, from anywhere
 * @error: return location for a %SIGNET_ERROR_DAMAGED that says what is wrong
 *
 * Reads what signet_item_save () wrote.
 *
 * Returns: (transfer full) (nullable): the item
 */
SignetItem *
signet_item_load (GKeyFile  *file,
                  GError   **error)
{
  g_autoptr (GError) local_error = NULL;
  SignetItem *self;

  g_return_val_if_fail (file != NULL, NULL);

  self = load_item (file, &local_error);
  if (self == NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, local_error->message);

  return self;
}

/**
 * signet_item_copy:
 * @self: an item
 *
 * Returns: (transfer full): an item of its own that says the same, for another thread
 */
SignetItem *
signet_item_copy (SignetItem *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  signet_item_save (self, file);

  return signet_item_load (file, NULL);
}
