/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-crl-status.h"

#include "core/signet-error.h"
#include "pki-fixture.h"
#include "pki/signet-crl-private.h"

#include <openssl/x509v3.h>

/* Goes into what stands at *der and must have this tag; returns its length. */
static long
enter (const unsigned char **der,
       int                   wanted,
       int                   wanted_class)
{
  long length;
  int tag;
  int class;

  g_assert_cmpint (ASN1_get_object (der, &length, &tag, &class, 1 << 20) & 0x80, ==, 0);
  g_assert_cmpint (tag, ==, wanted);
  g_assert_cmpint (class, ==, wanted_class);

  return length;
}

static const unsigned char *
enter_status (GBytes *value)
{
  gsize size;
  const unsigned char *der = g_bytes_get_data (value, &size);
  const unsigned char *start = der;

  g_assert_cmpint (enter (&der, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL) + (der - start), ==, size);
  enter (&der, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);

  return der;
}

static X509 *
make_certificate (const char *point)
{
  X509 *x509 = X509_new ();
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");

  X509_set_version (x509, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), 7);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const unsigned char *) "Root", -1, -1, 0);
  X509_set_subject_name (x509, name);
  X509_set_issuer_name (x509, name);
  X509_gmtime_adj (X509_getm_notBefore (x509), 0);
  X509_gmtime_adj (X509_getm_notAfter (x509), 3600);
  X509_set_pubkey (x509, key);
  if (point != NULL)
    {
      X509_EXTENSION *extension =
        X509V3_EXT_conf_nid (NULL, NULL, NID_crl_distribution_points, point);

      X509_add_ext (x509, extension, -1);
      X509_EXTENSION_free (extension);
    }
  g_assert_cmpint (X509_sign (x509, key, EVP_sha256 ()), >, 0);

  return x509;
}

static SignetCertificate *
certificate_new (const char *point)
{
  g_autoptr (X509) x509 = make_certificate (point);
  g_autoptr (GError) error = NULL;
  SignetCertificate *certificate = signet_certificate_new_from_x509 (x509, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
add_own_point (X509_CRL   *list,
               const char *point)
{
  X509_EXTENSION *extension =
    X509V3_EXT_conf_nid (NULL, NULL, NID_issuing_distribution_point, point);

  g_assert_nonnull (extension);
  X509_CRL_add_ext (list, extension, -1);
  X509_EXTENSION_free (extension);
}

static SignetCrl *
crl_new (const char *point)
{
  g_autoptr (X509_CRL) list = X509_CRL_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  g_autoptr (ASN1_STRING) time = ASN1_TIME_set (NULL, 1700000000);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  unsigned char *der = NULL;
  SignetCrl *crl;
  int length;

  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const unsigned char *) "Lists", -1, -1,
                              0);
  X509_CRL_set_version (list, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name (list, name);
  X509_CRL_set1_lastUpdate (list, time);
  X509_CRL_set1_nextUpdate (list, time);
  if (point != NULL)
    add_own_point (list, point);
  X509_CRL_sign (list, key, EVP_sha256 ());
  length = i2d_X509_CRL (list, &der);
  bytes = g_bytes_new (der, length);
  OPENSSL_free (der);
  crl = signet_crl_new_from_data (bytes, &error);
  g_assert_no_error (error);

  return crl;
}

static void
test_place (void)
{
  g_autoptr (SignetCertificate) certificate = certificate_new ("URI:http://a.example/a.crl");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = signet_crl_status_list_new (certificate, NULL, &error);
  const unsigned char *der;
  long length;

  g_assert_no_error (error);
  der = enter_status (value);
  enter (&der, 0, V_ASN1_CONTEXT_SPECIFIC); /* the place, not the issuer */
  enter (&der, 0, V_ASN1_CONTEXT_SPECIFIC); /* in full */
  length = enter (&der, GEN_URI, V_ASN1_CONTEXT_SPECIFIC);
  g_assert_cmpmem (der, length, "http://a.example/a.crl", 22);
}

static void
test_issuer (void)
{
  g_autoptr (SignetCertificate) certificate = certificate_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = signet_crl_status_list_new (certificate, NULL, &error);
  g_autoptr (GENERAL_NAMES) names = NULL;
  const unsigned char *der;
  long length;

  g_assert_no_error (error);
  der = enter_status (value);
  length = enter (&der, 1, V_ASN1_CONTEXT_SPECIFIC);
  names = d2i_GENERAL_NAMES (NULL, &der, length);
  g_assert_cmpint (sk_GENERAL_NAME_num (names), ==, 1);
  g_assert_cmpint (
    X509_NAME_cmp (sk_GENERAL_NAME_value (names, 0)->d.directoryName,
                   X509_get_issuer_name (signet_certificate_get_x509 (certificate))),
    ==, 0);
  /* Nothing follows: there is no list that a newer one could take the place of. */
  g_assert_true (der == (const unsigned char *) g_bytes_get_data (value, NULL) +
                          g_bytes_get_size (value));
}

static void
test_newer (void)
{
  g_autoptr (SignetCrl) crl = crl_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = signet_crl_status_list_new (NULL, crl, &error);
  const unsigned char *der;
  long length;

  g_assert_no_error (error);
  der = enter_status (value);
  length = enter (&der, 1, V_ASN1_CONTEXT_SPECIFIC);
  der += length;
  length = enter (&der, V_ASN1_UTCTIME, V_ASN1_UNIVERSAL);
  g_assert_cmpmem (der, length, "231114221320Z", 13);
}

/* Of several lists the one that this is. */
static void
test_newer_place (void)
{
  g_autoptr (SignetCrl) crl = crl_new ("fullname:URI:http://a.example/3.crl");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = signet_crl_status_list_new (NULL, crl, &error);
  const unsigned char *der;
  long length;

  g_assert_no_error (error);
  der = enter_status (value);
  enter (&der, 0, V_ASN1_CONTEXT_SPECIFIC); /* the place, not the issuer */
  enter (&der, 0, V_ASN1_CONTEXT_SPECIFIC); /* in full */
  length = enter (&der, GEN_URI, V_ASN1_CONTEXT_SPECIFIC);
  g_assert_cmpmem (der, length, "http://a.example/3.crl", 22);
  der += length;
  length = enter (&der, V_ASN1_UTCTIME, V_ASN1_UNIVERSAL);
  g_assert_cmpmem (der, length, "231114221320Z", 13);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/crl-status/place", test_place);
  g_test_add_func ("/pki/crl-status/issuer", test_issuer);
  g_test_add_func ("/pki/crl-status/newer", test_newer);

  g_test_add_func ("/pki/crl-status/newer-place", test_newer_place);

  return g_test_run ();
}
