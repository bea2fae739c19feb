/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-stand-in-private.h"

static gboolean
fill (X509               *x509,
      EVP_PKEY           *pkey,
      const X509_NAME    *subject,
      const X509_NAME    *issuer,
      const ASN1_INTEGER *serial)
{
  g_autoptr (ASN1_INTEGER) number =
    serial != NULL ? ASN1_INTEGER_dup (serial) : ASN1_INTEGER_new ();

  return number != NULL && X509_set_version (x509, X509_VERSION_3) &&
         X509_set_serialNumber (x509, number) && X509_set_subject_name (x509, subject) &&
         X509_set_issuer_name (x509, issuer) && X509_set_pubkey (x509, pkey) &&
         X509_gmtime_adj (X509_getm_notBefore (x509), 0) != NULL &&
         X509_gmtime_adj (X509_getm_notAfter (x509), 60) != NULL &&
         X509_sign (x509, pkey, EVP_sha256 ()) > 0;
}

/**
 * signet_stand_in_new:
 * @subject: who shall stand as the sender of a message
 * @issuer: who issued the certificate that is meant
 * @serial: (nullable): its serial number
 *
 * Makes a certificate that only lends its names to OSSL_CMP_CTX_set1_oldCert(3): OpenSSL before 3.2
 * names a certificate that is to be revoked in no other way, and takes the sender from it. It is
 * signed with a key that nobody keeps, since the library refuses one without a signature, and it is
 * never sent.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_stand_in_new (const X509_NAME    *subject,
                     const X509_NAME    *issuer,
                     const ASN1_INTEGER *serial)
{
  g_autoptr (EVP_PKEY) pkey = EVP_EC_gen ("P-256");
  g_autoptr (X509) x509 = X509_new ();

  return pkey != NULL && x509 != NULL && fill (x509, pkey, subject, issuer, serial)
           ? g_steal_pointer (&x509)
           : NULL;
}
