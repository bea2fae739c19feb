/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-ossl-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

/**
 * signet_x509_from_der:
 * @der: a certificate (RFC 5280 4.1) and nothing after it, at most 64 KiB
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE
 *
 * Reads a certificate; its signature is not looked at.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_x509_from_der (GBytes  *der,
                      GError **error)
{
  g_autoptr (X509) x509 = NULL;
  const unsigned char *data;
  const unsigned char *end;
  gsize length;

  g_return_val_if_fail (der != NULL, NULL);

  data = end = g_bytes_get_data (der, &length);
  if (length > SIGNET_X509_MAX_DER)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                   _ ("The certificate is larger than %d KiB."), SIGNET_X509_MAX_DER / 1024);
      return NULL;
    }

  ERR_clear_error ();
  if (length > 0)
    x509 = d2i_X509 (NULL, &end, (long) length);
  if (x509 == NULL)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_CERTIFICATE, _ ("This is not a certificate."));
      return NULL;
    }
  if (end != data + length)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                           _ ("Something follows the certificate."));
      return NULL;
    }

  return g_steal_pointer (&x509);
}

/**
 * signet_x509_to_der:
 * @x509: a certificate
 *
 * Returns: (transfer full) (nullable): its DER, or %NULL when it is not complete
 */
GBytes *
signet_x509_to_der (X509 *x509)
{
  unsigned char *der = NULL;
  GBytes *bytes;
  int length;

  g_return_val_if_fail (x509 != NULL, NULL);

  length = i2d_X509 (x509, &der);
  if (length <= 0)
    {
      ERR_clear_error ();
      return NULL;
    }
  bytes = g_bytes_new (der, length);
  OPENSSL_free (der);

  return bytes;
}
