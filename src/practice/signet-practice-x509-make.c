/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/bn.h>

#include "practice/signet-practice-pair-private.h"

#define SERIAL_BITS 128

static gboolean
set_serial (X509 *certificate)
{
  BIGNUM *number = BN_new ();
  ASN1_INTEGER *serial = NULL;
  gboolean set;

  /* The top bit is set, so that all serial numbers look alike. */
  if (number != NULL && BN_rand (number, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1)
    serial = BN_to_ASN1_INTEGER (number, NULL);
  set = serial != NULL && X509_set_serialNumber (certificate, serial) == 1;
  ASN1_INTEGER_free (serial);
  BN_free (number);

  return set;
}

/**
 * signet_practice_x509_prepare:
 * @certificate: a new certificate
 * @subject: whose it is
 * @issuer: who issues it
 * @key: the key that it is for
 *
 * Fills in what every certificate has, and a random serial number of 128 bits.
 *
 * Returns: whether it worked
 */
gboolean
signet_practice_x509_prepare (X509            *certificate,
                              const X509_NAME *subject,
                              const X509_NAME *issuer,
                              EVP_PKEY        *key)
{
  return X509_set_version (certificate, X509_VERSION_3) == 1 && set_serial (certificate) &&
         X509_set_subject_name (certificate, (X509_NAME *) subject) == 1 &&
         X509_set_issuer_name (certificate, (X509_NAME *) issuer) == 1 &&
         X509_set_pubkey (certificate, key) == 1;
}

/**
 * signet_practice_x509_extend:
 * @certificate: a certificate
 * @issuer: the certificate of who issues it
 * @nid: OpenSSL's number of an extension
 * @value: what is in it, as openssl.cnf has it
 *
 * Adds an extension.
 *
 * Returns: whether it worked
 */
gboolean
signet_practice_x509_extend (X509       *certificate,
                             X509       *issuer,
                             int         nid,
                             const char *value)
{
  X509_EXTENSION *extension;
  X509V3_CTX context;
  gboolean added;

  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  added = extension != NULL && X509_add_ext (certificate, extension, -1) == 1;
  X509_EXTENSION_free (extension);

  return added;
}

/**
 * signet_practice_x509_sign:
 * @certificate: a certificate that is complete
 * @issuer: who issues it
 *
 * Returns: whether it is signed
 */
gboolean
signet_practice_x509_sign (X509                     *certificate,
                           const SignetPracticePair *issuer)
{
  return X509_sign (certificate, issuer->key, EVP_sha256 ()) > 0;
}
