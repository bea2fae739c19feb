/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "fault-server.h"
#include "operation-fixture.h"

static const CmpCase AT_ONCE = { 0 };
static const CmpCase AFTER_ONE_POLL = { .poll_count = 1 };
static const CmpCase WITH_APPROVAL = { .approval = TRUE };

static void
assert_issued (CmpFixture    *fixture,
               SignetOutcome *outcome)
{
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_nonnull (fixture->journal->leaf);
}

static void
assert_waiting (CmpFixture    *fixture,
                SignetOutcome *outcome)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_WAITING);
  g_assert_cmpint (outcome->next_check, ==, fixture->journal->next_check);
  g_assert_cmpint (outcome->next_check, >=, now + 4);
  g_assert_cmpint (outcome->next_check, <=, now + 7);
}

static void
test_worker_mac (CmpFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = cmp_fixture_step (fixture);
  g_autoptr (SignetCertificate) leaf = NULL;
  g_autofree char *subject = NULL;

  assert_issued (fixture, outcome);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate confirmed");
  g_assert_cmpint (fixture->journal->verification, ==, SIGNET_VERIFICATION_ANCHOR);
  g_assert_cmpuint (fixture->journal->n_chain, ==, 1);
  leaf = operation_fixture_leaf (fixture);
  subject = signet_name_to_string (signet_certificate_get_subject (leaf));
  g_assert_cmpstr (subject, ==, "CN=Ada Lovelace,O=Analytical Engines");
  g_assert_cmpstr (signet_certificate_get_key_id (leaf), ==, signet_key_get_id (fixture->job->key));
}

/* Without an anchor, the CA certificate that came under the code's protection counts. */
static void
test_worker_mac_without_anchor (CmpFixture    *fixture,
                                gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  signet_profile_clear_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS);
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome);
  g_assert_cmpint (fixture->journal->verification, ==, SIGNET_VERIFICATION_CODE);
}

/* From now on the certificate that was just issued signs, for a new key. */
static void
use_certificate (CmpFixture *fixture)
{
  g_autoptr (SignetCertificate) leaf = operation_fixture_leaf (fixture);

  operation_fixture_use_signer (fixture, leaf);
  operation_fixture_new_key (fixture, "ec:P-384");
  operation_fixture_next (fixture, SIGNET_OPERATION_CR);
}

static void
test_worker_signature (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;

  assert_issued (fixture, first);
  use_certificate (fixture);
  second = cmp_fixture_step (fixture);
  assert_issued (fixture, second);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate confirmed");
}

/* An answer that nobody can verify yet is kept: with the right anchor the exchange goes on. */
static void
test_worker_unknown_signer (CmpFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (SignetOutcome) third = NULL;

  assert_issued (fixture, first);
  use_certificate (fixture);
  signet_profile_clear_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS);
  second = cmp_fixture_step (fixture);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER);
  g_assert_false (second->candidate_refused);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer");

  cmp_fixture_trust_file (fixture, SIGNET_TRUST_ANCHORS,
                          signet_practice_server_get_ca_file (fixture->ca));
  third = cmp_fixture_next_process (fixture);
  assert_issued (fixture, third);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate confirmed");
}

/* OpenSSL 3.0 fails without a word here. */
static void
test_worker_unexpected_sender (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (SignetName) somebody = signet_name_parse ("CN=Somebody Else", NULL);
  g_autoptr (SignetOutcome) outcome = NULL;

  signet_profile_set_expected_sender (fixture->job->profile, somebody);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNEXPECTED_SENDER);
  g_assert_null (fixture->journal->leaf);
}

/* A pinned server certificate needs no anchor; the new certificate is then not verified by it. */
static void
test_worker_pinned_server (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;

  assert_issued (fixture, first);
  use_certificate (fixture);
  signet_profile_clear_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS);
  cmp_fixture_trust_file (fixture, SIGNET_TRUST_SERVER,
                          signet_practice_server_get_ca_file (fixture->ca));
  cmp_fixture_trust_file (fixture, SIGNET_TRUST_ISSUED,
                          signet_practice_server_get_ca_file (fixture->ca));
  second = cmp_fixture_step (fixture);
  assert_issued (fixture, second);
  g_assert_cmpint (fixture->journal->verification, ==, SIGNET_VERIFICATION_ANCHOR);
}

