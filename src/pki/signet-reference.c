/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-reference.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "pki/signet-csr-private.h"
#include "pki/signet-extensions-private.h"

/* An empty subject where @parts does not want it. */
static SignetTemplate *
template_new (SignetName          *subject,
              SignetTemplateParts  parts)
{
  return signet_template_new ((parts & SIGNET_TEMPLATE_SUBJECT) != 0 ? subject : NULL, NULL);
}

/**
 * signet_template_from_certificate:
 * @certificate: a certificate that was issued
 * @parts: what to take over
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE or %SIGNET_ERROR_USAGE
 *
 * Asks for what a certificate has. What depends on the issuer and its key is left to the CA: key
 * identifiers, basic constraints, addresses of the CA, transparency. An extension that the template
 * has no field for, or cannot say all of, is taken over as it is.
 *
 * Returns: (transfer full) (nullable): a new template, which nobody has validated
 */
SignetTemplate *
signet_template_from_certificate (SignetCertificate    *certificate,
                                  SignetTemplateParts   parts,
                                  GError              **error)
{
  g_autoptr (SignetTemplate) self = NULL;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (certificate), NULL);

  self = template_new (signet_certificate_get_subject (certificate), parts);
  if ((parts & SIGNET_TEMPLATE_ISSUER) != 0)
    signet_template_set_issuer (self, signet_certificate_get_issuer (certificate));
  if (!signet_extensions_read (X509_get0_extensions (signet_certificate_get_x509 (certificate)),
                               parts, TRUE, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * signet_template_from_csr:
 * @csr: a certificate request (RFC 2986)
 * @error: return location for a %SIGNET_ERROR_CSR or %SIGNET_ERROR_USAGE
 *
 * Asks for what the request asks for: its subject and all its extensions.
 *
 * Returns: (transfer full) (nullable): a new template, which nobody has validated
 */
SignetTemplate *
signet_template_from_csr (SignetCsr  *csr,
                          GError    **error)
{
  const SignetTemplateParts parts =
    SIGNET_TEMPLATE_SUBJECT | SIGNET_TEMPLATE_ALT_NAMES | SIGNET_TEMPLATE_EXTENSIONS;
  g_autoptr (SignetTemplate) self = NULL;
  g_autoptr (X509_EXTENSIONS) extensions = NULL;
  X509_REQ *request;

  g_return_val_if_fail (csr != NULL, NULL);

  ERR_clear_error ();
  request = signet_csr_get_x509_req (csr);
  extensions = X509_REQ_get_extensions (request);
  if (extensions == NULL && (X509_REQ_get_attr_by_NID (request, NID_ext_req, -1) >= 0 ||
                             X509_REQ_get_attr_by_NID (request, NID_ms_ext_req, -1) >= 0))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_CSR,
                             _ ("The extensions of the certificate request cannot be read."));
      return NULL;
    }
  ERR_clear_error ();
  self = template_new (signet_csr_get_subject (csr), parts);
  if (!signet_extensions_read (extensions, parts, FALSE, self, error))
    return NULL;

  return g_steal_pointer (&self);
}
