/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "fault-cmp.h"
#include "fault-fixture.h"
#include "operation-fixture.h"
#include "pki-fixture.h"

#define OK "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/pkixcmp\r\n"
#define PAGE(status) \
  "HTTP/1.1 " status "\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: " \
  "15\r\n\r\n<html>No</html>"
#define TO(status) \
  "HTTP/1.1 " status "\r\nConnection: close\r\nLocation: https://ca.example.com/\r\n" \
  "Content-Length: 0\r\n\r\n"

/* A fault, and what the step makes of it. */
typedef struct
{
  const char *name;
  FaultChange change;
  const char *text;
  FaultEnd end;
  int code;
  int or_code; /* where the network decides which of the two it is, else 0 */
} Fault;

/* Instead of an answer to the request comes … */
static const Fault AT_REQUEST[] = {
  { .name = "404", .text = PAGE ("404 Not Found"), .code = SIGNET_ERROR_HTTP },
  { .name = "500", .text = PAGE ("500 Internal Server Error"), .code = SIGNET_ERROR_HTTP },
  { .name = "503", .text = PAGE ("503 Service Unavailable"), .code = SIGNET_ERROR_HTTP },
  { .name = "407", .text = PAGE ("407 Proxy Authentication Required"), .code = SIGNET_ERROR_PROXY },
  { .name = "302", .text = TO ("302 Found"), .code = SIGNET_ERROR_REDIRECTED },
  { .name = "307", .text = TO ("307 Temporary Redirect"), .code = SIGNET_ERROR_REDIRECTED },
  { .name = "page", .text = PAGE ("200 OK"), .code = SIGNET_ERROR_NOT_CMP },
  { .name = "no-content", .text = OK "Content-Length: 0\r\n\r\n", .code = SIGNET_ERROR_NOT_CMP },
  { .name = "compressed",
    .text = OK "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n0123",
    .code = SIGNET_ERROR_NOT_CMP },
  { .name = "told-too-large",
    .text = OK "Content-Length: 99999999999\r\n\r\n",
    .end = FAULT_HOLD,
    .code = SIGNET_ERROR_TOO_LARGE },
  { .name = "cut", .text = OK "Content-Length: 900\r\n\r\n0123", .code = SIGNET_ERROR_TRUNCATED },
  { .name = "closed", .text = "", .code = SIGNET_ERROR_UNREACHABLE },
  { .name = "reset", .text = "", .end = FAULT_RESET, .code = SIGNET_ERROR_UNREACHABLE },
  { .name = "reset-body",
    .text = OK "Content-Length: 900\r\n\r\n0123",
    .end = FAULT_RESET,
    .code = SIGNET_ERROR_TRUNCATED,
    .or_code = SIGNET_ERROR_UNREACHABLE },
  { .name = "not-http", .text = "SSH-2.0-OpenSSH_9.2\r\n\r\n", .code = SIGNET_ERROR_NOT_CMP },
  { .name = "stalled", .text = "", .end = FAULT_HOLD, .code = SIGNET_ERROR_TIMED_OUT },
  { .name = "stalled-header", .text = OK, .end = FAULT_HOLD, .code = SIGNET_ERROR_TIMED_OUT },
  { .name = "trickle",
    .text = OK "Content-Length: 9000\r\n\r\n0",
    .end = FAULT_TRICKLE,
    .code = SIGNET_ERROR_TIMED_OUT },

  { .name = "garbage", .change = fault_cmp_garbage, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "truncated", .change = fault_cmp_truncated, .code = SIGNET_ERROR_TRUNCATED },
  { .name = "trailing", .change = fault_cmp_trailing, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "inner-too-long", .change = fault_cmp_inner_too_long, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "indefinite", .change = fault_cmp_indefinite, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "huge-length", .change = fault_cmp_huge_length, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "deep", .change = fault_cmp_deep, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "header-only", .change = fault_cmp_header_only, .code = SIGNET_ERROR_NOT_CMP },

  { .name = "damaged", .change = fault_cmp_damaged, .code = SIGNET_ERROR_WRONG_CODE },
  { .name = "changed", .change = fault_cmp_changed, .code = SIGNET_ERROR_WRONG_CODE },
  { .name = "wrong-code", .change = fault_cmp_wrong_code, .code = SIGNET_ERROR_WRONG_CODE },
  { .name = "unprotected", .change = fault_cmp_unprotected, .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "no-protection", .change = fault_cmp_no_protection, .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "forged-error", .change = fault_cmp_forged_error, .code = SIGNET_ERROR_REFUSED },
  { .name = "forged-pkiconf",
    .change = fault_cmp_forged_pkiconf,
    .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "pbmac1", .change = fault_cmp_pbmac1, .code = SIGNET_ERROR_PBMAC1 },
  { .name = "algorithm", .change = fault_cmp_algorithm, .code = SIGNET_ERROR_UNKNOWN_SIGNER },
  { .name = "iterations", .change = fault_cmp_iterations, .code = SIGNET_ERROR_UNPROTECTED },

  { .name = "transaction", .change = fault_cmp_transaction, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "no-transaction", .change = fault_cmp_no_transaction, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "nonce", .change = fault_cmp_nonce, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "no-nonce", .change = fault_cmp_no_nonce, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "pvno-1", .change = fault_cmp_pvno_1, .code = SIGNET_ERROR_VERSION },
  { .name = "pvno-99", .change = fault_cmp_pvno_99, .code = SIGNET_ERROR_VERSION },
  { .name = "error", .change = fault_cmp_error, .code = SIGNET_ERROR_REFUSED },
  { .name = "pkiconf", .change = fault_cmp_pkiconf, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "genp", .change = fault_cmp_genp, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "poll-rep", .change = fault_cmp_poll_rep, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "no-response", .change = fault_cmp_no_response, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "two-responses", .change = fault_cmp_two_responses, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "other-request", .change = fault_cmp_other_request, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "no-certificate", .change = fault_cmp_no_certificate, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "not-certificate", .change = fault_cmp_not_certificate, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "encrypted", .change = fault_cmp_encrypted, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "status", .change = fault_cmp_status, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "rejection", .change = fault_cmp_rejection, .code = SIGNET_ERROR_REFUSED },

  { .name = "other-key", .change = fault_cmp_other_key, .code = SIGNET_ERROR_OTHER_KEY },
  { .name = "expired", .change = fault_cmp_expired, .code = SIGNET_ERROR_EXPIRED },
  { .name = "not-yet", .change = fault_cmp_not_yet, .code = SIGNET_ERROR_CLOCK },
  { .name = "other-ca", .change = fault_cmp_other_ca, .code = SIGNET_ERROR_UNVERIFIED },
};

