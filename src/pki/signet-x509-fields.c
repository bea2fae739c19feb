/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-x509-private.h"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <string.h>
#include <time.h>

#include "core/signet-key-usage.h"
#include "pki/signet-asn1-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)

/**
 * signet_x509_dup_serial:
 * @x509: a certificate
 *
 * Returns: (transfer full): its serial number in pairs of upper-case hexadecimal digits, with a "-"
 *   before a negative one
 */
char *
signet_x509_dup_serial (const X509 *x509)
{
  g_autoptr (BIGNUM) number = ASN1_INTEGER_to_BN (X509_get0_serialNumber (x509), NULL);
  char *hex = number != NULL ? BN_bn2hex (number) : NULL;
  char *serial;

  if (hex == NULL)
    serial = g_strdup ("");
  else if (g_str_equal (hex, "0"))
    serial = g_strdup ("00");
  else
    serial = g_strdup (hex);
  OPENSSL_free (hex);

  return serial;
}

/**
 * signet_x509_time_to_unix:
 * @time: a UTCTime or GeneralizedTime
 * @unix_time: (out): seconds since 1970 in UTC
 *
 * Returns: whether @time is one
 */
gboolean
signet_x509_time_to_unix (const ASN1_TIME *time,
                          gint64          *unix_time)
{
  struct tm tm;

  if (time == NULL || ASN1_TIME_to_tm (time, &tm) != 1)
    return FALSE;
  *unix_time = timegm (&tm);

  return TRUE;
}

/**
 * signet_x509_dup_key_id:
 * @x509: a certificate
 *
 * Gives what signet_key_get_id () gives for the key of @x509, also where libcrypto does not know
 * the type of the key.
 *
 * Returns: (transfer full) (nullable): SHA-256 of the SubjectPublicKeyInfo in lower-case
 *   hexadecimal
 */
char *
signet_x509_dup_key_id (X509 *x509)
{
  EVP_PKEY *pkey = X509_get0_pubkey (x509);
  unsigned char *der = NULL;
  char *id = NULL;
  int length;

  if (pkey != NULL)
    return signet_pkey_get_id (pkey);
  length = i2d_X509_PUBKEY (X509_get_X509_PUBKEY (x509), &der);
  if (length > 0)
    id = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, length);
  OPENSSL_free (der);

  return id;
}

static char *
describe_object (const ASN1_OBJECT *object)
{
  const char *name = OBJ_nid2ln (OBJ_obj2nid (object));
  char *oid;

  if (OBJ_obj2nid (object) != NID_undef && name != NULL)
    return g_strdup (name);
  oid = signet_oid_to_text (object);

  return oid != NULL ? oid : g_strdup ("?");
}

/**
 * signet_x509_describe_key:
 * @x509: a certificate
 *
 * Returns: (transfer full): the type of its key for people
 */
char *
signet_x509_describe_key (X509 *x509)
{
  EVP_PKEY *pkey = X509_get0_pubkey (x509);
  ASN1_OBJECT *object = NULL;

  if (pkey != NULL)
    return signet_pkey_describe (pkey);
  X509_PUBKEY_get0_param (&object, NULL, NULL, NULL, X509_get_X509_PUBKEY (x509));

  return describe_object (object);
}

/**
 * signet_x509_dup_signature_algorithm:
 * @x509: a certificate
 *
 * Returns: (transfer full): the name of the algorithm it is signed with, or its object identifier
 */
char *
signet_x509_dup_signature_algorithm (const X509 *x509)
{
  const X509_ALGOR *algorithm;
  const ASN1_OBJECT *object;

  X509_get0_signature (NULL, &algorithm, x509);
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);

  return describe_object (object);
}

/**
 * signet_x509_dup_alt_names:
 * @x509: a certificate
 *
 * Returns: (transfer full) (element-type SignetAltName): its alternative names
 */
GPtrArray *
signet_x509_dup_alt_names (const X509 *x509)
{
  g_autoptr (GENERAL_NAMES) names = X509_get_ext_d2i (x509, NID_subject_alt_name, NULL, NULL);
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);

  for (int i = 0; i < sk_GENERAL_NAME_num (names); i++)
    g_ptr_array_add (result, signet_alt_name_new_from_x509 (sk_GENERAL_NAME_value (names, i)));

  return result;
}

/**
 * signet_x509_dup_key_usages:
 * @x509: a certificate
 *
 * Returns: (transfer full): names of the bits in its key usage (RFC 5280 4.2.1.3)
 */
GStrv
signet_x509_dup_key_usages (const X509 *x509)
{
  g_autoptr (ASN1_BIT_STRING) bits = X509_get_ext_d2i (x509, NID_key_usage, NULL, NULL);

  return signet_key_usage_to_names (signet_asn1_to_key_usage (bits));
}

/**
 * signet_x509_dup_extended_key_usages:
 * @x509: a certificate
 *
 * Returns: (transfer full): its extended key usages (RFC 5280 4.2.1.12), short names or dotted
 *   object identifiers
 */
GStrv
signet_x509_dup_extended_key_usages (const X509 *x509)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i (x509, NID_ext_key_usage, NULL, NULL);

  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++)
    {
      const ASN1_OBJECT *object = sk_ASN1_OBJECT_value (usages, i);
      int nid = OBJ_obj2nid (object);
      g_autofree char *oid = signet_oid_to_text (object);

      if (nid != NID_undef)
        g_strv_builder_add (builder, OBJ_nid2sn (nid));
      else if (oid != NULL)
        g_strv_builder_add (builder, oid);
    }
  EXTENDED_KEY_USAGE_free (usages);

  return g_strv_builder_end (builder);
}
