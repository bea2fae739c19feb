/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-journal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "core/signet-kill-point.h"
#include "store/signet-item-folder-private.h"
#include "store/signet-item-journal-private.h"

/**
 * SignetItemJournal:
 *
 * An item's folder with its lock: whoever has the journal is the only writer. Every change is on
 * disk for good before the function that makes it returns, and the next step is taken only then.
 *
 * The names of the kill points, each after the durable write that it is named for: folder, draft,
 * key-written, sent, answer, accept-renamed, accepted, certificate-written, certificate, confirmed.
 */
struct _SignetItemJournal
{
  GObject parent_instance;

  char *folder;
  int lock;
  SignetItem *item;
  GBytes *response;
  GBytes *poll;
  GBytes *candidate;
};

static void journal_iface_init (SignetJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SignetItemJournal,
                               signet_item_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIGNET_TYPE_JOURNAL, journal_iface_init))

static char *
file_of (SignetItemJournal *self,
         const char        *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gboolean
write_file (SignetItemJournal  *self,
            const char         *name,
            const void         *data,
            gsize               length,
            GError            **error)
{
  g_autofree char *path = file_of (self, name);

  return signet_files_write (path, data, length, error);
}

static gboolean
remove_message (SignetItemJournal  *self,
                const char         *name,
                GBytes            **bytes,
                GError            **error)
{
  g_autofree char *path = NULL;

  if (*bytes == NULL)
    return TRUE;
  path = file_of (self, name);
  if (!signet_files_remove (path, error))
    return FALSE;
  g_clear_pointer (bytes, g_bytes_unref);

  return TRUE;
}

static gboolean
remove_messages (SignetItemJournal  *self,
                 GError            **error)
{
  return remove_message (self, SIGNET_FILE_CANDIDATE, &self->candidate, error) &&
         remove_message (self, SIGNET_FILE_POLL, &self->poll, error) &&
         remove_message (self, SIGNET_FILE_RESPONSE, &self->response, error);
}

/* An answer that was verified takes the place of the one before it. */
static gboolean
promote (SignetItemJournal  *self,
         GError            **error)
{
  g_autofree char *from = file_of (self, SIGNET_FILE_CANDIDATE);
  g_autofree char *to = NULL;
  SignetAnswer kind;

  if (self->candidate == NULL)
    return TRUE;
  if (!signet_answer_kind_of (self->candidate, &kind))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, _ ("%s is not an answer of a CA."),
                   from);
      return FALSE;
    }

  /* A pollRep beside an answer that it does not belong to would lead the replay astray: it goes
   * first. */
  if (kind == SIGNET_ANSWER_CERTIFICATE &&
      !remove_message (self, SIGNET_FILE_POLL, &self->poll, error))
    return FALSE;

  to = file_of (self, kind == SIGNET_ANSWER_POLL ? SIGNET_FILE_POLL : SIGNET_FILE_RESPONSE);
  if (!signet_files_rename (from, to, error))
    return FALSE;
  g_clear_pointer (kind == SIGNET_ANSWER_POLL ? &self->poll : &self->response, g_bytes_unref);
  *(kind == SIGNET_ANSWER_POLL ? &self->poll : &self->response) =
    g_steal_pointer (&self->candidate);
  signet_kill_point ("accept-renamed");

  return TRUE;
}

static char *
to_hex (GBytes *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  GString *hex = g_string_sized_new (2 * length);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);

  return g_string_free (hex, FALSE);
}

/* A request under a new transaction: what an older one left does not belong to it. */
static gboolean
journal_sent (SignetJournal  *journal,
              GBytes         *transaction_id,
              GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);
  g_autofree char *hex = to_hex (transaction_id);

  if (!remove_messages (self, error))
    return FALSE;
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_SENT);
  signet_item_set_transaction_id (self->item, hex);
  signet_item_set_sent (self->item, g_get_real_time () / G_USEC_PER_SEC);
  signet_item_set_error (self->item, NULL);
  if (!signet_item_folder_save (self->folder, self->item, error))
    return FALSE;
  signet_kill_point ("sent");

  return TRUE;
}

