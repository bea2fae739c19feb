/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-files.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "core/signet-secret.h"

#define MAX_FILE (64 * 1024 * 1024)

/**
 * signet_practice_files_load:
 * @path: a file
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads a file of groups, keys and values. A file that is not there is one without groups.
 *
 * Returns: (transfer full) (nullable): what is in it
 */
GKeyFile *
signet_practice_files_load (const char  *path,
                            GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GError) reason = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&file);

  data = signet_files_read (path, MAX_FILE, error);
  if (data == NULL)
    return NULL;
  /* GLib takes no empty file, but an empty one has no groups. */
  if (g_bytes_get_size (data) > 0 &&
      !g_key_file_load_from_bytes (file, data, G_KEY_FILE_NONE, &reason))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, _ ("%s is damaged: %s"), name,
                   reason->message);
      return NULL;
    }

  return g_steal_pointer (&file);
}

/**
 * signet_practice_files_save:
 * @file: groups, keys and values
 * @path: where to
 * @error: return location for a %SIGNET_ERROR
 *
 * Replaces the file at @path; it is on disk for good when the function returns.
 *
 * Returns: whether it is
 */
gboolean
signet_practice_files_save (GKeyFile    *file,
                            const char  *path,
                            GError     **error)
{
  gsize length;
  char *data = g_key_file_to_data (file, &length, NULL);
  gboolean saved = signet_files_write (path, data, length, error);

  /* Codes are among what is written here. */
  signet_secret_wipe (data, length);
  g_free (data);

  return saved;
}
