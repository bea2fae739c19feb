/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-certificate.h"

#include <glib/gi18n-lib.h>

#include "core/signet-files.h"
#include "pki/signet-pem-private.h"

#define MAX_DATA (1024 * 1024)
#define MAX_CERTIFICATES 100

static gboolean
add_certificate (GPtrArray  *certificates,
                 GBytes     *der,
                 GError    **error)
{
  SignetCertificate *certificate;

  if (certificates->len >= MAX_CERTIFICATES)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                   _ ("There are more than %d certificates."), MAX_CERTIFICATES);
      return FALSE;
    }
  certificate = signet_certificate_new_from_der (der, error);
  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (certificates, certificate);

  return TRUE;
}

static gboolean
add_der (GPtrArray  *certificates,
         GBytes     *data,
         GError    **error)
{
  g_autoptr (GError) reason = NULL;

  if (add_certificate (certificates, data, &reason))
    return TRUE;

  g_set_error (
    error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
    _ ("There is no certificate here: one in DER form or any number in PEM form are expected."));
  if (error != NULL)
    signet_error_add_technical (*error, reason->message);

  return FALSE;
}

/**
 * signet_certificates_new_from_data:
 * @data: certificates as a text with PEM blocks (RFC 7468), or one in DER; at most 1 MiB
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE
 *
 * Reads all certificates, at most 100. Other blocks and what stands between blocks are skipped;
 * private keys among them are wiped from OpenSSL's memory.
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): at least one certificate
 */
GPtrArray *
signet_certificates_new_from_data (GBytes  *data,
                                   GError **error)
{
  static const char *const names[] = { PEM_STRING_X509, PEM_STRING_X509_OLD, NULL };
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GPtrArray) blocks = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  if (g_bytes_get_size (data) > MAX_DATA)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                   _ ("Certificates may not have more than %d KiB."), MAX_DATA / 1024);
      return NULL;
    }

  blocks = signet_pem_read (data, names, SIGNET_ERROR_CERTIFICATE, error);
  if (blocks == NULL)
    return NULL;
  certificates = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < blocks->len; i++)
    if (!add_certificate (certificates, g_ptr_array_index (blocks, i), error))
      return NULL;
  if (certificates->len == 0 && !add_der (certificates, data, error))
    return NULL;

  return g_steal_pointer (&certificates);
}

/**
 * signet_certificates_new_from_file:
 * @path: a file that a person named; may be a symbolic link
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE or %SIGNET_ERROR_STORE
 *
 * Reads all certificates of a file, see signet_certificates_new_from_data(). Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): at least one certificate
 */
GPtrArray *
signet_certificates_new_from_file (const char  *path,
                                   GError     **error)
{
  g_autoptr (GBytes) data = NULL;
  GPtrArray *certificates;

  g_return_val_if_fail (path != NULL, NULL);

  data = signet_files_read_chosen (path, MAX_DATA, error);
  if (data == NULL)
    return NULL;
  certificates = signet_certificates_new_from_data (data, error);
  if (certificates == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", name);
    }

  return certificates;
}
