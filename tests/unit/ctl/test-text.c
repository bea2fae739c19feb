/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-text.h"

static void
assert_escaped (const char *text,
                const char *wanted)
{
  g_autofree char *escaped = signet_ctl_text_escape (text);

  g_assert_cmpstr (escaped, ==, wanted);
}

static void
test_escape (void)
{
  assert_escaped (NULL, "");
  assert_escaped ("Jürgen Müller, 東京", "Jürgen Müller, 東京");
  assert_escaped ("a\nb\tc\r", "a\\u000ab\\u0009c\\u000d");
  assert_escaped ("\033[31mred\177", "\\u001b[31mred\\u007f");
  assert_escaped ("\302\233c", "\\u009bc");
  assert_escaped ("\xff", "\357\277\275");
}

/* U+202E shows what follows from right to left: "exe.moc" for "moc.exe". */
static void
test_escape_direction (void)
{
  assert_escaped ("\342\200\256moc", "\\u202emoc");
  assert_escaped ("\342\201\246x\342\201\251", "\\u2066x\\u2069");
  assert_escaped ("\342\200\250", "\\u2028");
  assert_escaped ("\363\240\200\201", "\\udb40\\udc01");
  assert_escaped ("\342\200\214", "\342\200\214");
}

static void
test_width (void)
{
  g_assert_cmpuint (signet_ctl_text_width (""), ==, 0);
  g_assert_cmpuint (signet_ctl_text_width ("Müller"), ==, 6);
  g_assert_cmpuint (signet_ctl_text_width ("東京"), ==, 4);
  g_assert_cmpuint (signet_ctl_text_width ("u\314\210"), ==, 1);
}

static void
assert_short (const char *text,
              gsize       columns,
              const char *wanted)
{
  g_autofree char *shortened = signet_ctl_text_shorten (text, columns);

  g_assert_cmpstr (shortened, ==, wanted);
  g_assert_cmpuint (signet_ctl_text_width (shortened), <=, columns);
}

static void
test_shorten (void)
{
  assert_short ("Example", 7, "Example");
  assert_short ("Example", 6, "Examp…");
  assert_short ("Example", 1, "…");
  assert_short ("東京都", 5, "東京…");
  assert_short ("東京都", 4, "東…");
  assert_short ("", 1, "");
}

static void
test_time (void)
{
  g_autofree char *epoch = signet_ctl_text_utc (0);
  g_autofree char *last = signet_ctl_text_utc (G_GINT64_CONSTANT (253402300799));
  g_autofree char *beyond = signet_ctl_text_utc (G_MAXINT64);
  g_autofree char *local = signet_ctl_text_local_time (0);

  g_assert_cmpstr (epoch, ==, "1970-01-01T00:00:00Z");
  g_assert_cmpstr (last, ==, "9999-12-31T23:59:59Z");
  g_assert_null (beyond);
  g_assert_cmpstr (local, ==, "1970-01-01 00:00");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/text/escape", test_escape);
  g_test_add_func ("/ctl/text/escape-direction", test_escape_direction);
  g_test_add_func ("/ctl/text/width", test_width);
  g_test_add_func ("/ctl/text/shorten", test_shorten);
  g_test_add_func ("/ctl/text/time", test_time);

  return g_test_run ();
}
