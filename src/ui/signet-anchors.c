/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-anchors.h"

#include "core/signet-error.h"
#include "core/signet-text.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME 120 /* characters of a name that are shown */

static char *
dup_file_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return signet_text_clean (name != NULL ? name : "", MAX_NAME);
}

static gboolean
check_authorities (GPtrArray   *certificates,
                   const char  *name,
                   GError     **error)
{
  for (guint i = 0; i < certificates->len; i++)
    if (!signet_certificate_is_ca (g_ptr_array_index (certificates, i)))
      {
        g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                     _ ("“%s” holds a certificate that is not a CA’s. Choose the file with the "
                        "CA certificate from your helpdesk."),
                     name);
        return FALSE;
      }
  if (certificates->len <= SIGNET_PROFILE_MAX_CERTIFICATES)
    return TRUE;

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
               _ ("“%s” holds more than %d certificates. Choose the file with the CA certificate "
                  "from your helpdesk."),
               name, SIGNET_PROFILE_MAX_CERTIFICATES);

  return FALSE;
}

static GPtrArray *
remove_doubles (GPtrArray *certificates)
{
  GPtrArray *once = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < certificates->len; i++)
    {
      SignetCertificate *certificate = g_ptr_array_index (certificates, i);
      gboolean known = FALSE;

      for (guint j = 0; j < once->len; j++)
        known = known || g_bytes_equal (signet_certificate_get_der (certificate),
                                        signet_certificate_get_der (once->pdata[j]));
      if (!known)
        g_ptr_array_add (once, g_object_ref (certificate));
    }

  return once;
}

/**
 * signet_anchors_read:
 * @file: a file that a person chose
 * @error: return location for a %SIGNET_ERROR, whose message says what to do
 *
 * Reads certificates of CAs that answers shall be verified against. Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): at least one, each once
 */
GPtrArray *
signet_anchors_read (GFile   *file,
                     GError **error)
{
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = dup_file_name (file);
  if (g_file_peek_path (file) == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                   _ ("“%s” is not on this computer. Copy it here first."), name);
      return NULL;
    }
  certificates = signet_certificates_new_from_file (g_file_peek_path (file), &reason);
  if (certificates == NULL && g_error_matches (reason, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                 _ ("“%s” holds no certificates that can be read. Choose the file with the CA "
                    "certificate from your helpdesk."),
                 name);
  else if (certificates == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                 _ ("“%s” cannot be read. Choose the file with the CA certificate from your "
                    "helpdesk."),
                 name);
  if (certificates == NULL || !check_authorities (certificates, name, error))
    return NULL;

  return remove_doubles (certificates);
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *certificates = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  certificates = signet_anchors_read (task_data, &error);
  if (certificates != NULL)
    g_task_return_pointer (task, certificates, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * signet_anchors_read_async:
 * @file: a file that a person chose
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: data for @callback
 *
 * Does signet_anchors_read() on a thread of its own.
 */
void
signet_anchors_read_async (GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, signet_anchors_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

/**
 * signet_anchors_read_finish:
 * @result: the result
 * @error: return location for a %SIGNET_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): the certificates
 */
GPtrArray *
signet_anchors_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  SignetProfile *profile = task_data;
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_task_return_error_if_cancelled (task))
    return;

  for (guint i = 0; i < signet_profile_get_n_certificates (profile, SIGNET_TRUST_ANCHORS); i++)
    {
      GError *error = NULL;
      SignetCertificate *certificate = signet_certificate_new_from_der (
        signet_profile_get_certificate (profile, SIGNET_TRUST_ANCHORS, i), &error);

      if (certificate == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (certificates, certificate);
    }
  g_task_return_pointer (task, g_steal_pointer (&certificates),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * signet_anchors_load_async:
 * @profile: a profile
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Decodes the certificates that the answers of a profile's server are verified against.
 */
void
signet_anchors_load_async (SignetProfile       *profile,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (profile != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, signet_anchors_load_async);
  g_task_set_task_data (task, signet_profile_ref (profile), (GDestroyNotify) signet_profile_unref);
  g_task_run_in_thread (task, load_thread);
}

/**
 * signet_anchors_load_finish:
 * @result: the result
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): the certificates, perhaps
 *   none
 */
GPtrArray *
signet_anchors_load_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * signet_anchors_dup_name:
 * @certificate: a certificate of a CA
 *
 * Returns: (transfer full): what the CA is called, in one line
 */
char *
signet_anchors_dup_name (SignetCertificate *certificate)
{
  SignetName *subject;
  const char *common;
  g_autofree char *name = NULL;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (certificate), NULL);

  subject = signet_certificate_get_subject (certificate);
  common = signet_name_get_first (subject, "CN");
  name =
    common != NULL ? signet_text_clean (common, MAX_NAME) : signet_name_to_display (subject);

  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (_ ("A CA without a name"));
}
