/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "core/signet-files.h"

#define MAX_LINE 4096

struct _SignetSecret
{
  gatomicrefcount ref_count;
  gsize length;
  char text[];
};

G_DEFINE_BOXED_TYPE (SignetSecret, signet_secret, signet_secret_ref, signet_secret_unref)

/**
 * signet_secret_wipe:
 * @data: (nullable): memory that held a secret
 * @length: its size in bytes
 *
 * Overwrites @data in a way that no compiler leaves out.
 */
void
signet_secret_wipe (void  *data,
                    gsize  length)
{
  if (data != NULL)
    explicit_bzero (data, length);
}

/**
 * signet_secret_new:
 * @data: (array length=length): the bytes
 * @length: how many
 *
 * Makes a secret from a copy of @data; wiping @data is the caller's business.
 *
 * Returns: (transfer full): a new secret
 */
SignetSecret *
signet_secret_new (const void *data,
                   gsize       length)
{
  SignetSecret *self;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  self = g_malloc0 (sizeof (SignetSecret) + length + 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->length = length;
  if (length > 0)
    memcpy (self->text, data, length);

  return self;
}

/**
 * signet_secret_new_take:
 * @text: (transfer full): a text allocated by GLib
 *
 * Makes a secret from @text, then wipes and frees @text.
 *
 * Returns: (transfer full): a new secret
 */
SignetSecret *
signet_secret_new_take (char *text)
{
  SignetSecret *self;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  self = signet_secret_new (text, length);
  signet_secret_wipe (text, length);
  g_free (text);

  return self;
}

static SignetSecret *
secret_from_line (char    *buffer,
                  gsize    length,
                  GError **error)
{
  SignetSecret *self = NULL;
  char *end = memchr (buffer, '\n', length);
  gboolean too_long = end == NULL && length >= MAX_LINE;

  if (end != NULL)
    length = end - buffer;
  if (length > 0 && buffer[length - 1] == '\r')
    length--;

  if (too_long)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE,
                 _ ("The first line is longer than %d characters."), MAX_LINE);
  else if (length == 0)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CODE, _ ("The first line is empty."));
  else if (memchr (buffer, '\0', length) != NULL || !g_utf8_validate (buffer, length, NULL))
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CODE, _ ("The first line is not text."));
  else
    self = signet_secret_new (buffer, length);

  signet_secret_wipe (buffer, MAX_LINE);

  return self;
}

/**
 * signet_secret_new_from_fd:
 * @fd: an open file descriptor; stays open
 * @error: return location for a %SIGNET_ERROR_CODE or %SIGNET_ERROR_STORE
 *
 * Reads the first line of @fd, without its end (LF or CR LF). Blocks.
 *
 * Returns: (transfer full) (nullable): the secret
 */
SignetSecret *
signet_secret_new_from_fd (int      fd,
                           GError **error)
{
  char buffer[MAX_LINE];
  gsize length = 0;

  g_return_val_if_fail (fd >= 0, NULL);

  while (length < sizeof buffer && memchr (buffer, '\n', length) == NULL)
    {
      gssize n = read (fd, buffer + length, sizeof buffer - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          int saved_errno = errno;

          signet_secret_wipe (buffer, sizeof buffer);
          signet_set_errno_error (error, saved_errno, _ ("could not be read"), _ ("The secret"));
          return NULL;
        }
      if (n == 0)
        break;
      length += n;
    }

  return secret_from_line (buffer, length, error);
}

/**
 * signet_secret_new_from_file:
 * @path: a file name, or "-" for standard input
 * @error: return location for a %SIGNET_ERROR_CODE or %SIGNET_ERROR_STORE
 *
 * Reads the first line of a file, without its end (LF or CR LF). Blocks.
 *
 * Returns: (transfer full) (nullable): the secret
 */
SignetSecret *
signet_secret_new_from_file (const char  *path,
                             GError     **error)
{
  SignetSecret *self;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_str_equal (path, "-"))
    return signet_secret_new_from_fd (STDIN_FILENO, error);

  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    {
      signet_set_errno_error (error, errno, _ ("could not be read"), path);
      return NULL;
    }
  self = signet_secret_new_from_fd (fd, error);
  close (fd);

  return self;
}

/**
 * signet_secret_ref:
 * @self: a secret
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetSecret *
signet_secret_ref (SignetSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_secret_unref:
 * @self: a secret
 *
 * Drops a reference; the last one wipes the bytes.
 */
void
signet_secret_unref (SignetSecret *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      signet_secret_wipe (self, sizeof (SignetSecret) + self->length + 1);
      g_free (self);
    }
}

/**
 * signet_secret_get_text:
 * @self: a secret
 *
 * Returns: (transfer none): the bytes, followed by a NUL; never copy them into a plain string
 */
const char *
signet_secret_get_text (const SignetSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * signet_secret_get_size:
 * @self: a secret
 *
 * Returns: how many bytes @self has, without the NUL
 */
gsize
signet_secret_get_size (const SignetSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/**
 * signet_secret_equal:
 * @self: a secret
 * @other: another one
 *
 * Compares in a time that depends on the sizes only.
 *
 * Returns: whether both hold the same bytes
 */
gboolean
signet_secret_equal (const SignetSecret *self,
                     const SignetSecret *other)
{
  guchar difference = 0;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->length != other->length)
    return FALSE;
  for (gsize i = 0; i < self->length; i++)
    difference |= (guchar) (self->text[i] ^ other->text[i]);

  return difference == 0;
}
