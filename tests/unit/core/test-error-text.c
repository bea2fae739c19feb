/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error-text.h"

#include <gio/gio.h>
#include <string.h>

#include "core/signet-error.h"

static void
assert_sentence (GHashTable *seen,
                 const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  /* Two codes with one sentence would be one code. */
  g_assert_true (g_hash_table_add (seen, (gpointer) text));
}

static void
assert_heading (GHashTable *seen,
                const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_false (g_str_has_suffix (text, "."));
  g_assert_true (g_hash_table_add (seen, (gpointer) text));
}

/* One step at least; in one line they are the advice. */
static void
assert_steps (GHashTable   *seen,
              const GError *error)
{
  g_auto (GStrv) steps = signet_error_text_dup_steps (error);
  g_autofree char *joined = g_strjoinv (" ", steps);
  g_autofree char *advice = signet_error_text_dup_advice (error);

  g_assert_nonnull (steps[0]);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_assert_true (g_str_has_suffix (steps[i], "."));
      g_assert_true (g_unichar_isupper (g_utf8_get_char (steps[i])));
    }
  g_assert_cmpstr (joined, ==, advice);
  g_assert_null (strchr (advice, '\n'));
  assert_sentence (seen, g_intern_string (advice));
}

static void
test_codes (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = 0; code < SIGNET_N_ERRORS; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, code, "No.");

      g_test_message ("%s", signet_error_to_name (code));
      assert_heading (seen, signet_error_text_get_heading (error));
      assert_sentence (seen, signet_error_text_get_title (error));
      assert_steps (seen, error);
    }
}

static void
test_steps (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE, "No.");
  g_auto (GStrv) steps = signet_error_text_dup_steps (error);

  g_assert_cmpuint (g_strv_length (steps), ==, 2);
}

static void
test_bits (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint bit;

  for (bit = 0; signet_error_text_get_fail_info_name (bit) != NULL; bit++)
    {
      assert_sentence (seen, signet_error_text_get_fail_info_advice (bit));
      g_assert_true (
        g_hash_table_add (seen, (gpointer) signet_error_text_get_fail_info_name (bit)));
    }
  g_assert_cmpuint (bit, ==, 27);
  g_assert_null (signet_error_text_get_fail_info_advice (bit));
  g_assert_null (signet_error_text_get_fail_info_name (G_MAXUINT));
  g_assert_cmpstr (signet_error_text_get_status_name (0), ==, "accepted");
  g_assert_cmpstr (signet_error_text_get_status_name (6), ==, "keyUpdateWarning");
  g_assert_null (signet_error_text_get_status_name (7));
  g_assert_null (signet_error_text_get_status_name (-1));

  g_assert_cmpstr (signet_error_text_get_fail_info_name (0), ==, "badAlg");
  g_assert_cmpstr (signet_error_text_get_fail_info_name (9), ==, "badPOP");
  g_assert_cmpstr (signet_error_text_get_fail_info_name (19), ==, "badCertTemplate");
  g_assert_cmpstr (signet_error_text_get_fail_info_name (26), ==, "duplicateCertReq");
}

static void
test_refused (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "No.");
  g_autofree char *plain = signet_error_text_dup_advice (error);
  g_autofree char *named = NULL;
  g_autofree char *unnamed = NULL;

  signet_error_set_server (error, TRUE, 2, 1u << 23 | 1u << 19, NULL);
  named = signet_error_text_dup_advice (error);
  g_assert_cmpstr (named, ==, signet_error_text_get_fail_info_advice (19));
  /* A bit that no standard names says nothing. */
  signet_error_set_server (error, TRUE, 2, 1u << 30, NULL);
  unnamed = signet_error_text_dup_advice (error);
  g_assert_cmpstr (unnamed, ==, plain);
}

static void
test_other_code_ignores_bits (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_HTTP, "No.");
  g_autofree char *plain = signet_error_text_dup_advice (error);
  g_autofree char *advice = NULL;

  signet_error_set_server (error, FALSE, 2, 1, NULL);
  advice = signet_error_text_dup_advice (error);
  g_assert_cmpstr (advice, ==, plain);
}

/* OpenSSL's servers say badRequest, whatever was wrong with the protection. */
static void
test_wrong_code_ignores_bits (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE, "No.");
  g_autofree char *plain = signet_error_text_dup_advice (error);
  g_autofree char *advice = NULL;

  signet_error_set_server (error, FALSE, 2, 1u << 2, NULL);
  advice = signet_error_text_dup_advice (error);
  g_assert_cmpstr (advice, ==, plain);
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No.");
  g_autoptr (GError) unknown = g_error_new_literal (SIGNET_ERROR, 9999, "No.");
  g_autoptr (GError) failed = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED, "No.");

  g_assert_cmpstr (signet_error_text_get_title (error), ==, signet_error_text_get_title (failed));
  g_assert_cmpstr (signet_error_text_get_heading (error), ==,
                   signet_error_text_get_heading (failed));
  g_assert_cmpstr (signet_error_text_get_title (unknown), ==, signet_error_text_get_title (failed));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/error-text/codes", test_codes);
  g_test_add_func ("/core/error-text/steps", test_steps);
  g_test_add_func ("/core/error-text/bits", test_bits);
  g_test_add_func ("/core/error-text/refused", test_refused);
  g_test_add_func ("/core/error-text/other-code-ignores-bits", test_other_code_ignores_bits);
  g_test_add_func ("/core/error-text/wrong-code-ignores-bits", test_wrong_code_ignores_bits);
  g_test_add_func ("/core/error-text/foreign", test_foreign);

  return g_test_run ();
}
