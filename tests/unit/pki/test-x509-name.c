/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/objects.h>
#include <string.h>

#include "pki-fixture.h"

static SignetName *
new_name (const SignetNamePart *parts,
          guint                 n_parts)
{
  g_autoptr (GError) error = NULL;
  SignetName *name = signet_name_new (parts, n_parts, &error);

  g_assert_no_error (error);

  return name;
}

static void
assert_type (const char *type,
             const char *value,
             int         expected)
{
  const SignetNamePart part = { 0, type, value };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name = new_name (&part, 1);
  g_autoptr (X509_NAME) x509_name = signet_name_to_x509 (name, &error);
  g_autoptr (SignetName) again = NULL;
  const ASN1_STRING *string;

  g_assert_no_error (error);
  string = X509_NAME_ENTRY_get_data (X509_NAME_get_entry (x509_name, 0));
  g_assert_cmpint (ASN1_STRING_type (string), ==, expected);
  if (*value != '#')
    g_assert_cmpmem (ASN1_STRING_get0_data (string), ASN1_STRING_length (string), value,
                     strlen (value));
  again = signet_name_new_from_x509 (x509_name);
  g_assert_cmpstr (signet_name_get_part (again, 0)->value, ==, value);
  g_assert_true (signet_name_equal (name, again));
}

static void
test_name_types (void)
{
  assert_type ("CN", "Jürgen Groß 世界", V_ASN1_UTF8STRING);
  assert_type ("CN", "plain", V_ASN1_UTF8STRING);
  assert_type ("O", "Example & Söhne", V_ASN1_UTF8STRING);
  assert_type ("C", "DE", V_ASN1_PRINTABLESTRING);
  assert_type ("DC", "example", V_ASN1_IA5STRING);
  assert_type ("emailAddress", "a@example.org", V_ASN1_IA5STRING);
  assert_type ("serialNumber", "1234-5", V_ASN1_PRINTABLESTRING);
  assert_type ("serialNumber", "SN_42", V_ASN1_UTF8STRING);
  assert_type ("1.3.6.1.4.1.99999.1", "own", V_ASN1_UTF8STRING);
}

static void
test_name_looks_like_hash (void)
{
  assert_type ("CN", "# not hexadecimal", V_ASN1_UTF8STRING);
  assert_type ("CN", "#1", V_ASN1_UTF8STRING);
}

static void
test_name_hash_value (void)
{
  const SignetNamePart part = { 0, "CN", "#1E0400410042" };
  g_autoptr (SignetName) name = new_name (&part, 1);
  g_autoptr (X509_NAME) x509_name = signet_name_to_x509 (name, NULL);
  g_autoptr (SignetName) again = signet_name_new_from_x509 (x509_name);

  g_assert_cmpint (ASN1_STRING_type (X509_NAME_ENTRY_get_data (X509_NAME_get_entry (x509_name, 0))),
                   ==, V_ASN1_BMPSTRING);
  g_assert_cmpstr (signet_name_get_part (again, 0)->value, ==, "AB");
}

static X509_NAME *
name_of_bytes (int         type,
               const void *bytes,
               int         length)
{
  X509_NAME *name = X509_NAME_new ();

  g_assert_cmpint (X509_NAME_add_entry_by_NID (name, NID_commonName, type, bytes, length, -1, 0),
                   ==, 1);

  return name;
}

static const ASN1_STRING *
get_value (const X509_NAME *name)
{
  return X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, 0));
}

static void
test_name_no_text (void)
{
  g_autoptr (X509_NAME) with_nul = name_of_bytes (V_ASN1_UTF8STRING, "good.example\0.evil", 18);
  g_autoptr (X509_NAME) no_utf8 = name_of_bytes (V_ASN1_UTF8STRING, "\xff\xfe", 2);
  g_autoptr (X509_NAME) surrogate = name_of_bytes (V_ASN1_BMPSTRING, "\xd8\x00\x00\x41", 4);
  g_autoptr (X509_NAME) like_hash = name_of_bytes (V_ASN1_UTF8STRING, "#0C0141", 7);
  X509_NAME *names[] = { with_nul, no_utf8, surrogate, like_hash };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SignetName) name = signet_name_new_from_x509 (names[i]);
      g_autoptr (X509_NAME) again = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (name);
      g_assert_cmpuint (signet_name_get_size (name), ==, 1);
      g_assert_cmpint (signet_name_get_part (name, 0)->value[0], ==, '#');
      again = signet_name_to_x509 (name, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ASN1_STRING_cmp (get_value (again), get_value (names[i])), ==, 0);
    }
}

static void
test_name_multi_rdn (void)
{
  const SignetNamePart parts[] = {
    { 0, "C", "DE" },
    { 1, "O", "Example" },
    { 2, "CN", "Both" },
    { 2, "serialNumber", "7" },
    { 3, "1.3.6.1.4.1.99999.1", "x" },
  };
  g_autoptr (SignetName) name = new_name (parts, G_N_ELEMENTS (parts));
  g_autoptr (X509_NAME) x509_name = signet_name_to_x509 (name, NULL);
  g_autoptr (X509_NAME) decoded = NULL;
  g_autoptr (SignetName) again = NULL;
  unsigned char *der = NULL;
  const unsigned char *end;
  int length = i2d_X509_NAME (x509_name, &der);

  end = der;
  decoded = d2i_X509_NAME (NULL, &end, length);
  OPENSSL_free (der);
  again = signet_name_new_from_x509 (decoded);
  g_assert_cmpuint (signet_name_get_size (again), ==, 5);
  g_assert_cmpuint (signet_name_get_part (again, 1)->rdn, ==, 1);
  g_assert_cmpuint (signet_name_get_part (again, 2)->rdn, ==, 2);
  g_assert_cmpuint (signet_name_get_part (again, 3)->rdn, ==, 2);
  g_assert_cmpuint (signet_name_get_part (again, 4)->rdn, ==, 3);
  g_assert_cmpstr (signet_name_get_part (again, 4)->type, ==, "1.3.6.1.4.1.99999.1");
  g_assert_true (signet_name_equal (name, again));
}

static void
test_name_empty (void)
{
  g_autoptr (SignetName) name = new_name (NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (X509_NAME) x509_name = signet_name_to_x509 (name, &error);
  g_autoptr (SignetName) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (X509_NAME_entry_count (x509_name), ==, 0);
  again = signet_name_new_from_x509 (x509_name);
  g_assert_cmpuint (signet_name_get_size (again), ==, 0);
}

static void
test_name_refused (void)
{
  g_autofree char *long_value = g_strnfill (65, 'x');
  const SignetNamePart bad[] = {
    { 0, "CN", long_value },
    { 0, "C", "D" },
    { 0, "C", "DEU" },
    { 0, "C", "D*" },
    { 0, "emailAddress", "jürgen@example.org" },
    { 0, "serialNumber", long_value },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      /* The name itself may know better already. */
      g_autoptr (SignetName) name = signet_name_new (&bad[i], 1, &error);

      if (name != NULL)
        g_assert_null (signet_name_to_x509 (name, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/x509-name/types", test_name_types);
  g_test_add_func ("/pki/x509-name/looks-like-hash", test_name_looks_like_hash);
  g_test_add_func ("/pki/x509-name/hash-value", test_name_hash_value);
  g_test_add_func ("/pki/x509-name/no-text", test_name_no_text);
  g_test_add_func ("/pki/x509-name/multi-rdn", test_name_multi_rdn);
  g_test_add_func ("/pki/x509-name/empty", test_name_empty);
  g_test_add_func ("/pki/x509-name/refused", test_name_refused);

  return g_test_run ();
}
