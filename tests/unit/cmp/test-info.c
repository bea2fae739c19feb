/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cmp/signet-info-private.h"
#include "core/signet-error.h"
#include "der.h"
#include "pki-fixture.h"

#define ID_IT "1.3.6.1.5.5.7.4."

static GByteArray *
der_oid (const char *dotted)
{
  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj (dotted, 1);
  guchar *der = NULL;
  int length = i2d_ASN1_OBJECT (object, &der);
  GByteArray *array = der_raw (der, (gsize) length);

  OPENSSL_free (der);

  return array;
}

static GByteArray *
der_certificate (X509 *x509)
{
  g_autoptr (GBytes) der = signet_x509_to_der (x509);

  return der_raw (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
}

static X509 *
new_certificate (const char *name,
                 gboolean    ca)
{
  const PkiFixture what = { .common_name = name, .ca = ca };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();

  return pki_fixture_new_x509 (&what, pkey, NULL, NULL);
}

/* A revocation list that nobody has signed well. */
static GByteArray *
der_crl (const char *issuer)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) ca = new_certificate (issuer, TRUE);
  X509_CRL *crl = X509_CRL_new ();
  g_autoptr (ASN1_STRING) now = X509_gmtime_adj (NULL, 0);
  guchar *der = NULL;
  GByteArray *array;
  int length;

  X509_CRL_set_issuer_name (crl, X509_get_subject_name (ca));
  X509_CRL_set1_lastUpdate (crl, now);
  g_assert_cmpint (X509_CRL_sign (crl, pkey, EVP_sha256 ()), >, 0);
  length = i2d_X509_CRL (crl, &der);
  array = der_raw (der, (gsize) length);
  OPENSSL_free (der);
  X509_CRL_free (crl);

  return array;
}

/* A genp with one piece of information; takes @value over. */
static GBytes *
message (const char *oid,
         GByteArray *value)
{
  GByteArray *info = value != NULL ? der_wrap (0x30, der_oid (oid), value, NULL)
                                   : der_wrap (0x30, der_oid (oid), NULL);

  return g_byte_array_free_to_bytes (
    der_wrap (0x30, der_header (NULL), der_wrap (0xb6, der_wrap (0x30, info, NULL), NULL), NULL));
}

