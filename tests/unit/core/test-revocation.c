/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-revocation.h"

#include <string.h>

#include "core/signet-error.h"

static void
test_item (void)
{
  g_autoptr (SignetRevocation) revocation =
    signet_revocation_new_item ("f81d4fae", SIGNET_REVOCATION_NO_REASON);

  g_assert_cmpstr (signet_revocation_get_item (revocation), ==, "f81d4fae");
  g_assert_cmpint (signet_revocation_get_reason (revocation), ==, -1);
  g_assert_null (signet_revocation_get_certificate (revocation));
  g_assert_null (signet_revocation_get_issuer (revocation));
  g_assert_null (signet_revocation_get_serial (revocation));
}

static void
test_certificate (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("der", 3);
  g_autoptr (SignetRevocation) revocation = signet_revocation_new_certificate (der, 1);
  SignetRevocation *second = signet_revocation_ref (revocation);

  g_assert_true (second == revocation);
  signet_revocation_unref (second);
  g_assert_true (signet_revocation_get_certificate (revocation) == der);
  g_assert_cmpint (signet_revocation_get_reason (revocation), ==, 1);
  g_assert_null (signet_revocation_get_item (revocation));
}

static void
test_serial (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "0a1B", "0A1B" },
    { "a1b", "0A1B" },
    { "0x0A1B", "0A1B" },
    { "00:0a:1b", "0A1B" },
    { "0A 1B", "0A1B" },
    { "", NULL },
    { "00", NULL },
    { "-5", NULL },
    { "12g4", NULL },
    { "0x", NULL },
    { "\xc3\xa9", NULL },
  };
  g_autoptr (SignetName) issuer = signet_name_parse ("CN=CA", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetRevocation) revocation =
        signet_revocation_new_serial (issuer, cases[i].text, 4, &error);

      if (cases[i].expected == NULL)
        {
          g_assert_null (revocation);
          g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (signet_revocation_get_serial (revocation), ==, cases[i].expected);
      g_assert_true (signet_name_equal (signet_revocation_get_issuer (revocation), issuer));
    }
}

static void
test_serial_bound (void)
{
  g_autoptr (SignetName) issuer = signet_name_parse ("CN=CA", NULL);
  g_autofree char *longest = g_strnfill (128, '1');
  g_autofree char *longer = g_strnfill (129, '1');
  g_autoptr (SignetRevocation) fits = signet_revocation_new_serial (issuer, longest, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (signet_revocation_get_serial (fits), ==, longest);
  g_assert_null (signet_revocation_new_serial (issuer, longer, 0, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_reasons (void)
{
  static const int reasons[] = { 0, 1, 2, 3, 4, 5, 6, 8, 9, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      int reason = reasons[i];
      g_autofree char *number = g_strdup_printf ("%d", reason);
      g_autofree char *small = g_ascii_strdown (signet_revocation_reason_to_name (reason), -1);
      int parsed = -1;

      g_assert_true (signet_revocation_reason_parse (number, &parsed, NULL));
      g_assert_cmpint (parsed, ==, reason);
      parsed = -1;
      g_assert_true (signet_revocation_reason_parse (small, &parsed, NULL));
      g_assert_cmpint (parsed, ==, reason);
      g_assert_nonnull (signet_revocation_reason_to_title (reason));
    }
}

static void
test_no_reason (void)
{
  static const char *const texts[] = { "", "7", "11", "-1", "01", "lost" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      int reason = 42;

      g_assert_false (signet_revocation_reason_parse (texts[i], &reason, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
      g_assert_cmpint (reason, ==, 42);
    }
  g_assert_null (signet_revocation_reason_to_name (SIGNET_REVOCATION_NO_REASON));
  g_assert_null (signet_revocation_reason_to_title (7));
}

/* What is wrong is shown, cut between characters and harmless on a terminal. */
static void
test_shown (void)
{
  g_autoptr (SignetName) issuer = signet_name_parse ("CN=CA", NULL);
  g_autoptr (GString) text = g_string_new ("\033[1m");
  g_autoptr (GError) serial = NULL;
  g_autoptr (GError) word = NULL;
  int reason;

  for (guint i = 0; i < 50; i++)
    g_string_append (text, "€");
  g_assert_null (signet_revocation_new_serial (issuer, text->str, 0, &serial));
  g_assert_false (signet_revocation_reason_parse (text->str, &reason, &word));
  g_assert_true (g_utf8_validate (serial->message, -1, NULL));
  g_assert_true (g_utf8_validate (word->message, -1, NULL));
  g_assert_null (strchr (serial->message, '\033'));
  g_assert_null (strchr (word->message, '\033'));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/revocation/item", test_item);
  g_test_add_func ("/core/revocation/certificate", test_certificate);
  g_test_add_func ("/core/revocation/serial", test_serial);
  g_test_add_func ("/core/revocation/serial-bound", test_serial_bound);
  g_test_add_func ("/core/revocation/reasons", test_reasons);
  g_test_add_func ("/core/revocation/no-reason", test_no_reason);

  g_test_add_func ("/core/revocation/shown", test_shown);

  return g_test_run ();
}