static gboolean
journal_answer (SignetJournal  *journal,
                SignetAnswer    kind,
                GBytes         *der,
                GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);
  SignetItemState state = signet_item_get_state (self->item);

  if (g_bytes_get_size (der) > SIGNET_MAX_ANSWER)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_TOO_LARGE,
                           _ ("The server’s answer is too large."));
      return FALSE;
    }
  if (!write_file (self, SIGNET_FILE_CANDIDATE, g_bytes_get_data (der, NULL),
                   g_bytes_get_size (der), error))
    return FALSE;
  g_clear_pointer (&self->candidate, g_bytes_unref);
  self->candidate = g_bytes_ref (der);
  signet_kill_point ("answer");

  /* Nobody has verified it: a request that waits is still one that waits. */
  if (kind != SIGNET_ANSWER_CERTIFICATE ||
      (state != SIGNET_ITEM_STATE_SENT && state != SIGNET_ITEM_STATE_ANSWER_UNKNOWN))
    return TRUE;
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_RECEIVED);

  return signet_item_folder_save (self->folder, self->item, error);
}

static gboolean
journal_accept (SignetJournal  *journal,
                gint64          next_check,
                const char     *reason,
                GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);

  if (!promote (self, error))
    return FALSE;
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_WAITING);
  signet_item_set_next_check (self->item, next_check);
  signet_item_set_reason (self->item, reason);
  if (!signet_item_folder_save (self->folder, self->item, error))
    return FALSE;
  signet_kill_point ("accepted");

  return TRUE;
}

static gboolean
write_chain (SignetItemJournal  *self,
             GPtrArray          *chain,
             GError            **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (chain->len == 0)
    return TRUE;
  for (guint i = 0; i < chain->len; i++)
    {
      g_autofree char *pem = signet_pem_encode (g_ptr_array_index (chain, i));

      g_string_append (text, pem);
    }

  return write_file (self, SIGNET_FILE_CHAIN, text->str, text->len, error);
}

static gboolean
write_certificate (SignetItemJournal  *self,
                   GBytes             *leaf,
                   GError            **error)
{
  g_autofree char *pem = signet_pem_encode (leaf);
  g_autoptr (GBytes) read_back = NULL;
  g_autoptr (GPtrArray) ders = NULL;

  if (!write_file (self, SIGNET_FILE_CERTIFICATE, pem, strlen (pem), error))
    return FALSE;
  read_back = signet_item_folder_read_optional (self->folder, SIGNET_FILE_CERTIFICATE,
                                                SIGNET_MAX_CERTIFICATES, error);
  ders = read_back != NULL ? signet_pem_decode (read_back, error) : NULL;
  if (ders != NULL && ders->len == 1 && g_bytes_equal (g_ptr_array_index (ders, 0), leaf))
    return TRUE;

  if (error != NULL && *error == NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STORE,
                         _ ("The certificate that was written cannot be read back."));

  return FALSE;
}

static gboolean
journal_certificate (SignetJournal       *journal,
                     GBytes              *leaf,
                     GPtrArray           *chain,
                     SignetVerification   verification,
                     GError             **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);

  if (!promote (self, error) || !write_chain (self, chain, error) ||
      !write_certificate (self, leaf, error))
    return FALSE;
  signet_kill_point ("certificate-written");

  signet_item_set_certificate (self->item, leaf);
  signet_item_set_verification (self->item, verification);
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_UNCONFIRMED);
  if (!signet_item_folder_save (self->folder, self->item, error))
    return FALSE;
  signet_kill_point ("certificate");

  return TRUE;
}

static gboolean
journal_confirmed (SignetJournal  *journal,
                   GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);

  signet_item_set_state (self->item, SIGNET_ITEM_STATE_ISSUED);
  signet_item_set_needs (self->item, SIGNET_NEEDS_NONE);
  signet_item_set_next_check (self->item, 0);
  signet_item_set_reason (self->item, NULL);
  signet_item_set_error (self->item, NULL);
  if (!signet_item_folder_save (self->folder, self->item, error))
    return FALSE;
  signet_kill_point ("confirmed");

  return remove_messages (self, error);
}

