/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-error-step.h"

#include "core/signet-error.h"

static SignetWizardStep
step_for (int   code,
          guint fail_info)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, code, "No.");

  signet_error_set_server (error, TRUE, 2, fail_info, NULL);

  return signet_error_step_for (error);
}

/* Every error leads somewhere, and every question has errors of its own. */
static void
test_every_code (void)
{
  gboolean seen[SIGNET_WIZARD_N_STEPS] = { FALSE };

  for (int code = 0; code < SIGNET_N_ERRORS; code++)
    {
      g_test_message ("%s", signet_error_to_name (code));
      g_assert_cmpuint (step_for (code, 0), <, SIGNET_WIZARD_N_STEPS);
      seen[step_for (code, 0)] = TRUE;
    }
  for (guint step = 0; step < SIGNET_WIZARD_N_STEPS; step++)
    g_assert_true (seen[step]);
}

static void
test_codes (void)
{
  g_assert_cmpuint (step_for (SIGNET_ERROR_URL, 0), ==, SIGNET_WIZARD_SERVER);
  g_assert_cmpuint (step_for (SIGNET_ERROR_HOST_NOT_FOUND, 0), ==, SIGNET_WIZARD_SERVER);
  g_assert_cmpuint (step_for (SIGNET_ERROR_UNKNOWN_SIGNER, 0), ==, SIGNET_WIZARD_SERVER);
  g_assert_cmpuint (step_for (SIGNET_ERROR_WRONG_CODE, 0), ==, SIGNET_WIZARD_CODE);
  g_assert_cmpuint (step_for (SIGNET_ERROR_ALT_NAME, 0), ==, SIGNET_WIZARD_DETAILS);
  g_assert_cmpuint (step_for (SIGNET_ERROR_KEYRING, 0), ==, SIGNET_WIZARD_DETAILS);
  g_assert_cmpuint (step_for (SIGNET_ERROR_NO_SPACE, 0), ==, SIGNET_WIZARD_REVIEW);
}

/* A refusal leads to what the server did not like; other errors do not care what it said. */
static void
test_reasons (void)
{
  g_assert_cmpuint (step_for (SIGNET_ERROR_REFUSED, 0), ==, SIGNET_WIZARD_REVIEW);
  g_assert_cmpuint (step_for (SIGNET_ERROR_REFUSED, 1u << 19), ==, SIGNET_WIZARD_DETAILS);
  g_assert_cmpuint (step_for (SIGNET_ERROR_REFUSED, 1u << 1), ==, SIGNET_WIZARD_CODE);
  g_assert_cmpuint (step_for (SIGNET_ERROR_REFUSED, 1u << 6), ==, SIGNET_WIZARD_SERVER);
  g_assert_cmpuint (step_for (SIGNET_ERROR_REFUSED, 1u << 25), ==, SIGNET_WIZARD_REVIEW);
  g_assert_cmpuint (step_for (SIGNET_ERROR_REFUSED, 1u << 19 | 1u << 1), ==, SIGNET_WIZARD_CODE);
  g_assert_cmpuint (step_for (SIGNET_ERROR_WRONG_CODE, 1u << 19), ==, SIGNET_WIZARD_CODE);
}

static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No.");

  g_assert_cmpuint (signet_error_step_for (error), ==, SIGNET_WIZARD_REVIEW);
  g_assert_cmpuint (step_for (9999, 0), ==, SIGNET_WIZARD_REVIEW);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/error-step/every-code", test_every_code);
  g_test_add_func ("/ui/error-step/codes", test_codes);
  g_test_add_func ("/ui/error-step/reasons", test_reasons);
  g_test_add_func ("/ui/error-step/foreign", test_foreign);

  return g_test_run ();
}
