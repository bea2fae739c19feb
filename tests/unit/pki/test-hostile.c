/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-certificate.h"

#include <openssl/objects.h>
#include <string.h>

#include "core/signet-text.h"
#include "pki-fixture.h"

#define ALT_NAMES \
  "email:a@example.org,DNS:example.org,IP:192.0.2.1,URI:urn:x:y,RID:1.2.3,otherName:msUPN;UTF8:a@b"

static const PkiFixture rich = {
  .common_name = "Victim",
  .ca = TRUE,
  .extensions = {
    "keyUsage",
    "critical,digitalSignature",
    "extendedKeyUsage",
    "clientAuth",
    "subjectAltName",
    ALT_NAMES,
    "crlDistributionPoints",
    "URI:http://example.org/crl",
    "authorityInfoAccess",
    "OCSP;URI:http://example.org/ocsp",
    "certificatePolicies",
    "1.2.3.4",
    "nameConstraints",
    "permitted;DNS:example.org",
    "nsComment",
    "hello",
    NULL,
  },
};

static GBytes *
make_der (const PkiFixture *fixture)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (fixture, pkey, NULL, NULL);

  return signet_x509_to_der (x509);
}

/* Calls everything; what it answers does not matter as long as texts are texts. */
static void
look_at (SignetCertificate *certificate)
{
  g_autofree char *pem = signet_certificate_to_pem (certificate);
  g_autofree char *subject = signet_name_to_string (signet_certificate_get_subject (certificate));
  g_autofree char *display = signet_name_to_display (signet_certificate_get_subject (certificate));
  g_autofree char *issuer = signet_name_to_string (signet_certificate_get_issuer (certificate));

  g_assert_nonnull (pem);
  g_assert_true (g_utf8_validate (subject, -1, NULL));
  g_assert_true (signet_text_is_clean (display));
  g_assert_true (g_utf8_validate (issuer, -1, NULL));
  g_assert_nonnull (signet_certificate_get_serial (certificate));
  g_assert_nonnull (signet_certificate_get_key_description (certificate));
  g_assert_nonnull (signet_certificate_get_signature_algorithm (certificate));
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    g_assert_true (signet_text_is_clean (
      signet_alt_name_get_value (signet_certificate_get_alt_name (certificate, i))));
  for (guint i = 0; i < signet_certificate_get_n_extensions (certificate); i++)
    {
      const SignetExtension *extension = signet_certificate_get_extension (certificate, i);

      g_assert_nonnull (extension->oid);
      g_assert_true (g_utf8_validate (extension->text, -1, NULL));
    }
}

static void
read_and_look (const guint8 *data,
               gsize         length)
{
  g_autoptr (GBytes) der = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) certificate = signet_certificate_new_from_der (der, &error);

  if (certificate == NULL)
    g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
  else
    look_at (certificate);
}

static void
test_hostile_truncated (void)
{
  g_autoptr (GBytes) der = make_der (&rich);
  const guint8 *data = g_bytes_get_data (der, NULL);

  for (gsize length = 0; length <= g_bytes_get_size (der); length++)
    read_and_look (data, length);
}

static void
test_hostile_flipped (void)
{
  g_autoptr (GBytes) der = make_der (&rich);
  gsize length = g_bytes_get_size (der);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (der, NULL), length);

  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        /* One bit of each byte; all of them take minutes under the sanitizers: -m thorough. */
        if (!g_test_thorough () && bit != i % 8)
          continue;
        copy[i] ^= (guint8) (1 << bit);
        read_and_look (copy, length);
        copy[i] ^= (guint8) (1 << bit);
      }
}

static void
test_hostile_random (void)
{
  g_autoptr (GBytes) der = make_der (&rich);
  gsize length = g_bytes_get_size (der);

  for (guint round = 0; round < (g_test_thorough () ? 2000u : 250u); round++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (der, NULL), length);

      for (int n = g_test_rand_int_range (1, 8); n > 0; n--)
        copy[g_test_rand_int_range (0, (gint32) length)] = (guint8) g_test_rand_int_range (0, 256);
      read_and_look (copy, length);
    }
}

