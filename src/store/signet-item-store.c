/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/statvfs.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "core/signet-kill-point.h"
#include "store/signet-item-folder-private.h"
#include "store/signet-item-journal-private.h"
#include "store/signet-item-store-private.h"

#define MIN_SPACE (1024 * 1024) /* bytes that must be free before anything is sent */

/**
 * SignetItemStore:
 *
 * The keystore: a folder with one folder for each item. Our own files are the master copy of every
 * key and certificate. All functions block; they may be called from any thread.
 */
struct _SignetItemStore
{
  GObject parent_instance;

  char *folder;
  GMutex mutex; /* guards id */
  char *id;
};

G_DEFINE_FINAL_TYPE (SignetItemStore, signet_item_store, G_TYPE_OBJECT)

static void
signet_item_store_finalize (GObject *object)
{
  SignetItemStore *self = SIGNET_ITEM_STORE (object);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->id, g_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (signet_item_store_parent_class)->finalize (object);
}

static void
signet_item_store_class_init (SignetItemStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = signet_item_store_finalize;
}

static void
signet_item_store_init (SignetItemStore *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * signet_item_store_new:
 * @folder: the keystore's folder; made when something is first written
 *
 * Returns: (transfer full): a keystore
 */
SignetItemStore *
signet_item_store_new (const char *folder)
{
  SignetItemStore *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (SIGNET_TYPE_ITEM_STORE, NULL);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * signet_item_store_get_folder:
 * @self: a keystore
 *
 * Returns: (transfer none): its folder
 */
const char *
signet_item_store_get_folder (SignetItemStore *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self), NULL);

  return self->folder;
}

/**
 * signet_item_store_get_id:
 * @self: a keystore
 * @error: return location for a %SIGNET_ERROR
 *
 * Tells the random identifier of this keystore, by which the secrets of two of them do not collide
 * in one keyring. It is made at the first call.
 *
 * Returns: (transfer none) (nullable): the identifier
 */
const char *
signet_item_store_get_id (SignetItemStore  *self,
                          GError          **error)
{
  const char *id;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self), NULL);

  g_mutex_lock (&self->mutex);
  if (self->id == NULL)
    self->id = signet_store_id_get (self->folder, error);
  id = self->id;
  g_mutex_unlock (&self->mutex);

  return id;
}

/**
 * signet_item_store_load:
 * @self: a keystore
 * @id: an item's identifier, or its first four or more characters where they name one only
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable): the item
 */
SignetItem *
signet_item_store_load (SignetItemStore  *self,
                        const char       *id,
                        GError          **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self) && id != NULL, NULL);

  folder = signet_store_find (self->folder, id, error);

  return folder != NULL ? signet_item_folder_load (folder, error) : NULL;
}

/**
 * signet_item_store_load_chain:
 * @self: a keystore
 * @id: an item, as in signet_item_store_load()
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the certificates above the item's own,
 *   the issuer first; empty where none are stored
 */
GPtrArray *
signet_item_store_load_chain (SignetItemStore  *self,
                              const char       *id,
                              GError          **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self) && id != NULL, NULL);

  folder = signet_store_find (self->folder, id, error);

  return folder != NULL ? signet_item_folder_load_chain (folder, error) : NULL;
}

/**
 * signet_item_store_read_key:
 * @self: a keystore
 * @id: an item, as in signet_item_store_load()
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable): the item's encrypted private key
 */
GBytes *
signet_item_store_read_key (SignetItemStore  *self,
                            const char       *id,
                            GError          **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self) && id != NULL, NULL);

  folder = signet_store_find (self->folder, id, error);
  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, SIGNET_FILE_KEY, NULL);

  return signet_files_read (path, SIGNET_MAX_KEY, error);
}

static SignetItemJournal *
create_folder (const char  *folder,
               SignetItem  *item,
               GError     **error)
{
  SignetItemJournal *journal;

  if (!signet_files_make_folder (folder, error))
    return NULL;
  signet_kill_point ("folder");
  journal = signet_item_journal_create (folder, item, error);
  if (journal == NULL)
    signet_files_remove_folder (folder, NULL);

  return journal;
}

/**
 * signet_item_store_create:
 * @self: a keystore
 * @item: a new item
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes the folder of a new item and writes the item as a draft, durably.
 *
 * Returns: (transfer full) (nullable): the item's journal, with its lock
 */
SignetItemJournal *
signet_item_store_create (SignetItemStore  *self,
                          SignetItem       *item,
                          GError          **error)
{
  g_autofree char *folder = NULL;
  SignetItemJournal *journal = NULL;
  int lock;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self) && SIGNET_IS_ITEM (item), NULL);
  g_return_val_if_fail (signet_item_folder_is_id (signet_item_get_id (item)), NULL);

  lock = signet_store_lock (self->folder, error);
  if (lock < 0)
    return NULL;
  folder = g_build_filename (self->folder, signet_item_get_id (item), NULL);
  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE, _ ("%s is there already."), folder);
  else
    journal = create_folder (folder, item, error);
  signet_lock_drop (lock);

  return journal;
}

/**
 * signet_item_store_lock:
 * @self: a keystore
 * @id: an item, as in signet_item_store_load()
 * @error: return location for a %SIGNET_ERROR; %SIGNET_ERROR_BUSY where somebody works on the item
 *
 * Takes an item's lock and reads the item after that.
 *
 * Returns: (transfer full) (nullable): the item's journal
 */
SignetItemJournal *
signet_item_store_lock (SignetItemStore  *self,
                        const char       *id,
                        GError          **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self) && id != NULL, NULL);

  folder = signet_store_find (self->folder, id, error);

  return folder != NULL ? signet_item_journal_open (folder, error) : NULL;
}

/**
 * signet_item_store_has_leftovers:
 * @self: a keystore
 * @item: one of its items
 *
 * Tells whether a process that ended in the middle of its work left files in the item's folder that
 * are of no use any more. Taking the item's lock removes them.
 *
 * Returns: whether there are any
 */
gboolean
signet_item_store_has_leftovers (SignetItemStore *self,
                                 SignetItem      *item)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self) && SIGNET_IS_ITEM (item), FALSE);

  folder = g_build_filename (self->folder, signet_item_get_id (item), NULL);

  return signet_item_folder_has_leftovers (folder, item);
}

/**
 * signet_item_store_check_space:
 * @self: a keystore
 * @error: return location for a %SIGNET_ERROR_NO_SPACE, or another %SIGNET_ERROR
 *
 * Looks whether what a request brings will fit on the disk; asked before anything is sent.
 *
 * Returns: whether it will
 */
gboolean
signet_item_store_check_space (SignetItemStore  *self,
                               GError          **error)
{
  struct statvfs disk;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self), FALSE);

  if (!signet_files_make_folder (self->folder, error) || !signet_store_check (self->folder, error))
    return FALSE;
  if (statvfs (self->folder, &disk) != 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be looked at"), self->folder);
      return FALSE;
    }
  if ((guint64) disk.f_bavail * disk.f_frsize >= MIN_SPACE)
    return TRUE;
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE, _ ("The disk with %s is full."),
               self->folder);

  return FALSE;
}