static SignetInfo *
read_one (const char *oid,
          GByteArray *value)
{
  g_autoptr (GBytes) genp = message (oid, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = signet_info_read (genp, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (infos->len, ==, 1);

  return signet_info_ref (g_ptr_array_index (infos, 0));
}

static void
assert_field (SignetInfo *info,
              guint       index,
              const char *label,
              const char *value)
{
  g_assert_cmpuint (signet_info_get_n_fields (info), >, index);
  g_assert_cmpstr (signet_info_get_field_label (info, index), ==, label);
  g_assert_cmpstr (signet_info_get_field_value (info, index), ==, value);
}

static void
test_info_certificates (void)
{
  g_autoptr (X509) first = new_certificate ("First CA", TRUE);
  g_autoptr (X509) second = new_certificate ("Second CA", TRUE);
  g_autoptr (X509) leaf = new_certificate ("Ada", FALSE);
  g_autoptr (GBytes) der = signet_x509_to_der (second);
  g_autoptr (SignetInfo) info =
    read_one (ID_IT "17", der_wrap (0x30, der_certificate (first), der_certificate (leaf),
                                    der_certificate (second), der_integer (5), NULL));

  g_assert_cmpstr (signet_info_get_name (info), ==, "caCerts");
  g_assert_cmpint (signet_info_get_kind (info), ==, SIGNET_INFO_CERTIFICATES);
  g_assert_cmpuint (signet_info_get_n_parts (info), ==, 2);
  g_assert_true (g_bytes_equal (signet_info_get_part (info, 1), der));
  assert_field (info, 0, "Left out, since it is no CA certificate", "Ada");
  assert_field (info, 1, "Left out, since it is no CA certificate", "?");
}

static void
test_info_no_value (void)
{
  g_autoptr (SignetInfo) certificates = read_one (ID_IT "17", NULL);
  g_autoptr (SignetInfo) unknown = read_one ("1.2.3.4", NULL);

  g_assert_cmpint (signet_info_get_kind (certificates), ==, SIGNET_INFO_OTHER);
  g_assert_null (signet_info_get_der (certificates));
  g_assert_cmpstr (signet_info_get_name (unknown), ==, "1.2.3.4");
}

static void
test_info_unknown (void)
{
  g_autoptr (SignetInfo) info = read_one ("1.2.3.4", der_text (0x0c, "hello"));

  g_assert_cmpint (signet_info_get_kind (info), ==, SIGNET_INFO_OTHER);
  g_assert_cmpmem (g_bytes_get_data (signet_info_get_der (info), NULL),
                   g_bytes_get_size (signet_info_get_der (info)), "\014\005hello", 7);
}

static void
test_info_root_update (void)
{
  g_autoptr (X509) fresh = new_certificate ("New Root", TRUE);
  g_autoptr (X509) old = new_certificate ("Old Root", TRUE);
  g_autoptr (SignetInfo) both =
    read_one (ID_IT "18", der_wrap (0x30, der_certificate (fresh),
                                    der_wrap (0xa0, der_certificate (fresh), NULL),
                                    der_wrap (0xa1, der_certificate (old), NULL), NULL));
  g_autoptr (SignetInfo) one =
    read_one (ID_IT "18", der_wrap (0x30, der_certificate (fresh),
                                    der_wrap (0xa1, der_certificate (old), NULL), NULL));
  g_autoptr (SignetInfo) old_form =
    read_one (ID_IT "5", der_wrap (0x30, der_certificate (old), der_certificate (fresh),
                                   der_certificate (fresh), NULL));
  g_autoptr (GBytes) der = signet_x509_to_der (fresh);

  g_assert_cmpint (signet_info_get_kind (both), ==, SIGNET_INFO_ROOT_UPDATE);
  g_assert_cmpuint (signet_info_get_n_parts (both), ==, 3);
  g_assert_true (g_bytes_equal (signet_info_get_part (both, SIGNET_INFO_NEW_WITH_NEW), der));
  g_assert_nonnull (signet_info_get_part (both, SIGNET_INFO_NEW_WITH_OLD));
  g_assert_null (signet_info_get_part (one, SIGNET_INFO_NEW_WITH_OLD));
  g_assert_nonnull (signet_info_get_part (one, SIGNET_INFO_OLD_WITH_NEW));
  g_assert_true (g_bytes_equal (signet_info_get_part (old_form, SIGNET_INFO_NEW_WITH_NEW), der));
}

static void
test_info_crls (void)
{
  g_autoptr (SignetInfo) list =
    read_one (ID_IT "23", der_wrap (0x30, der_crl ("First"), der_crl ("Second"), NULL));
  g_autoptr (SignetInfo) current = read_one (ID_IT "6", der_crl ("First"));

  g_assert_cmpint (signet_info_get_kind (list), ==, SIGNET_INFO_CRLS);
  g_assert_cmpuint (signet_info_get_n_parts (list), ==, 2);
  g_assert_cmpint (signet_info_get_kind (current), ==, SIGNET_INFO_CRLS);
  g_assert_cmpuint (signet_info_get_n_parts (current), ==, 1);
}

static GByteArray *
der_name (const char *common_name)
{
  GByteArray *attribute = der_wrap (0x30, der_oid ("2.5.4.3"), der_text (0x0c, common_name), NULL);

  return der_wrap (0x30, der_wrap (0x31, attribute, NULL), NULL);
}

static GByteArray *
der_ec_algorithm (void)
{
  return der_wrap (0x30, der_oid ("1.2.840.10045.2.1"), der_oid ("1.2.840.10045.3.1.7"), NULL);
}

/* CertTemplate { serialNumber [1], issuer [3], validity [4], subject [5], extensions [9] } and
 * keySpec. */
static void
test_info_template (void)
{
  GByteArray *usage =
    der_wrap (0x30, der_oid ("2.5.29.37"),
              der_wrap (0x04, der_wrap (0x30, der_oid ("1.3.6.1.5.5.7.3.2"), NULL), NULL), NULL);
  GByteArray *empty = der_wrap (0x30, der_oid ("1.2.3"), der_wrap (0x04, NULL), NULL);
  GByteArray *cert_template =
    der_wrap (0x30, der_wrap (0xa3, der_name ("The CA"), NULL),
              der_wrap (0xa4, der_wrap (0xa1, der_text (0x18, "20301231000000Z"), NULL), NULL),
              der_wrap (0xa5, der_name (""), NULL), der_wrap (0xa9, usage, empty, NULL), NULL);
  GByteArray *algorithm =
    der_wrap (0x30, der_oid ("1.3.6.1.5.5.7.5.1.11"), der_ec_algorithm (), NULL);
  GByteArray *length = der_wrap (0x30, der_oid ("1.3.6.1.5.5.7.5.1.12"), der_integer (2048), NULL);
  GByteArray *other = der_wrap (0x30, der_oid ("1.2.3"), der_integer (1), NULL);
  g_autoptr (SignetInfo) info =
    read_one (ID_IT "19", der_wrap (0x30, cert_template,
                                    der_wrap (0x30, algorithm, length, other, NULL), NULL));

  g_assert_cmpint (signet_info_get_kind (info), ==, SIGNET_INFO_TEMPLATE);
  assert_field (info, 0, "Issuer", "CN=The CA");
  assert_field (info, 1, "Valid until", "2030-12-31 00:00:00 UTC");
  assert_field (info, 2, "Subject", "CN=");
  assert_field (info, 3, "X509v3 Extended Key Usage", "TLS Web Client Authentication");
  assert_field (info, 4, "1.2.3", "empty");
  assert_field (info, 5, "Type of key", "ec:P-256");
  assert_field (info, 6, "Type of key", "rsa:2048");
  g_assert_cmpuint (signet_info_get_n_fields (info), ==, 7);
}

static void
test_info_algorithms (void)
{
  GByteArray *rsa =
    der_wrap (0x30, der_oid ("1.2.840.113549.1.1.1"), der_wrap (0x05, NULL), NULL);
  g_autoptr (SignetInfo) types =
    read_one (ID_IT "2", der_wrap (0x30, der_ec_algorithm (), rsa, NULL));
  g_autoptr (SignetInfo) cipher =
    read_one (ID_IT "4", der_wrap (0x30, der_oid ("2.16.840.1.101.3.4.1.42"), NULL));

  g_assert_cmpint (signet_info_get_kind (types), ==, SIGNET_INFO_ALGORITHMS);
  assert_field (types, 0, "Algorithm", "ec:P-256");
  assert_field (types, 1, "Algorithm", "rsaEncryption (1.2.840.113549.1.1.1)");
  assert_field (cipher, 0, "Algorithm", "aes-256-cbc (2.16.840.1.101.3.4.1.42)");
}

static void
test_info_texts (void)
{
  g_autoptr (SignetInfo) languages =
    read_one (ID_IT "16", der_wrap (0x30, der_text (0x0c, "en"), der_text (0x0c, "d\033e"), NULL));
  g_autoptr (SignetInfo) oids =
    read_one (ID_IT "7", der_wrap (0x30, der_oid ("1.2.3"), NULL));

  assert_field (languages, 0, "Name", "en");
  assert_field (languages, 1, "Name", "d e");
  assert_field (oids, 0, "Object identifier", "1.2.3");
}

/* What is not what its type promises stays a value that nobody understands. */
static void
test_info_wrong_values (void)
{
  static const char *const TYPES[] = { "2", "3", "4", "5", "6", "7", "10", "11", "16", "17", "18",
                                       "19", "21", "23" };

  for (guint i = 0; i < G_N_ELEMENTS (TYPES); i++)
    {
      g_autofree char *oid = g_strconcat (ID_IT, TYPES[i], NULL);
      g_autoptr (SignetInfo) number = read_one (oid, der_integer (1));
      g_autoptr (SignetInfo) list =
        read_one (oid, der_wrap (0x30, der_raw ("\005\000\002", 3), NULL));

      g_assert_cmpint (signet_info_get_kind (number), ==, SIGNET_INFO_OTHER);
      g_assert_cmpint (signet_info_get_kind (list), ==, SIGNET_INFO_OTHER);
      g_assert_nonnull (signet_info_get_der (list));
      g_assert_cmpuint (signet_info_get_n_parts (list), ==, 0);
    }
}

static void
assert_unreadable (GByteArray *body)
{
  g_autoptr (GBytes) genp =
    g_byte_array_free_to_bytes (der_wrap (0x30, der_header (NULL), body, NULL));
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_info_read (genp, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP);
}

static void
test_info_unreadable (void)
{
  GByteArray *many = g_byte_array_new ();
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  assert_unreadable (der_wrap (0xb6, NULL));
  assert_unreadable (der_wrap (0xb5, der_wrap (0x30, NULL), NULL));
  assert_unreadable (der_wrap (0xb6, der_wrap (0x30, der_integer (1), NULL), NULL));
  assert_unreadable (der_wrap (0xb6, der_wrap (0x30, der_wrap (0x30, NULL), NULL), NULL));
  assert_unreadable (
    der_wrap (0xb6, der_wrap (0x30, der_wrap (0x30, der_integer (1), NULL), NULL), NULL));
  assert_unreadable (der_wrap (
    0xb6,
    der_wrap (0x30, der_wrap (0x30, der_oid ("1.2.3"), der_integer (1), der_integer (2), NULL),
              NULL),
    NULL));
  for (guint i = 0; i < 101; i++)
    {
      GByteArray *info = der_wrap (0x30, der_oid ("1.2.3"), NULL);

      g_byte_array_append (many, info->data, info->len);
      g_byte_array_unref (info);
    }
  assert_unreadable (der_wrap (0xb6, der_wrap (0x30, many, NULL), NULL));
  g_assert_null (signet_info_read (nothing, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP);
}

/* Every message that is cut off or has one bit turned over is read or refused, and nothing else. */
static void
test_info_damaged (void)
{
  g_autoptr (X509) ca = new_certificate ("CA", TRUE);
  g_autoptr (GBytes) whole = message (ID_IT "17", der_wrap (0x30, der_certificate (ca), NULL));
  gsize length;
  const guchar *data = g_bytes_get_data (whole, &length);
  g_autofree guchar *copy = g_memdup2 (data, length);
  guint n_read = 0;

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, i);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GPtrArray) read = NULL;
      g_autoptr (GPtrArray) none = signet_info_read (cut, NULL);

      g_assert_null (none);
      copy[i] ^= (guchar) (1u << (i % 8));
      damaged = g_bytes_new (copy, length);
      copy[i] = data[i];
      read = signet_info_read (damaged, NULL);
      n_read += read != NULL ? 1 : 0;
    }
  g_assert_cmpuint (n_read, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cmp/info/certificates", test_info_certificates);
  g_test_add_func ("/cmp/info/no-value", test_info_no_value);
  g_test_add_func ("/cmp/info/unknown", test_info_unknown);
  g_test_add_func ("/cmp/info/root-update", test_info_root_update);
  g_test_add_func ("/cmp/info/crls", test_info_crls);
  g_test_add_func ("/cmp/info/template", test_info_template);
  g_test_add_func ("/cmp/info/algorithms", test_info_algorithms);
  g_test_add_func ("/cmp/info/texts", test_info_texts);
  g_test_add_func ("/cmp/info/wrong-values", test_info_wrong_values);
  g_test_add_func ("/cmp/info/unreadable", test_info_unreadable);
  g_test_add_func ("/cmp/info/damaged", test_info_damaged);

  return g_test_run ();
}
