/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-text.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *clean;
  } cases[] = {
    { "", "" },
    { "  plain  ", "plain" },
    { "Zoë Müller", "Zoë Müller" },
    { "one\ntwo\r\nthree", "one two  three" },
    { "a\x1b[31mred", "a [31mred" },
    { "a\xc2\x85z", "a z" },
    { "a\xe2\x80\xa8z", "a z" },
    { "ab\xe2\x80\xae"
      "cd",
      "abcd" },
    { "\xe2\x81\xa6x\xe2\x81\xa9\xe2\x80\x8e\xd8\x9c", "x" },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = signet_text_clean (cases[i].text, 100);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
test_limit (void)
{
  g_autofree char *clean = signet_text_clean ("äöüß", 3);
  g_autofree char *nothing = signet_text_clean ("abc", 0);

  g_assert_cmpstr (clean, ==, "äöü");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_lines (void)
{
  g_autofree char *clean = signet_text_clean_lines ("one\ntwo\tthree\r\n", 100);

  g_assert_cmpstr (clean, ==, "one\ntwo three");
}

static void
test_is_clean (void)
{
  g_assert_true (signet_text_is_clean (""));
  g_assert_true (signet_text_is_clean ("Zoë, “quoted”…"));
  g_assert_false (signet_text_is_clean ("\n"));
  g_assert_false (signet_text_is_clean ("\x7f"));
  g_assert_false (signet_text_is_clean ("\xe2\x80\xae"));
  g_assert_false (signet_text_is_clean ("\xe2\x80\xa9"));
  g_assert_false (signet_text_is_clean ("\xc0\xaf"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/text/clean", test_clean);
  g_test_add_func ("/core/text/limit", test_limit);
  g_test_add_func ("/core/text/lines", test_lines);
  g_test_add_func ("/core/text/is-clean", test_is_clean);

  return g_test_run ();
}
