/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-alt-name.h"

#include "core/signet-error.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    SignetAltNameKind kind;
    const char *value;
  } cases[] = {
    { "email:alice@example.com", SIGNET_ALT_NAME_EMAIL, "alice@example.com" },
    { "EMAIL:Alice.O'Neil+x@bücher.example", SIGNET_ALT_NAME_EMAIL,
      "Alice.O'Neil+x@xn--bcher-kva.example" },
    { " dns:www.example.com ", SIGNET_ALT_NAME_DNS, "www.example.com" },
    { "DNS:*.example.com", SIGNET_ALT_NAME_DNS, "*.example.com" },
    { "dns:bücher.example", SIGNET_ALT_NAME_DNS, "xn--bcher-kva.example" },
    { "dns:localhost", SIGNET_ALT_NAME_DNS, "localhost" },
    { "dns:example.com.", SIGNET_ALT_NAME_DNS, "example.com" },
    { "dns:_srv.example.com", SIGNET_ALT_NAME_DNS, "_srv.example.com" },
    { "ip:192.0.2.1", SIGNET_ALT_NAME_IP, "192.0.2.1" },
    { "ip:2001:DB8:0:0:0:0:0:1", SIGNET_ALT_NAME_IP, "2001:db8::1" },
    { "uri:https://example.com/~alice?x#y", SIGNET_ALT_NAME_URI, "https://example.com/~alice?x#y" },
    { "uri:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", SIGNET_ALT_NAME_URI,
      "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6" },
    { "upn:zoë@EXAMPLE.COM", SIGNET_ALT_NAME_UPN, "zoë@EXAMPLE.COM" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetAltName) name = signet_alt_name_parse (cases[i].text, &error);
      g_autoptr (SignetAltName) again = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (signet_alt_name_get_kind (name), ==, cases[i].kind);
      g_assert_cmpstr (signet_alt_name_get_value (name), ==, cases[i].value);
      text = signet_alt_name_to_string (name);
      again = signet_alt_name_parse (text, &error);
      g_assert_no_error (error);
      g_assert_true (signet_alt_name_equal (name, again));
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    ":",
    "alice@example.com",
    "www.example.com",
    "foo:bar",
    "other:x",
    "email:",
    "email:alice",
    "email:@example.com",
    "email:alice@",
    "email:a b@example.com",
    "email:alice@exa mple.com",
    "email:zoë@example.com",
    "email:a@b@example.com",
    "email:<a@example.com>",
    "email:a@-x.example",
    "dns:",
    "dns:.",
    "dns:192.0.2.1.",
    "dns:a..b",
    "dns:-a.example",
    "dns:a-.example",
    "dns:a b",
    "dns:*",
    "dns:*.",
    "dns:a.*.example",
    "dns:*a.example",
    "dns:192.0.2.1",
    "dns:a/b",
    "dns:a:80",
    "dns:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg.example",
    "ip:",
    "ip:192.0.2",
    "ip:192.0.2.256",
    "ip:example.com",
    "ip:192.0.2.1/24",
    "ip:[::1]",
    "uri:",
    "uri:example.com",
    "uri:/path",
    "uri:http://a b",
    "uri:http:",
    "uri:http://ä/",
    "upn:",
    "upn:alice",
    "upn:@realm",
    "upn:alice@",
    "upn:a@b@c",
    "upn:a b@c",
    "email:a\n@example.com",
    "dns:\xff",
    "upn:a\xe2\x80\xae@b"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetAltName) name = signet_alt_name_parse (cases[i], &error);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (name);
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_message (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) long_error = NULL;
  g_autofree char *long_text = g_strnfill (2000, '1');

  g_assert_null (signet_alt_name_new (SIGNET_ALT_NAME_IP, "100%s", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
  g_assert_cmpstr (error->message, ==, "“100%s” is not an IP address.");

  /* What is too long to be read is not repeated. */
  g_assert_null (signet_alt_name_new (SIGNET_ALT_NAME_IP, long_text, &long_error));
  g_assert_cmpint (g_utf8_strlen (long_error->message, -1), <, 100);
}

static void
test_too_long (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = g_strnfill (3000, 'a');
  g_autofree char *upn = g_strconcat ("upn:", value, "@b", NULL);
  g_autofree char *email = g_strconcat ("email:", value + 2900, "@example.com", NULL);

  g_assert_null (signet_alt_name_parse (upn, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
  g_clear_error (&error);
  g_assert_null (signet_alt_name_parse (email, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
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
    { "dns:Example.com", "dns:example.COM", TRUE },
    { "email:a@Example.com", "email:a@example.com", TRUE },
    { "email:A@example.com", "email:a@example.com", FALSE },
    { "email:ab@example.com", "email:a@example.com", FALSE },
    { "uri:http://a/b", "uri:http://a/B", FALSE },
    { "ip:::1", "ip:0:0:0:0:0:0:0:1", TRUE },
    { "email:a@example.com", "upn:a@example.com", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetAltName) a = signet_alt_name_parse (cases[i].a, NULL);
      g_autoptr (SignetAltName) b = signet_alt_name_parse (cases[i].b, NULL);

      g_assert_cmpint (signet_alt_name_equal (a, b), ==, cases[i].equal);
    }
}

static void
test_other (void)
{
  g_autoptr (SignetAltName) name = signet_alt_name_new_other ("RID:1.2\n\xff");
  g_autofree char *text = signet_alt_name_to_string (name);

  g_assert_cmpint (signet_alt_name_get_kind (name), ==, SIGNET_ALT_NAME_OTHER);
  g_assert_cmpstr (text, ==, "other:RID:1.2 \xef\xbf\xbd");
}

static void
test_boxed (void)
{
  g_autoptr (SignetAltName) name = signet_alt_name_parse ("dns:a", NULL);
  SignetAltName *copy = g_boxed_copy (SIGNET_TYPE_ALT_NAME, name);

  g_assert_true (copy == name);
  g_boxed_free (SIGNET_TYPE_ALT_NAME, copy);
  g_assert_cmpstr (signet_alt_name_get_value (name), ==, "a");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/alt-name/parse", test_parse);
  g_test_add_func ("/core/alt-name/refused", test_refused);
  g_test_add_func ("/core/alt-name/message", test_message);
  g_test_add_func ("/core/alt-name/too-long", test_too_long);
  g_test_add_func ("/core/alt-name/equal", test_equal);
  g_test_add_func ("/core/alt-name/other", test_other);
  g_test_add_func ("/core/alt-name/boxed", test_boxed);

  return g_test_run ();
}
