/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/objects.h>

#include "core/signet-oid.h"
#include "pki-fixture.h"
#include "pki/signet-asn1-private.h"
#include "pki/signet-extensions-private.h"

static SignetTemplate *
make_template (const char *subject)
{
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);

  return signet_template_new (name, NULL);
}

static void
add_alt_name (SignetTemplate *template,
              const char     *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetAltName) name = signet_alt_name_parse (text, &error);

  g_assert_no_error (error);
  g_assert_true (signet_template_add_alt_name (template, name));
}

static SignetTemplate *
make_full (void)
{
  SignetTemplate *template = make_template ("CN=a");

  add_alt_name (template, "dns:a.example");
  add_alt_name (template, "email:a@example.org");
  signet_template_set_key_usage (template, 0x101, TRUE);
  g_assert_true (signet_template_add_extended_usage (template, "clientAuth", NULL));
  g_assert_true (signet_template_add_extended_usage (template, "1.2.3.4", NULL));
  g_assert_true (
    signet_template_add_policy (template, "1.2.3", "https://a.example/cps", "Ä notice", NULL));
  g_assert_true (signet_template_add_policy (template, "anyPolicy", NULL, NULL, NULL));
  signet_template_set_policies_critical (template, TRUE);
  g_assert_true (signet_template_add_extension_text (template, "tlsFeature=DER:3003020105", NULL));
  g_assert_true (signet_template_add_extension_text (template, "1.2.9=critical,DER:0500", NULL));

  return template;
}

static char *
print_value (X509_EXTENSION *extension)
{
  const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data (extension);
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  if (OBJ_obj2nid (X509_EXTENSION_get_object (extension)) == NID_undef)
    return signet_hex_encode (ASN1_STRING_get0_data (value), ASN1_STRING_length (value), ':');
  X509V3_EXT_print (bio, extension, 0, 0);
  length = BIO_get_mem_data (bio, &data);

  return g_strchomp (g_strndup (data, length));
}

/* In the words of OpenSSL, "!" before what is critical. */
static char *
describe (X509_EXTENSIONS *extensions)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < sk_X509_EXTENSION_num (extensions); i++)
    {
      X509_EXTENSION *extension = sk_X509_EXTENSION_value (extensions, i);
      g_autofree char *oid = signet_oid_to_text (X509_EXTENSION_get_object (extension));
      g_autofree char *value = print_value (extension);

      g_string_append_printf (text, "%s%s=%s\n",
                              X509_EXTENSION_get_critical (extension) == 1 ? "!" : "", oid, value);
    }

  return g_string_free (text, FALSE);
}

static void
test_all (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_full ();
  g_autoptr (X509_EXTENSIONS) extensions = signet_extensions_new (template, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (sk_X509_EXTENSION_num (extensions), ==, 6);
  text = describe (extensions);
  g_assert_cmpstr (text, ==,
                   "!2.5.29.15=Digital Signature, Decipher Only\n"
                   "2.5.29.37=TLS Web Client Authentication, 1.2.3.4\n"
                   "2.5.29.17=DNS:a.example, email:a@example.org\n"
                   "!2.5.29.32=Policy: 1.2.3\n"
                   "  CPS: https://a.example/cps\n"
                   "  User Notice:\n"
                   "    Explicit Text: Ä notice\n"
                   "Policy: X509v3 Any Policy\n"
                   "1.3.6.1.5.5.7.1.24=status_request\n"
                   "!1.2.9=05:00\n");
}

static void
test_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a");
  g_autoptr (X509_EXTENSIONS) extensions = signet_extensions_new (template, &error);

  g_assert_no_error (error);
  g_assert_nonnull (extensions);
  g_assert_cmpint (sk_X509_EXTENSION_num (extensions), ==, 0);
}

static void
test_alt_names_critical (void)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (SignetTemplate) template = make_template (i == 0 ? "" : "CN=a");
      g_autoptr (X509_EXTENSIONS) extensions = NULL;

      add_alt_name (template, "ip:192.0.2.1");
      signet_template_set_alt_names_critical (template, i == 1);
      extensions = signet_extensions_new (template, NULL);
      g_assert_cmpint (sk_X509_EXTENSION_num (extensions), ==, 1);
      g_assert_cmpint (
        X509_EXTENSION_get_critical (sk_X509_EXTENSION_value (extensions, 0)) == 1, ==, i < 2);
    }
}

