/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error-text.h"

#include <gio/gio.h>

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
test_codes (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = 0; code < SIGNET_N_ERRORS; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, code, "No.");

      g_test_message ("%s", signet_error_to_name (code));
      assert_sentence (seen, signet_error_text_get_title (error));
      assert_sentence (seen, signet_error_text_get_advice (error));
    }
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

  g_assert_cmpstr (signet_error_text_get_fail_info_name (0), ==, "badAlg");
  g_assert_cmpstr (signet_error_text_get_fail_info_name (9), ==, "badPOP");
  g_assert_cmpstr (signet_error_text_get_fail_info_name (19), ==, "badCertTemplate");
  g_assert_cmpstr (signet_error_text_get_fail_info_name (26), ==, "duplicateCertReq");
}

static void
test_refused (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "No.");
  const char *plain = signet_error_text_get_advice (error);

  signet_error_set_server (error, TRUE, 2, 1u << 23 | 1u << 19, NULL);
  g_assert_cmpstr (signet_error_text_get_advice (error), ==,
                   signet_error_text_get_fail_info_advice (19));
  /* A bit that no standard names says nothing. */
  signet_error_set_server (error, TRUE, 2, 1u << 30, NULL);
  g_assert_cmpstr (signet_error_text_get_advice (error), ==, plain);
}

static void
test_other_code_ignores_bits (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_HTTP, "No.");
  const char *plain = signet_error_text_get_advice (error);

  signet_error_set_server (error, FALSE, 2, 1, NULL);
  g_assert_cmpstr (signet_error_text_get_advice (error), ==, plain);
}

/* OpenSSL's servers say badRequest, whatever was wrong with the protection. */
static void
test_wrong_code_ignores_bits (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE, "No.");
  const char *plain = signet_error_text_get_advice (error);

  signet_error_set_server (error, FALSE, 2, 1u << 2, NULL);
  g_assert_cmpstr (signet_error_text_get_advice (error), ==, plain);
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No.");
  g_autoptr (GError) unknown = g_error_new_literal (SIGNET_ERROR, 9999, "No.");
  g_autoptr (GError) failed = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED, "No.");

  g_assert_cmpstr (signet_error_text_get_title (error), ==, signet_error_text_get_title (failed));
  g_assert_cmpstr (signet_error_text_get_advice (error), ==, signet_error_text_get_advice (failed));
  g_assert_cmpstr (signet_error_text_get_title (unknown), ==, signet_error_text_get_title (failed));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/error-text/codes", test_codes);
  g_test_add_func ("/core/error-text/bits", test_bits);
  g_test_add_func ("/core/error-text/refused", test_refused);
  g_test_add_func ("/core/error-text/other-code-ignores-bits", test_other_code_ignores_bits);
  g_test_add_func ("/core/error-text/wrong-code-ignores-bits", test_wrong_code_ignores_bits);
  g_test_add_func ("/core/error-text/foreign", test_foreign);

  return g_test_run ();
}
