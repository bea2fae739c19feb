/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/objects.h>
#include <string.h>

#include "pki-fixture.h"

typedef struct
{
  SignetAltNameKind kind;
  const char *value;
  int type;
} NameCase;

static const NameCase cases[] = {
  { SIGNET_ALT_NAME_EMAIL, "a@example.org", GEN_EMAIL },
  { SIGNET_ALT_NAME_DNS, "host.example.org", GEN_DNS },
  { SIGNET_ALT_NAME_DNS, "*.example.org", GEN_DNS },
  { SIGNET_ALT_NAME_IP, "192.0.2.7", GEN_IPADD },
  { SIGNET_ALT_NAME_IP, "2001:db8::1", GEN_IPADD },
  { SIGNET_ALT_NAME_URI, "urn:uuid:00000000-0000-4000-8000-000000000000", GEN_URI },
  { SIGNET_ALT_NAME_UPN, "jürgen@example.org", GEN_OTHERNAME },
};

static void
test_general_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetAltName) name = signet_alt_name_new (cases[i].kind, cases[i].value, &error);
      g_autoptr (GENERAL_NAME) general = NULL;
      g_autoptr (SignetAltName) again = NULL;
      int type;

      g_assert_no_error (error);
      general = signet_alt_name_to_x509 (name, &error);
      g_assert_no_error (error);
      GENERAL_NAME_get0_value (general, &type);
      g_assert_cmpint (type, ==, cases[i].type);
      again = signet_alt_name_new_from_x509 (general);
      g_assert_true (signet_alt_name_equal (name, again));
      g_assert_cmpstr (signet_alt_name_get_value (again), ==, cases[i].value);
    }
}

static void
test_general_upn_der (void)
{
  const guchar expected[] = {
    0xa0, 0x1a, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x14, 0x02, 0x03, 0xa0, 0x0c,
    0x0c, 0x0a, 'a', '@', 'b', '.', 'e', 'x', 'a', 'm', 'p', 'l'
  };
  g_autoptr (SignetAltName) name = signet_alt_name_new (SIGNET_ALT_NAME_UPN, "a@b.exampl", NULL);
  g_autoptr (GENERAL_NAME) general = signet_alt_name_to_x509 (name, NULL);
  unsigned char *der = NULL;
  int length = i2d_GENERAL_NAME (general, &der);

  g_assert_cmpmem (der, length, expected, sizeof expected);
  OPENSSL_free (der);
}

static void
test_general_other_refused (void)
{
  g_autoptr (SignetAltName) name = signet_alt_name_new_other ("RID:1.2.3");
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_alt_name_to_x509 (name, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
}

static void
assert_other (GENERAL_NAME *general,
              const char   *expected)
{
  g_autoptr (SignetAltName) name = signet_alt_name_new_from_x509 (general);

  g_assert_cmpint (signet_alt_name_get_kind (name), ==, SIGNET_ALT_NAME_OTHER);
  g_assert_cmpstr (signet_alt_name_get_value (name), ==, expected);
}

static void
test_general_others (void)
{
  static const char *const texts[][3] = {
    { "RID", "1.2.3.4", "RID:1.2.3.4" },
    { "otherName", "1.2.3.4;FORMAT:UTF8,UTF8:grün", "OtherName:1.2.3.4=grün" },
    { "otherName", "1.2.3.4;BOOLEAN:TRUE", "OtherName:1.2.3.4=#0101FF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GENERAL_NAME) general = NULL;
      CONF_VALUE value = { NULL, (char *) texts[i][0], (char *) texts[i][1] };

      general = v2i_GENERAL_NAME (NULL, NULL, &value);
      g_assert_nonnull (general);
      assert_other (general, texts[i][2]);
    }
}

static void
test_general_dir_name (void)
{
  g_autoptr (GENERAL_NAME) general = GENERAL_NAME_new ();
  g_autoptr (SignetAltName) alt_name = NULL;
  X509_NAME *name = X509_NAME_new ();

  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const unsigned char *) "Some\nbody", -1,
                              -1, 0);
  GENERAL_NAME_set0_value (general, GEN_DIRNAME, name);
  alt_name = signet_alt_name_new_from_x509 (general);
  g_assert_cmpint (signet_alt_name_get_kind (alt_name), ==, SIGNET_ALT_NAME_OTHER);
  g_assert_true (g_str_has_prefix (signet_alt_name_get_value (alt_name), "DirName:CN=Some"));
  g_assert_null (strchr (signet_alt_name_get_value (alt_name), '\n'));
}

static GENERAL_NAME *
general_of_bytes (int         type,
                  const void *bytes,
                  int         length)
{
  GENERAL_NAME *general = GENERAL_NAME_new ();
  ASN1_STRING *string =
    ASN1_STRING_type_new (type == GEN_IPADD ? V_ASN1_OCTET_STRING : V_ASN1_IA5STRING);

  ASN1_STRING_set (string, bytes, length);
  GENERAL_NAME_set0_value (general, type, string);

  return general;
}

static void
test_general_malformed (void)
{
  g_autoptr (GENERAL_NAME) with_nul = general_of_bytes (GEN_DNS, "a\0b", 3);
  g_autoptr (GENERAL_NAME) no_ascii = general_of_bytes (GEN_EMAIL, "\xff\xfe@x", 4);
  g_autoptr (GENERAL_NAME) with_line = general_of_bytes (GEN_URI, "http://a/\nb", 11);
  g_autoptr (GENERAL_NAME) empty = general_of_bytes (GEN_DNS, "", 0);
  g_autoptr (GENERAL_NAME) ip = general_of_bytes (GEN_IPADD, "\x01\x02\x03", 3);
  g_autoptr (GENERAL_NAME) no_ip = general_of_bytes (GEN_IPADD, "", 0);

  assert_other (with_nul, "DNS:61:00:62");
  assert_other (no_ascii, "email:\xef\xbf\xbd\xef\xbf\xbd@x");
  assert_other (with_line, "URI:http://a/ b");
  assert_other (empty, "DNS:");
  assert_other (ip, "IP:01:02:03");
  assert_other (no_ip, "IP:");
}

static void
test_general_huge (void)
{
  g_autofree char *text = g_strnfill (60000, 'x');
  g_autoptr (GENERAL_NAME) general = general_of_bytes (GEN_DNS, text, 60000);
  g_autoptr (SignetAltName) name = signet_alt_name_new_from_x509 (general);

  g_assert_cmpuint (strlen (signet_alt_name_get_value (name)), <=, 1024);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/general-name/round-trip", test_general_round_trip);
  g_test_add_func ("/pki/general-name/upn-der", test_general_upn_der);
  g_test_add_func ("/pki/general-name/other-refused", test_general_other_refused);
  g_test_add_func ("/pki/general-name/others", test_general_others);
  g_test_add_func ("/pki/general-name/dir-name", test_general_dir_name);
  g_test_add_func ("/pki/general-name/malformed", test_general_malformed);
  g_test_add_func ("/pki/general-name/huge", test_general_huge);

  return g_test_run ();
}