/* Instead of an answer to the pollReq comes … */
static const Fault AT_POLL[] = {
  { .name = "404", .text = PAGE ("404 Not Found"), .code = SIGNET_ERROR_HTTP },
  { .name = "closed", .text = "", .code = SIGNET_ERROR_UNREACHABLE },
  { .name = "stalled", .text = "", .end = FAULT_HOLD, .code = SIGNET_ERROR_TIMED_OUT },
  { .name = "garbage", .change = fault_cmp_garbage, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "damaged", .change = fault_cmp_damaged, .code = SIGNET_ERROR_WRONG_CODE },
  { .name = "unprotected", .change = fault_cmp_unprotected, .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "forged-error", .change = fault_cmp_forged_error, .code = SIGNET_ERROR_REFUSED },
  { .name = "transaction", .change = fault_cmp_transaction, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "nonce", .change = fault_cmp_nonce, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "pkiconf", .change = fault_cmp_pkiconf, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "poll-other", .change = fault_cmp_poll_other, .code = SIGNET_ERROR_MISMATCHED },
};

/* Instead of an answer to the certConf comes … */
static const Fault AT_CONFIRM[] = {
  { .name = "500", .text = PAGE ("500 Internal Server Error"), .code = SIGNET_ERROR_HTTP },
  { .name = "closed", .text = "", .code = SIGNET_ERROR_UNREACHABLE },
  { .name = "garbage", .change = fault_cmp_garbage, .code = SIGNET_ERROR_NOT_CMP },
  { .name = "damaged", .change = fault_cmp_damaged, .code = SIGNET_ERROR_UNCONFIRMED },
  { .name = "unprotected", .change = fault_cmp_unprotected, .code = SIGNET_ERROR_UNCONFIRMED },
  { .name = "forged-error", .change = fault_cmp_forged_error, .code = SIGNET_ERROR_UNCONFIRMED },
  { .name = "transaction", .change = fault_cmp_transaction, .code = SIGNET_ERROR_UNCONFIRMED },
  { .name = "genp", .change = fault_cmp_genp, .code = SIGNET_ERROR_UNCONFIRMED },
};

