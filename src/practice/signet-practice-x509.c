/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/bn.h>
#include <openssl/err.h>

#include "pki/signet-asn1-private.h"
#include "practice/signet-practice-ca-private.h"

/**
 * signet_practice_x509_to_pem:
 * @certificate: a certificate
 *
 * Returns: (transfer full): its PEM
 */
char *
signet_practice_x509_to_pem (X509 *certificate)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  if (bio == NULL || PEM_write_bio_X509 (bio, certificate) != 1)
    g_error ("Out of memory");
  length = BIO_get_mem_data (bio, &data);

  return g_strndup (data, (gsize) length);
}

/**
 * signet_practice_x509_from_pem:
 * @pem: (array length=length): the PEM of a certificate
 * @length: its size
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_practice_x509_from_pem (const char *pem,
                               gsize       length)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (pem, (int) MIN (length, G_MAXINT));
  X509 *certificate = bio != NULL ? PEM_read_bio_X509 (bio, NULL, NULL, NULL) : NULL;

  ERR_clear_error ();

  return certificate;
}

/**
 * signet_practice_x509_get_key_id:
 * @certificate: a certificate with a subject key identifier
 *
 * Returns: (transfer full): the subject key identifier, hexadecimal
 */
char *
signet_practice_x509_get_key_id (X509 *certificate)
{
  const ASN1_OCTET_STRING *key_id = X509_get0_subject_key_id (certificate);

  return signet_hex_encode (ASN1_STRING_get0_data (key_id), (gsize) ASN1_STRING_length (key_id), 0);
}

/**
 * signet_practice_serial_to_text:
 * @serial: a serial number
 *
 * Returns: (transfer full): @serial in upper-case hexadecimal
 */
char *
signet_practice_serial_to_text (const ASN1_INTEGER *serial)
{
  BIGNUM *number = ASN1_INTEGER_to_BN (serial, NULL);
  char *hex = number != NULL ? BN_bn2hex (number) : NULL;
  char *text = g_strdup (hex != NULL ? hex : "0");

  OPENSSL_free (hex);
  BN_free (number);

  return text;
}

/**
 * signet_practice_x509_get_serial:
 * @certificate: a certificate
 *
 * Returns: (transfer full): its serial number in upper-case hexadecimal
 */
char *
signet_practice_x509_get_serial (X509 *certificate)
{
  return signet_practice_serial_to_text (X509_get0_serialNumber (certificate));
}