/* Without a subject the alternative names say who it is, and they are critical. */
static void
test_worker_null_dn (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autoptr (SignetCertificate) leaf = NULL;
  g_autoptr (GPtrArray) names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  g_autofree char *name = NULL;

  g_ptr_array_add (names, signet_alt_name_parse ("email:ada@example.org", NULL));
  signet_template_unref (fixture->job->subject_template);
  fixture->job->subject_template = signet_template_new (NULL, names);
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome);
  leaf = operation_fixture_leaf (fixture);
  g_assert_cmpuint (signet_name_get_size (signet_certificate_get_subject (leaf)), ==, 0);
  g_assert_cmpuint (signet_certificate_get_n_alt_names (leaf), ==, 1);
  name = signet_alt_name_to_string (signet_certificate_get_alt_name (leaf, 0));
  g_assert_cmpstr (name, ==, "email:ada@example.org");
}

static void
test_worker_no_credential (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  g_clear_pointer (&fixture->job->code, signet_secret_unref);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
}

static void
test_worker_poll (CmpFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;

  assert_waiting (fixture, first);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer accept poll accept");

  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second);
  g_assert_cmpstr (fixture->journal->steps->str, ==,
                   "sent answer accept poll accept answer certificate confirmed");
}

static void
test_worker_approval (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (SignetOutcome) third = NULL;
  g_autoptr (GError) error = NULL;

  assert_waiting (fixture, first);
  second = cmp_fixture_next_process (fixture);
  assert_waiting (fixture, second);
  signet_practice_server_approve (fixture->ca, fixture->waiting_number, &error);
  g_assert_no_error (error);
  cmp_fixture_restart_ca (fixture, data);
  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));
  third = cmp_fixture_next_process (fixture);
  assert_issued (fixture, third);
}

static void
test_worker_rejected_by_person (CmpFixture    *fixture,
                                gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (GError) error = NULL;
  const SignetErrorDetails *details;

  assert_waiting (fixture, first);
  signet_practice_server_reject (fixture->ca, fixture->waiting_number, "notAuthorized", &error);
  g_assert_no_error (error);
  second = cmp_fixture_next_process (fixture);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  details = signet_error_get_details (second->error);
  g_assert_true (details->authenticated);
  g_assert_cmpint (details->status, ==, 2);
  g_assert_cmpuint (details->fail_info, ==, 1u << 23);
  g_assert_nonnull (details->server_text);
  g_assert_false (second->candidate_refused);
}

static void
test_worker_refused_subject (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  cmp_fixture_set_subject (fixture, "CN=Refused");
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_assert_true (signet_error_get_details (outcome->error)->authenticated);
  g_assert_true (outcome->left);
  g_assert_null (fixture->journal->leaf);
}

static void
test_worker_wrong_code (CmpFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  signet_secret_unref (fixture->job->code);
  fixture->job->code = signet_secret_new ("guess", 5);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_false (signet_error_get_details (outcome->error)->authenticated);
  g_assert_cmpint (signet_error_get_details (outcome->error)->status, ==, 2);
  g_assert_null (fixture->journal->leaf);
}

static void
test_worker_unknown_reference (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  g_free (fixture->job->reference);
  fixture->job->reference = g_strdup ("nobody");
  outcome = cmp_fixture_step (fixture);
  /* The CA has no code to protect the answer with, and signs it. */
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_assert_true (signet_error_get_details (outcome->error)->authenticated);
  g_assert_nonnull (signet_error_get_details (outcome->error)->server_text);
}

static void
test_worker_closed_port (CmpFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  signet_practice_server_stop (fixture->ca);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  g_assert_false (outcome->left);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent");
}

/* A profile that names the CA of new certificates means just that one; the server is told why. */
static void
test_worker_other_ca (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autoptr (GBytes) other = cmp_fixture_other_ca ();

  signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ISSUED, other);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNVERIFIED);
  g_assert_true (outcome->rejected);
  g_assert_false (outcome->stored);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer");
}

static void
test_worker_accept_unverified (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autoptr (GBytes) other = cmp_fixture_other_ca ();

  signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ISSUED, other);
  fixture->job->accept_unverified = TRUE;
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome);
  g_assert_cmpint (fixture->journal->verification, ==, SIGNET_VERIFICATION_NONE);
}

/* The disk fills up when the certificate comes: the CA hears neither yes nor no, and the next step
 * takes up the answer that is on disk. */
static void
test_worker_disk_full (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  fixture->journal->fail_at = "certificate";
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_assert_false (first->rejected);
  g_assert_false (first->stored);
  g_assert_false (first->candidate_refused);

  fixture->journal->fail_at = NULL;
  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second);
}

