/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-certificate.h"

#include <string.h>

#include "pki-fixture.h"

static const PkiFixture full = {
  .common_name = "Jürgen",
  .serial = 0x0a1b,
  .not_before = -60,
  .lifetime = 3600,
  .extensions = {
    "keyUsage",
    "critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage",
    "clientAuth,emailProtection,1.3.6.1.4.1.99999.2",
    "subjectAltName",
    "email:j@example.org,DNS:host.example.org,IP:192.0.2.1,RID:1.2.3",
    "1.3.6.1.4.1.99999.3",
    "DER:0C:03:61:62:63",
    "nsComment",
    "Line one",
    NULL,
  },
};

static SignetCertificate *
make (const PkiFixture *fixture)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (fixture, pkey, NULL, NULL);

  return pki_fixture_wrap (x509);
}

static void
test_certificate_fields (void)
{
  g_autoptr (SignetCertificate) certificate = make (&full);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpstr (signet_name_get_first (signet_certificate_get_subject (certificate), "CN"), ==,
                   "Jürgen");
  g_assert_true (signet_name_equal (signet_certificate_get_subject (certificate),
                                    signet_certificate_get_issuer (certificate)));
  g_assert_cmpstr (signet_certificate_get_serial (certificate), ==, "0A1B");
  g_assert_cmpint (signet_certificate_get_version (certificate), ==, 3);
  g_assert_cmpint (ABS (signet_certificate_get_not_before (certificate) - (now - 60)), <, 10);
  g_assert_cmpint (signet_certificate_get_not_after (certificate) -
                     signet_certificate_get_not_before (certificate),
                   ==, 3600);
  g_assert_cmpstr (signet_certificate_get_key_description (certificate), ==, "EC P-256");
  g_assert_cmpstr (signet_certificate_get_signature_algorithm (certificate), ==,
                   "ecdsa-with-SHA256");
  g_assert_false (signet_certificate_is_ca (certificate));
}

static void
test_certificate_usages (void)
{
  g_autoptr (SignetCertificate) certificate = make (&full);
  const char *const key_usages[] = { "digitalSignature", "keyEncipherment", NULL };
  const char *const extended[] = { "clientAuth", "emailProtection", "1.3.6.1.4.1.99999.2", NULL };

  g_assert_cmpstrv ((GStrv) signet_certificate_get_key_usages (certificate), (GStrv) key_usages);
  g_assert_cmpstrv ((GStrv) signet_certificate_get_extended_key_usages (certificate),
                    (GStrv) extended);
}

static void
test_certificate_alt_names (void)
{
  g_autoptr (SignetCertificate) certificate = make (&full);
  const char *const values[] = { "j@example.org", "host.example.org", "192.0.2.1", "RID:1.2.3" };
  const SignetAltNameKind kinds[] = {
    SIGNET_ALT_NAME_EMAIL, SIGNET_ALT_NAME_DNS, SIGNET_ALT_NAME_IP, SIGNET_ALT_NAME_OTHER
  };

  g_assert_cmpuint (signet_certificate_get_n_alt_names (certificate), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);

      g_assert_cmpint (signet_alt_name_get_kind (name), ==, kinds[i]);
      g_assert_cmpstr (signet_alt_name_get_value (name), ==, values[i]);
    }
}

static void
test_certificate_extensions (void)
{
  g_autoptr (SignetCertificate) certificate = make (&full);
  const SignetExtension *extension;

  g_assert_cmpuint (signet_certificate_get_n_extensions (certificate), ==, 5);
  extension = signet_certificate_get_extension (certificate, 0);
  g_assert_cmpstr (extension->oid, ==, "2.5.29.15");
  g_assert_cmpstr (extension->name, ==, "X509v3 Key Usage");
  g_assert_true (extension->critical);
  g_assert_cmpstr (extension->text, ==, "Digital Signature, Key Encipherment");
  extension = signet_certificate_get_extension (certificate, 3);
  g_assert_cmpstr (extension->oid, ==, "1.3.6.1.4.1.99999.3");
  g_assert_null (extension->name);
  g_assert_false (extension->critical);
  g_assert_cmpstr (extension->text, ==, "0C:03:61:62:63");
  g_assert_cmpstr (signet_certificate_get_extension (certificate, 4)->text, ==, "Line one");
}

static void
test_certificate_bare (void)
{
  const PkiFixture bare = { .common_name = NULL };
  g_autoptr (SignetCertificate) certificate = make (&bare);

  g_assert_cmpuint (signet_name_get_size (signet_certificate_get_subject (certificate)), ==, 0);
  g_assert_cmpuint (signet_certificate_get_n_alt_names (certificate), ==, 0);
  g_assert_cmpuint (signet_certificate_get_n_extensions (certificate), ==, 0);
  g_assert_null (signet_certificate_get_key_usages (certificate)[0]);
  g_assert_null (signet_certificate_get_extended_key_usages (certificate)[0]);
}

