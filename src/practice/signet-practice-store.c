/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "practice/signet-practice-files.h"
#include "practice/signet-practice-record.h"

#define DAY (24 * 60 * 60)
#define KEEP_CLOSED DAY       /* seconds: the client may not have seen the last answer */
#define SWEEP_EVERY (60 * 60) /* seconds */
#define KEEP_OPEN (30 * DAY)  /* seconds: as long as a certificate is valid by default */

static char *
transaction_path (SignetPracticeStore *self,
                  const char          *id)
{
  g_autofree char *name = g_strconcat (id, ".ini", NULL);

  return g_build_filename (self->transactions_folder, name, NULL);
}

/* Returns a file descriptor, or -1. */
static int
take_lock (const char  *folder,
           GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (lock < 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be opened"), path);
      return -1;
    }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;

  if (errno == EWOULDBLOCK)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_BUSY,
                         _ ("The practice CA is already running."));
  else
    signet_set_errno_error (error, errno, _ ("could not be locked"), path);
  close (lock);

  return -1;
}

/* The certificate is written before the transaction. When the power went in between, the
 * certificate counts: there must never be two for one request. */
static void
adopt_certificate (SignetPracticeStore       *self,
                   SignetPracticeTransaction *transaction)
{
  g_autofree char *serial = NULL;

  if (!signet_practice_transaction_is_open (transaction))
    return;
  serial = signet_practice_issued_find_transaction (self->issued, transaction->id);
  if (serial != NULL)
    {
      transaction->state = SIGNET_PRACTICE_ISSUED;
      transaction->serial = g_steal_pointer (&serial);
    }
}

static gboolean
load_transactions (SignetPracticeStore  *self,
                   GError              **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDir) folder = g_dir_open (self->transactions_folder, 0, &reason);
  const char *name;

  if (folder == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STORE, reason->message);
      return FALSE;
    }

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->transactions_folder, name, NULL);
      SignetPracticeTransaction *transaction;

      if (!g_str_has_suffix (name, ".ini"))
        continue;
      transaction = signet_practice_transaction_load (path, error);
      if (transaction == NULL)
        return FALSE;
      adopt_certificate (self, transaction);
      self->last_number = MAX (self->last_number, transaction->number);
      g_hash_table_replace (self->transactions, transaction->id, transaction);
    }

  return TRUE;
}

/**
 * signet_practice_store_open:
 * @folder: the CA's folder; made where missing
 * @error: return location for a %SIGNET_ERROR, %SIGNET_ERROR_BUSY when another CA has the folder
 *
 * Takes the folder for this process and reads what is in it.
 *
 * Returns: (transfer full) (nullable): the store
 */
SignetPracticeStore *
signet_practice_store_open (const char  *folder,
                            GError     **error)
{
  g_autoptr (SignetPracticeStore) self = g_new0 (SignetPracticeStore, 1);

  self->lock = -1;
  self->transactions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) signet_practice_transaction_free);
  self->transactions_folder = g_build_filename (folder, "transactions", NULL);
  self->settings_path = g_build_filename (folder, "settings.ini", NULL);
  if (!signet_files_make_folder (folder, error) ||
      (self->lock = take_lock (folder, error)) < 0 ||
      !signet_files_make_folder (self->transactions_folder, error))
    return NULL;

  self->settings = signet_practice_files_load (self->settings_path, error);
  self->issued = self->settings != NULL ? signet_practice_issued_load (folder, error) : NULL;
  if (self->issued == NULL)
    return NULL;
  self->last_number = signet_practice_issued_get_last_number (self->issued);
  if (!load_transactions (self, error))
    return NULL;
  signet_practice_store_sweep (self, g_get_real_time () / G_USEC_PER_SEC);

  return g_steal_pointer (&self);
}

/**
 * signet_practice_store_free:
 * @self: (transfer full): a store
 *
 * Frees @self and lets other processes have the folder.
 */
void
signet_practice_store_free (SignetPracticeStore *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->transactions);
  g_clear_pointer (&self->issued, signet_practice_issued_free);
  g_clear_pointer (&self->settings, g_key_file_unref);
  g_free (self->transactions_folder);
  g_free (self->settings_path);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}

