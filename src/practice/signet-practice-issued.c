/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-issued-private.h"

#include <string.h>

#include "core/signet-files.h"
#include "practice/signet-practice-files.h"
#include "practice/signet-practice-record.h"

#define MAX_CERTIFICATE (64 * 1024)

static const char *const state_names[] = { "", "issued", "confirmed", "not-accepted", "revoked" };

/*< private >
 * signet_practice_cert_state_get_name:
 * @state: a state that a certificate of the list can have
 *
 * Returns: (transfer none): what the list calls it
 */
const char *
signet_practice_cert_state_get_name (SignetPracticeCertState state)
{
  return state_names[state];
}

/**
 * signet_practice_issued_load:
 * @folder: the CA's folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the list; where there is none yet, begins an empty one.
 *
 * Returns: (transfer full) (nullable): the list
 */
SignetPracticeIssued *
signet_practice_issued_load (const char  *folder,
                             GError     **error)
{
  g_autoptr (SignetPracticeIssued) self = g_new0 (SignetPracticeIssued, 1);

  self->folder = g_build_filename (folder, "issued", NULL);
  self->path = g_build_filename (folder, "issued.ini", NULL);
  if (!signet_files_make_folder (self->folder, error))
    return NULL;
  self->list = signet_practice_files_load (self->path, error);

  return self->list != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * signet_practice_issued_free:
 * @self: (transfer full): a list
 *
 * Frees @self.
 */
void
signet_practice_issued_free (SignetPracticeIssued *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->folder);
  g_free (self->path);
  g_clear_pointer (&self->list, g_key_file_unref);
  g_free (self);
}

static char *
certificate_path (SignetPracticeIssued *self,
                  const char           *serial)
{
  g_autofree char *name = g_strconcat (serial, ".pem", NULL);

  return g_build_filename (self->folder, name, NULL);
}

/**
 * signet_practice_issued_add:
 * @self: a list
 * @entry: what to remember
 * @pem: the certificate
 * @error: return location for a %SIGNET_ERROR
 *
 * Adds a certificate; it and the list are on disk for good when the function returns.
 *
 * Returns: whether they are
 */
gboolean
signet_practice_issued_add (SignetPracticeIssued             *self,
                            const SignetPracticeIssuedEntry  *entry,
                            const char                       *pem,
                            GError                          **error)
{
  g_autofree char *path = certificate_path (self, entry->serial);

  if (!signet_files_write (path, pem, strlen (pem), error))
    return FALSE;

  g_key_file_set_string (self->list, entry->serial, "subject", entry->subject);
  g_key_file_set_string (self->list, entry->serial, "transaction", entry->transaction);
  g_key_file_set_string (self->list, entry->serial, "key-id", entry->key_id);
  if (entry->issuer != NULL)
    g_key_file_set_string (self->list, entry->serial, "issuer", entry->issuer);
  g_key_file_set_uint64 (self->list, entry->serial, "number", entry->number);
  g_key_file_set_int64 (self->list, entry->serial, "time", g_get_real_time () / G_USEC_PER_SEC);
  g_key_file_set_string (self->list, entry->serial, "state",
                         state_names[SIGNET_PRACTICE_CERT_ISSUED]);
  if (signet_practice_files_save (self->list, self->path, error))
    return TRUE;

  g_key_file_remove_group (self->list, entry->serial, NULL);
  signet_files_remove (path, NULL);

  return FALSE;
}

/**
 * signet_practice_issued_read:
 * @self: a list
 * @serial: serial number of one of its certificates
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable): its PEM
 */
GBytes *
signet_practice_issued_read (SignetPracticeIssued  *self,
                             const char            *serial,
                             GError               **error)
{
  g_autofree char *path = certificate_path (self, serial);

  return signet_files_read (path, MAX_CERTIFICATE, error);
}

/**
 * signet_practice_issued_get_state:
 * @self: a list
 * @serial: (nullable): a serial number
 *
 * Returns: what became of the certificate
 */
