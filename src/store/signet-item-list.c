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
  GPtrArray *items;   /* SignetItem */
  GPtrArray *damaged; /* sentences */
  GPtrArray *empty;   /* folders */
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

static void
report (Found        *found,
        const char   *name,
        const GError *error)
{
  g_ptr_array_add (found->damaged, g_strdup_printf ("%s: %s", name, error->message));
}

static void
look_at (Found      *found,
         const char *enrollments,
         const char *name)
{
  g_autofree char *folder = g_build_filename (enrollments, name, NULL);
  g_autoptr (GError) error = NULL;
  SignetItem *item;

  if (!signet_files_check_folder (folder, &error))
    {
      report (found, name, error);
      return;
    }
  item = signet_item_folder_load (folder, &error);
  if (item != NULL)
    g_ptr_array_add (found->items, item);
  else if (signet_item_folder_is_empty (folder))
    g_ptr_array_add (found->empty, g_steal_pointer (&folder));
  else
    report (found, name, error);
}

static gboolean
look_into (Found       *found,
           const char  *enrollments,
           GError     **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (enrollments, G_FILE_TEST_EXISTS) &&
      !g_file_test (enrollments, G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  if (!signet_files_check_folder (enrollments, error))
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

/* A folder is made and filled under the keystore's lock: one that is empty under that lock was left
 * by a process that ended in between, and never had a key. */
static void
remove_empty (const char *enrollments,
              GPtrArray  *folders)
{
  int lock = folders->len > 0 ? signet_store_lock (enrollments, NULL) : -1;

  if (lock < 0)
    return;
  for (guint i = 0; i < folders->len; i++)
    {
      const char *folder = g_ptr_array_index (folders, i);
      g_autoptr (GError) error = NULL;

      if (signet_item_folder_is_empty (folder) && !signet_files_remove_folder (folder, &error))
        g_debug ("%s stays: %s", folder, error->message);
    }
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
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) empty = g_ptr_array_new_with_free_func (g_free);
  Found found = { items, reports, empty };
  const char *enrollments;

  g_return_val_if_fail (SIGNET_IS_ITEM_STORE (self), NULL);

  enrollments = signet_item_store_get_folder (self);
  if (!look_into (&found, enrollments, error))
    return NULL;
  remove_empty (enrollments, empty);
  g_ptr_array_sort (items, compare_created);
  if (damaged != NULL)
    *damaged = g_steal_pointer (&reports);

  return g_steal_pointer (&items);
}
