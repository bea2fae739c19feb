/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-name.h"

#include <string.h>

#include "core/signet-error.h"

/* One line that shows a name's structure: "O=a;CN=b+UID=c". */
static char *
describe (const SignetName *name)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < signet_name_get_size (name); i++)
    {
      const SignetNamePart *part = signet_name_get_part (name, i);

      if (i > 0)
        g_string_append (string, signet_name_get_part (name, i - 1)->rdn == part->rdn ? "+" : ";");
      g_string_append_printf (string, "%s=%s", part->type, part->value);
    }

  return g_string_free (string, FALSE);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *parts;
    const char *written;
  } cases[] = {
    { "", "", "" },
    { "  ", "", "" },
    { "/", "", "" },
    { "CN=Alice,O=Example", "O=Example;CN=Alice", "CN=Alice,O=Example" },
    { " cn = Alice , o=Example ; C=DE ", "C=DE;O=Example;CN=Alice", "CN=Alice,O=Example,C=DE" },
    { "/O=Example/CN=Alice", "O=Example;CN=Alice", "CN=Alice,O=Example" },
    { "/O=Example/CN=Alice/", "O=Example;CN=Alice", "CN=Alice,O=Example" },
    { "/O=a\\/b\\+c/CN=x, y", "O=a/b+c;CN=x, y", "CN=x\\, y,O=a/b\\+c" },
    { "/CN=a+UID=b/OU=c", "CN=a+UID=b;OU=c", "OU=c,CN=a+UID=b" },
    { "CN=a+UID=b,O=c", "O=c;CN=a+UID=b", "CN=a+UID=b,O=c" },
    { "CN=Doe\\, Jane", "CN=Doe, Jane", "CN=Doe\\, Jane" },
    { "CN=Doe\\2C Jane", "CN=Doe, Jane", "CN=Doe\\, Jane" },
    { "CN=\"Doe, Jane + Co\"", "CN=Doe, Jane + Co", "CN=Doe\\, Jane \\+ Co" },
    { "CN=\"a\\\"b\" , O=c", "O=c;CN=a\"b", "CN=a\\\"b,O=c" },
    { "CN=\\ lead and trail\\ ", "CN= lead and trail ", "CN=\\ lead and trail\\ " },
    { "CN=\\#1", "CN=#1", "CN=\\#1" },
    { "CN=L\\C4\\8Di\\C4\\87", "CN=Lčić", "CN=Lčić" },
    { "CN=a=b", "CN=a=b", "CN=a=b" },
    { "2.5.4.3=a", "CN=a", "CN=a" },
    { "OID.1.2.3.4=a", "1.2.3.4=a", "1.2.3.4=a" },
    { "1.2.3=#0C0141", "1.2.3=#0C0141", "1.2.3=#0C0141" },
    { "CN=#04820001ff", "CN=#04820001ff", "CN=#04820001ff" },
    { "E=a@example.com,S=Bavaria,G=Al,T=Dr", "title=Dr;GN=Al;ST=Bavaria;emailAddress=a@example.com",
      "emailAddress=a@example.com,ST=Bavaria,GN=Al,title=Dr" },
    { "DC=example,DC=com", "DC=com;DC=example", "DC=example,DC=com" },
    { "commonName=x,countryName=DE", "C=DE;CN=x", "CN=x,C=DE" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetName) name = signet_name_parse (cases[i].text, &error);
      g_autoptr (SignetName) again = NULL;
      g_autofree char *parts = NULL;
      g_autofree char *written = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_no_error (error);
      parts = describe (name);
      g_assert_cmpstr (parts, ==, cases[i].parts);
      written = signet_name_to_string (name);
      g_assert_cmpstr (written, ==, cases[i].written);
      again = signet_name_parse (written, &error);
      g_assert_no_error (error);
      g_assert_true (signet_name_equal (name, again));
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = { "Alice",
                                       "=Alice",
                                       "CN",
                                       "CN=",
                                       "CN= ,O=a",
                                       "CN=a,",
                                       ",CN=a",
                                       "CN=a,,O=b",
                                       "CN=a+",
                                       "FOO=a",
                                       "1=a",
                                       "1..2=a",
                                       ".1.2=a",
                                       "CN=a\\",
                                       "CN=a\\q",
                                       "CN=a\\f",
                                       "CN=\"a",
                                       "CN=\"a\"b",
                                       "CN=a\"b",
                                       "CN=#",
                                       "CN=#0",
                                       "CN=#zz",
                                       "CN=#0C0241",
                                       "CN=#0C80",
                                       "CN=#0C85",
                                       "CN=a\nb",
                                       "CN=a\\0Ab",
                                       "CN=a\\00b",
                                       "CN=\\FF",
                                       "CN=\xff",
                                       "CN=a\xe2\x80\xae",
                                       "C=D",
                                       "C=DEU",
                                       "C=ÄÖ",
                                       "/CN",
                                       "/CN=",
                                       "//CN=a",
                                       "/O=a//CN=b",
                                       "/CN=http://x",
                                       "/CN=a\\",
                                       "/CN=#0C0141",
                                       "CN=\\#0C0141" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetName) name = signet_name_parse (cases[i], &error);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (name);
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_bounds (void)
{
  static const struct
  {
    const char *type;
    gsize max;
  } cases[] = {
    { "CN", 64 },
    { "O", 64 },
    { "OU", 64 },
    { "L", 128 },
    { "ST", 128 },
    { "serialNumber", 64 },
    { "title", 64 },
    { "emailAddress", 255 },
    { "DC", 63 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetName) longest = NULL;
      g_autofree char *value = g_strnfill (cases[i].max, 'x');
      g_autofree char *fits = g_strconcat (cases[i].type, "=", value, NULL);
      g_autofree char *too_long = g_strconcat (fits, "y", NULL);

      longest = signet_name_parse (fits, &error);
      g_assert_no_error (error);
      g_assert_null (signet_name_parse (too_long, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
      g_assert_nonnull (strstr (error->message, cases[i].type));
    }
}

static void
test_bounds_count_characters (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name = NULL;
  GString *text = g_string_new ("CN=");

  for (int i = 0; i < 64; i++)
    g_string_append (text, "ü");
  name = signet_name_parse (text->str, &error);
  g_string_free (text, TRUE);
  g_assert_no_error (error);
}

static void
test_too_much (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name = NULL;
  g_autofree char *huge = g_strnfill (70000, 'x');
  GString *text = g_string_new ("OU=x");

  g_assert_null (signet_name_parse (huge, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
  g_clear_error (&error);

  for (int i = 1; i < 100; i++)
    g_string_append (text, ",OU=x");
  name = signet_name_parse (text->str, &error);
  g_assert_no_error (error);
  g_string_append (text, ",OU=x");
  g_assert_null (signet_name_parse (text->str, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
  g_string_free (text, TRUE);
}

/* Certificates hold names that nobody would ask for, and they must be shown. */
static void
test_new_is_lenient (void)
{
  static const SignetNamePart parts[] = {
    { 0, "C", "Germany" },
    { 1, "O", "" },
    { 2, "2.5.4.3", "evil\n\xe2\x80\xae<b>name</b>" },
    { 2, "1.2.3.4", "#0C0141" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name = signet_name_new (parts, G_N_ELEMENTS (parts), &error);
  g_autofree char *display = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (signet_name_get_part (name, 2)->type, ==, "CN");
  display = signet_name_to_display (name);
  g_assert_cmpstr (display, ==, "evil <b>name</b>, #0C0141, , Germany");
  text = signet_name_to_string (name);
  g_assert_cmpstr (text, ==,
                   "CN=evil\\0A\xe2\x80\xae\\<b\\>name\\</b\\>+1.2.3.4=#0C0141,O=,C=Germany");
}

static void
test_new_impossible (void)
{
  static const SignetNamePart cases[][2] = {
    { { 1, "CN", "a" }, { 2, "CN", "a" } },
    { { 0, "CN", "a" }, { 2, "CN", "a" } },
    { { 0, "FOO", "a" }, { 1, "CN", "a" } },
    { { 0, "", "a" }, { 1, "CN", "a" } },
    { { 0, NULL, "a" }, { 1, "CN", "a" } },
    { { 0, "CN", NULL }, { 1, "CN", "a" } },
    { { 0, "CN", "\xff" }, { 1, "CN", "a" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (signet_name_new (cases[i], 2, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
    }
}

static void
test_first (void)
{
  g_autoptr (SignetName) name = signet_name_parse ("CN=inner,CN=outer,1.2.3=x", NULL);

  g_assert_cmpstr (signet_name_get_first (name, "CN"), ==, "inner");
  g_assert_cmpstr (signet_name_get_first (name, "commonname"), ==, "inner");
  g_assert_cmpstr (signet_name_get_first (name, "2.5.4.3"), ==, "inner");
  g_assert_cmpstr (signet_name_get_first (name, "1.2.3"), ==, "x");
  g_assert_null (signet_name_get_first (name, "O"));
}

static void
test_display (void)
{
  g_autoptr (SignetName) name = signet_name_parse ("CN=Alice+UID=al,O=Example University", NULL);
  g_autoptr (SignetName) empty = signet_name_parse ("", NULL);
  g_autofree char *display = signet_name_to_display (name);
  g_autofree char *nothing = signet_name_to_display (empty);

  g_assert_cmpstr (display, ==, "Alice, al, Example University");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_equal (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean equal;
  } cases[] = {
    { "CN=a,O=b", "/O=b/CN=a", TRUE },
    { "CN=a,O=b", "O=b,CN=a", FALSE },
    { "CN=a+UID=b", "UID=b+CN=a", TRUE },
    { "CN=a+UID=b", "CN=a,UID=b", FALSE },
    { "CN=a+CN=a", "CN=a+CN=b", FALSE },
    { "CN=a", "CN=A", FALSE },
    { "CN=a", "2.5.4.3=a", TRUE },
    { "CN=a", "", FALSE },
    { "", "/", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetName) a = signet_name_parse (cases[i].a, NULL);
      g_autoptr (SignetName) b = signet_name_parse (cases[i].b, NULL);

      g_assert_cmpint (signet_name_equal (a, b), ==, cases[i].equal);
      g_assert_cmpint (signet_name_equal (b, a), ==, cases[i].equal);
    }
}

static void
test_types (void)
{
  g_assert_cmpstr (signet_name_type_to_oid ("CN"), ==, "2.5.4.3");
  g_assert_cmpstr (signet_name_type_to_oid ("email"), ==, "1.2.840.113549.1.9.1");
  g_assert_null (signet_name_type_to_oid ("FOO"));
  g_assert_cmpstr (signet_name_oid_to_type ("2.5.4.97"), ==, "organizationIdentifier");
  g_assert_null (signet_name_oid_to_type ("1.2.3"));
}

static void
test_boxed (void)
{
  g_autoptr (SignetName) name = signet_name_parse ("CN=a", NULL);
  SignetName *copy = g_boxed_copy (SIGNET_TYPE_NAME, name);

  g_assert_true (copy == name);
  g_boxed_free (SIGNET_TYPE_NAME, copy);
  g_assert_cmpuint (signet_name_get_size (name), ==, 1);
}

/* Whatever bytes come, the parser ends, and what it takes it can write and read again. */
static void
test_random (void)
{
  static const char alphabet[] = "CNOU=,+;/\\\"# 0123.aAfF\xc3\xa4";

  for (int i = 0; i < 20000; i++)
    {
      char text[24];
      int length = g_test_rand_int_range (0, sizeof text);
      g_autoptr (SignetName) name = NULL;
      g_autoptr (SignetName) again = NULL;
      g_autofree char *written = NULL;

      for (int j = 0; j < length; j++)
        text[j] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      text[length] = '\0';
      if (length > 3 && i % 2 == 0)
        memcpy (text, "CN=", 3);

      name = signet_name_parse (text, NULL);
      if (name == NULL)
        continue;
      written = signet_name_to_string (name);
      again = signet_name_parse (written, NULL);
      g_assert_nonnull (again);
      g_assert_true (signet_name_equal (name, again));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/name/parse", test_parse);
  g_test_add_func ("/core/name/refused", test_refused);
  g_test_add_func ("/core/name/bounds", test_bounds);
  g_test_add_func ("/core/name/bounds-count-characters", test_bounds_count_characters);
  g_test_add_func ("/core/name/too-much", test_too_much);
  g_test_add_func ("/core/name/new-is-lenient", test_new_is_lenient);
  g_test_add_func ("/core/name/new-impossible", test_new_impossible);
  g_test_add_func ("/core/name/first", test_first);
  g_test_add_func ("/core/name/display", test_display);
  g_test_add_func ("/core/name/equal", test_equal);
  g_test_add_func ("/core/name/types", test_types);
  g_test_add_func ("/core/name/boxed", test_boxed);
  g_test_add_func ("/core/name/random", test_random);

  return g_test_run ();
}
