/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-difference.h"

#include "core/signet-oid.h"
#include "pki-fixture.h"

#define DAY (24 * 60 * 60)

static const PkiFixture plain = {
  .common_name = "Ada",
  .lifetime = 30 * DAY,
  .extensions = { "subjectAltName", "email:ada@example.org", NULL },
};

static const PkiFixture rich = {
  .common_name = "Ada",
  .lifetime = 30 * DAY,
  .extensions = {
    "keyUsage",
    "digitalSignature,keyAgreement",
    "extendedKeyUsage",
    "clientAuth,1.2.3.4",
    "certificatePolicies",
    "1.2.3.5,1.2.3.6",
    "1.2.3.9",
    "DER:0500",
    NULL,
  },
};

static SignetCertificate *
certificate_new (const PkiFixture *fixture)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (fixture, pkey, NULL, NULL);

  return pki_fixture_wrap (x509);
}

static SignetTemplate *
template_new (const char *subject,
              const char *alt_name)
{
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autoptr (SignetAltName) other =
    alt_name != NULL ? signet_alt_name_parse (alt_name, NULL) : NULL;
  SignetTemplate *template = signet_template_new (name, NULL);

  if (other != NULL)
    signet_template_add_alt_name (template, other);

  return template;
}

/* The differences, a line each. */
static char *
compare (const PkiFixture *fixture,
         SignetTemplate   *asked)
{
  g_autoptr (SignetCertificate) certificate = certificate_new (fixture);
  g_auto (GStrv) lines = signet_certificate_dup_differences (certificate, asked);

  return g_strjoinv ("\n", lines);
}

static void
test_none (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", "email:ada@example.org");
  g_autofree char *text = compare (&plain, asked);

  g_assert_cmpstr (text, ==, "");
}

static void
test_names (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada,O=Engines", "dns:ada.example.org");
  g_autofree char *text = compare (&plain, asked);

  g_assert_cmpstr (text, ==,
                   "The name is “Ada”; “Ada, Engines” was asked for.\n"
                   "Asked for, but not in the certificate: dns:ada.example.org\n"
                   "In the certificate, but not asked for: email:ada@example.org");
}

/* What was left to the CA is for the CA to say. */
static void
test_left_to_the_ca (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autofree char *text = compare (&rich, asked);

  g_assert_cmpstr (text, ==, "");
}

static void
fill_in (SignetTemplate *asked)
{
  signet_template_set_key_usage (asked, 0x11, FALSE);
  g_assert_true (signet_template_add_extended_usage (asked, "1.2.3.4", NULL));
  g_assert_true (signet_template_add_extended_usage (asked, "clientAuth", NULL));
  g_assert_true (signet_template_add_policy (asked, "1.2.3.6", NULL, NULL, NULL));
  g_assert_true (signet_template_add_policy (asked, "1.2.3.5", NULL, NULL, NULL));
  g_assert_true (signet_template_add_extension_text (asked, "1.2.3.9=DER:0500", NULL));
  signet_template_set_days (asked, 30);
}

static void
test_granted (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autofree char *text = NULL;

  fill_in (asked);
  text = compare (&rich, asked);
  g_assert_cmpstr (text, ==, "");
}

static void
test_not_granted (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", "email:ada@example.org");
  g_autofree char *text = NULL;

  fill_in (asked);
  text = compare (&plain, asked);
  g_assert_cmpstr (text, ==,
                   "The key usage digitalSignature was asked for, but not granted.\n"
                   "The key usage keyAgreement was asked for, but not granted.\n"
                   "The extended key usage 1.2.3.4 was asked for, but not granted.\n"
                   "The extended key usage clientAuth was asked for, but not granted.\n"
                   "The policy 1.2.3.6 was asked for, but not granted.\n"
                   "The policy 1.2.3.5 was asked for, but not granted.\n"
                   "The extension 1.2.3.9 was asked for, but not granted.");
}

static void
test_granted_more (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autofree char *text = NULL;

  signet_template_set_key_usage (asked, 0x1, FALSE);
  g_assert_true (signet_template_add_extended_usage (asked, "1.2.3.4", NULL));
  g_assert_true (signet_template_add_policy (asked, "1.2.3.5", NULL, NULL, NULL));
  text = compare (&rich, asked);
  g_assert_cmpstr (text, ==,
                   "The key usage keyAgreement was granted, but not asked for.\n"
                   "The extended key usage clientAuth was granted, but not asked for.\n"
                   "The policy 1.2.3.6 was granted, but not asked for.");
}

static void
test_value (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autofree char *text = NULL;

  g_assert_true (signet_template_add_extension_text (asked, "1.2.3.9=DER:020105", NULL));
  text = compare (&rich, asked);
  g_assert_cmpstr (text, ==, "The extension 1.2.3.9 has another value than asked for.");
}

static void
test_critical (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autofree char *text = NULL;

  fill_in (asked);
  signet_template_set_key_usage (asked, 0x11, TRUE);
  signet_template_set_extended_usage_critical (asked, TRUE);
  signet_template_set_policies_critical (asked, TRUE);
  signet_template_set_alt_names_critical (asked, TRUE);
  text = compare (&rich, asked);
  g_assert_cmpstr (text, ==,
                   "The extension keyUsage was asked for as critical, and is not.\n"
                   "The extension extendedKeyUsage was asked for as critical, and is not.\n"
                   "The extension certificatePolicies was asked for as critical, and is not.");
}

static void
test_alt_names_critical (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", "email:ada@example.org");
  g_autofree char *text = NULL;

  signet_template_set_alt_names_critical (asked, TRUE);
  text = compare (&plain, asked);
  g_assert_cmpstr (text, ==, "The extension subjectAltName was asked for as critical, and is not.");
}

