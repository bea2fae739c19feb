/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-input.h"

#include "core/signet-error.h"
#include "core/signet-files.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <unistd.h>

#define MAX_FILE (1024 * 1024) /* bytes of a file that is named on the command line */

/**
 * signet_ctl_input_absolute:
 * @path: a file name as it was given
 *
 * An item outlives the folder that a verb was called in, so what goes into it is absolute.
 *
 * Returns: (transfer full): the file name from the root
 */
char *
signet_ctl_input_absolute (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_canonicalize_filename (path, NULL);
}

/**
 * signet_ctl_input_check_file:
 * @option: the option that named the file
 * @path: a file that is read later
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether the file can be read as far as one can say now
 */
gboolean
signet_ctl_input_check_file (const char  *option,
                             const char  *path,
                             GError     **error)
{
  int saved_errno = 0;

  g_return_val_if_fail (option != NULL && path != NULL, FALSE);

  if (access (path, R_OK) != 0)
    saved_errno = errno;
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    saved_errno = EISDIR;
  if (saved_errno == 0)
    return TRUE;

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("%s: “%s” cannot be read: %s."),
               option, path, g_strerror (saved_errno));

  return FALSE;
}

/**
 * signet_ctl_input_number:
 * @option: the option that has the number
 * @text: what was given
 * @min: the smallest number that makes sense
 * @max: the largest one
 * @number: (out): return location for the number
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether @text is a number in decimal digits and in range
 */
gboolean
signet_ctl_input_number (const char  *option,
                         const char  *text,
                         guint        min,
                         guint        max,
                         guint       *number,
                         GError     **error)
{
  guint64 value;

  g_return_val_if_fail (option != NULL && text != NULL && number != NULL, FALSE);

  if (!g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("%s needs a number from %u to %u."), option, min, max);
      return FALSE;
    }
  *number = value;

  return TRUE;
}

/* A file that was named on the command line and cannot be used is a mistake in the command line. */
static void
blame_option (const char  *option,
              GError     **error)
{
  if (g_error_matches (*error, SIGNET_ERROR, SIGNET_ERROR_STORE) ||
      g_error_matches (*error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE))
    (*error)->code = SIGNET_ERROR_USAGE;
  g_prefix_error (error, "%s: ", option);
}

/**
 * signet_ctl_input_certificates:
 * @option: the option that named the file
 * @path: a file with certificates, PEM or DER
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): at least one certificate
 */
GPtrArray *
signet_ctl_input_certificates (const char  *option,
                               const char  *path,
                               GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  GPtrArray *certificates;

  g_return_val_if_fail (option != NULL && path != NULL, NULL);

  certificates = signet_certificates_new_from_file (path, &local_error);
  if (certificates == NULL)
    {
      blame_option (option, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }

  return certificates;
}

/**
 * signet_ctl_input_certificate:
 * @option: the option that named the file
 * @path: a file with a certificate, and maybe its chain behind it
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): the first certificate in the file
 */
SignetCertificate *
signet_ctl_input_certificate (const char  *option,
                              const char  *path,
                              GError     **error)
{
  g_autoptr (GPtrArray) certificates = signet_ctl_input_certificates (option, path, error);

  return certificates != NULL ? g_object_ref (certificates->pdata[0]) : NULL;
}

/**
 * signet_ctl_input_name:
 * @option: the option that has the name
 * @text: a distinguished name
 * @error: return location for a %SIGNET_ERROR_NAME
 *
 * Returns: (transfer full) (nullable): the name
 */
SignetName *
signet_ctl_input_name (const char  *option,
                       const char  *text,
                       GError     **error)
{
  SignetName *name;

  g_return_val_if_fail (option != NULL && text != NULL, NULL);

  name = signet_name_parse (text, error);
  if (name == NULL)
    g_prefix_error (error, "%s: ", option);

  return name;
}

/**
 * signet_ctl_input_bytes:
 * @option: the option that named the file
 * @path: a file
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): what is in the file
 */
GBytes *
signet_ctl_input_bytes (const char  *option,
                        const char  *path,
                        GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  GBytes *bytes;

  g_return_val_if_fail (option != NULL && path != NULL, NULL);

  bytes = signet_files_read_chosen (path, MAX_FILE, &local_error);
  if (bytes == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, "%s: %s", option,
                   local_error->message);
    }

  return bytes;
}

/**
 * signet_ctl_input_profile:
 * @option: the option that named the file
 * @path: a setup file
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_PROFILE
 *
 * Returns: (transfer full) (nullable): the profile in the file
 */
SignetProfile *
signet_ctl_input_profile (const char  *option,
                          const char  *path,
                          GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (option != NULL && path != NULL, NULL);

  bytes = signet_ctl_input_bytes (option, path, error);
  if (bytes == NULL)
    return NULL;
  if (g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, NULL))
    return signet_profile_load (file, error);

  /* GLib would name the line, and that may be a code: the wrong file is given easily. */
  g_set_error (
    error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
    _ ("%s: “%s” is no setup file: not every line of it is a “[Group]”, “Key=value” or a "
       "“# comment”."),
    option, path);

  return NULL;
}

/**
 * signet_ctl_input_secret:
 * @option: the option that named the file
 * @path: a file name, or "-" for standard input
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_CODE
 *
 * Returns: (transfer full) (nullable): the first line of the file
 */
SignetSecret *
signet_ctl_input_secret (const char  *option,
                         const char  *path,
                         GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  SignetSecret *secret;

  g_return_val_if_fail (option != NULL && path != NULL, NULL);

  secret = signet_secret_new_from_file (path, &local_error);
  if (secret == NULL)
    {
      blame_option (option, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }

  return secret;
}