/* Instead of a signed answer to a signed request comes … */
static const Fault AT_SIGNED_REQUEST[] = {
  { .name = "damaged", .change = fault_cmp_damaged, .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "changed", .change = fault_cmp_changed, .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "unprotected", .change = fault_cmp_unprotected, .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "forged-error", .change = fault_cmp_forged_error, .code = SIGNET_ERROR_REFUSED },
  { .name = "pbmac1", .change = fault_cmp_pbmac1, .code = SIGNET_ERROR_PBMAC1 },
  { .name = "algorithm", .change = fault_cmp_algorithm, .code = SIGNET_ERROR_UNPROTECTED },
  { .name = "mac", .change = fault_cmp_iterations, .code = SIGNET_ERROR_UNPROTECTED },
};

static const CmpCase AFTER_ONE_POLL = { .poll_count = 1 };

/* The certificates of the faults come from a CA of theirs. */
static void
trust_faults (CmpFixture *fixture)
{
  g_autoptr (GBytes) ca = fault_cmp_dup_ca ();

  g_assert_true (
    signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ISSUED, ca));
}

static SignetOutcome *
step_through (CmpFixture  *fixture,
              const Fault *fault,
              guint        at)
{
  const FaultPlan plan = { at, fault->change, fault->text, fault->end };
  const char *ca = signet_practice_server_get_url (fixture->ca);
  g_autoptr (FaultMiddle) middle = fault_middle_new (ca, &plan);
  g_autofree char *url = fault_middle_dup_url (middle);
  SignetOutcome *outcome;

  cmp_fixture_set_server (fixture, url);
  signet_profile_set_timeout (fixture->job->profile, fault->end == FAULT_CLOSE ? 30 : 1);
  outcome = cmp_fixture_step (fixture);
  g_assert_cmpuint (fault_middle_get_n (middle), >=, at);
  if (outcome->error != NULL)
    g_test_message ("%s: %s", signet_error_to_name (outcome->error->code), outcome->error->message);
  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));
  signet_profile_set_timeout (fixture->job->profile, 30);

  return outcome;
}

static void
assert_code (const SignetOutcome *outcome,
             const Fault         *fault)
{
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_FAILED);
  if (fault->or_code == 0 || !g_error_matches (outcome->error, SIGNET_ERROR, fault->or_code))
    g_assert_error (outcome->error, SIGNET_ERROR, fault->code);
  g_assert_cmpstr (outcome->error->message, !=, "");
}

static void
assert_nothing_stored (CmpFixture *fixture)
{
  g_assert_null (fixture->journal->leaf);
  g_assert_null (strstr (fixture->journal->steps->str, "certificate"));
  g_assert_null (strstr (fixture->journal->steps->str, "confirmed"));
}

