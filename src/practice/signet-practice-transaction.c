/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-transaction.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "practice/signet-practice-files.h"

#define GROUP "transaction"
#define MAX_FAIL_INFO 26

static const char *const state_names[] = { "waiting", "approved", "rejected", "issued", "aborted" };

/**
 * signet_practice_transaction_new:
 * @id: identifier of the transaction, hexadecimal
 * @number: what a person calls the request
 * @request: DER of the message that began it
 *
 * Returns: (transfer full): a transaction that waits
 */
SignetPracticeTransaction *
signet_practice_transaction_new (const char *id,
                                 guint       number,
                                 GBytes     *request)
{
  SignetPracticeTransaction *self = g_new0 (SignetPracticeTransaction, 1);

  self->id = g_strdup (id);
  self->number = number;
  self->request = g_bytes_ref (request);

  return self;
}

/**
 * signet_practice_transaction_free:
 * @self: (transfer full): a transaction
 *
 * Frees @self.
 */
void
signet_practice_transaction_free (SignetPracticeTransaction *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_bytes_unref (self->request);
  g_free (self->reference);
  g_free (self->signer);
  g_free (self->subject);
  g_free (self->serial);
  g_free (self->changes);
  g_clear_pointer (&self->delayed, g_bytes_unref);
  g_free (self);
}

/**
 * signet_practice_transaction_is_open:
 * @self: a transaction
 *
 * Returns: whether a person or the client can still change what becomes of it
 */
gboolean
signet_practice_transaction_is_open (SignetPracticeTransaction *self)
{
  return self->state == SIGNET_PRACTICE_WAITING || self->state == SIGNET_PRACTICE_APPROVED;
}

static gboolean
find_state (const char          *name,
            SignetPracticeState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      {
        *state = (SignetPracticeState) i;
        return TRUE;
      }

  return FALSE;
}

static GBytes *
get_bytes (GKeyFile   *file,
           const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);
  guchar *data;
  gsize length;

  if (text == NULL || *text == '\0')
    return NULL;
  data = g_base64_decode (text, &length);

  return g_bytes_new_take (data, length);
}

static void
set_bytes (GKeyFile   *file,
           const char *key,
           GBytes     *value)
{
  g_autofree char *text = NULL;

  if (value == NULL)
    return;
  text = g_base64_encode (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  g_key_file_set_string (file, GROUP, key, text);
}

static SignetPracticeTransaction *
read_file (GKeyFile *file)
{
  g_autofree char *id = g_key_file_get_string (file, GROUP, "id", NULL);
  g_autoptr (GBytes) request = get_bytes (file, "request");
  g_autofree char *state = g_key_file_get_string (file, GROUP, "state", NULL);
  g_autoptr (SignetPracticeTransaction) self = NULL;

  if (id == NULL || request == NULL)
    return NULL;

  self = signet_practice_transaction_new (
    id, (guint) g_key_file_get_uint64 (file, GROUP, "number", NULL), request);
  self->reference = g_key_file_get_string (file, GROUP, "reference", NULL);
  self->signer = g_key_file_get_string (file, GROUP, "signer", NULL);
  self->subject = g_key_file_get_string (file, GROUP, "subject", NULL);
  self->serial = g_key_file_get_string (file, GROUP, "serial", NULL);
  self->delayed = get_bytes (file, "delayed");
  self->changes = g_key_file_get_string (file, GROUP, "changes", NULL);
  self->polls = (guint) g_key_file_get_uint64 (file, GROUP, "polls", NULL);
  self->fail_info = (guint) g_key_file_get_uint64 (file, GROUP, "fail-info", NULL);
  self->changed = g_key_file_get_int64 (file, GROUP, "changed", NULL);
  if (!find_state (state, &self->state) || self->number == 0 || self->fail_info > MAX_FAIL_INFO ||
      (self->state == SIGNET_PRACTICE_ISSUED && self->serial == NULL))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * signet_practice_transaction_load:
 * @path: a file
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads a transaction.
 *
 * Returns: (transfer full) (nullable): the transaction
 */
SignetPracticeTransaction *
signet_practice_transaction_load (const char  *path,
                                  GError     **error)
{
  g_autoptr (GKeyFile) file = signet_practice_files_load (path, error);
  SignetPracticeTransaction *self;

  if (file == NULL)
    return NULL;

  self = read_file (file);
  if (self == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                   _ ("%s is damaged: this is no request."), name);
    }

  return self;
}

static void
set_optional (GKeyFile   *file,
              const char *key,
              const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, GROUP, key, value);
}

/**
 * signet_practice_transaction_save:
 * @self: a transaction
 * @path: a file
 * @error: return location for a %SIGNET_ERROR
 *
 * Writes the transaction; it is on disk for good when the function returns.
 *
 * Returns: whether it is
 */
gboolean
signet_practice_transaction_save (SignetPracticeTransaction  *self,
                                  const char                 *path,
                                  GError                    **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  self->changed = g_get_real_time () / G_USEC_PER_SEC;
  g_key_file_set_string (file, GROUP, "id", self->id);
  g_key_file_set_uint64 (file, GROUP, "number", self->number);
  g_key_file_set_string (file, GROUP, "state", state_names[self->state]);
  set_optional (file, "reference", self->reference);
  set_optional (file, "signer", self->signer);
  set_optional (file, "subject", self->subject);
  set_optional (file, "serial", self->serial);
  set_optional (file, "changes", self->changes);
  set_bytes (file, "delayed", self->delayed);
  g_key_file_set_uint64 (file, GROUP, "polls", self->polls);
  g_key_file_set_uint64 (file, GROUP, "fail-info", self->fail_info);
  g_key_file_set_int64 (file, GROUP, "changed", self->changed);
  set_bytes (file, "request", self->request);

  return signet_practice_files_save (file, path, error);
}
