/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-crl-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <time.h>

#include "practice/signet-practice-revoked.h"

#define VERSION_2 1 /* of a CRL, RFC 5280 5.1.2.1 */
#define DAY (24 * 60 * 60)

static gboolean
set_reason (X509_REVOKED *entry,
            int           reason)
{
  ASN1_ENUMERATED *value = NULL;
  gboolean set;

  /* RFC 5280 5.3.1: no reason is said by leaving it out. */
  if (reason <= 0)
    return TRUE;
  value = ASN1_ENUMERATED_new ();
  set = value != NULL && ASN1_ENUMERATED_set (value, reason) == 1 &&
        X509_REVOKED_add1_ext_i2d (entry, NID_crl_reason, value, 0, 0) == 1;
  ASN1_ENUMERATED_free (value);

  return set;
}

static ASN1_INTEGER *
parse_serial (const char *text)
{
  BIGNUM *number = NULL;
  ASN1_INTEGER *serial = BN_hex2bn (&number, text) > 0 ? BN_to_ASN1_INTEGER (number, NULL) : NULL;

  BN_free (number);

  return serial;
}

static gboolean
add_entry (X509_CRL                    *crl,
           const SignetPracticeRevoked *revoked)
{
  g_autoptr (ASN1_INTEGER) serial = parse_serial (revoked->serial);
  g_autoptr (ASN1_STRING) time = ASN1_TIME_set (NULL, (time_t) revoked->time);
  X509_REVOKED *entry = X509_REVOKED_new ();

  if (entry != NULL && serial != NULL && time != NULL &&
      X509_REVOKED_set_serialNumber (entry, serial) == 1 &&
      X509_REVOKED_set_revocationDate (entry, time) == 1 && set_reason (entry, revoked->reason) &&
      X509_CRL_add0_revoked (crl, entry) == 1)
    return TRUE;
  X509_REVOKED_free (entry);

  return FALSE;
}

static gboolean
add_key_id (X509_CRL *crl,
            X509     *issuer)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;
  gboolean added;

  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, issuer, NULL, NULL, crl, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, NID_authority_key_identifier, "keyid:always");
  added = extension != NULL && X509_CRL_add_ext (crl, extension, -1) == 1;
  X509_EXTENSION_free (extension);

  return added;
}

static gboolean
fill (X509_CRL                 *crl,
      const SignetPracticePair *issuer,
      guint64                   number,
      gint64                    now,
      guint                     days)
{
  g_autoptr (ASN1_STRING) begin = ASN1_TIME_set (NULL, (time_t) now);
  g_autoptr (ASN1_STRING) end = ASN1_TIME_set (NULL, (time_t) (now + (gint64) days * DAY));
  g_autoptr (ASN1_INTEGER) value = ASN1_INTEGER_new ();

  return begin != NULL && end != NULL && value != NULL &&
         X509_CRL_set_version (crl, VERSION_2) == 1 &&
         X509_CRL_set_issuer_name (crl, X509_get_subject_name (issuer->certificate)) == 1 &&
         X509_CRL_set1_lastUpdate (crl, begin) == 1 && X509_CRL_set1_nextUpdate (crl, end) == 1 &&
         ASN1_INTEGER_set_uint64 (value, number) == 1 && add_key_id (crl, issuer->certificate) &&
         X509_CRL_add1_ext_i2d (crl, NID_crl_number, value, 0, 0) == 1;
}

/**
 * signet_practice_crl_to_der:
 * @crl: a list of revoked certificates
 *
 * Returns: (transfer full) (nullable): its DER
 */
GBytes *
signet_practice_crl_to_der (X509_CRL *crl)
{
  unsigned char *der = NULL;
  int length = i2d_X509_CRL (crl, &der);
  GBytes *bytes = length > 0 ? g_bytes_new (der, (gsize) length) : NULL;

  OPENSSL_free (der);

  return bytes;
}

/**
 * signet_practice_crl_new:
 * @issuer: who signs it
 * @revoked: (element-type SignetPracticeRevoked): what is in it
 * @number: its number, higher than that of every earlier one
 * @now: seconds since 1970
 * @days: for how long it is good
 * @error: return location for a %SIGNET_ERROR_FAILED
 *
 * Makes a list of revoked certificates (RFC 5280 5).
 *
 * Returns: (transfer full) (nullable): its DER
 */
GBytes *
signet_practice_crl_new (const SignetPracticePair  *issuer,
                         GPtrArray                 *revoked,
                         guint64                    number,
                         gint64                     now,
                         guint                      days,
                         GError                   **error)
{
  g_autoptr (X509_CRL) crl = X509_CRL_new ();
  GBytes *der = NULL;
  gboolean filled;

  ERR_clear_error ();
  filled = crl != NULL && fill (crl, issuer, number, now, days);
  for (guint i = 0; filled && i < revoked->len; i++)
    filled = add_entry (crl, revoked->pdata[i]);
  if (filled && X509_CRL_sort (crl) == 1 && X509_CRL_sign (crl, issuer->key, EVP_sha256 ()) > 0)
    der = signet_practice_crl_to_der (crl);
  if (der == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED,
                           _ ("The list of revoked certificates could not be made."));

  return der;
}