/* Nobody validated the template: the request must be right all the same. */
static void
test_twice (void)
{
  static const char *const oids[] = { SIGNET_OID_ALT_NAMES, SIGNET_OID_KEY_USAGE,
                                      SIGNET_OID_EXTENDED_USAGE, SIGNET_OID_POLICIES };

  for (gsize i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetTemplate) template = make_full ();
      g_autofree char *text = g_strconcat (oids[i], "=DER:0500", NULL);

      g_assert_true (signet_template_add_extension_text (template, text, NULL));
      g_assert_null (signet_extensions_new (template, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
    }
}

static void
test_bad_alt_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a");
  g_autoptr (SignetAltName) other = signet_alt_name_new_other ("RID:1.2");

  signet_template_add_alt_name (template, other);
  g_assert_null (signet_extensions_new (template, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
}

static void
assert_read_back (SignetTemplate *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) again = signet_template_merge (NULL, NULL);
  g_autoptr (SignetTemplate) wanted = NULL;
  g_autoptr (X509_EXTENSIONS) extensions = signet_extensions_new (template, &error);

  g_assert_no_error (error);
  g_assert_true (
    signet_extensions_read (extensions, SIGNET_TEMPLATE_ALT_NAMES | SIGNET_TEMPLATE_EXTENSIONS,
                            FALSE, again, &error));
  g_assert_no_error (error);
  wanted = signet_template_merge (again, template);
  /* The subject is not among the extensions; with it, both are the same. */
  g_assert_true (signet_template_equal (wanted, template));
  g_assert_cmpuint (signet_template_get_n_extensions (again), ==,
                    signet_template_get_n_extensions (template));
  g_assert_cmpuint (signet_template_get_n_policies (again), ==,
                    signet_template_get_n_policies (template));
}

static void
test_read_back (void)
{
  g_autoptr (SignetTemplate) full = make_full ();
  g_autoptr (SignetTemplate) empty = make_template ("CN=a");

  assert_read_back (full);
  assert_read_back (empty);
}

static SignetCertificate *
make_certificate (const PkiFixture *fixture)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (fixture, pkey, NULL, NULL);

  return pki_fixture_wrap (x509);
}

static const PkiFixture rich = {
  .common_name = "Ada",
  .extensions = {
    "basicConstraints",
    "critical,CA:FALSE",
    "keyUsage",
    "critical,digitalSignature,keyAgreement",
    "extendedKeyUsage",
    "critical,clientAuth,1.2.3.4",
    "subjectAltName",
    "critical,email:a@example.org,DNS:example.org",
    "certificatePolicies",
    "1.2.3.4",
    "subjectKeyIdentifier",
    "hash",
    "authorityInfoAccess",
    "OCSP;URI:http://example.org/ocsp",
    "crlDistributionPoints",
    "URI:http://example.org/crl",
    "1.2.3.9",
    "DER:0500",
    NULL,
  },
};

static void
test_from_certificate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) certificate = make_certificate (&rich);
  g_autoptr (SignetTemplate) template = signet_template_from_certificate (
    certificate,
    SIGNET_TEMPLATE_SUBJECT | SIGNET_TEMPLATE_ALT_NAMES | SIGNET_TEMPLATE_ISSUER |
      SIGNET_TEMPLATE_EXTENSIONS,
    &error);

  g_assert_no_error (error);
  g_assert_cmpstr (signet_name_get_first (signet_template_get_subject (template), "CN"), ==,
                   "Ada");
  g_assert_true (signet_name_equal (signet_template_get_issuer (template),
                                    signet_certificate_get_issuer (certificate)));
  g_assert_cmpuint (signet_template_get_n_alt_names (template), ==, 2);
  g_assert_true (signet_template_get_alt_names_critical (template));
  g_assert_cmphex (signet_template_get_key_usage (template), ==, 0x11);
  g_assert_true (signet_template_get_key_usage_critical (template));
  g_assert_cmpuint (signet_template_get_n_extended_usages (template), ==, 2);
  g_assert_true (signet_template_get_extended_usage_critical (template));
  g_assert_cmpuint (signet_template_get_n_policies (template), ==, 1);
  g_assert_false (signet_template_get_policies_critical (template));
  /* Constraints, key identifiers and addresses of the CA stay behind. */
  g_assert_cmpuint (signet_template_get_n_extensions (template), ==, 1);
  g_assert_cmpstr (signet_template_get_extension (template, 0)->oid, ==, "1.2.3.9");
  g_assert_true (signet_template_validate (template, &error));
  g_assert_no_error (error);
}