/**
 * signet_practice_store_get_issued:
 * @self: a store
 *
 * Returns: (transfer none): the certificates that were issued
 */
SignetPracticeIssued *
signet_practice_store_get_issued (SignetPracticeStore *self)
{
  return self->issued;
}

/**
 * signet_practice_store_next_number:
 * @self: a store
 *
 * Returns: a number that no request has
 */
guint
signet_practice_store_next_number (SignetPracticeStore *self)
{
  return ++self->last_number;
}

static gint64
get_end (SignetPracticeStore       *self,
         SignetPracticeTransaction *transaction)
{
  gboolean open = signet_practice_transaction_is_open (transaction) ||
                  signet_practice_issued_get_state (self->issued, transaction->serial) ==
                    SIGNET_PRACTICE_CERT_ISSUED;

  return transaction->changed + (open ? KEEP_OPEN : KEEP_CLOSED);
}

/**
 * signet_practice_store_sweep:
 * @self: a store
 * @now: seconds since 1970
 *
 * Forgets transactions: closed ones after a day, in which the client may ask for the last answer
 * again, open ones after 30 days.
 */
void
signet_practice_store_sweep (SignetPracticeStore *self,
                             gint64               now)
{
  GHashTableIter iter;
  gpointer transaction;

  self->next_sweep = now + SWEEP_EVERY;
  g_hash_table_iter_init (&iter, self->transactions);
  while (g_hash_table_iter_next (&iter, NULL, &transaction))
    if (get_end (self, transaction) < now)
      {
        g_autofree char *path = transaction_path (self,
                                                  ((SignetPracticeTransaction *) transaction)->id);

        /* What cannot be removed now is tried again after the next start. */
        signet_files_remove (path, NULL);
        g_hash_table_iter_remove (&iter);
      }
}

/**
 * signet_practice_store_update:
 * @self: a store
 * @transaction: one of its transactions, with news
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether the news is on disk for good
 */
gboolean
signet_practice_store_update (SignetPracticeStore        *self,
                              SignetPracticeTransaction  *transaction,
                              GError                    **error)
{
  g_autofree char *path = transaction_path (self, transaction->id);

  return signet_practice_transaction_save (transaction, path, error);
}

/**
 * signet_practice_store_add:
 * @self: a store
 * @transaction: a new transaction
 * @error: return location for a %SIGNET_ERROR
 *
 * Keeps @transaction. The store takes it only where the function succeeds.
 *
 * Returns: whether it is on disk for good
 */
gboolean
signet_practice_store_add (SignetPracticeStore        *self,
                           SignetPracticeTransaction  *transaction,
                           GError                    **error)
{
  if (!signet_practice_store_update (self, transaction, error))
    return FALSE;
  if (transaction->changed >= self->next_sweep)
    signet_practice_store_sweep (self, transaction->changed);
  g_hash_table_replace (self->transactions, transaction->id, transaction);

  return TRUE;
}

/**
 * signet_practice_store_forget:
 * @self: a store
 * @transaction: (transfer full): one of its transactions
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether nothing is left of it
 */
gboolean
signet_practice_store_forget (SignetPracticeStore        *self,
                              SignetPracticeTransaction  *transaction,
                              GError                    **error)
{
  g_autofree char *path = transaction_path (self, transaction->id);

  if (!signet_files_remove (path, error))
    return FALSE;
  g_hash_table_remove (self->transactions, transaction->id);

  return TRUE;
}

/**
 * signet_practice_store_find:
 * @self: a store
 * @id: identifier of a transaction, hexadecimal
 *
 * Returns: (transfer none) (nullable): the transaction
 */
SignetPracticeTransaction *
signet_practice_store_find (SignetPracticeStore *self,
                            const char          *id)
{
  return g_hash_table_lookup (self->transactions, id);
}

/**
 * signet_practice_store_find_number:
 * @self: a store
 * @number: what a person calls a request
 *
 * Returns: (transfer none) (nullable): its transaction
 */
