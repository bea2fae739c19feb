/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "store/signet-item-journal-private.h"

/**
 * signet_lock_take:
 * @path: the lock's file; made where it is missing
 * @wait: whether to wait for whoever has it
 * @error: return location for a %SIGNET_ERROR_BUSY or a %SIGNET_ERROR of the file
 *
 * Takes a lock that the kernel drops with the process, however it ends.
 *
 * Returns: a file descriptor for signet_lock_drop(), or -1
 */
int
signet_lock_take (const char  *path,
                  gboolean     wait,
                  GError     **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be opened"), path);
      return -1;
    }
  while (flock (fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0)
    {
      int saved_errno = errno;

      if (saved_errno == EINTR)
        continue;
      close (fd);
      if (saved_errno == EWOULDBLOCK)
        g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_BUSY,
                             _ ("In use by another Signet."));
      else
        signet_set_errno_error (error, saved_errno, _ ("could not be locked"), path);
      return -1;
    }

  return fd;
}

/**
 * signet_lock_drop:
 * @fd: what signet_lock_take() returned
 *
 * Drops a lock.
 */
void
signet_lock_drop (int fd)
{
  if (fd >= 0)
    close (fd);
}