/* email:ada@example.org, byte by byte. */
static void
test_alt_names_raw (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autofree char *text = NULL;

  g_assert_true (signet_template_add_extension_text (
    asked, SIGNET_OID_ALT_NAMES "=DER:3011810F616461406578616D706C652E6F7267", NULL));
  text = compare (&plain, asked);
  g_assert_cmpstr (text, ==, "");
}

static void
test_validity (void)
{
  static const struct
  {
    guint days;
    const char *text;
  } cases[] = {
    { 0, "" },
    { 29, "" },
    { 30, "" },
    { 31, "" },
    { 28, "It is valid for 30 days; 28 were asked for." },
    { 365, "It is valid for 30 days; 365 were asked for." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", "email:ada@example.org");
      g_autofree char *text = NULL;

      signet_template_set_days (asked, cases[i].days);
      text = compare (&plain, asked);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_issuer (void)
{
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", "email:ada@example.org");
  g_autoptr (SignetName) same = signet_name_parse ("CN=Ada", NULL);
  g_autoptr (SignetName) other = signet_name_parse ("CN=ca,O=Example", NULL);
  g_autofree char *nothing = NULL;
  g_autofree char *text = NULL;

  signet_template_set_issuer (asked, same);
  nothing = compare (&plain, asked);
  g_assert_cmpstr (nothing, ==, "");
  signet_template_set_issuer (asked, other);
  text = compare (&plain, asked);
  g_assert_cmpstr (text, ==, "It was issued by “Ada”; “ca, Example” was asked for.");
}

static void
test_qualifiers (void)
{
  /* 1.2.3.2.5 with a statement at http://a/ and the notice "hi!". */
  static const PkiFixture fixture = {
    .common_name = "Ada",
    .extensions = { "certificatePolicies",
                    "DER:3034303206042A030205302A301506082B06010505070201160968747470"
                    "3A2F2F612F301106082B0601050507020230050C03686921",
                    NULL },
  };
  static const struct
  {
    const char *cps;
    const char *notice;
    gboolean differs;
  } cases[] = {
    { NULL, NULL, FALSE },
    { "http://a/", NULL, FALSE },
    { NULL, "hi!", FALSE },
    { "http://a/", "hi!", FALSE },
    { "http://b/", NULL, TRUE },
    { "http://a/", "ho", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
      g_autofree char *text = NULL;

      g_assert_true (
        signet_template_add_policy (asked, "1.2.3.2.5", cases[i].cps, cases[i].notice, NULL));
      text = compare (&fixture, asked);
      g_assert_cmpstr (text, ==,
                       cases[i].differs
                         ? "The policy 1.2.3.2.5 has another statement or notice than asked for."
                         : "");
    }
}

/* A hostile certificate: what cannot be read was not granted, and the list ends. */
static void
test_hostile (void)
{
  static const PkiFixture twice = {
    .common_name = "Ada",
    .extensions = { "keyUsage", "digitalSignature", "keyUsage", "keyAgreement",
                    "extendedKeyUsage", "DER:0500", "certificatePolicies", "DER:0500", NULL },
  };
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autofree char *text = NULL;

  signet_template_set_key_usage (asked, 0x1, FALSE);
  g_assert_true (signet_template_add_extended_usage (asked, "clientAuth", NULL));
  g_assert_true (signet_template_add_policy (asked, "1.2.3", "http://a/", NULL, NULL));
  text = compare (&twice, asked);
  g_assert_cmpstr (text, ==,
                   "The key usage digitalSignature was asked for, but not granted.\n"
                   "The extended key usage clientAuth was asked for, but not granted.\n"
                   "The policy 1.2.3 was asked for, but not granted.");
}

static void
test_many (void)
{
  g_autoptr (GString) names = g_string_new ("DNS:a");
  g_autoptr (SignetTemplate) asked = template_new ("CN=Ada", NULL);
  g_autoptr (SignetCertificate) certificate = NULL;
  g_auto (GStrv) lines = NULL;
  PkiFixture fixture = { .common_name = "Ada" };

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (names, ",DNS:h%d.example", i);
  fixture.extensions[0] = "subjectAltName";
  fixture.extensions[1] = names->str;
  certificate = certificate_new (&fixture);
  lines = signet_certificate_dup_differences (certificate, asked);
  g_assert_cmpuint (g_strv_length (lines), ==, 51);
  g_assert_cmpstr (lines[50], ==, "There are more differences.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/difference/none", test_none);
  g_test_add_func ("/pki/difference/names", test_names);
  g_test_add_func ("/pki/difference/left-to-the-ca", test_left_to_the_ca);
  g_test_add_func ("/pki/difference/granted", test_granted);
  g_test_add_func ("/pki/difference/not-granted", test_not_granted);
  g_test_add_func ("/pki/difference/granted-more", test_granted_more);
  g_test_add_func ("/pki/difference/value", test_value);
  g_test_add_func ("/pki/difference/critical", test_critical);
  g_test_add_func ("/pki/difference/alt-names-critical", test_alt_names_critical);
  g_test_add_func ("/pki/difference/alt-names-raw", test_alt_names_raw);
  g_test_add_func ("/pki/difference/validity", test_validity);
  g_test_add_func ("/pki/difference/issuer", test_issuer);
  g_test_add_func ("/pki/difference/qualifiers", test_qualifiers);
  g_test_add_func ("/pki/difference/hostile", test_hostile);
  g_test_add_func ("/pki/difference/many", test_many);

  return g_test_run ();
}