static void
test_from_certificate_parts (void)
{
  g_autoptr (SignetCertificate) certificate = make_certificate (&rich);
  g_autoptr (SignetTemplate) none = signet_template_from_certificate (certificate, 0, NULL);
  g_autoptr (SignetTemplate) names =
    signet_template_from_certificate (certificate, SIGNET_TEMPLATE_ALT_NAMES, NULL);
  g_autoptr (SignetTemplate) extensions =
    signet_template_from_certificate (certificate, SIGNET_TEMPLATE_EXTENSIONS, NULL);
  g_autoptr (SignetTemplate) empty = signet_template_new (NULL, NULL);

  g_assert_true (signet_template_equal (none, empty));
  g_assert_cmpuint (signet_template_get_n_alt_names (names), ==, 2);
  g_assert_cmphex (signet_template_get_key_usage (names), ==, 0);
  g_assert_cmpuint (signet_template_get_n_alt_names (extensions), ==, 0);
  g_assert_cmphex (signet_template_get_key_usage (extensions), ==, 0x11);
  g_assert_null (signet_template_get_issuer (extensions));
}

/* What cannot be said in words is taken over byte by byte. */
static void
test_from_certificate_raw (void)
{
  static const PkiFixture fixture = {
    .common_name = "Ada",
    .extensions = {
      "subjectAltName",
      "email:a@example.org,RID:1.2.3",
      "certificatePolicies",
      "1.2.3.4,1.2.3.4",
      "keyUsage",
      "DER:03020700",
      NULL,
    },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) certificate = make_certificate (&fixture);
  g_autoptr (SignetTemplate) template = signet_template_from_certificate (
    certificate, SIGNET_TEMPLATE_ALT_NAMES | SIGNET_TEMPLATE_EXTENSIONS, &error);
  g_autoptr (X509_EXTENSIONS) extensions = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (signet_template_get_n_alt_names (template), ==, 0);
  g_assert_cmpuint (signet_template_get_n_policies (template), ==, 0);
  g_assert_cmphex (signet_template_get_key_usage (template), ==, 0);
  g_assert_cmpuint (signet_template_get_n_extensions (template), ==, 3);
  g_assert_true (signet_template_validate (template, &error));
  extensions = signet_extensions_new (template, &error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    {
      const X509_EXTENSION *made = sk_X509_EXTENSION_value (extensions, i);
      const X509_EXTENSION *was = X509_get_ext (signet_certificate_get_x509 (certificate), i);

      g_assert_cmpint (ASN1_OCTET_STRING_cmp (X509_EXTENSION_get_data ((X509_EXTENSION *) made),
                                              X509_EXTENSION_get_data ((X509_EXTENSION *) was)),
                       ==, 0);
    }
}

static void
test_from_certificate_twice (void)
{
  static const PkiFixture fixture = {
    .common_name = "Ada",
    .extensions = { "extendedKeyUsage", "clientAuth", "extendedKeyUsage", "serverAuth", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) certificate = make_certificate (&fixture);

  g_assert_null (
    signet_template_from_certificate (certificate, SIGNET_TEMPLATE_EXTENSIONS, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_from_certificate_no_der (void)
{
  static const PkiFixture fixture = {
    .common_name = "Ada",
    .extensions = { "1.2.3.9", "DER:0501", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) certificate = make_certificate (&fixture);

  g_assert_null (
    signet_template_from_certificate (certificate, SIGNET_TEMPLATE_EXTENSIONS, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/extensions/all", test_all);
  g_test_add_func ("/pki/extensions/none", test_none);
  g_test_add_func ("/pki/extensions/alt-names-critical", test_alt_names_critical);
  g_test_add_func ("/pki/extensions/twice", test_twice);
  g_test_add_func ("/pki/extensions/bad-alt-name", test_bad_alt_name);
  g_test_add_func ("/pki/extensions/read-back", test_read_back);
  g_test_add_func ("/pki/extensions/from-certificate", test_from_certificate);
  g_test_add_func ("/pki/extensions/from-certificate-parts", test_from_certificate_parts);
  g_test_add_func ("/pki/extensions/from-certificate-raw", test_from_certificate_raw);
  g_test_add_func ("/pki/extensions/from-certificate-twice", test_from_certificate_twice);
  g_test_add_func ("/pki/extensions/from-certificate-no-der", test_from_certificate_no_der);

  return g_test_run ();
}