static void
test_fault_at_request (CmpFixture    *fixture,
                       gconstpointer  data)
{
  const Fault *fault = data;
  g_autoptr (SignetOutcome) outcome = NULL;

  fault_cmp_begin (signet_key_get_pkey (fixture->job->key));
  trust_faults (fixture);
  outcome = step_through (fixture, fault, 1);
  assert_code (outcome, fault);
  g_assert_true (outcome->left);
  g_assert_false (outcome->stored);
  assert_nothing_stored (fixture);
  fault_cmp_end ();
}

/* What the CA has issued is still there to be asked for. */
static void
test_fault_at_poll (CmpFixture    *fixture,
                    gconstpointer  data)
{
  const Fault *fault = data;
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) last = NULL;

  first = step_through (fixture, fault, 2);
  assert_code (first, fault);
  assert_nothing_stored (fixture);
  g_assert_nonnull (fixture->journal->response);

  last = cmp_fixture_next_process (fixture);
  if (last->kind == SIGNET_OUTCOME_WAITING)
    {
      signet_outcome_free (last);
      last = cmp_fixture_next_process (fixture);
    }
  g_assert_no_error (last->error);
  g_assert_cmpint (last->kind, ==, SIGNET_OUTCOME_ISSUED);
}

static GCancellable *wish;

static GBytes *
give_up (GBytes *genuine)
{
  g_cancellable_cancel (wish);

  return g_bytes_ref (genuine);
}

/* The person gives up while a pollReq is on its way: its answer is taken in all the same, since the
 * server would not give it again. */
static void
test_fault_wish_at_poll (CmpFixture    *fixture,
                         gconstpointer  data)
{
  const FaultPlan plan = { .at = 2, .change = give_up };
  const char *ca = signet_practice_server_get_url (fixture->ca);
  g_autoptr (FaultMiddle) middle = fault_middle_new (ca, &plan);
  g_autofree char *url = fault_middle_dup_url (middle);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) last = NULL;

  wish = cancellable;
  cmp_fixture_set_server (fixture, url);
  first = signet_worker_run (fixture->job, NULL, NULL, cancellable);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_assert_no_error (first->error);
  g_assert_cmpint (first->kind, ==, SIGNET_OUTCOME_WAITING);
  g_assert_nonnull (fixture->journal->poll);

  last = cmp_fixture_next_process (fixture);
  g_assert_no_error (last->error);
  g_assert_cmpint (last->kind, ==, SIGNET_OUTCOME_ISSUED);
}

/* The certificate is here; whether the CA knows that, it is told once more. */
static void
test_fault_at_confirm (CmpFixture    *fixture,
                       gconstpointer  data)
{
  const Fault *fault = data;
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) last = NULL;

  first = step_through (fixture, fault, 2);
  assert_code (first, fault);
  g_assert_true (first->stored);
  g_assert_nonnull (fixture->journal->leaf);
  g_assert_null (strstr (fixture->journal->steps->str, "confirmed"));

  last = cmp_fixture_next_process (fixture);
  g_assert_no_error (last->error);
  g_assert_cmpint (last->kind, ==, SIGNET_OUTCOME_ISSUED);
}

/* However long the server wants to be left in peace, or how short, or in the past. */
static void
test_fault_check_after (CmpFixture    *fixture,
                        gconstpointer  data)
{
  const Fault *fault = data;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (SignetOutcome) outcome = step_through (fixture, fault, 2);

  g_test_message ("%d %s", outcome->kind, outcome->error != NULL ? outcome->error->message : "");
  assert_nothing_stored (fixture);
  if (outcome->kind == SIGNET_OUTCOME_WAITING)
    g_assert_cmpint (outcome->next_check, >=, now + 5);
  else
    assert_code (outcome, fault);
}

/* From now on the certificate that the CA issues signs, and the CA signs, too. */
static void
use_certificate (CmpFixture *fixture)
{
  g_autoptr (SignetCertificate) leaf = NULL;

  operation_fixture_enroll (fixture);
  leaf = operation_fixture_leaf (fixture);
  operation_fixture_use_signer (fixture, leaf);
  operation_fixture_next (fixture, SIGNET_OPERATION_CR);
}

