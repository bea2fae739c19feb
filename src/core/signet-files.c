/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/signet-error.h"

#define FOLDER_MODE 0700
#define FILE_MODE 0600

static int
errno_to_code (int saved_errno)
{
  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
      return SIGNET_ERROR_NO_SPACE;
    case EROFS:
    case EACCES:
    case EPERM:
      return SIGNET_ERROR_READ_ONLY;
    default:
      return SIGNET_ERROR_STORE;
    }
}

/**
 * signet_set_errno_error:
 * @error: (nullable): return location for the error
 * @saved_errno: the number that a system call left in errno
 * @what: what did not work, as the end of a sentence: "could not be read"
 * @path: a file name, or the beginning of the sentence
 *
 * Sets a %SIGNET_ERROR_NO_SPACE, %SIGNET_ERROR_READ_ONLY or %SIGNET_ERROR_STORE.
 */
void
signet_set_errno_error (GError     **error,
                        int          saved_errno,
                        const char  *what,
                        const char  *path)
{
  g_autofree char *name = NULL;

  g_return_if_fail (what != NULL && path != NULL);

  name = g_filename_display_name (path);
  g_set_error (error, SIGNET_ERROR, errno_to_code (saved_errno), "%s %s: %s.", name, what,
               g_strerror (saved_errno));
}

/* GLib gives away only its own code, which has no word for a used-up quota. */
static int
file_error_to_errno (const GError *error)
{
  static const int known[] = { ENOSPC, EROFS, EACCES, EPERM, ENOENT, ENOTDIR,
                               EISDIR, ENAMETOOLONG, EMFILE, ENFILE, ELOOP };

  if (strstr (error->message, g_strerror (EDQUOT)) != NULL)
    return EDQUOT;
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_error_matches (error, G_FILE_ERROR, g_file_error_from_errno (known[i])))
      return known[i];

  return EIO;
}

/**
 * signet_files_sync_folder:
 * @path: a folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Waits until the names in @path are on disk for good.
 *
 * Returns: whether they are
 */
gboolean
signet_files_sync_folder (const char  *path,
                          GError     **error)
{
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be opened"), path);
      return FALSE;
    }

  /* Some file systems (of networks, of containers) cannot do this for folders and say EINVAL. */
  if (fsync (fd) < 0 && errno != EINVAL)
    {
      signet_set_errno_error (error, errno, _ ("could not be written"), path);
      close (fd);
      return FALSE;
    }
  close (fd);

  return TRUE;
}

static gboolean
sync_parent (const char  *path,
             GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  return signet_files_sync_folder (parent, error);
}

/**
 * signet_files_check_folder:
 * @path: a folder
 * @error: return location for a %SIGNET_ERROR_UNSAFE_FOLDER or %SIGNET_ERROR_STORE
 *
 * Checks that @path is a folder of ours that nobody else may write to. It may not be a symbolic
 * link; the folders above it may.
 *
 * Returns: whether @path is safe to use
 */
gboolean
signet_files_check_folder (const char  *path,
                           GError     **error)
{
  g_autofree char *plain = NULL;
  g_autofree char *name = NULL;
  struct stat info;

  g_return_val_if_fail (path != NULL, FALSE);

  /* A slash at the end would make lstat () look behind a symbolic link. */
  plain = g_canonicalize_filename (path, NULL);
  name = g_filename_display_name (plain);
  if (lstat (plain, &info) < 0)
    signet_set_errno_error (error, errno, _ ("could not be opened"), plain);
  else if (!S_ISDIR (info.st_mode))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER, _ ("%s is not a folder."), name);
  else if (info.st_uid != geteuid ())
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER, _ ("%s belongs to another user."),
                 name);
  else if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER,
                 _ ("Other users may write to %s."), name);
  else
    return TRUE;

  return FALSE;
}

static gboolean
make_one (const char  *path,
          GError     **error)
{
  int saved_errno = mkdir (path, FOLDER_MODE) < 0 ? errno : 0;

  if (saved_errno == ENOENT)
    {
      g_autofree char *parent = g_path_get_dirname (path);

      if (!make_one (parent, error))
        return FALSE;
      /* Once more only: a link that leads nowhere exists, but nothing can be made below it. */
      saved_errno = mkdir (path, FOLDER_MODE) < 0 ? errno : 0;
    }

  if (saved_errno == EEXIST)
    return TRUE;
  if (saved_errno == 0)
    return sync_parent (path, error);
  signet_set_errno_error (error, saved_errno, _ ("could not be made"), path);

  return FALSE;
}

/**
 * signet_files_make_folder:
 * @path: a folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes @path, and the folders above it that are missing, for us alone (0700) and durably. A folder
 * that exists is only checked, see signet_files_check_folder ().
 *
 * Returns: whether the folder is there and safe to use
 */
gboolean
signet_files_make_folder (const char  *path,
                          GError     **error)
{
  g_autofree char *plain = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  plain = g_canonicalize_filename (path, NULL);

  return make_one (plain, error) && signet_files_check_folder (plain, error);
}

/**
 * signet_files_write:
 * @path: a file
 * @data: (array length=length): what goes into it
 * @length: size of @data
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes or replaces @path, readable by us alone (0600). After a crash there is the old file or the
 * new one, never a part; once this returned, the new one.
 *
 * Returns: whether the file is on disk
 */
