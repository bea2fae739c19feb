/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-job.h"
#include "cmp/signet-outcome.h"
#include "core/signet-error.h"
#include "memory-journal.h"

static void
test_job_empty (void)
{
  g_autoptr (SignetJob) job = signet_job_new ();

  g_assert_null (job->operation);
  g_assert_null (job->code);
  g_assert_cmpint (job->reason, ==, -1);
  g_assert_null (job->certificate);
  g_assert_cmpint (job->wish, ==, SIGNET_JOB_CONTINUE);
  g_assert_false (job->accept_unverified);
}

/* A job owns what it carries, and lets go of all of it. */
static void
test_job_owns (void)
{
  SignetJob *job = signet_job_new ();
  g_autoptr (GBytes) der = g_bytes_new_static ("0", 1);
  MemoryJournal *journal = memory_journal_new ();
  GCancellable *unwanted = g_cancellable_new ();

  job->journal = SIGNET_JOURNAL (g_object_ref (journal));
  job->unwanted = g_object_ref (unwanted);
  job->profile = signet_profile_new ();
  job->code = signet_secret_new ("s3cret", 6);
  job->reference = g_strdup ("77");
  job->csr = g_bytes_ref (der);
  job->issuer = signet_name_parse ("CN=CA", NULL);
  job->serial = g_strdup ("01");
  job->question = g_strdup ("1.2.3");
  job->question_value = g_bytes_ref (der);
  job->trace = signet_trace_new ();
  job->response = g_bytes_ref (der);
  job->poll = g_bytes_ref (der);
  job->candidate = g_bytes_ref (der);
  job->certificate = g_bytes_ref (der);
  signet_job_free (job);
  g_assert_finalize_object (journal);
  g_assert_finalize_object (unwanted);
}

static void
test_outcome (void)
{
  g_autoptr (SignetOutcome) outcome = signet_outcome_new (SIGNET_OUTCOME_FAILED);

  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_FAILED);
  g_assert_null (outcome->error);
  g_assert_false (outcome->left || outcome->rejected || outcome->stored);
  g_assert_cmpint (outcome->next_check, ==, 0);
  g_assert_null (outcome->infos);
  g_assert_null (outcome->report);
  outcome->infos = g_ptr_array_new ();
  outcome->report = signet_report_new ();
  outcome->error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED, "It is freed.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cmp/job/empty", test_job_empty);
  g_test_add_func ("/cmp/job/owns", test_job_owns);
  g_test_add_func ("/cmp/job/outcome", test_outcome);

  return g_test_run ();
}
