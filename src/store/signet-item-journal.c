/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-journal.h"

#include <glib/gi18n-lib.h>

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
 * key-written, sent, answer, received, accept-renamed, accepted, certificate-written, certificate,
 * confirmed.
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (SignetItemJournal,
                               signet_item_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIGNET_TYPE_JOURNAL,
                                                      signet_item_journal_iface_init))

static void
signet_item_journal_finalize (GObject *object)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (object);

  signet_item_journal_close (self);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->item);
  signet_item_messages_clear (&self->messages);

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
 * @item: the item; only read
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
  if (!signet_item_messages_load (&self->messages, folder, error) ||
      !signet_item_folder_save (folder, item, error))
    return NULL;
  /* An item of its own, which is what the disk says. */
  self->item = signet_item_folder_load (folder, error);
  if (self->item == NULL)
    return NULL;
  signet_kill_point ("draft");

  return g_steal_pointer (&self);
}

/*< private >
 * signet_item_journal_check_open:
 * @self: a journal
 * @error: return location for a %SIGNET_ERROR_STATE
 *
 * Returns: whether the journal still has its lock
 */
gboolean
signet_item_journal_check_open (SignetItemJournal  *self,
                                GError            **error)
{
  if (self->lock >= 0)
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                       _ ("The item was closed before this step."));

  return FALSE;
}

/*< private >
 * signet_item_journal_has_news:
 * @self: a journal
 *
 * Tells whether an answer is there that nobody has looked at. A request that waits is still one
 * that waits, whatever arrived: anybody on the way can send something.
 *
 * Returns: whether the item is in fact “received”
 */
gboolean
signet_item_journal_has_news (SignetItemJournal *self)
{
  SignetItemState state = signet_item_get_state (self->item);

  return signet_item_messages_has_kind (&self->messages, SIGNET_ANSWER_CERTIFICATE) &&
         (state == SIGNET_ITEM_STATE_SENT || state == SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
}

/* What a process that ended between two writes left: the files are right, the state follows. */
static gboolean
catch_up (SignetItemJournal  *self,
          GError            **error)
{
  SignetItemMessages *messages = &self->messages;
  SignetItemState state = signet_item_get_state (self->item);

  if (signet_item_journal_has_news (self))
    signet_item_set_state (self->item, SIGNET_ITEM_STATE_RECEIVED);
  else if (state == SIGNET_ITEM_STATE_RECEIVED && messages->response != NULL)
    signet_item_set_state (self->item, SIGNET_ITEM_STATE_WAITING);
  else if (state == SIGNET_ITEM_STATE_RECEIVED && messages->candidate == NULL)
    signet_item_set_state (self->item, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  else if (state == SIGNET_ITEM_STATE_ISSUED)
    return signet_item_messages_drop_all (messages, error);
  else
    return TRUE;

  return signet_item_folder_save (self->folder, self->item, error);
}

static gboolean
read_folder (SignetItemJournal  *self,
             GError            **error)
{
  if (!signet_item_messages_load (&self->messages, self->folder, error))
    return FALSE;
  self->item = signet_item_folder_load (self->folder, error);
  if (self->item == NULL || !catch_up (self, error))
    return FALSE;
  signet_item_folder_sweep (self->folder);

  return TRUE;
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
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SignetItemJournal) self = journal_new (folder, &local_error);

  if (self != NULL && read_folder (self, &local_error))
    return g_steal_pointer (&self);

  /* Somebody discarded it between our look at the folder and the lock. */
  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND,
                         _ ("The item was discarded."));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
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
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), FALSE);

  return signet_item_journal_check_open (self, error) &&
         signet_item_folder_save (self->folder, self->item, error);
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

  path = g_build_filename (self->folder, SIGNET_FILE_KEY, NULL);

  /* A link that leads nowhere just now is one to a disk that is not there just now. */
  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK);
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
  g_autofree char *path = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self) && pem != NULL, FALSE);

  if (!signet_item_journal_check_open (self, error))
    return FALSE;
  if (signet_item_journal_has_key (self))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                           _ ("The item has a key already."));
      return FALSE;
    }
  if (g_bytes_get_size (pem) > SIGNET_MAX_KEY)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEY, _ ("The key is too large."));
      return FALSE;
    }
  path = g_build_filename (self->folder, SIGNET_FILE_KEY, NULL);
  if (!signet_files_write (path, g_bytes_get_data (pem, NULL), g_bytes_get_size (pem), error))
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

  path = g_build_filename (self->folder, SIGNET_FILE_KEY, NULL);

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

  return self->messages.response;
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

  return self->messages.poll;
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

  return self->messages.candidate;
}

/**
 * signet_item_journal_drop_candidate:
 * @self: a journal
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes an answer that turned out not to be the CA's. A request that waits goes on waiting; one
 * that had no other answer is one whose answer is not known.
 *
 * Returns: whether that is on disk
 */
gboolean
signet_item_journal_drop_candidate (SignetItemJournal  *self,
                                    GError            **error)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), FALSE);

  return signet_item_journal_check_open (self, error) &&
         signet_item_messages_drop_candidate (&self->messages, error) && catch_up (self, error);
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