SignetPracticeTransaction *
signet_practice_store_find_number (SignetPracticeStore *self,
                                   guint                number)
{
  GHashTableIter iter;
  gpointer transaction;

  g_hash_table_iter_init (&iter, self->transactions);
  while (g_hash_table_iter_next (&iter, NULL, &transaction))
    if (((SignetPracticeTransaction *) transaction)->number == number)
      return transaction;

  return NULL;
}

/**
 * signet_practice_store_count_open:
 * @self: a store
 *
 * Returns: how many requests wait
 */
guint
signet_practice_store_count_open (SignetPracticeStore *self)
{
  GHashTableIter iter;
  gpointer transaction;
  guint n_open = 0;

  g_hash_table_iter_init (&iter, self->transactions);
  while (g_hash_table_iter_next (&iter, NULL, &transaction))
    if (signet_practice_transaction_is_open (transaction))
      n_open++;

  return n_open;
}

static SignetPracticeRecord *
record_of (SignetPracticeStore       *self,
           SignetPracticeTransaction *transaction)
{
  SignetPracticeRecord *record = g_new0 (SignetPracticeRecord, 1);

  record->number = transaction->number;
  record->transaction = g_strdup (transaction->id);
  record->reference = g_strdup (transaction->reference);
  record->subject = g_strdup (transaction->subject);
  record->serial = g_strdup (transaction->serial);
  record->state = transaction->state;
  record->certificate = signet_practice_issued_get_state (self->issued, transaction->serial);
  record->changed = transaction->changed;

  return record;
}

/**
 * signet_practice_store_dup_records:
 * @self: a store
 *
 * Tells of every request that is not forgotten, and of every certificate.
 *
 * Returns: (transfer full) (element-type SignetPracticeRecord): the records, in no order
 */
GPtrArray *
signet_practice_store_dup_records (SignetPracticeStore *self)
{
  g_autoptr (GPtrArray) issued = signet_practice_issued_dup_records (self->issued);
  GPtrArray *records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_practice_record_free);
  GHashTableIter iter;
  gpointer transaction;

  g_hash_table_iter_init (&iter, self->transactions);
  /* Those that only wait for an answer are no requests for a certificate. */
  while (g_hash_table_iter_next (&iter, NULL, &transaction))
    if (((SignetPracticeTransaction *) transaction)->delayed == NULL ||
        ((SignetPracticeTransaction *) transaction)->serial != NULL)
      g_ptr_array_add (records, record_of (self, transaction));
  /* Backwards, since what is taken over leaves the array. */
  for (guint i = issued->len; i > 0; i--)
    {
      const SignetPracticeRecord *record = g_ptr_array_index (issued, i - 1);

      if (record->transaction == NULL ||
          !g_hash_table_contains (self->transactions, record->transaction))
        g_ptr_array_add (records, g_ptr_array_steal_index (issued, i - 1));
    }

  return records;
}

static gboolean
remove_tree (const char  *folder,
             GError     **error)
{
  g_autofree char *issued = g_build_filename (folder, "issued", NULL);
  g_autofree char *transactions = g_build_filename (folder, "transactions", NULL);

  return signet_files_remove_folder (issued, error) &&
         signet_files_remove_folder (transactions, error) &&
         signet_files_remove_folder (folder, error);
}

/**
 * signet_practice_store_remove:
 * @folder: the CA's folder
 * @error: return location for a %SIGNET_ERROR, %SIGNET_ERROR_BUSY when a CA has the folder
 *
 * Removes a CA with everything in its folder. It is gone in one step; whatever happens then, the
 * next CA in @folder is a new one.
 *
 * Returns: whether nothing is left
 */
gboolean
signet_practice_store_remove (const char  *folder,
                              GError     **error)
{
  g_autofree char *removed = g_strconcat (folder, ".removed", NULL);
  gboolean success;
  int lock;

  /* Of a removal that was interrupted. */
  if (!remove_tree (removed, error))
    return FALSE;
  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;

  lock = take_lock (folder, error);
  if (lock < 0)
    return FALSE;
  success = signet_files_rename (folder, removed, error) && remove_tree (removed, error);
  close (lock);

  return success;
}
