/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "operation-fixture.h"

/* Keys that the server makes (RFC 9483 4.1.6), which needs a recent OpenSSL. */

#define ALL_STEPS "sent answer key certificate confirmed"

/* The practice CA is told to answer by an RA, which may hand out keys. */
static const CmpCase AT_ONCE = { .trait = "ra" };

/* The job becomes one that is signed with @spec's key, and has none of its own. */
static void
ask_for_key (CmpFixture *fixture,
             const char *spec)
{
  g_autoptr (SignetCertificate) certificate = NULL;

  operation_fixture_new_key (fixture, spec);
  operation_fixture_enroll (fixture);
  certificate = operation_fixture_leaf (fixture);
  operation_fixture_use_signer (fixture, certificate);
  g_clear_object (&fixture->job->key);
  operation_fixture_next (fixture, SIGNET_OPERATION_CR);
  operation_fixture_set (fixture, SIGNET_SETTING_CENTRAL_KEY, "true");
  fixture->job->passphrase = signet_secret_new ("correct horse", 13);
  fixture->job->iterations = SIGNET_KEY_ITERATIONS_RANDOM;
}

#ifdef HAVE_OSSL_CRMF_MSG_CENTRALKEYGEN_REQUESTED

static SignetKey *
read_key (CmpFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SignetKey *key;

  g_assert_nonnull (fixture->journal->key);
  g_assert_nonnull (strstr (g_bytes_get_data (fixture->journal->key, NULL), "ENCRYPTED"));
  key = signet_key_new_from_pem (fixture->journal->key, fixture->job->passphrase, &error);
  g_assert_no_error (error);

  return key;
}

/* The key that is stored opens, and the certificate is for it. */
static void
assert_issued (CmpFixture    *fixture,
               SignetOutcome *outcome,
               const char    *steps)
{
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (SignetCertificate) leaf = NULL;

  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_cmpstr (fixture->journal->steps->str, ==, steps);
  key = read_key (fixture);
  leaf = operation_fixture_leaf (fixture);
  g_assert_cmpstr (signet_key_get_id (key), ==, signet_certificate_get_key_id (leaf));
  g_assert_cmpstr (signet_key_get_id (key), ==, fixture->journal->key_id);
}

static void
assert_warned (SignetOutcome *outcome)
{
  g_assert_true (cmp_fixture_has_warning (outcome->report, "made the private key"));
}

/* More than once in a process: the library registers something the first time. */
static void
test_central_key_issued (CmpFixture    *fixture,
                         gconstpointer  data)
{
  g_autofree char *lines = NULL;
  g_autoptr (SignetOutcome) outcome = NULL;

  ask_for_key (fixture, "ec:P-256");
  lines = operation_fixture_dry_run (fixture);
  g_assert_nonnull (strstr (lines, "Proof of possession: none"));
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  assert_warned (outcome);
}

/* The key that signs opens the other one, whatever its kind. */
static void
test_central_key_for_rsa (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  ask_for_key (fixture, "rsa:2048");
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
}

static void
test_central_key_renewal (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  ask_for_key (fixture, "ec:P-256");
  operation_fixture_next (fixture, SIGNET_OPERATION_KUR);
  fixture->job->old_certificate =
    g_object_ref (signet_signer_get_certificate (fixture->job->signer));
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
}

/* Nothing is confirmed whose key is not on disk; the stored answer brings it again. */
static void
test_central_key_no_room (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  ask_for_key (fixture, "ec:P-256");
  fixture->journal->fail_at = "key";
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_assert_false (first->stored);
  g_assert_false (first->candidate_refused);
  g_assert_null (fixture->journal->leaf);
  fixture->journal->fail_at = NULL;
  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second, ALL_STEPS);
}

/* A process that ended after the key was stored, or after its certificate was. */
static void
assert_replayed (CmpFixture *fixture,
                 const char *fail_at)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  ask_for_key (fixture, "ec:P-256");
  fixture->journal->fail_at = fail_at;
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  fixture->journal->fail_at = NULL;
  fixture->job->key = read_key (fixture);
  if (fixture->journal->leaf != NULL)
    fixture->job->certificate = g_bytes_ref (fixture->journal->leaf);
  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second, ALL_STEPS);
}

static void
test_central_key_key_stored (CmpFixture    *fixture,
                             gconstpointer  data)
{
  assert_replayed (fixture, "certificate");
}

static void
test_central_key_certificate_stored (CmpFixture    *fixture,
                                     gconstpointer  data)
{
  assert_replayed (fixture, "confirmed");
}

/* Without the key that signed the request the answer opens nothing, but stays. */
static void
test_central_key_signer_gone (CmpFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr (SignetCertificate) other = NULL;
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  operation_fixture_enroll (fixture);
  other = operation_fixture_leaf (fixture);
  key = g_steal_pointer (&fixture->job->key);
  operation_fixture_next (fixture, SIGNET_OPERATION_IR);
  ask_for_key (fixture, "ec:P-256");
  fixture->journal->fail_at = "key";
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  fixture->journal->fail_at = NULL;
  g_clear_pointer (&fixture->job->signer, signet_signer_unref);
  fixture->job->key = g_object_ref (key);
  operation_fixture_use_signer (fixture, other);
  g_clear_object (&fixture->job->key);
  second = cmp_fixture_next_process (fixture);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_KEY);
  g_assert_false (second->candidate_refused);
  g_assert_false (second->left);
  g_assert_null (fixture->journal->key);
}

#endif

static void
test_central_key_refused (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  ask_for_key (fixture, "ec:P-256");
  fixture->job->code = signet_secret_new ("s3cret", 6);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNSUPPORTED);
  g_assert_false (outcome->left);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/central-key/" path, CmpFixture, data, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("with-a-code", &AT_ONCE, test_central_key_refused);
#ifdef HAVE_OSSL_CRMF_MSG_CENTRALKEYGEN_REQUESTED
  ADD ("issued", &AT_ONCE, test_central_key_issued);
  ADD ("again", &AT_ONCE, test_central_key_issued);
  ADD ("for-rsa", &AT_ONCE, test_central_key_for_rsa);
  ADD ("renewal", &AT_ONCE, test_central_key_renewal);
  ADD ("no-room", &AT_ONCE, test_central_key_no_room);
  ADD ("replayed/key", &AT_ONCE, test_central_key_key_stored);
  ADD ("replayed/certificate", &AT_ONCE, test_central_key_certificate_stored);
  ADD ("signer-gone", &AT_ONCE, test_central_key_signer_gone);
#endif

  return g_test_run ();
}
