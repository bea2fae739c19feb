/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"

#include <gio/gio.h>
#include <string.h>

#include "core/signet-states.h"
#include "signet-core-enums.h"

static void
test_default (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_KEY, "No.");
  const SignetErrorDetails *details = signet_error_get_details (error);

  g_assert_nonnull (details);
  g_assert_false (details->authenticated);
  g_assert_cmpint (details->status, ==, -1);
  g_assert_cmpuint (details->fail_info, ==, 0);
  g_assert_cmpuint (details->http_status, ==, 0);
  g_assert_null (details->server_text);
  g_assert_null (details->technical);
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "No.");

  g_assert_null (signet_error_get_details (error));
}

static void
test_copy (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "No.");
  g_autoptr (GError) copy = NULL;
  const SignetErrorDetails *details;

  signet_error_set_server (error, TRUE, 2, 1u << 9, "Sorry");
  signet_error_set_http (error, 500);
  signet_error_add_technical (error, "line");
  copy = g_error_copy (error);
  g_clear_error (&error);

  details = signet_error_get_details (copy);
  g_assert_true (details->authenticated);
  g_assert_cmpint (details->status, ==, 2);
  g_assert_cmpuint (details->fail_info, ==, 1u << 9);
  g_assert_cmpuint (details->http_status, ==, 500);
  g_assert_cmpstr (details->server_text, ==, "Sorry");
  g_assert_cmpstr (details->technical, ==, "line");
}

static void
test_server_text (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "No.");
  const SignetErrorDetails *details = signet_error_get_details (error);
  g_autofree char *longest = g_strnfill (5000, 'x');

  signet_error_set_server (error, FALSE, 2, 0, "two\nlines \xe2\x80\xae\xff");
  g_assert_cmpstr (details->server_text, ==, "two lines \xef\xbf\xbd");
  signet_error_set_server (error, FALSE, 2, 0, longest);
  g_assert_cmpuint (strlen (details->server_text), ==, 1000);
  signet_error_set_server (error, FALSE, 2, 0, " \n ");
  g_assert_null (details->server_text);
  signet_error_set_server (error, FALSE, 2, 0, NULL);
  g_assert_null (details->server_text);
}

static void
test_technical (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED, "No.");
  const SignetErrorDetails *details = signet_error_get_details (error);
  g_autofree char *longest = g_strnfill (5000, 'x');

  signet_error_add_technical (error, "");
  g_assert_null (details->technical);
  signet_error_add_technical (error, "one\ntwo\x01");
  signet_error_add_technical (error, "three");
  g_assert_cmpstr (details->technical, ==, "one\ntwo\nthree");

  signet_error_add_technical (error, longest);
  signet_error_add_technical (error, longest);
  g_assert_cmpuint (strlen (details->technical), ==, 8192);
}

static void
test_technical_utf8 (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED, "No.");
  GString *text = g_string_new ("x");

  for (int i = 0; i < 5000; i++)
    g_string_append (text, "ä");
  signet_error_add_technical (error, text->str);
  g_string_free (text, TRUE);

  g_assert_true (g_utf8_validate (signet_error_get_details (error)->technical, -1, NULL));
  g_assert_cmpuint (strlen (signet_error_get_details (error)->technical), ==, 8191);
}

static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (signet_error_to_name (SIGNET_ERROR_FAILED), ==, "failed");
  g_assert_cmpstr (signet_error_to_name (SIGNET_ERROR_ANSWER_UNKNOWN), ==, "answer-unknown");
  g_assert_cmpstr (signet_error_to_name (SIGNET_N_ERRORS), ==, "failed");
  g_assert_cmpstr (signet_error_to_name (-1), ==, "failed");

  for (int code = 0; code < SIGNET_N_ERRORS; code++)
    {
      int back = -1;

      g_assert_true (g_hash_table_add (seen, (gpointer) signet_error_to_name (code)));
      g_assert_true (signet_enum_from_nick (SIGNET_TYPE_ERROR, signet_error_to_name (code), &back));
      g_assert_cmpint (back, ==, code);
    }
}

/* The codes one by one, so that a new one between them is looked at here. */
static void
test_is_answer (void)
{
  static const int answers[] = {
    SIGNET_ERROR_NOT_CMP,
    SIGNET_ERROR_TRUNCATED,
    SIGNET_ERROR_TOO_LARGE,
    SIGNET_ERROR_WRONG_CODE,
    SIGNET_ERROR_UNKNOWN_SIGNER,
    SIGNET_ERROR_UNPROTECTED,
    SIGNET_ERROR_MISMATCHED,
    SIGNET_ERROR_UNEXPECTED_SENDER,
    SIGNET_ERROR_REFUSED,
    SIGNET_ERROR_KEY_USAGE,
    SIGNET_ERROR_REVOKED_SIGNER,
    SIGNET_ERROR_NO_CRL,
    SIGNET_ERROR_PBMAC1,
    SIGNET_ERROR_VERSION,
    SIGNET_ERROR_ANSWER_PROTECTION,
  };
  g_autoptr (GError) foreign =
    g_error_new_literal (G_IO_ERROR, (int) SIGNET_ERROR_NOT_CMP, "Other.");

  for (int code = 0; code < SIGNET_N_ERRORS; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, code, "No.");
      gboolean wanted = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
        wanted = wanted || answers[i] == code;
      g_test_message ("%s", signet_error_to_name (code));
      g_assert_cmpint (signet_error_is_answer (error), ==, wanted);
    }
  g_assert_false (signet_error_is_answer (foreign));
  g_assert_false (signet_error_is_answer (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/error/default", test_default);
  g_test_add_func ("/core/error/foreign", test_foreign);
  g_test_add_func ("/core/error/copy", test_copy);
  g_test_add_func ("/core/error/server-text", test_server_text);
  g_test_add_func ("/core/error/technical", test_technical);
  g_test_add_func ("/core/error/technical-utf8", test_technical_utf8);
  g_test_add_func ("/core/error/names", test_names);
  g_test_add_func ("/core/error/is-answer", test_is_answer);

  return g_test_run ();
}
