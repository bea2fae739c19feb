/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "core/signet-kill-point.h"
#include "store/signet-item-folder-private.h"
#include "store/signet-item-journal-private.h"

#define MIN_PREFIX 4            /* characters of an identifier that may stand for it */
#define MIN_SPACE (1024 * 1024) /* bytes that must be free before anything is sent */
#define STORE_ID_FILE "store-id"
#define MAX_STORE_ID 64

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

/* The lock of the keystore itself, held for milliseconds. */
static int
lock_store (SignetItemStore  *self,
            GError          **error)
{
  g_autofree char *path = g_build_filename (self->folder, ".lock", NULL);

  if (!signet_files_make_folder (self->folder, error))
    return -1;

  return signet_lock_take (path, TRUE, error);
}

static char *
read_id (const char  *path,
         GError     **error)
{
  g_autoptr (GBytes) bytes = signet_files_read (path, MAX_STORE_ID, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strchomp (g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
  if (g_uuid_string_is_valid (text))
    return g_steal_pointer (&text);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, _ ("%s is damaged."), path);

  return NULL;
}

static char *
make_id (SignetItemStore  *self,
         const char       *path,
         GError          **error)
{
  int lock = lock_store (self, error);
  char *id = NULL;

  if (lock < 0)
    return NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      id = read_id (path, error);
    }
  else
    {
      id = g_uuid_string_random ();
      if (!signet_files_write (path, id, strlen (id), error))
        g_clear_pointer (&id, g_free);
    }
  signet_lock_drop (lock);

  return id;
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
    {
      g_autofree char *path = g_build_filename (self->folder, STORE_ID_FILE, NULL);

      self->id = g_file_test (path, G_FILE_TEST_EXISTS) ? read_id (path, error)
                                                        : make_id (self, path, error);
    }
  id = self->id;
  g_mutex_unlock (&self->mutex);

  return id;
}

static int
compare_created (gconstpointer a,
                 gconstpointer b)
{
  SignetItem *one = *(SignetItem *const *) a;
  SignetItem *other = *(SignetItem *const *) b;

  if (signet_item_get_created (one) != signet_item_get_created (other))
    return signet_item_get_created (one) < signet_item_get_created (other) ? -1 : 1;

  return strcmp (signet_item_get_id (one), signet_item_get_id (other));
}

/* A folder is made and filled under the keystore's lock: one that is empty under that lock was left
 * by a process that ended in between, and never had a key. */
static void
remove_empty (SignetItemStore *self,
              GPtrArray       *folders)
{
  int lock = folders->len > 0 ? lock_store (self, NULL) : -1;

  if (lock < 0)
    return;
  for (guint i = 0; i < folders->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (signet_item_folder_is_empty (g_ptr_array_index (folders, i)) &&
          !signet_files_remove_folder (g_ptr_array_index (folders, i), &error))
        g_debug ("%s stays: %s", (const char *) g_ptr_array_index (folders, i), error->message);
    }
  signet_lock_drop (lock);
}

/**
 * signet_item_store_list:
 * @self: a keystore
 * @damaged: (out) (optional) (transfer full) (element-type utf8): sentences about folders that make
 *   no sense
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads all items, the oldest first. One that makes no sense is reported and left alone.
 *
 * Returns: (transfer full) (nullable) (element-type SignetItem): the items
 */
GPtrArray *
signet_item_store_list (SignetItemStore  *self,
                        GPtrArray       **damaged,
                        GError          **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) empty = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self), NULL);

  if (g_file_test (self->folder, G_FILE_TEST_EXISTS))
    {
      if (!signet_files_check_folder (self->folder, error))
        return NULL;
      dir = g_dir_open (self->folder, 0, NULL);
    }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (self->folder, name, NULL);
      g_autoptr (GError) item_error = NULL;
      SignetItem *item;

      if (!signet_item_folder_is_id (name))
        continue;
      item = signet_files_check_folder (folder, &item_error)
               ? signet_item_folder_load (folder, &item_error)
               : NULL;
      if (item != NULL)
        g_ptr_array_add (items, item);
      else if (signet_item_folder_is_empty (folder))
        g_ptr_array_add (empty, g_steal_pointer (&folder));
      else
        g_ptr_array_add (reports, g_strdup_printf ("%s: %s", name, item_error->message));
    }
  remove_empty (self, empty);
  g_ptr_array_sort (items, compare_created);
  if (damaged != NULL)
    *damaged = g_steal_pointer (&reports);

  return g_steal_pointer (&items);
}

static void
set_not_found (const char  *id,
               GError     **error)
{
  g_autofree char *shown = g_utf8_make_valid (id, -1);

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND, _ ("There is no item “%s”."), shown);
}

/* Only what looks like an identifier ever becomes part of a path. */
static gboolean
may_be_prefix (const char *id)
{
  gsize length = strlen (id);

  if (length < MIN_PREFIX || length > 36)
    return FALSE;

  return strspn (id, "0123456789abcdef-") == length;
}

static char *
find_by_prefix (SignetItemStore  *self,
                const char       *id,
                GError          **error)
{
  g_autoptr (GDir) dir = may_be_prefix (id) ? g_dir_open (self->folder, 0, NULL) : NULL;
  g_autofree char *found = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!signet_item_folder_is_id (name) || !g_str_has_prefix (name, id))
        continue;
      if (found != NULL)
        {
          g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND,
                       _ ("More than one item begins with “%s”."), id);
          return NULL;
        }
      found = g_strdup (name);
    }
  if (found == NULL)
    {
      set_not_found (id, error);
      return NULL;
    }

  return g_build_filename (self->folder, found, NULL);
}

/* The folder of an existing item, checked. */
static char *
find_folder (SignetItemStore  *self,
             const char       *id,
             GError          **error)
{
  g_autofree char *folder = NULL;

  if (signet_item_folder_is_id (id))
    {
      folder = g_build_filename (self->folder, id, NULL);
      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        {
          set_not_found (id, error);
          return NULL;
        }
    }
  else
    {
      folder = find_by_prefix (self, id, error);
    }
  if (folder == NULL || !signet_files_check_folder (self->folder, error) ||
      !signet_files_check_folder (folder, error))
    return NULL;

  return g_steal_pointer (&folder);
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

  folder = find_folder (self, id, error);

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
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self) && id != NULL, NULL);

  folder = find_folder (self, id, error);
  if (folder == NULL)
    return NULL;
  pem = signet_item_folder_read_optional (folder, SIGNET_FILE_CHAIN, SIGNET_MAX_CERTIFICATES,
                                          &local_error);
  if (pem != NULL)
    return signet_pem_decode (pem, error);
  if (local_error == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
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

  folder = find_folder (self, id, error);
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

  lock = lock_store (self, error);
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

  folder = find_folder (self, id, error);

  return folder != NULL ? signet_item_journal_open (folder, error) : NULL;
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

  if (!signet_files_make_folder (self->folder, error))
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
