/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-csr.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "pki/signet-csr-private.h"
#include "pki/signet-pem-private.h"

#define MAX_DATA (128 * 1024) /* bytes, as PEM with text around it */

struct _SignetCsr
{
  gatomicrefcount ref_count;
  X509_REQ *request;
  GBytes *der;
  SignetName *subject;
  char *key_id;
};

G_DEFINE_BOXED_TYPE (SignetCsr, signet_csr, signet_csr_ref, signet_csr_unref)

static X509_REQ *
read_request (GBytes  *der,
              GError **error)
{
  g_autoptr (X509_REQ) request = NULL;
  gsize length;
  const unsigned char *data = g_bytes_get_data (der, &length);
  const unsigned char *end = data;

  ERR_clear_error ();
  if (length > 0)
    request = d2i_X509_REQ (NULL, &end, (long) length);
  if (request == NULL)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_CSR,
                             _ ("There is no certificate request here (PKCS #10)."));
      return NULL;
    }
  if (end != data + length)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CSR,
                           _ ("Something follows the certificate request."));
      return NULL;
    }

  return g_steal_pointer (&request);
}

static gboolean
verify (X509_REQ  *request,
        GError   **error)
{
  EVP_PKEY *pkey = X509_REQ_get0_pubkey (request);

  ERR_clear_error ();
  if (pkey == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_CSR,
                           _ ("The key in the certificate request cannot be read."));
  else if (X509_REQ_verify (request, pkey) != 1)
    signet_set_ossl_error (error, SIGNET_ERROR_CSR,
                           _ ("The certificate request is not signed with its own key."));
  else
    return TRUE;

  return FALSE;
}

/**
 * signet_csr_new_from_data:
 * @data: one certificate request in PEM (RFC 7468 7) or DER, at most 128 KiB
 * @error: return location for a %SIGNET_ERROR_CSR
 *
 * Reads a request and verifies its signature.
 *
 * Returns: (transfer full) (nullable): the request
 */
SignetCsr *
signet_csr_new_from_data (GBytes  *data,
                          GError **error)
{
  static const char *const names[] = { PEM_STRING_X509_REQ, PEM_STRING_X509_REQ_OLD, NULL };
  g_autoptr (GBytes) der = NULL;
  g_autoptr (X509_REQ) request = NULL;
  SignetCsr *self;

  g_return_val_if_fail (data != NULL, NULL);

  der = signet_pem_get_one (data, names, MAX_DATA, SIGNET_ERROR_CSR, error);
  if (der == NULL)
    return NULL;
  request = read_request (der, error);
  if (request == NULL || !verify (request, error))
    return NULL;

  self = g_new0 (SignetCsr, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->der = g_steal_pointer (&der);
  self->subject = signet_name_new_from_x509 (X509_REQ_get_subject_name (request));
  self->key_id = signet_pkey_get_id (X509_REQ_get0_pubkey (request));
  self->request = g_steal_pointer (&request);

  return self;
}

/**
 * signet_csr_ref:
 * @self: a certificate request
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetCsr *
signet_csr_ref (SignetCsr *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_csr_unref:
 * @self: a certificate request
 *
 * Drops a reference.
 */
void
signet_csr_unref (SignetCsr *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      X509_REQ_free (self->request);
      g_bytes_unref (self->der);
      signet_name_unref (self->subject);
      g_free (self->key_id);
      g_free (self);
    }
}

/**
 * signet_csr_get_x509_req:
 * @self: a certificate request
 *
 * Returns: (transfer none): the request of OpenSSL; do not change it
 */
X509_REQ *
signet_csr_get_x509_req (SignetCsr *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->request;
}

/**
 * signet_csr_get_der:
 * @self: a certificate request
 *
 * Returns: (transfer none): its DER
 */
GBytes *
signet_csr_get_der (SignetCsr *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->der;
}

/**
 * signet_csr_get_subject:
 * @self: a certificate request
 *
 * Returns: (transfer none): whom it asks a certificate for
 */
SignetName *
signet_csr_get_subject (SignetCsr *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject;
}

/**
 * signet_csr_get_key_id:
 * @self: a certificate request
 *
 * Returns: (transfer none): SHA-256 of its SubjectPublicKeyInfo in lower-case hexadecimal, the same
 *   as signet_certificate_get_key_id () of the certificate
 */
const char *
signet_csr_get_key_id (SignetCsr *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key_id;
}
