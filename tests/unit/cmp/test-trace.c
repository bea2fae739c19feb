/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/signet-error.h"
#include "operation-fixture.h"

static const CmpCase AT_ONCE = { 0 };
static const CmpCase AFTER_ONE_POLL = { .poll_count = 1 };

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names of the files in a folder, in their order. */
static char *
dup_names (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare);
  g_ptr_array_add (names, NULL);

  return g_strjoinv (" ", (char **) names->pdata);
}

static char *
new_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("signet-record-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

static void
record_into (CmpFixture *fixture,
             const char *folder)
{
  g_autoptr (GError) error = NULL;

  fixture->job->trace = signet_trace_new ();
  signet_trace_set_record_folder (fixture->job->trace, folder, &error);
  g_assert_no_error (error);
}

static void
replay_from (CmpFixture *fixture,
             const char *folder)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->job->trace, signet_trace_unref);
  fixture->job->trace = signet_trace_new ();
  signet_trace_set_replay_folder (fixture->job->trace, folder, &error);
  g_assert_no_error (error);
  cmp_fixture_set_server (fixture, "http://127.0.0.1:1/");
  operation_fixture_next (fixture, SIGNET_OPERATION_IR);
}

static void
test_trace_record (CmpFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autofree char *names = NULL;
  g_autoptr (SignetOutcome) outcome = NULL;

  record_into (fixture, folder);
  operation_fixture_enroll (fixture);
  names = dup_names (folder);
  g_assert_cmpstr (names, ==,
                   "001-req-ir.der 002-rsp-ip.der 003-req-certConf.der 004-rsp-pkiconf.der");

  /* The server is not needed for the same once more. */
  replay_from (fixture, folder);
  outcome = cmp_fixture_step (fixture);
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_false (outcome->left);
  cmp_fixture_remove_tree (folder);
}

/* A recording of several steps is gone through step by step. */
static void
test_trace_record_poll (CmpFixture    *fixture,
                        gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autofree char *names = NULL;
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (SignetOutcome) third = NULL;
  g_autoptr (SignetOutcome) fourth = NULL;

  record_into (fixture, folder);
  first = cmp_fixture_step (fixture);
  second = cmp_fixture_next_process (fixture);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_ISSUED);
  names = dup_names (folder);
  g_assert_cmpstr (names, ==,
                   "001-req-ir.der 002-rsp-ip.der 003-req-pollReq.der 004-rsp-pollRep.der "
                   "005-req-pollReq.der 006-rsp-ip.der 007-req-certConf.der 008-rsp-pkiconf.der");

  replay_from (fixture, folder);
  third = cmp_fixture_step (fixture);
  g_assert_no_error (third->error);
  g_assert_cmpint (third->kind, ==, SIGNET_OUTCOME_WAITING);
  fourth = cmp_fixture_next_process (fixture);
  g_assert_no_error (fourth->error);
  g_assert_cmpint (fourth->kind, ==, SIGNET_OUTCOME_ISSUED);
  cmp_fixture_remove_tree (folder);
}

static void
test_trace_replay_other_key (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autoptr (SignetOutcome) outcome = NULL;

  record_into (fixture, folder);
  operation_fixture_enroll (fixture);
  replay_from (fixture, folder);
  operation_fixture_new_key (fixture, "ec:P-256");
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_OTHER_KEY);
  cmp_fixture_remove_tree (folder);
}

static void
test_trace_replay_other_code (CmpFixture    *fixture,
                              gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autoptr (SignetOutcome) outcome = NULL;

  record_into (fixture, folder);
  operation_fixture_enroll (fixture);
  replay_from (fixture, folder);
  signet_secret_unref (fixture->job->code);
  fixture->job->code = signet_secret_new ("guess", 5);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  cmp_fixture_remove_tree (folder);
}

static void
test_trace_replay_other_operation (CmpFixture    *fixture,
                                   gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autoptr (SignetOutcome) outcome = NULL;

  record_into (fixture, folder);
  operation_fixture_enroll (fixture);
  replay_from (fixture, folder);
  operation_fixture_next (fixture, SIGNET_OPERATION_CR);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_REPLAY);
  g_assert_false (outcome->left);
  cmp_fixture_remove_tree (folder);
}