static void
test_certificate_ca (void)
{
  const PkiFixture ca = { .common_name = "CA",
                          .ca = TRUE,
                          .extensions = { "keyUsage", "keyCertSign,cRLSign" } };
  g_autoptr (SignetCertificate) certificate = make (&ca);
  const char *const key_usages[] = { "keyCertSign", "cRLSign", NULL };

  g_assert_true (signet_certificate_is_ca (certificate));
  g_assert_cmpstrv ((GStrv) signet_certificate_get_key_usages (certificate), (GStrv) key_usages);
}

static void
test_certificate_serials (void)
{
  static const struct
  {
    long serial;
    const char *text;
  } serials[] = {
    { 1, "01" }, { 0x123, "0123" }, { 0x80, "80" }, { 0x7fffffff, "7FFFFFFF" }, { -255, "-FF" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (serials); i++)
    {
      const PkiFixture fixture = { .common_name = "x", .serial = serials[i].serial };
      g_autoptr (SignetCertificate) certificate = make (&fixture);

      g_assert_cmpstr (signet_certificate_get_serial (certificate), ==, serials[i].text);
    }
}

static void
test_certificate_key_id (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&full, pkey, NULL, NULL);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (x509);
  g_autoptr (SignetKey) key = signet_key_new_from_pkey (pkey, NULL);

  g_assert_cmpstr (signet_certificate_get_key_id (certificate), ==, signet_key_get_id (key));
}

static void
test_certificate_forms (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&full, pkey, NULL, NULL);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (x509);
  g_autoptr (GBytes) der = signet_x509_to_der (x509);
  g_autofree char *expected_pem = pki_fixture_pem (x509, NULL);
  g_autofree char *pem = signet_certificate_to_pem (certificate);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  g_auto (GStrv) pairs = g_strsplit (signet_certificate_get_fingerprint (certificate), ":", -1);
  g_autofree char *joined = g_strjoinv ("", pairs);

  g_assert_true (g_bytes_equal (der, signet_certificate_get_der (certificate)));
  g_assert_cmpint (X509_cmp (x509, signet_certificate_get_x509 (certificate)), ==, 0);
  g_assert_cmpstr (pem, ==, expected_pem);
  g_assert_cmpuint (g_strv_length (pairs), ==, 32);
  g_assert_cmpint (g_ascii_strcasecmp (joined, digest), ==, 0);
  g_assert_false (g_ascii_islower (*joined));
}

static void
test_certificate_refused (void)
{
  g_autoptr (SignetCertificate) certificate = make (&full);
  GBytes *der = signet_certificate_get_der (certificate);
  g_autoptr (GByteArray) trailing = g_byte_array_new ();
  g_autofree char *huge = g_malloc0 (64 * 1024 + 1);
  GBytes *bad[4];

  g_byte_array_append (trailing, g_bytes_get_data (der, NULL), (guint) g_bytes_get_size (der));
  g_byte_array_append (trailing, (const guint8 *) "", 1);
  bad[0] = g_bytes_new ("", 0);
  bad[1] = g_bytes_new ("\x30\x00", 2);
  bad[2] = g_bytes_new (trailing->data, trailing->len);
  bad[3] = g_bytes_new (huge, 64 * 1024 + 1);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (signet_certificate_new_from_der (bad[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
      g_bytes_unref (bad[i]);
    }
}

static gpointer
read_extensions_thread (gpointer data)
{
  g_assert_cmpuint (signet_certificate_get_n_extensions (data), ==, 5);

  return (gpointer) signet_certificate_get_extension (data, 0);
}

static void
test_certificate_threads (void)
{
  g_autoptr (SignetCertificate) certificate = make (&full);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("extensions", read_extensions_thread, certificate);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == signet_certificate_get_extension (certificate, 0));
}

static void
test_certificate_last_reference (void)
{
  SignetCertificate *certificate = make (&full);

  g_object_add_weak_pointer (G_OBJECT (certificate), (gpointer *) &certificate);
  g_object_unref (certificate);
  g_assert_null (certificate);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/certificate/fields", test_certificate_fields);
  g_test_add_func ("/pki/certificate/usages", test_certificate_usages);
  g_test_add_func ("/pki/certificate/alt-names", test_certificate_alt_names);
  g_test_add_func ("/pki/certificate/extensions", test_certificate_extensions);
  g_test_add_func ("/pki/certificate/bare", test_certificate_bare);
  g_test_add_func ("/pki/certificate/ca", test_certificate_ca);
  g_test_add_func ("/pki/certificate/serials", test_certificate_serials);
  g_test_add_func ("/pki/certificate/key-id", test_certificate_key_id);
  g_test_add_func ("/pki/certificate/forms", test_certificate_forms);
  g_test_add_func ("/pki/certificate/refused", test_certificate_refused);
  g_test_add_func ("/pki/certificate/threads", test_certificate_threads);
  g_test_add_func ("/pki/certificate/last-reference", test_certificate_last_reference);

  return g_test_run ();
}