gboolean
signet_files_write (const char  *path,
                    const void  *data,
                    gsize        length,
                    GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (path != NULL && (data != NULL || length == 0), FALSE);
  g_return_val_if_fail (length <= G_MAXSSIZE, FALSE);

  if (g_file_set_contents_full (path, data != NULL ? data : "", length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                FILE_MODE, &local_error))
    return TRUE;

  signet_set_errno_error (error, file_error_to_errno (local_error), _ ("could not be written"),
                          path);
  if (error != NULL)
    signet_error_add_technical (*error, local_error->message);

  return FALSE;
}

static GBytes *
read_all (int          fd,
          const char  *path,
          gsize        limit,
          GError     **error)
{
  /* One byte more than allowed shows that a file grew while it was read. */
  g_autoptr (GByteArray) array = g_byte_array_new ();
  guint8 buffer[16384];
  gssize n;

  while ((n = read (fd, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          signet_set_errno_error (error, errno, _ ("could not be read"), path);
          return NULL;
        }
      if (array->len + (gsize) n > limit)
        {
          g_autofree char *name = g_filename_display_name (path);
          g_autofree char *size = g_format_size_full (limit, G_FORMAT_SIZE_IEC_UNITS);

          g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE, _ ("%s is larger than %s."), name,
                       size);
          return NULL;
        }
      g_byte_array_append (array, buffer, n);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

static GBytes *
read_regular (const char  *path,
              int          flags,
              gsize        limit,
              GError     **error)
{
  GBytes *bytes = NULL;
  struct stat info;
  int fd;

  /* O_NONBLOCK: opening a named pipe must not wait for its other end. */
  fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | flags);
  if (fd < 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be read"), path);
      return NULL;
    }

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    bytes = read_all (fd, path, limit, error);
  else
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE, _ ("%s is not a regular file."), name);
    }
  close (fd);

  return bytes;
}

/**
 * signet_files_read:
 * @path: a file
 * @limit: how many bytes it may have
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads a file of Signet's own. Only a regular file is read, not what a symbolic link names, and
 * never more than @limit bytes.
 *
 * Returns: (transfer full) (nullable): what is in the file
 */
GBytes *
signet_files_read (const char  *path,
                   gsize        limit,
                   GError     **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return read_regular (path, O_NOFOLLOW, limit, error);
}

/**
 * signet_files_read_chosen:
 * @path: a file that a person named
 * @limit: how many bytes it may have
 * @error: return location for a %SIGNET_ERROR
 *
 * Like signet_files_read (), but follows symbolic links, as a person expects of a file they name:
 * most files in `/etc/ssl/certs` are links.
 *
 * Returns: (transfer full) (nullable): what is in the file
 */
GBytes *
signet_files_read_chosen (const char  *path,
                          gsize        limit,
                          GError     **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return read_regular (path, 0, limit, error);
}

/**
 * signet_files_remove:
 * @path: a file
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes @path. It is gone for good after signet_files_sync_folder () on its folder.
 *
 * Returns: whether the file is gone, or was not there
 */
gboolean
signet_files_remove (const char  *path,
                     GError     **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  signet_set_errno_error (error, errno, _ ("could not be removed"), path);

  return FALSE;
}

/**
 * signet_files_rename:
 * @from: a file or folder
 * @to: its new name, in the same file system; what has it is replaced
 * @error: return location for a %SIGNET_ERROR
 *
 * Renames durably.
 *
 * Returns: whether the new name is on disk
 */
gboolean
signet_files_rename (const char  *from,
                     const char  *to,
                     GError     **error)
{
  g_autofree char *old_parent = NULL;
  g_autofree char *new_parent = NULL;

  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  if (g_rename (from, to) < 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be renamed"), from);
      return FALSE;
    }

  old_parent = g_path_get_dirname (from);
  new_parent = g_path_get_dirname (to);
  if (!signet_files_sync_folder (new_parent, error))
    return FALSE;

  return g_str_equal (old_parent, new_parent) || signet_files_sync_folder (old_parent, error);
}

static gboolean
remove_files_in (DIR         *folder,
                 const char  *path,
                 GError     **error)
{
  const struct dirent *entry;

  while ((entry = readdir (folder)) != NULL)
    {
      if (g_str_equal (entry->d_name, ".") || g_str_equal (entry->d_name, ".."))
        continue;
      if (unlinkat (dirfd (folder), entry->d_name, 0) < 0 && errno != ENOENT)
        {
          int saved_errno = errno;
          g_autofree char *file = g_build_filename (path, entry->d_name, NULL);

          signet_set_errno_error (error, saved_errno, _ ("could not be removed"), file);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * signet_files_remove_folder:
 * @path: a folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes @path and the files in it, durably. A folder in it stops the removal.
 *
 * Returns: whether the folder is gone, or was not there
 */
gboolean
signet_files_remove_folder (const char  *path,
                            GError     **error)
{
  g_autofree char *plain = NULL;
  gboolean success;
  DIR *folder;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  plain = g_canonicalize_filename (path, NULL);
  fd = open (plain, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT)
    return TRUE;
  if (fd < 0 || (folder = fdopendir (fd)) == NULL)
    {
      signet_set_errno_error (error, errno, _ ("could not be opened"), plain);
      if (fd >= 0)
        close (fd);
      return FALSE;
    }

  success = remove_files_in (folder, plain, error);
  closedir (folder);
  if (!success)
    return FALSE;

  if (rmdir (plain) < 0 && errno != ENOENT)
    {
      signet_set_errno_error (error, errno, _ ("could not be removed"), plain);
      return FALSE;
    }

  return sync_parent (plain, error);
}