/* Killed after the answer was written, before anybody looked at it. */
static void
test_worker_replays_answer (CmpFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  fixture->journal->fail_at = "answer";
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_assert_nonnull (fixture->journal->candidate);

  fixture->journal->fail_at = NULL;
  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent certificate confirmed");
}

/* Killed after the confirmation, before that was written: it is repeated in the old transaction. */
static void
test_worker_repeats_confirmation (CmpFixture    *fixture,
                                  gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  fixture->journal->fail_at = "confirmed";
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_assert_true (first->stored);

  fixture->journal->fail_at = NULL;
  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second);
  g_assert_cmpstr (fixture->journal->steps->str, ==,
                   "sent answer certificate certificate confirmed");
}

static void
test_worker_cancel_waiting (CmpFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (SignetOutcome) third = NULL;

  assert_waiting (fixture, first);
  fixture->job->wish = SIGNET_JOB_CANCEL;
  second = cmp_fixture_next_process (fixture);
  g_assert_no_error (second->error);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_CANCELLED);

  fixture->job->wish = SIGNET_JOB_CONTINUE;
  third = cmp_fixture_next_process (fixture);
  g_assert_cmpint (third->kind, ==, SIGNET_OUTCOME_FAILED);
}

/* A certificate that is here already is rejected when the person gives up. */
static void
test_worker_cancel_received (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  fixture->journal->fail_at = "answer";
  first = cmp_fixture_step (fixture);
  fixture->journal->fail_at = NULL;
  fixture->job->wish = SIGNET_JOB_CANCEL;
  second = cmp_fixture_next_process (fixture);
  g_assert_no_error (second->error);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_CANCELLED);
  g_assert_null (fixture->journal->leaf);
}

static void
poll_through (CmpFixture *fixture,
              GBytes     *forged,
              int         code)
{
  g_autoptr (FaultServer) liar = fault_server_new (cmp_fixture_forge, forged);
  g_autofree char *url = fault_server_dup_url (liar, "/");
  g_autoptr (SignetOutcome) outcome = NULL;

  cmp_fixture_set_server (fixture, url);
  outcome = cmp_fixture_next_process (fixture);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_FAILED);
  g_assert_error (outcome->error, SIGNET_ERROR, code);
  g_assert_false (signet_error_get_details (outcome->error)->authenticated);
  g_assert_cmpuint (fault_server_get_n_requests (liar), ==, 1);
  g_assert_null (fixture->journal->leaf);
  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));
}

/* Whatever is forged while a request waits changes nothing: the next step goes on with the CA from
 * the answers that were verified. */
static void
test_worker_forged_error (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (GBytes) forged = cmp_fixture_forged_error ();
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) last = NULL;

  assert_waiting (fixture, first);
  poll_through (fixture, forged, SIGNET_ERROR_REFUSED);
  last = cmp_fixture_next_process (fixture);
  assert_issued (fixture, last);
}

static GBytes *
damaged_copy (GBytes *message)
{
  gsize length;
  const guchar *data = g_bytes_get_data (message, &length);
  guchar *copy = g_memdup2 (data, length);

  /* The last byte of the MAC. */
  copy[length - 1] ^= 1;

  return g_bytes_new_take (copy, length);
}

/* A pollRep of before is sent once more. */
static void
test_worker_forged_answer (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) last = NULL;
  g_autoptr (GBytes) replayed = g_bytes_ref (fixture->journal->poll);
  g_autoptr (GBytes) waiting = g_bytes_ref (fixture->journal->response);
  g_autoptr (GBytes) damaged = damaged_copy (waiting);

  assert_waiting (fixture, first);
  poll_through (fixture, replayed, SIGNET_ERROR_MISMATCHED);
  g_clear_pointer (&fixture->journal->candidate, g_bytes_unref);
  poll_through (fixture, waiting, SIGNET_ERROR_MISMATCHED);
  poll_through (fixture, damaged, SIGNET_ERROR_WRONG_CODE);
  /* The last one is still there as the candidate: it is tried, found wrong and passed over. */
  g_assert_nonnull (fixture->journal->candidate);
  last = cmp_fixture_next_process (fixture);
  assert_issued (fixture, last);
}

