/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "core/signet-text.h"
#include "store/signet-item-folder-private.h"

#define MIN_PREFIX 4  /* characters of an identifier that may stand for it */
#define MAX_SHOWN 100 /* characters of what was asked for in the error */

static void
set_not_found (const char  *id,
               GError     **error)
{
  g_autofree char *shown = signet_text_clean (id, MAX_SHOWN);

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
find_by_prefix (const char  *enrollments,
                const char  *id,
                GError     **error)
{
  g_autoptr (GDir) dir = may_be_prefix (id) ? g_dir_open (enrollments, 0, NULL) : NULL;
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

  return g_build_filename (enrollments, found, NULL);
}

/**
 * signet_store_check:
 * @enrollments: the folder with the items' folders
 * @error: return location for a %SIGNET_ERROR_UNSAFE_FOLDER
 *
 * Checks that nobody else may change the folder, nor put another one in its place.
 *
 * Returns: whether it is safe to use
 */
gboolean
signet_store_check (const char  *enrollments,
                    GError     **error)
{
  g_autofree char *data = g_path_get_dirname (enrollments);

  return signet_files_check_folder (data, error) && signet_files_check_folder (enrollments, error);
}

/**
 * signet_store_find:
 * @enrollments: the folder with the items' folders
 * @id: an item's identifier, or its first four or more characters where they name one only
 * @error: return location for a %SIGNET_ERROR_NOT_FOUND or %SIGNET_ERROR_UNSAFE_FOLDER
 *
 * Finds an item's folder and checks that it is safe to use.
 *
 * Returns: (transfer full) (nullable): the folder
 */
char *
signet_store_find (const char  *enrollments,
                   const char  *id,
                   GError     **error)
{
  g_autofree char *folder = NULL;

  if (signet_item_folder_is_id (id))
    {
      folder = g_build_filename (enrollments, id, NULL);
      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        {
          set_not_found (id, error);
          return NULL;
        }
    }
  else
    {
      folder = find_by_prefix (enrollments, id, error);
    }
  if (folder == NULL || !signet_store_check (enrollments, error) ||
      !signet_files_check_folder (folder, error))
    return NULL;

  return g_steal_pointer (&folder);
}