static void
test_fault_signed (CmpFixture    *fixture,
                   gconstpointer  data)
{
  const Fault *fault = data;
  g_autoptr (SignetOutcome) outcome = NULL;

  use_certificate (fixture);
  outcome = step_through (fixture, fault, 1);
  assert_code (outcome, fault);
  assert_nothing_stored (fixture);
}

static const Fault CHECK_AFTER[] = {
  { .name = "negative", .change = fault_cmp_poll_negative, .code = SIGNET_ERROR_MISMATCHED },
  { .name = "huge", .change = fault_cmp_poll_huge, .code = SIGNET_ERROR_MISMATCHED },
};

static SignetReviewVerdict
turn_down (SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds_left,
           gpointer           user_data)
{
  g_assert_cmpuint (differences->len, >, 0);

  return SIGNET_REVIEW_TURNED_DOWN;
}

/* A certificate for somebody else is the person's to judge. */
static void
test_fault_other_subject (CmpFixture    *fixture,
                          gconstpointer  data)
{
  static const Fault OTHER = { .change = fault_cmp_other_subject, .code = SIGNET_ERROR_DIFFERENT };
  g_autoptr (SignetOutcome) outcome = NULL;

  fault_cmp_begin (signet_key_get_pkey (fixture->job->key));
  trust_faults (fixture);
  fixture->job->review = turn_down;
  fault_fixture_set (fixture->job->profile, SIGNET_SETTING_REVIEW, "changed");
  outcome = step_through (fixture, &OTHER, 1);
  assert_code (outcome, &OTHER);
  assert_nothing_stored (fixture);
  fault_cmp_end ();
}

static void
test_fault_is_none (CmpFixture    *fixture,
                    gconstpointer  data)
{
  static const Fault GOOD = { .change = fault_cmp_good };
  g_autoptr (SignetOutcome) outcome = NULL;

  fault_cmp_begin (signet_key_get_pkey (fixture->job->key));
  trust_faults (fixture);
  cmp_fixture_set_subject (fixture, "CN=Ada Lovelace");
  outcome = step_through (fixture, &GOOD, 1);
  /* Only the CA, which issued another one, does not like the confirmation. */
  g_assert_true (outcome->stored);
  g_assert_nonnull (fixture->journal->leaf);
  fault_cmp_end ();
}

static void
set_up_poll (CmpFixture    *fixture,
             gconstpointer  data)
{
  cmp_fixture_set_up (fixture, &AFTER_ONE_POLL);
}

#define ADD_ALL(where, faults, set_up, function) \
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) \
    { \
      g_autofree char *name = g_strdup_printf ("/cmp/faults/%s/%s", where, faults[i].name); \
\
      g_test_add (name, CmpFixture, &faults[i], set_up, function, cmp_fixture_tear_down); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cmp/faults/none", CmpFixture, NULL, cmp_fixture_set_up_at_once, test_fault_is_none,
              cmp_fixture_tear_down);
  g_test_add ("/cmp/faults/other-subject", CmpFixture, NULL, cmp_fixture_set_up_at_once,
              test_fault_other_subject, cmp_fixture_tear_down);
  ADD_ALL ("request", AT_REQUEST, cmp_fixture_set_up_at_once, test_fault_at_request);
  ADD_ALL ("poll", AT_POLL, set_up_poll, test_fault_at_poll);
  g_test_add ("/cmp/faults/wish-at-poll", CmpFixture, NULL, set_up_poll, test_fault_wish_at_poll,
              cmp_fixture_tear_down);
  ADD_ALL ("check-after", CHECK_AFTER, set_up_poll, test_fault_check_after);
  ADD_ALL ("confirm", AT_CONFIRM, cmp_fixture_set_up_at_once, test_fault_at_confirm);
  ADD_ALL ("signed", AT_SIGNED_REQUEST, cmp_fixture_set_up_at_once, test_fault_signed);

  return g_test_run ();
}
