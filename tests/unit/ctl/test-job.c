/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-job.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

static void
test_flags (void)
{
  SignetCtlJob job = { 0 };

  g_assert_cmpuint (signet_ctl_job_get_flags (&job), ==, SIGNET_RUN_NONE);
  job.no_wait = TRUE;
  g_assert_cmpuint (signet_ctl_job_get_flags (&job), ==, SIGNET_RUN_NO_WAIT);
  job.accept_unverified = job.forget_code = job.start_over = TRUE;
  g_assert_cmpuint (signet_ctl_job_get_flags (&job),
                    ==,
                    SIGNET_RUN_NO_WAIT | SIGNET_RUN_ACCEPT_UNVERIFIED | SIGNET_RUN_FORGET_CODE |
                      SIGNET_RUN_START_OVER);
}

static void
test_both_from_stdin (void)
{
  SignetCtlJob job = { 0 };
  g_autoptr (GError) error = NULL;

  job.passphrase_file = (char *) "-";
  g_assert_true (signet_ctl_job_check (&job, &error));
  job.credential.secret_file = (char *) "-";
  g_assert_false (signet_ctl_job_check (&job, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
assert_passphrase (const char *text,
                   gsize       shortest,
                   int         code)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "p", text);
  SignetCtlJob job = { .passphrase_file = path };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) secret = signet_ctl_job_read_passphrase (&job, shortest, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (secret);
    }
  else
    {
      g_assert_error (error, SIGNET_ERROR, code);
      g_assert_null (secret);
    }
  fixture_remove (folder);
}

static void
test_passphrase (void)
{
  assert_passphrase ("correct horse\n", 12, -1);
  assert_passphrase ("twelve chars", 12, -1);
  assert_passphrase ("eleven char", 12, SIGNET_ERROR_USAGE);
  assert_passphrase ("ääääääääääää", 12, -1);
  assert_passphrase ("äääääääääää", 12, SIGNET_ERROR_USAGE);
  assert_passphrase ("short", 1, -1);
  assert_passphrase ("", 1, SIGNET_ERROR_PASSPHRASE);
}

static void
test_missing_passphrase (void)
{
  SignetCtlJob job = { .passphrase_file = (char *) "/nonexistent/file" };
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_ctl_job_read_passphrase (&job, 12, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/job/flags", test_flags);
  g_test_add_func ("/ctl/job/both-from-stdin", test_both_from_stdin);
  g_test_add_func ("/ctl/job/passphrase", test_passphrase);
  g_test_add_func ("/ctl/job/missing-passphrase", test_missing_passphrase);

  return g_test_run ();
}