static SignetCertificate *
with_subject (int         type,
              const void *bytes,
              int         length)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  const PkiFixture fixture = { .subject = name };
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GError) error = NULL;
  SignetCertificate *certificate;

  g_assert_cmpint (X509_NAME_add_entry_by_NID (name, NID_commonName, type, bytes, length, -1, 0),
                   ==, 1);
  der = make_der (&fixture);
  certificate = signet_certificate_new_from_der (der, &error);
  g_assert_no_error (error);

  return certificate;
}

static void
test_hostile_subject (void)
{
  static const char *const subjects[] = {
    "<b>bold</b> &amp; <a href=\"x\">y</a>",
    "two\nlines\r\n\tand a tab",
    "abc\u202Egpj.exe\u202C \u2066x\u2069",
    "bell\a escape\x1b[31m",
    "CN=Other,O=Name+OU=x\\",
    " leading and trailing ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autoptr (SignetCertificate) certificate = with_subject (V_ASN1_UTF8STRING, subjects[i], -1);
      SignetName *subject = signet_certificate_get_subject (certificate);

      look_at (certificate);
      g_assert_cmpuint (signet_name_get_size (subject), ==, 1);
      g_assert_cmpstr (signet_name_get_first (subject, "CN"), ==, subjects[i]);
    }
}

static void
test_hostile_huge_subject (void)
{
  g_autofree char *text = g_strnfill (30000, 'x');
  g_autofree char *too_much = g_strnfill (60000, 'x');
  g_autoptr (SignetCertificate) certificate = with_subject (V_ASN1_UTF8STRING, text, -1);
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  const PkiFixture fixture = { .subject = name };
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GError) error = NULL;

  look_at (certificate);
  g_assert_cmpuint (
    strlen (signet_name_get_first (signet_certificate_get_subject (certificate), "CN")), ==, 30000);
  /* Self-signed, it is there twice and too large. */
  X509_NAME_add_entry_by_NID (name, NID_commonName, V_ASN1_UTF8STRING,
                              (const unsigned char *) too_much, -1, -1, 0);
  der = make_der (&fixture);
  g_assert_null (signet_certificate_new_from_der (der, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
}

static void
test_hostile_huge_extension (void)
{
  g_autofree char *text = g_strnfill (40000, 'x');
  PkiFixture known = { .common_name = "x", .extensions = { "nsComment", text } };
  PkiFixture unknown = { .common_name = "x", .extensions = { "1.2.3.4.5", NULL } };
  g_autofree char *value = g_strconcat ("ASN1:UTF8:", text, NULL);
  PkiFixture *fixtures[] = { &known, &unknown };

  unknown.extensions[1] = value;
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autoptr (GBytes) der = make_der (fixtures[i]);
      g_autoptr (SignetCertificate) certificate = signet_certificate_new_from_der (der, NULL);

      g_assert_cmpuint (strlen (signet_certificate_get_extension (certificate, 0)->text), <=,
                        16384);
      g_assert_cmpuint (strlen (signet_certificate_get_extension (certificate, 0)->text), >, 16000);
    }
}

static void
test_hostile_extension_text (void)
{
  /* IA5String "ab ESC c LF d". */
  const PkiFixture fixture = { .common_name = "x",
                               .extensions = { "nsComment", "DER:16:06:61:62:1B:63:0A:64" } };
  g_autoptr (GBytes) der = make_der (&fixture);
  g_autoptr (SignetCertificate) certificate = signet_certificate_new_from_der (der, NULL);

  g_assert_cmpstr (signet_certificate_get_extension (certificate, 0)->text, ==, "ab c\nd");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/hostile/truncated", test_hostile_truncated);
  g_test_add_func ("/pki/hostile/flipped", test_hostile_flipped);
  g_test_add_func ("/pki/hostile/random", test_hostile_random);
  g_test_add_func ("/pki/hostile/subject", test_hostile_subject);
  g_test_add_func ("/pki/hostile/huge-subject", test_hostile_huge_subject);
  g_test_add_func ("/pki/hostile/huge-extension", test_hostile_huge_extension);
  g_test_add_func ("/pki/hostile/extension-text", test_hostile_extension_text);

  return g_test_run ();
}
