/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-trace-folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "core/signet-files.h"

#define MAX_ENTRIES 10000
#define FILE_MODE 0600

static void
entry_free (gpointer data)
{
  SignetTraceEntry *entry = data;

  g_free (entry->word);
  g_free (entry->path);
  g_free (entry);
}

/* “007-req-ir.der”; other files in the folder are not ours. */
static SignetTraceEntry *
parse_name (const char *folder,
            const char *name)
{
  g_autoptr (GRegex) pattern =
    g_regex_new ("^([0-9]{1,6})-(req|rsp)-([A-Za-z0-9]{2,16})\\.der$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  g_autofree char *direction = NULL;
  SignetTraceEntry *entry;

  if (!g_regex_match (pattern, name, 0, &match))
    return NULL;
  number = g_match_info_fetch (match, 1);
  direction = g_match_info_fetch (match, 2);
  entry = g_new0 (SignetTraceEntry, 1);
  entry->number = (guint) g_ascii_strtoull (number, NULL, 10);
  entry->answer = g_str_equal (direction, "rsp");
  entry->word = g_match_info_fetch (match, 3);
  entry->path = g_build_filename (folder, name, NULL);

  return entry;
}

/* By number; what was asked stands before what was answered. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  const SignetTraceEntry *first = *(SignetTraceEntry *const *) a;
  const SignetTraceEntry *second = *(SignetTraceEntry *const *) b;

  if (first->number != second->number)
    return first->number < second->number ? -1 : 1;

  return (first->answer ? 1 : 0) - (second->answer ? 1 : 0);
}

/**
 * signet_trace_folder_list:
 * @folder: a folder
 * @error: return location for a %SIGNET_ERROR_STORE or %SIGNET_ERROR_REPLAY
 *
 * Finds the messages that were recorded in @folder.
 *
 * Returns: (transfer full) (element-type SignetTraceEntry) (nullable): the messages in the order in
 *   which they were recorded, at least one
 */
GPtrArray *
signet_trace_folder_list (const char  *folder,
                          GError     **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name;

  if (dir == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STORE, local_error->message);
      return NULL;
    }
  while (entries->len < MAX_ENTRIES && (name = g_dir_read_name (dir)) != NULL)
    {
      SignetTraceEntry *entry = parse_name (folder, name);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  if (entries->len == 0)
    {
      g_autofree char *shown = g_filename_display_name (folder);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_REPLAY, _ ("%s holds no recorded messages."),
                   shown);
      return NULL;
    }
  g_ptr_array_sort (entries, compare);

  return g_steal_pointer (&entries);
}

static gboolean
write_all (int     fd,
           GBytes *der)
{
  gsize length;
  const guchar *data = g_bytes_get_data (der, &length);

  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/**
 * signet_trace_folder_write:
 * @folder: a folder
 * @number: the place of the message
 * @answer: whether it came from the server
 * @word: kind of message: "ir"
 * @der: the message
 * @error: return location for a %SIGNET_ERROR of files
 *
 * Writes a message into a new file that nobody else may read (0600): one that is protected with a
 * code lets the code be guessed at leisure. What exists already, a symbolic link too, is left
 * alone.
 *
 * Returns: whether it is written
 */
gboolean
signet_trace_folder_write (const char  *folder,
                           guint        number,
                           gboolean     answer,
                           const char  *word,
                           GBytes      *der,
                           GError     **error)
{
  g_autofree char *name =
    g_strdup_printf ("%03u-%s-%s.der", number, answer ? "rsp" : "req", word);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
  gboolean written;

  if (fd < 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be made"), path);
      return FALSE;
    }
  written = write_all (fd, der);
  if (!written)
    signet_set_errno_error (error, errno, _ ("could not be written"), path);
  close (fd);

  return written;
}
