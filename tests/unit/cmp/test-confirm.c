/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "core/signet-report.h"
#include "operation-fixture.h"
#include "scripted-ca.h"

/* What becomes of a certificate that has arrived: looked at, shown, stored, confirmed. */

/* A person who is asked, and what they say. */
typedef struct
{
  SignetReviewVerdict verdict;
  guint n_asked;
  guint n_differences;
  guint seconds_left;
  char *steps; /* what was journalled before */
  MemoryJournal *journal;
} Person;

static void
person_clear (Person *self)
{
  g_clear_pointer (&self->steps, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

static SignetReviewVerdict
review (SignetCertificate *issued,
        GPtrArray         *differences,
        guint              seconds_left,
        gpointer           user_data)
{
  Person *self = user_data;

  self->n_asked++;
  self->n_differences = differences->len;
  self->seconds_left = seconds_left;
  g_free (self->steps);
  self->steps = g_strdup (self->journal->steps->str);

  return self->verdict;
}

static void
ask_person (CmpFixture *fixture,
            Person     *person,
            const char *when)
{
  person->journal = fixture->journal;
  fixture->job->review = review;
  fixture->job->review_data = person;
  operation_fixture_set (fixture, SIGNET_SETTING_REVIEW, when);
}

static void
assert_issued (CmpFixture          *fixture,
               const SignetOutcome *outcome,
               const char          *steps)
{
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_nonnull (fixture->journal->leaf);
  g_assert_cmpstr (fixture->journal->steps->str, ==, steps);
}

#define ALL_STEPS "sent answer certificate confirmed"

static void
test_confirm_explicit (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  /* The server would do without, but nobody asked. */
  ca.implicit = TRUE;
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_cmpstr (ca.seen->str, ==, "0 24");
  g_assert_cmpint (ca.confirmed, ==, OSSL_CMP_PKISTATUS_accepted);
}

/* No message tells the server, and the certificate is looked at and stored all the same. */
static void
test_confirm_implicit (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  ca.implicit = TRUE;
  operation_fixture_set (fixture, SIGNET_SETTING_CONFIRM, "implicit");
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_cmpint (fixture->journal->verification, ==, SIGNET_VERIFICATION_ANCHOR);
  g_assert_cmpstr (ca.seen->str, ==, "0");
}

/* The server decides. */
static void
test_confirm_implicit_not_granted (CmpFixture    *fixture,
                                   gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  operation_fixture_set (fixture, SIGNET_SETTING_CONFIRM, "implicit");
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_cmpstr (ca.seen->str, ==, "0 24");
}

static void
test_confirm_disabled (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  operation_fixture_set (fixture, SIGNET_SETTING_CONFIRM, "disabled");
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_nonnull (strstr (signet_report_get_warnings (outcome->report)[0], "confirmed"));
  g_assert_cmpstr (ca.seen->str, ==, "0");
}

/* The certificate of a stranger is not taken, whether or not anybody wants to hear of that. */
static void
test_confirm_implicit_unverified (CmpFixture    *fixture,
                                  gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (GBytes) other = cmp_fixture_other_ca ();
  g_autoptr (SignetOutcome) outcome = NULL;
  const char *const *warnings;

  scripted_ca_init (&ca, fixture);
  ca.implicit = TRUE;
  signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ISSUED, other);
  operation_fixture_set (fixture, SIGNET_SETTING_CONFIRM, "implicit");
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNVERIFIED);
  g_assert_true (outcome->rejected);
  g_assert_false (outcome->stored);
  g_assert_null (fixture->journal->leaf);
  g_assert_cmpstr (ca.seen->str, ==, "0");
  /* There is no way to say no: only a revocation takes it back. */
  warnings = signet_report_get_warnings (outcome->report);
  g_assert_nonnull (warnings[0]);
  g_assert_nonnull (strstr (warnings[0], "revoke"));
}

static void
test_confirm_key_of_another (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  ca.client = ca.pkey;
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_OTHER_KEY);
  g_assert_null (fixture->journal->leaf);
  g_assert_cmpint (ca.confirmed, ==, OSSL_CMP_PKISTATUS_rejection);
}

