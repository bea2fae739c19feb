/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "core/signet-text.h"
#include "ui/signet-san.h"

static SignetSan *
make (SignetAltNameKind  kind,
      const char        *text)
{
  SignetSan *san = signet_san_new (kind);

  g_object_set (san, "text", text, NULL);

  return san;
}

static void
assert_value (SignetAltNameKind  kind,
              const char        *text,
              const char        *wanted)
{
  g_autoptr (SignetSan) san = make (kind, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetAltName) name = signet_san_make (san, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_alt_name_get_kind (name), ==, kind);
  g_assert_cmpstr (signet_alt_name_get_value (name), ==, wanted);
}

static void
assert_refused (SignetAltNameKind  kind,
                const char        *text)
{
  g_autoptr (SignetSan) san = make (kind, text);
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_san_make (san, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
  g_assert_true (signet_text_is_clean (error->message));
}

static void
test_default (void)
{
  for (SignetAltNameKind kind = 0; kind < SIGNET_ALT_NAME_OTHER; kind++)
    {
      g_autoptr (SignetSan) san = signet_san_new (kind);
      g_autofree char *removal = signet_san_dup_removal (san);
      g_autofree char *wanted = g_strconcat ("Remove ", signet_san_get_title (san), NULL);

      g_assert_true (signet_san_is_empty (san));
      g_assert_cmpstr (signet_san_get_text (san), ==, "");
      g_assert_cmpstr (removal, ==, wanted);
      g_assert_cmpint (signet_san_get_max_chars (san), >, 0);
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_change (void)
{
  g_autoptr (SignetSan) san = signet_san_new (SIGNET_ALT_NAME_EMAIL);
  guint count = 0;

  g_signal_connect_swapped (san, "notify::text", G_CALLBACK (count_cb), &count);
  g_object_set (san, "text", "a@b.example", NULL);
  g_object_set (san, "text", "a@b.example", NULL);
  g_assert_cmpuint (count, ==, 1);
  g_object_set (san, "text", "  ", NULL);
  g_assert_true (signet_san_is_empty (san));
}

static void
test_kinds (void)
{
  assert_value (SIGNET_ALT_NAME_EMAIL, " a.keller@Example.edu\n", "a.keller@example.edu");
  assert_value (SIGNET_ALT_NAME_DNS, "bücher.example", "xn--bcher-kva.example");
  assert_value (SIGNET_ALT_NAME_IP, "2001:0db8::0001", "2001:db8::1");
  assert_value (SIGNET_ALT_NAME_URI, "https://example.edu/a", "https://example.edu/a");
  assert_value (SIGNET_ALT_NAME_UPN, "akeller@ad", "akeller@ad");
}

static void
test_refused (void)
{
  g_autofree char *long_text = g_strnfill (64 * 1024, 'x');

  assert_refused (SIGNET_ALT_NAME_EMAIL, "a.keller");
  assert_refused (SIGNET_ALT_NAME_DNS, "a.keller@example.edu");
  assert_refused (SIGNET_ALT_NAME_IP, "example.edu");
  assert_refused (SIGNET_ALT_NAME_URI, "example");
  assert_refused (SIGNET_ALT_NAME_UPN, "akeller");
  assert_refused (SIGNET_ALT_NAME_EMAIL, "a@b.exa\nmple");
  assert_refused (SIGNET_ALT_NAME_DNS, "\u202eude.elpmaxe");
  assert_refused (SIGNET_ALT_NAME_DNS, "<b>a</b>");
  assert_refused (SIGNET_ALT_NAME_URI, long_text);
}

static void
test_removal (void)
{
  g_autoptr (SignetSan) plain = make (SIGNET_ALT_NAME_EMAIL, "a@b.example");
  g_autoptr (SignetSan) hostile = make (SIGNET_ALT_NAME_DNS, "a\u202e\nb<b>&");
  g_autofree char *first = signet_san_dup_removal (plain);
  g_autofree char *second = signet_san_dup_removal (hostile);

  g_assert_cmpstr (first, ==, "Remove a@b.example");
  g_assert_cmpstr (second, ==, "Remove a b<b>&");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/san/default", test_default);
  g_test_add_func ("/ui/san/change", test_change);
  g_test_add_func ("/ui/san/kinds", test_kinds);
  g_test_add_func ("/ui/san/refused", test_refused);
  g_test_add_func ("/ui/san/removal", test_removal);

  return g_test_run ();
}
