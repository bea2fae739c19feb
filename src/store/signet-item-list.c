/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "store/signet-item-folder-private.h"
#include "store/signet-item-journal-private.h"
#include "store/signet-item-store-private.h"

typedef struct
{
  GPtrArray *items;    /* SignetItem */
  GPtrArray *doubtful; /* names of folders that could not be read */
  GPtrArray *damaged;  /* sentences */
} Found;

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

static SignetItem *
load_checked (const char  *folder,
              GError     **error)
{
  return signet_files_check_folder (folder, error) ? signet_item_folder_load (folder, error) : NULL;
}

static void
look_at (Found      *found,
         const char *enrollments,
         const char *name)
{
  g_autofree char *folder = g_build_filename (enrollments, name, NULL);
  SignetItem *item = load_checked (folder, NULL);

  if (item != NULL)
    g_ptr_array_add (found->items, item);
  else
    g_ptr_array_add (found->doubtful, g_strdup (name));
}

static gboolean
is_there (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static gboolean
look_into (Found       *found,
           const char  *enrollments,
           GError     **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!is_there (enrollments))
    return TRUE;
  if (!signet_store_check (enrollments, error))
    return FALSE;
  dir = g_dir_open (enrollments, 0, &cause);
  if (dir == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE, _ ("%s could not be opened."),
                   enrollments);
      if (error != NULL)
        signet_error_add_technical (*error, cause->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (signet_item_folder_is_id (name))
        look_at (found, enrollments, name);
    }

  return TRUE;
}

/* Whether a folder is gone, or nothing was ever in it. */
static gboolean
is_nothing (const char *folder)
{
  return !is_there (folder) ||
         (signet_files_check_folder (folder, NULL) && signet_item_folder_is_empty (folder));
}

/* Under the keystore's lock nobody is making or discarding the item just now: a folder in which
 * nothing is was left by a process that ended in between, and never had a key. */
static void
look_again (Found      *found,
            const char *enrollments,
            const char *name,
            gboolean    locked)
{
  g_autofree char *folder = g_build_filename (enrollments, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) remove_error = NULL;
  SignetItem *item = load_checked (folder, &error);

  if (item != NULL)
    g_ptr_array_add (found->items, item);
  else if (!is_nothing (folder))
    g_ptr_array_add (found->damaged, g_strdup_printf ("%s: %s", name, error->message));
  else if (locked && !signet_files_remove_folder (folder, &remove_error))
    g_debug ("%s stays: %s", folder, remove_error->message);
}

static void
resolve_doubts (Found      *found,
                const char *enrollments)
{
  int lock = found->doubtful->len > 0 ? signet_store_lock (enrollments, NULL) : -1;

  for (guint i = 0; i < found->doubtful->len; i++)
    look_again (found, enrollments, g_ptr_array_index (found->doubtful, i), lock >= 0);
  signet_lock_drop (lock);
}

/**
 * signet_item_store_list:
 * @self: a keystore
 * @damaged: (out) (optional) (transfer full) (element-type utf8): for each folder that makes no
 *   sense, its name and why
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads all items, the oldest first. One that makes no sense is reported and left alone; a folder
 * in which nothing was ever written is removed.
 *
 * Returns: (transfer full) (nullable) (element-type SignetItem): the items
 */
GPtrArray *
signet_item_store_list (SignetItemStore  *self,
                        GPtrArray       **damaged,
                        GError          **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) doubtful = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  Found found = { items, doubtful, reports };
  const char *enrollments;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self), NULL);

  enrollments = signet_item_store_get_folder (self);
  if (!look_into (&found, enrollments, error))
    return NULL;
  resolve_doubts (&found, enrollments);
  g_ptr_array_sort (items, compare_created);
  if (damaged != NULL)
    *damaged = g_steal_pointer (&reports);

  return g_steal_pointer (&items);
}