/* A CA that did not issue the certificate has no business to bring it: neither yes nor no is sent,
 * and whoever trusts that CA goes on from there. */
static void
test_confirm_ca_next_door (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (GBytes) der = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "Next Door", TRUE, NULL, NULL);
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER);
  g_assert_nonnull (strstr (first->error->message, "Next Door"));
  g_assert_false (first->rejected);
  g_assert_false (first->candidate_refused);
  g_assert_null (fixture->journal->leaf);
  g_assert_cmpstr (ca.seen->str, ==, "0");

  der = signet_x509_to_der (ca.signer);
  signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ANCHORS, der);
  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second, ALL_STEPS);
  g_assert_cmpstr (ca.seen->str, ==, "0 24");
}

/* Nobody is asked for nothing, and the person's yes comes before anything is stored as theirs. */
static void
test_confirm_review (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_auto (Person) person = { .verdict = SIGNET_REVIEW_TAKEN };
  g_autoptr (SignetOutcome) outcome = NULL;
  const char *when = data;

  scripted_ca_init (&ca, fixture);
  ca.wait = 100;
  ask_person (fixture, &person, when);
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_cmpuint (signet_report_get_confirm_wait (outcome->report), ==, 100);
  g_assert_cmpuint (person.n_asked, ==, g_str_equal (when, "always") ? 1 : 0);
  if (person.n_asked == 0)
    return;
  g_assert_cmpuint (person.n_differences, ==, 0);
  g_assert_cmpuint (person.seconds_left, <=, 100);
  g_assert_cmpuint (person.seconds_left, >=, 80);
  g_assert_cmpstr (person.steps, ==, "sent answer");
}

static void
test_confirm_review_of_changes (CmpFixture    *fixture,
                                gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_auto (Person) person = { .verdict = SIGNET_REVIEW_TAKEN };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  ca.name = "Somebody Else";
  ask_person (fixture, &person, "changed");
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_cmpuint (person.n_asked, ==, 1);
  g_assert_cmpuint (person.n_differences, ==, 1);
  g_assert_cmpuint (person.seconds_left, ==, 0);
}

/* A CA that says it changed something is taken at its word, also where nothing is found. */
static void
test_confirm_review_of_modifications (CmpFixture    *fixture,
                                      gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_auto (Person) person = { .verdict = SIGNET_REVIEW_TAKEN };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  ca.status = OSSL_CMP_PKISTATUS_grantedWithMods;
  ask_person (fixture, &person, "changed");
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_cmpuint (person.n_asked, ==, 1);
  g_assert_cmpuint (person.n_differences, ==, 0);
}

static void
test_confirm_turned_down (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_auto (Person) person = { .verdict = SIGNET_REVIEW_TURNED_DOWN };
  g_autoptr (SignetOutcome) outcome = NULL;
  const char *name = data;

  scripted_ca_init (&ca, fixture);
  ca.name = name;
  ask_person (fixture, &person, "always");
  outcome = cmp_fixture_step (fixture);
  if (g_str_equal (name, "Ada"))
    g_assert_error (outcome->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_DIFFERENT);
  g_assert_true (outcome->rejected);
  g_assert_cmpint (signet_report_get_status (outcome->report), ==, -1);
  g_assert_null (fixture->journal->leaf);
  g_assert_cmpstr (ca.seen->str, ==, "0 24");
  g_assert_cmpint (ca.confirmed, ==, OSSL_CMP_PKISTATUS_rejection);
}

/* Silence is no word: the answer stays as it is, and the next step asks again. */
static void
test_confirm_undecided (CmpFixture    *fixture,
                        gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_auto (Person) person = { .verdict = SIGNET_REVIEW_UNDECIDED };
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;
  g_autoptr (SignetOutcome) third = NULL;

  scripted_ca_init (&ca, fixture);
  ask_person (fixture, &person, "always");
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED);
  g_assert_false (first->rejected);
  g_assert_false (first->candidate_refused);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer");
  g_assert_cmpstr (ca.seen->str, ==, "0");

  /* Nor is it a yes where nobody is there to ask. */
  fixture->job->review = NULL;
  second = cmp_fixture_next_process (fixture);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED);
  g_assert_cmpstr (ca.seen->str, ==, "0");

  fixture->job->review = review;
  person.verdict = SIGNET_REVIEW_TAKEN;
  third = cmp_fixture_next_process (fixture);
  assert_issued (fixture, third, ALL_STEPS);
  g_assert_cmpuint (person.n_asked, ==, 2);
  g_assert_cmpstr (ca.seen->str, ==, "0 24");
}

