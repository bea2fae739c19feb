/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-folder-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"

#define MAX_REQUEST (4 * 1024 * 1024) /* bytes: four lists of 64 certificates of 64 KiB fit */

/* What g_file_set_contents_full () appends to a name while it writes; a person's “key.pem.backup”
 * is none. */
#define TEMPORARY_SUFFIX 7 /* a dot and six of */
#define TEMPORARY_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/**
 * signet_item_folder_is_id:
 * @name: the name of a folder
 *
 * Returns: whether @name is a lower-case UUID, as every item's folder is called
 */
gboolean
signet_item_folder_is_id (const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p))
        return FALSE;
    }

  return g_uuid_string_is_valid (name);
}

/**
 * signet_item_folder_is_temporary:
 * @name: the name of a file
 * @file: the name under which it would have been complete
 *
 * Returns: whether a killed writer of @file left @name
 */
gboolean
signet_item_folder_is_temporary (const char *name,
                                 const char *file)
{
  gsize length = strlen (file);

  return strncmp (name, file, length) == 0 && name[length] == '.' &&
         strlen (name) == length + TEMPORARY_SUFFIX &&
         strspn (name + length + 1, TEMPORARY_LETTERS) == TEMPORARY_SUFFIX - 1;
}

/**
 * signet_item_folder_is_empty:
 * @folder: an item's folder
 *
 * Tells whether a folder is one whose maker ended before there was anything in it. Whoever asks
 * holds the keystore's lock, under which folders are made and filled.
 *
 * Returns: whether nothing is in it but the lock and what a killed writer left
 */
gboolean
signet_item_folder_is_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_equal (name, SIGNET_FILE_LOCK) &&
          !signet_item_folder_is_temporary (name, SIGNET_FILE_REQUEST))
        return FALSE;
    }

  return dir != NULL;
}

/**
 * signet_item_folder_load:
 * @folder: an item's folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable): the item that request.ini describes
 */
SignetItem *
signet_item_folder_load (const char  *folder,
                         GError     **error)
{
  g_autofree char *path = g_build_filename (folder, SIGNET_FILE_REQUEST, NULL);
  g_autofree char *name = g_path_get_basename (folder);
  g_autoptr (GBytes) bytes = signet_files_read (path, MAX_REQUEST, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (SignetItem) item = NULL;

  if (bytes == NULL)
    return NULL;
  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &parse_error))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, _ ("%s cannot be read: %s"), path,
                   parse_error->message);
      return NULL;
    }

  item = signet_item_load (file, error);
  if (item == NULL)
    return NULL;
  if (!g_str_equal (signet_item_get_id (item), name))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, _ ("%s belongs to another item."),
                   path);
      return NULL;
    }

  return g_steal_pointer (&item);
}

/**
 * signet_item_folder_save:
 * @folder: an item's folder
 * @item: the item
 * @error: return location for a %SIGNET_ERROR
 *
 * Replaces request.ini, durably.
 *
 * Returns: whether it is on disk
 */
gboolean
signet_item_folder_save (const char  *folder,
                         SignetItem  *item,
                         GError     **error)
{
  g_autofree char *path = g_build_filename (folder, SIGNET_FILE_REQUEST, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  signet_item_save (item, file);
  text = g_key_file_to_data (file, &length, NULL);

  return signet_files_write (path, text, length, error);
}

/**
 * signet_item_folder_read_optional:
 * @folder: an item's folder
 * @name: a file in it
 * @limit: how many bytes it may have
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable): the file, or %NULL without an error where there is none
 */
GBytes *
signet_item_folder_read_optional (const char  *folder,
                                  const char  *name,
                                  gsize        limit,
                                  GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;

  return signet_files_read (path, limit, error);
}

/**
 * signet_item_folder_trash:
 * @enrollments: the folder with the items' folders
 *
 * Returns: (transfer full): the folder beside it where discarded items with a key go
 */
char *
signet_item_folder_trash (const char *enrollments)
{
  g_autofree char *plain = g_canonicalize_filename (enrollments, NULL);
  g_autofree char *data = g_path_get_dirname (plain);

  return g_build_filename (data, "trash", NULL);
}

static gboolean
is_any_temporary (const char *name)
{
  static const char *const files[] = { SIGNET_FILE_REQUEST, SIGNET_FILE_KEY,
                                       SIGNET_FILE_CERTIFICATE, SIGNET_FILE_CHAIN,
                                       SIGNET_FILE_RESPONSE, SIGNET_FILE_POLL,
                                       SIGNET_FILE_CANDIDATE };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (signet_item_folder_is_temporary (name, files[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * signet_item_folder_sweep:
 * @folder: an item's folder, whose lock is held and whose files were read
 *
 * Removes the temporary files that a killed writer left behind. One of the key goes only where the
 * key itself can be read; where the key cannot be read, nothing is removed that may help somebody
 * to find it again.
 */
void
signet_item_folder_sweep (const char *folder)
{
  g_autoptr (GError) key_error = NULL;
  g_autoptr (GBytes) key =
    signet_item_folder_read_optional (folder, SIGNET_FILE_KEY, SIGNET_MAX_KEY, &key_error);
  gboolean has_key = key != NULL && g_bytes_get_size (key) > 0;
  g_autoptr (GDir) dir = key_error == NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      if (is_any_temporary (name) &&
          (has_key || !signet_item_folder_is_temporary (name, SIGNET_FILE_KEY)) &&
          !signet_files_remove (path, &error))
        g_debug ("%s stays: %s", path, error->message);
    }
}

static gboolean
is_answer (const char *name)
{
  return g_str_equal (name, SIGNET_FILE_RESPONSE) || g_str_equal (name, SIGNET_FILE_POLL) ||
         g_str_equal (name, SIGNET_FILE_CANDIDATE);
}

/**
 * signet_item_folder_has_leftovers:
 * @folder: an item's folder
 * @item: the item
 *
 * Looks for what a process left that ended between two writes, or after the last one. What is found
 * while somebody is at work on the item is that one's; the item's lock tells.
 *
 * Returns: whether there are temporary files, or answers of an exchange that is over
 */
gboolean
signet_item_folder_has_leftovers (const char *folder,
                                  SignetItem *item)
{
  gboolean over = signet_item_get_state (item) == SIGNET_ITEM_STATE_ISSUED;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (is_any_temporary (name) || (over && is_answer (name)))
        return TRUE;
    }

  return FALSE;
}