static void
journal_iface_init (SignetJournalInterface *iface)
{
  iface->sent = journal_sent;
  iface->answer = journal_answer;
  iface->accept = journal_accept;
  iface->certificate = journal_certificate;
  iface->confirmed = journal_confirmed;
}

static void
signet_item_journal_finalize (GObject *object)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (object);

  signet_item_journal_close (self);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->item);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_clear_pointer (&self->poll, g_bytes_unref);
  g_clear_pointer (&self->candidate, g_bytes_unref);

  G_OBJECT_CLASS (signet_item_journal_parent_class)->finalize (object);
}

static void
signet_item_journal_class_init (SignetItemJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = signet_item_journal_finalize;
}

static void
signet_item_journal_init (SignetItemJournal *self)
{
  self->lock = -1;
}

static SignetItemJournal *
journal_new (const char  *folder,
             GError     **error)
{
  g_autoptr (SignetItemJournal) self = g_object_new (SIGNET_TYPE_ITEM_JOURNAL, NULL);
  g_autofree char *path = g_build_filename (folder, SIGNET_FILE_LOCK, NULL);

  self->folder = g_strdup (folder);
  self->lock = signet_lock_take (path, FALSE, error);

  return self->lock >= 0 ? g_steal_pointer (&self) : NULL;
}

/*< private >
 * signet_item_journal_create:
 * @folder: the folder of a new item, which exists and is empty
 * @item: the item; referenced
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable): the journal of the draft, with its lock
 */
SignetItemJournal *
signet_item_journal_create (const char  *folder,
                            SignetItem  *item,
                            GError     **error)
{
  g_autoptr (SignetItemJournal) self = journal_new (folder, error);

  if (self == NULL)
    return NULL;
  self->item = g_object_ref (item);
  if (!signet_item_folder_save (folder, item, error))
    return NULL;
  signet_kill_point ("draft");

  return g_steal_pointer (&self);
}

static gboolean
read_message (SignetItemJournal  *self,
              const char         *name,
              GBytes            **bytes,
              GError            **error)
{
  g_autoptr (GError) local_error = NULL;

  *bytes = signet_item_folder_read_optional (self->folder, name, SIGNET_MAX_ANSWER, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/*< private >
 * signet_item_journal_open:
 * @folder: an item's folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Takes the lock of an item, and reads after that what the item has come to.
 *
 * Returns: (transfer full) (nullable): the journal
 */
SignetItemJournal *
signet_item_journal_open (const char  *folder,
                          GError     **error)
{
  g_autoptr (SignetItemJournal) self = journal_new (folder, error);

  if (self == NULL)
    return NULL;
  self->item = signet_item_folder_load (folder, error);
  if (self->item == NULL || !read_message (self, SIGNET_FILE_RESPONSE, &self->response, error) ||
      !read_message (self, SIGNET_FILE_POLL, &self->poll, error) ||
      !read_message (self, SIGNET_FILE_CANDIDATE, &self->candidate, error))
    return NULL;
  signet_item_folder_sweep (folder);

  return g_steal_pointer (&self);
}

/**
 * signet_item_journal_get_item:
 * @self: a journal
 *
 * Returns: (transfer none): the journal's own item; change it, then call signet_item_journal_save()
 */
SignetItem *
signet_item_journal_get_item (SignetItemJournal *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), NULL);

  return self->item;
}

/**
 * signet_item_journal_save:
 * @self: a journal
 * @error: return location for a %SIGNET_ERROR
 *
 * Writes the item, durably.
 *
 * Returns: whether it is on disk
 */
gboolean
signet_item_journal_save (SignetItemJournal  *self,
                          GError            **error)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self) && self->lock >= 0, FALSE);

  return signet_item_folder_save (self->folder, self->item, error);
}

/**
 * signet_item_journal_has_key:
 * @self: a journal
 *
 * Returns: whether the item's key is on disk
 */
gboolean
signet_item_journal_has_key (SignetItemJournal *self)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), FALSE);

  path = file_of (self, SIGNET_FILE_KEY);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * signet_item_journal_write_key:
 * @self: a journal
 * @pem: an encrypted private key
 * @error: return location for a %SIGNET_ERROR
 *
 * Writes the item's key, durably. A key that is there already is never overwritten.
 *
 * Returns: whether it is on disk
 */
