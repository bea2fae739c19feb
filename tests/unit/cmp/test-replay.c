/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cmp-fixture.h"
#include "core/signet-error.h"
#include "der.h"
#include "fault-server.h"

static const CmpCase AT_ONCE = { 0 };
static const CmpCase AFTER_ONE_POLL = { .poll_count = 1 };
static const CmpCase AFTER_TWO_POLLS = { .poll_count = 2 };

/* One step that somebody on the way answers. */
static SignetOutcome *
step_through_liar (CmpFixture *fixture,
                   GBytes     *forged)
{
  g_autoptr (FaultServer) liar = fault_server_new (cmp_fixture_forge, forged);
  g_autofree char *url = fault_server_dup_url (liar, "/");
  SignetOutcome *outcome;

  cmp_fixture_set_server (fixture, url);
  outcome = cmp_fixture_next_process (fixture);
  g_assert_cmpuint (fault_server_get_n_requests (liar), ==, 1);
  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));

  return outcome;
}

/* The CA's real and well protected refusal of another request is sent once more: a later process
 * must not find it in the place of the answer, since it takes the transaction from there. */
static void
test_replay_other_transaction (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (GBytes) recorded = NULL;

  cmp_fixture_set_subject (fixture, "CN=Refused");
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  recorded = g_steal_pointer (&fixture->journal->candidate);
  g_string_truncate (fixture->journal->steps, 0);

  cmp_fixture_set_subject (fixture, "CN=Ada Lovelace");
  second = step_through_liar (fixture, recorded);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_MISMATCHED);
  g_assert_false (signet_error_get_details (second->error)->authenticated);
  g_assert_null (fixture->journal->candidate);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent");
}

static GBytes *
poll_reply (void)
{
  GByteArray *entry = der_wrap (0x30, der_integer (0), der_integer (60), NULL);
  GByteArray *body = der_wrap (0xba, der_wrap (0x30, entry, NULL), NULL);

  return g_byte_array_free_to_bytes (der_wrap (0x30, der_header (NULL), body, NULL));
}

/* Only a pollReq is answered by a pollRep. */
static void
test_replay_poll_for_request (CmpFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr (GBytes) forged = poll_reply ();
  g_autoptr (SignetOutcome) outcome = step_through_liar (fixture, forged);

  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_FAILED);
  g_assert_null (fixture->journal->candidate);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent");
}

/* Whatever is stored, a request that was sent is not sent again by itself. */
static void
test_replay_never_resends (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  fixture->journal->candidate = poll_reply ();
  outcome = cmp_fixture_next_process (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_UNKNOWN);
  g_assert_false (outcome->left);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
}

/* An answer that cannot even be decoded, found on disk, is passed over. */
static void
test_replay_undecodable (CmpFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;

  g_assert_cmpint (first->kind, ==, SIGNET_OUTCOME_WAITING);
  fixture->journal->candidate =
    g_byte_array_free_to_bytes (der_wrap (0x30, der_header (NULL), der_wrap (0xa1, NULL), NULL));
  second = cmp_fixture_next_process (fixture);
  g_assert_no_error (second->error);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_true (second->candidate_refused);
}

/* The certificate comes, but the process ends before anybody has looked at it. */
static void
leave_candidate (CmpFixture *fixture)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  fixture->journal->fail_at = "answer";
  outcome = cmp_fixture_next_process (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_assert_nonnull (fixture->journal->candidate);
  fixture->journal->fail_at = NULL;
}

static void
set_code (CmpFixture *fixture,
          const char *code)
{
  signet_secret_unref (fixture->job->code);
  fixture->job->code = signet_secret_new (code, strlen (code));
}

/* A code that is typed wrong tells nothing about an answer that nobody has verified yet. */
static void
test_replay_wrong_code (CmpFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (SignetOutcome) third = NULL;

  g_assert_cmpint (first->kind, ==, SIGNET_OUTCOME_WAITING);
  leave_candidate (fixture);
  set_code (fixture, "guess");
  second = cmp_fixture_next_process (fixture);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_false (second->left);
  g_assert_false (second->candidate_refused);

  set_code (fixture, "s3cret");
  third = cmp_fixture_next_process (fixture);
  g_assert_no_error (third->error);
  g_assert_cmpint (third->kind, ==, SIGNET_OUTCOME_ISSUED);
}

/* The pollRep was not looked at yet when the request is cancelled, and the server is away: the
 * pollRep counts, since the next pollReq has to fit it. */
static void
test_replay_cancel_unreachable (CmpFixture    *fixture,
                                gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (SignetOutcome) third = NULL;

  fixture->journal->fail_at = "poll";
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_assert_nonnull (fixture->journal->candidate);
  fixture->journal->fail_at = NULL;

  cmp_fixture_set_server (fixture, "http://127.0.0.1:1/");
  fixture->job->wish = SIGNET_JOB_CANCEL;
  second = cmp_fixture_next_process (fixture);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  g_assert_false (second->candidate_refused);

  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));
  third = cmp_fixture_next_process (fixture);
  g_assert_no_error (third->error);
  g_assert_cmpint (third->kind, ==, SIGNET_OUTCOME_CANCELLED);
}

/* What was accepted once, by the person's word or by anchors that are gone now, is confirmed and
 * never rejected afterwards: it is on disk, and may be in use. */
static void
test_replay_confirms_stored (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_autoptr (GBytes) other = cmp_fixture_other_ca ();
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ISSUED, other);
  fixture->job->accept_unverified = TRUE;
  fixture->journal->fail_at = "confirmed";
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_assert_true (first->stored);
  fixture->journal->fail_at = NULL;

  fixture->job->accept_unverified = FALSE;
  fixture->job->unwanted = g_cancellable_new ();
  g_cancellable_cancel (fixture->job->unwanted);
  fixture->job->certificate = g_bytes_ref (fixture->journal->leaf);
  second = cmp_fixture_next_process (fixture);
  g_assert_no_error (second->error);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate confirmed");
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/replay/" path, CmpFixture, data, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("other-transaction", &AT_ONCE, test_replay_other_transaction);
  ADD ("poll-for-request", &AT_ONCE, test_replay_poll_for_request);
  ADD ("never-resends", &AT_ONCE, test_replay_never_resends);
  ADD ("undecodable", &AFTER_ONE_POLL, test_replay_undecodable);
  ADD ("wrong-code", &AFTER_ONE_POLL, test_replay_wrong_code);
  ADD ("cancel-unreachable", &AFTER_TWO_POLLS, test_replay_cancel_unreachable);
  ADD ("confirms-stored", &AT_ONCE, test_replay_confirms_stored);

  return g_test_run ();
}