/* What was shown and stored before is not shown again, whatever somebody on the way made of the
 * confirmation. */
static void
test_confirm_repeated (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_auto (Person) person = { .verdict = SIGNET_REVIEW_TAKEN };
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  scripted_ca_init (&ca, fixture);
  ask_person (fixture, &person, "always");
  ca.forgery = cmp_fixture_forged_error ();
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED);
  g_assert_false (signet_error_get_details (first->error)->authenticated);
  g_assert_true (first->stored);
  g_clear_pointer (&ca.forgery, g_bytes_unref);
  fixture->job->certificate = g_bytes_ref (fixture->journal->leaf);
  second = cmp_fixture_next_process (fixture);
  assert_issued (fixture, second, ALL_STEPS);
  g_assert_cmpuint (person.n_asked, ==, 1);
  g_assert_cmpstr (ca.seen->str, ==, "0 24 24");
}

static void
renew (CmpFixture *fixture,
       ScriptedCa *ca)
{
  const PkiFixture old = { .common_name = "Ada", .serial = 5 };
  g_autoptr (X509) certificate = NULL;

  scripted_ca_init (ca, fixture);
  certificate = pki_fixture_new_x509 (&old, ca->client, ca->root, ca->pkey);
  fixture->job->operation = SIGNET_OPERATION_KUR;
  fixture->job->old_certificate = pki_fixture_wrap (certificate);
  ca->status = OSSL_CMP_PKISTATUS_keyUpdateWarning;
}

/* OpenSSL does not take a certificate with a keyUpdateWarning: it is taken here, but not without
 * the checks of any other. */
static void
test_confirm_warned (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  renew (fixture, &ca);
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome, ALL_STEPS);
  g_assert_cmpint (fixture->journal->verification, ==, SIGNET_VERIFICATION_ANCHOR);
  g_assert_cmpstr (ca.seen->str, ==, "7");
}

static void
test_confirm_warned_key_of_another (CmpFixture    *fixture,
                                    gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  renew (fixture, &ca);
  ca.client = ca.pkey;
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_OTHER_KEY);
  g_assert_true (outcome->rejected);
  g_assert_null (fixture->journal->leaf);
}

static void
test_confirm_warned_by_nobody (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  renew (fixture, &ca);
  ca.code = "guess";
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_null (fixture->journal->leaf);
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/confirm/" path, CmpFixture, data, cmp_fixture_set_up_at_once, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("explicit", NULL, test_confirm_explicit);
  ADD ("implicit", NULL, test_confirm_implicit);
  ADD ("implicit/not-granted", NULL, test_confirm_implicit_not_granted);
  ADD ("implicit/unverified", NULL, test_confirm_implicit_unverified);
  ADD ("disabled", NULL, test_confirm_disabled);
  ADD ("key-of-another", NULL, test_confirm_key_of_another);
  ADD ("ca-next-door", NULL, test_confirm_ca_next_door);
  ADD ("review/never", "never", test_confirm_review);
  ADD ("review/unchanged", "changed", test_confirm_review);
  ADD ("review/always", "always", test_confirm_review);
  ADD ("review/changed", NULL, test_confirm_review_of_changes);
  ADD ("review/modified", NULL, test_confirm_review_of_modifications);
  ADD ("turned-down", "Ada", test_confirm_turned_down);
  ADD ("turned-down/different", "Somebody Else", test_confirm_turned_down);
  ADD ("undecided", NULL, test_confirm_undecided);
  ADD ("warned", NULL, test_confirm_warned);
  ADD ("warned/key-of-another", NULL, test_confirm_warned_key_of_another);
  ADD ("warned/by-nobody", NULL, test_confirm_warned_by_nobody);
  ADD ("repeated", NULL, test_confirm_repeated);

  return g_test_run ();
}