gboolean
signet_item_journal_write_key (SignetItemJournal  *self,
                               GBytes             *pem,
                               GError            **error)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self) && self->lock >= 0 && pem != NULL, FALSE);

  if (signet_item_journal_has_key (self))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                           _ ("The item has a key already."));
      return FALSE;
    }
  if (!write_file (self, SIGNET_FILE_KEY, g_bytes_get_data (pem, NULL), g_bytes_get_size (pem),
                   error))
    return FALSE;
  signet_kill_point ("key-written");

  return TRUE;
}

/**
 * signet_item_journal_read_key:
 * @self: a journal
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable): the item's encrypted private key
 */
GBytes *
signet_item_journal_read_key (SignetItemJournal  *self,
                              GError            **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), NULL);

  path = file_of (self, SIGNET_FILE_KEY);

  return signet_files_read (path, SIGNET_MAX_KEY, error);
}

/**
 * signet_item_journal_get_response:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): the last ip, cp or kup that was verified
 */
GBytes *
signet_item_journal_get_response (SignetItemJournal *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), NULL);

  return self->response;
}

/**
 * signet_item_journal_get_poll:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): the last verified pollRep after the response
 */
GBytes *
signet_item_journal_get_poll (SignetItemJournal *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), NULL);

  return self->poll;
}

/**
 * signet_item_journal_get_candidate:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): an answer that arrived and was not verified yet
 */
GBytes *
signet_item_journal_get_candidate (SignetItemJournal *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), NULL);

  return self->candidate;
}

/**
 * signet_item_journal_drop_candidate:
 * @self: a journal
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes an answer that turned out not to be the CA's.
 *
 * Returns: whether it is gone
 */
gboolean
signet_item_journal_drop_candidate (SignetItemJournal  *self,
                                    GError            **error)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self) && self->lock >= 0, FALSE);

  return remove_message (self, SIGNET_FILE_CANDIDATE, &self->candidate, error);
}

/* Where an item with a key goes: out of the list, but not out of the world. */
static gboolean
move_to_trash (SignetItemJournal  *self,
               const char         *enrollments,
               char              **moved,
               GError            **error)
{
  g_autofree char *data = g_path_get_dirname (enrollments);
  g_autofree char *trash = g_build_filename (data, "trash", NULL);

  *moved = g_build_filename (trash, signet_item_get_id (self->item), NULL);

  return signet_files_make_folder (trash, error) &&
         signet_files_rename (self->folder, *moved, error);
}

/**
 * signet_item_journal_discard:
 * @self: a journal; of no further use afterwards
 * @error: return location for a %SIGNET_ERROR
 *
 * Takes an item out of the keystore. Its folder moves to the trash in one step; one without a key
 * is then removed, one with a key stays there.
 *
 * Returns: whether it is out of the keystore
 */
gboolean
signet_item_journal_discard (SignetItemJournal  *self,
                             GError            **error)
{
  g_autofree char *enrollments = NULL;
  g_autofree char *lock_path = NULL;
  g_autofree char *moved = NULL;
  gboolean has_key, done;
  int lock;

  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self) && self->lock >= 0, FALSE);

  has_key = signet_item_journal_has_key (self);
  enrollments = g_path_get_dirname (self->folder);
  lock_path = g_build_filename (enrollments, ".lock", NULL);
  lock = signet_lock_take (lock_path, TRUE, error);
  if (lock < 0)
    return FALSE;
  done = move_to_trash (self, enrollments, &moved, error);
  signet_lock_drop (lock);

  if (done && !has_key)
    done = signet_files_remove_folder (moved, error);
  signet_item_journal_close (self);

  return done;
}

/**
 * signet_item_journal_close:
 * @self: a journal
 *
 * Drops the lock; the journal takes no changes any more.
 */
void
signet_item_journal_close (SignetItemJournal *self)
{
  g_return_if_fail (SIGNET_IS_ITEM_JOURNAL (self));

  signet_lock_drop (self->lock);
  self->lock = -1;
}
