/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "store/signet-item-folder-private.h"
#include "store/signet-item-journal-private.h"

#define MAX_FILE 64 /* bytes */

/**
 * signet_store_lock:
 * @enrollments: the folder with the items' folders; made where it is missing
 * @error: return location for a %SIGNET_ERROR
 *
 * Takes the lock of the keystore itself, which is held for milliseconds.
 *
 * Returns: a file descriptor for signet_lock_drop(), or -1
 */
int
signet_store_lock (const char  *enrollments,
                   GError     **error)
{
  g_autofree char *path = g_build_filename (enrollments, SIGNET_STORE_LOCK, NULL);

  if (!signet_files_make_folder (enrollments, error) || !signet_store_check (enrollments, error))
    return -1;

  return signet_lock_take (path, TRUE, error);
}

static char *
read_id (const char  *path,
         GError     **error)
{
  g_autoptr (GBytes) bytes = signet_files_read (path, MAX_FILE, error);
  g_autofree char *text = NULL;
  const char *data;
  gsize length;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  text = g_strchomp (g_strndup (data != NULL ? data : "", length));
  if (g_uuid_string_is_valid (text))
    return g_steal_pointer (&text);

  /* A new one would make every passphrase in the keyring unfindable. */
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, _ ("%s is damaged."), path);

  return NULL;
}

/* Under the keystore's lock nobody else is at it. */
static void
sweep (const char *enrollments)
{
  g_autoptr (GDir) dir = g_dir_open (enrollments, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (enrollments, name, NULL);
      g_autoptr (GError) error = NULL;

      if (signet_item_folder_is_temporary (name, SIGNET_STORE_ID) &&
          !signet_files_remove (path, &error))
        g_debug ("%s stays: %s", path, error->message);
    }
}

static char *
make_id (const char  *enrollments,
         const char  *path,
         GError     **error)
{
  g_autofree char *id = g_uuid_string_random ();

  sweep (enrollments);

  return signet_files_write (path, id, strlen (id), error) ? g_steal_pointer (&id) : NULL;
}

/**
 * signet_store_id_get:
 * @enrollments: the folder with the items' folders; made where it is missing
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the random identifier of a keystore. It is made once, durably.
 *
 * Returns: (transfer full) (nullable): the identifier
 */
char *
signet_store_id_get (const char  *enrollments,
                     GError     **error)
{
  g_autofree char *path = g_build_filename (enrollments, SIGNET_STORE_ID, NULL);
  char *id;
  int lock;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return read_id (path, error);

  lock = signet_store_lock (enrollments, error);
  if (lock < 0)
    return NULL;
  id = g_file_test (path, G_FILE_TEST_EXISTS) ? read_id (path, error)
                                              : make_id (enrollments, path, error);
  signet_lock_drop (lock);

  return id;
}