/* What cannot be recorded is not sent. */
static void
test_trace_record_fails (CmpFixture    *fixture,
                         gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autofree char *taken = g_build_filename (folder, "001-req-ir.der", NULL);
  g_autoptr (SignetOutcome) outcome = NULL;

  g_assert_true (g_file_set_contents (taken, "", 0, NULL));
  record_into (fixture, folder);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_false (outcome->left);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
  cmp_fixture_remove_tree (folder);
}

/* The answer that was sent once is not lost because there was no room for a copy of it. */
static void
test_trace_record_answer_fails (CmpFixture    *fixture,
                                gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autofree char *taken = g_build_filename (folder, "002-rsp-ip.der", NULL);
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  g_assert_true (g_file_set_contents (taken, "", 0, NULL));
  record_into (fixture, folder);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_false (outcome->candidate_refused);
  g_assert_nonnull (fixture->journal->candidate);

  g_clear_pointer (&fixture->job->trace, signet_trace_unref);
  second = cmp_fixture_next_process (fixture);
  g_assert_no_error (second->error);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_ISSUED);
  cmp_fixture_remove_tree (folder);
}

static void
test_trace_dry_run (CmpFixture    *fixture,
                    gconstpointer  data)
{
  g_autofree char *folder = new_folder ();
  g_autofree char *names = NULL;
  g_autoptr (SignetOutcome) outcome = NULL;

  record_into (fixture, folder);
  signet_trace_set_dry_run (fixture->job->trace, TRUE);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN);
  g_assert_false (outcome->left);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
  names = dup_names (folder);
  g_assert_cmpstr (names, ==, "001-req-ir.der");
  cmp_fixture_remove_tree (folder);
}

typedef struct
{
  guint n_lines;
  guint worst;
  guint deepest;
  gboolean told_code;
} Log;

static void
line_cb (guint       level,
         const char *line,
         gpointer    user_data)
{
  Log *log = user_data;

  log->n_lines++;
  log->worst = MIN (log->worst, level);
  log->deepest = MAX (log->deepest, level);
  log->told_code |= strstr (line, "s3cret") != NULL;
}

static guint
count_lines (CmpFixture *fixture,
             guint       level)
{
  Log log = { .worst = SIGNET_TRACE_MAX_LEVEL };

  operation_fixture_next (fixture, SIGNET_OPERATION_IR);
  fixture->job->trace = signet_trace_new ();
  signet_trace_set_log (fixture->job->trace, level, line_cb, &log, NULL);
  operation_fixture_enroll (fixture);
  g_clear_pointer (&fixture->job->trace, signet_trace_unref);
  g_assert_cmpuint (log.deepest, <=, level);
  g_assert_false (log.told_code);

  return log.n_lines;
}

static void
test_trace_log (CmpFixture    *fixture,
                gconstpointer  data)
{
  guint quiet = count_lines (fixture, 0);
  guint info = count_lines (fixture, 6);
  guint debug = count_lines (fixture, 7);

  g_assert_cmpuint (quiet, ==, 0);
  g_assert_cmpuint (info, >, 0);
  g_assert_cmpuint (debug, >, info);
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/trace/" path, CmpFixture, data, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("record", &AT_ONCE, test_trace_record);
  ADD ("record-poll", &AFTER_ONE_POLL, test_trace_record_poll);
  ADD ("replay-other-key", &AT_ONCE, test_trace_replay_other_key);
  ADD ("replay-other-code", &AT_ONCE, test_trace_replay_other_code);
  ADD ("replay-other-operation", &AT_ONCE, test_trace_replay_other_operation);
  ADD ("record-answer-fails", &AT_ONCE, test_trace_record_answer_fails);
  ADD ("record-fails", &AT_ONCE, test_trace_record_fails);
  ADD ("dry-run", &AT_ONCE, test_trace_dry_run);
  ADD ("log", &AT_ONCE, test_trace_log);

  return g_test_run ();
}