SignetPracticeCertState
signet_practice_issued_get_state (SignetPracticeIssued *self,
                                  const char           *serial)
{
  g_autofree char *name = serial != NULL ? g_key_file_get_string (self->list, serial, "state", NULL)
                                         : NULL;

  for (guint i = SIGNET_PRACTICE_CERT_ISSUED; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return (SignetPracticeCertState) i;

  return SIGNET_PRACTICE_CERT_UNKNOWN;
}

/**
 * signet_practice_issued_set_state:
 * @self: a list
 * @serial: serial number of one of its certificates
 * @state: what became of it
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether the news is on disk for good; if not, nothing has changed
 */
gboolean
signet_practice_issued_set_state (SignetPracticeIssued     *self,
                                  const char               *serial,
                                  SignetPracticeCertState   state,
                                  GError                  **error)
{
  SignetPracticeCertState before = signet_practice_issued_get_state (self, serial);

  g_return_val_if_fail (before != SIGNET_PRACTICE_CERT_UNKNOWN, FALSE);

  g_key_file_set_string (self->list, serial, "state", state_names[state]);
  if (signet_practice_files_save (self->list, self->path, error))
    return TRUE;

  g_key_file_set_string (self->list, serial, "state", state_names[before]);

  return FALSE;
}

static char *
find_by (SignetPracticeIssued    *self,
         const char              *key,
         const char              *value,
         SignetPracticeCertState  wanted)
{
  g_auto (GStrv) serials = g_key_file_get_groups (self->list, NULL);

  for (guint i = g_strv_length (serials); i > 0; i--)
    {
      g_autofree char *found = g_key_file_get_string (self->list, serials[i - 1], key, NULL);

      SignetPracticeCertState state = signet_practice_issued_get_state (self, serials[i - 1]);

      if (g_strcmp0 (found, value) != 0)
        continue;
      if (wanted == SIGNET_PRACTICE_CERT_UNKNOWN || state == wanted)
        return g_strdup (serials[i - 1]);
    }

  return NULL;
}

/**
 * signet_practice_issued_find_signer:
 * @self: a list
 * @key_id: identifier of a key, hexadecimal
 * @serial: (nullable): serial number of the certificate that the client names, hexadecimal
 *
 * Looks for the certificate with which a client may have signed a message: the one that it names,
 * where it is one with this key that was confirmed; else the newest such one. It may have been
 * revoked since.
 *
 * Returns: (transfer full) (nullable): its serial number
 */
char *
signet_practice_issued_find_signer (SignetPracticeIssued *self,
                                    const char           *key_id,
                                    const char           *serial)
{
  SignetPracticeCertState state = signet_practice_issued_get_state (self, serial);
  char *found;

  if (state == SIGNET_PRACTICE_CERT_CONFIRMED || state == SIGNET_PRACTICE_CERT_REVOKED)
    {
      g_autofree char *own = g_key_file_get_string (self->list, serial, "key-id", NULL);

      if (g_strcmp0 (own, key_id) == 0)
        return g_strdup (serial);
    }
  found = find_by (self, "key-id", key_id, SIGNET_PRACTICE_CERT_CONFIRMED);

  return found != NULL ? found : find_by (self, "key-id", key_id, SIGNET_PRACTICE_CERT_REVOKED);
}

/**
 * signet_practice_issued_find_transaction:
 * @self: a list
 * @transaction: identifier of a transaction, hexadecimal
 *
 * Returns: (transfer full) (nullable): serial number of the certificate that was issued in it
 */
char *
signet_practice_issued_find_transaction (SignetPracticeIssued *self,
                                         const char           *transaction)
{
  return find_by (self, "transaction", transaction, SIGNET_PRACTICE_CERT_UNKNOWN);
}

/**
 * signet_practice_issued_dup_records:
 * @self: a list
 *
 * Returns: (transfer full) (element-type SignetPracticeRecord): what is known of each certificate
 */
GPtrArray *
signet_practice_issued_dup_records (SignetPracticeIssued *self)
{
  GPtrArray *records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_practice_record_free);
  g_auto (GStrv) serials = g_key_file_get_groups (self->list, NULL);

  for (gsize i = 0; serials[i] != NULL; i++)
    {
      SignetPracticeRecord *record = g_new0 (SignetPracticeRecord, 1);

      record->number = (guint) g_key_file_get_uint64 (self->list, serials[i], "number", NULL);
      record->transaction = g_key_file_get_string (self->list, serials[i], "transaction", NULL);
      record->subject = g_key_file_get_string (self->list, serials[i], "subject", NULL);
      record->serial = g_strdup (serials[i]);
      record->state = SIGNET_PRACTICE_ISSUED;
      record->certificate = signet_practice_issued_get_state (self, serials[i]);
      record->changed = g_key_file_get_int64 (self->list, serials[i], "time", NULL);
      g_ptr_array_add (records, record);
    }

  return records;
}

/**
 * signet_practice_issued_get_last_number:
 * @self: a list
 *
 * Returns: the highest number that a request has which led to a certificate, or 0
 */
guint
signet_practice_issued_get_last_number (SignetPracticeIssued *self)
{
  g_auto (GStrv) serials = g_key_file_get_groups (self->list, NULL);
  guint64 last = 0;

  for (gsize i = 0; serials[i] != NULL; i++)
    last = MAX (last, g_key_file_get_uint64 (self->list, serials[i], "number", NULL));

  return (guint) last;
}