static void
test_worker_forged_first_answer (CmpFixture    *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GBytes) forged = cmp_fixture_forged_error ();
  g_autoptr (FaultServer) liar = fault_server_new (cmp_fixture_forge, forged);
  g_autofree char *url = fault_server_dup_url (liar, "/");
  g_autoptr (SignetOutcome) outcome = NULL;
  const SignetErrorDetails *details;

  cmp_fixture_set_server (fixture, url);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  details = signet_error_get_details (outcome->error);
  g_assert_false (details->authenticated);
  g_assert_cmpuint (details->fail_info, ==, 1u << 2);
  g_assert_cmpstr (details->server_text, ==, "go away");
}

static void
test_worker_garbage (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (GBytes) garbage = g_bytes_new_static ("0\003\002\001\002", 5);
  g_autoptr (FaultServer) liar = fault_server_new (cmp_fixture_forge, garbage);
  g_autofree char *url = fault_server_dup_url (liar, "/");
  g_autoptr (SignetOutcome) outcome = NULL;

  cmp_fixture_set_server (fixture, url);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP);
  g_assert_true (outcome->left);
}

static void
test_worker_cancelled_before (CmpFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetOutcome) outcome = NULL;

  g_cancellable_cancel (cancellable);
  outcome = signet_worker_run (fixture->job, NULL, NULL, cancellable);
  g_assert_error (outcome->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (outcome->left);
}

static void
test_worker_unwanted (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  fixture->job->unwanted = g_cancellable_new ();
  g_cancellable_cancel (fixture->job->unwanted);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (outcome->rejected);
  g_assert_null (fixture->journal->leaf);
}

static void
stage_cb (SignetStage stage,
          gpointer    user_data)
{
  g_string_append_printf (user_data, "%d", stage);
}

static void
test_worker_progress (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (GString) stages = g_string_new (NULL);
  g_autoptr (SignetOutcome) outcome = signet_worker_run (fixture->job, stage_cb, stages, NULL);
  g_autofree char *expected = g_strdup_printf ("%d%d%d%d", SIGNET_STAGE_CONTACT, SIGNET_STAGE_CHECK,
                                               SIGNET_STAGE_CONFIRM, SIGNET_STAGE_SAVE);

  assert_issued (fixture, outcome);
  g_assert_cmpstr (stages->str, ==, expected);
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/worker/" path, CmpFixture, data, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("mac", &AT_ONCE, test_worker_mac);
  ADD ("mac-without-anchor", &AT_ONCE, test_worker_mac_without_anchor);
  ADD ("signature", &AT_ONCE, test_worker_signature);
  ADD ("unknown-signer", &AT_ONCE, test_worker_unknown_signer);
  ADD ("unexpected-sender", &AT_ONCE, test_worker_unexpected_sender);
  ADD ("pinned-server", &AT_ONCE, test_worker_pinned_server);
  ADD ("null-dn", &AT_ONCE, test_worker_null_dn);
  ADD ("no-credential", &AT_ONCE, test_worker_no_credential);
  ADD ("poll", &AFTER_ONE_POLL, test_worker_poll);
  ADD ("approval", &WITH_APPROVAL, test_worker_approval);
  ADD ("rejected-by-person", &WITH_APPROVAL, test_worker_rejected_by_person);
  ADD ("refused-subject", &AT_ONCE, test_worker_refused_subject);
  ADD ("wrong-code", &AT_ONCE, test_worker_wrong_code);
  ADD ("unknown-reference", &AT_ONCE, test_worker_unknown_reference);
  ADD ("closed-port", &AT_ONCE, test_worker_closed_port);
  ADD ("other-ca", &AT_ONCE, test_worker_other_ca);
  ADD ("accept-unverified", &AT_ONCE, test_worker_accept_unverified);
  ADD ("disk-full", &AT_ONCE, test_worker_disk_full);
  ADD ("replays-answer", &AT_ONCE, test_worker_replays_answer);
  ADD ("repeats-confirmation", &AT_ONCE, test_worker_repeats_confirmation);
  ADD ("cancel-waiting", &WITH_APPROVAL, test_worker_cancel_waiting);
  ADD ("cancel-received", &AT_ONCE, test_worker_cancel_received);
  ADD ("forged-error", &AFTER_ONE_POLL, test_worker_forged_error);
  ADD ("forged-answer", &AFTER_ONE_POLL, test_worker_forged_answer);
  ADD ("forged-first-answer", &AT_ONCE, test_worker_forged_first_answer);
  ADD ("garbage", &AT_ONCE, test_worker_garbage);
  ADD ("cancelled-before", &AT_ONCE, test_worker_cancelled_before);
  ADD ("unwanted", &AT_ONCE, test_worker_unwanted);
  ADD ("progress", &AT_ONCE, test_worker_progress);

  return g_test_run ();
}
