/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "operation-fixture.h"
#include "scripted-ca.h"

static const CmpCase AT_ONCE = { 0 };
static const CmpCase AFTER_ONE_POLL = { .poll_count = 1 };

static void
assert_issued (CmpFixture    *fixture,
               SignetOutcome *outcome)
{
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_nonnull (fixture->journal->leaf);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate confirmed");
}

static void
assert_done (CmpFixture    *fixture,
             SignetOutcome *outcome)
{
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_DONE);
  g_assert_true (outcome->left);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
}

static void
assert_renewed (CmpFixture    *fixture,
                SignetOutcome *outcome)
{
  g_autoptr (SignetCertificate) leaf = NULL;
  SignetCertificate *old = fixture->job->old_certificate;

  assert_issued (fixture, outcome);
  leaf = operation_fixture_leaf (fixture);
  g_assert_true (signet_name_equal (signet_certificate_get_subject (leaf),
                                    signet_certificate_get_subject (old)));
  g_assert_cmpstr (signet_certificate_get_serial (leaf), !=, signet_certificate_get_serial (old));
  g_assert_cmpstr (signet_certificate_get_key_id (leaf), ==, signet_key_get_id (fixture->job->key));
}

static void
test_kur_signed (CmpFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  operation_fixture_renew (fixture);
  operation_fixture_use_signer (fixture, fixture->job->old_certificate);
  operation_fixture_new_key (fixture, "ec:P-384");
  outcome = cmp_fixture_step (fixture);
  assert_renewed (fixture, outcome);
}

static void
test_kur_same_key (CmpFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  operation_fixture_renew (fixture);
  operation_fixture_use_signer (fixture, fixture->job->old_certificate);
  outcome = cmp_fixture_step (fixture);
  assert_renewed (fixture, outcome);
  g_assert_cmpstr (signet_certificate_get_key_id (fixture->job->old_certificate), ==,
                   signet_key_get_id (fixture->job->key));
}

/* The way of some servers: the code protects the renewal, the old certificate is only named. */
static void
test_kur_by_code (CmpFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  operation_fixture_renew (fixture);
  operation_fixture_new_key (fixture, "rsa:2048");
  outcome = cmp_fixture_step (fixture);
  assert_renewed (fixture, outcome);
}

/* A renewal that waits is taken up by a later process like any other request. */
static void
test_kur_resumed (CmpFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = cmp_fixture_next_process (fixture);
  g_autoptr (SignetOutcome) third = NULL;
  g_autoptr (SignetOutcome) fourth = NULL;

  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_ISSUED);
  fixture->job->old_certificate = operation_fixture_leaf (fixture);
  operation_fixture_next (fixture, SIGNET_OPERATION_KUR);
  operation_fixture_use_signer (fixture, fixture->job->old_certificate);
  operation_fixture_new_key (fixture, "ec:P-256");
  third = cmp_fixture_step (fixture);
  g_assert_no_error (third->error);
  g_assert_cmpint (third->kind, ==, SIGNET_OUTCOME_WAITING);
  fourth = cmp_fixture_next_process (fixture);
  g_assert_no_error (fourth->error);
  g_assert_cmpint (fourth->kind, ==, SIGNET_OUTCOME_ISSUED);
}

static void
assert_csr_certificate (CmpFixture *fixture)
{
  g_autoptr (SignetCertificate) leaf = operation_fixture_leaf (fixture);
  g_autofree char *subject = signet_name_to_string (signet_certificate_get_subject (leaf));
  g_autofree char *name = NULL;

  g_assert_cmpstr (subject, ==, "CN=From a request");
  g_assert_cmpuint (signet_certificate_get_n_alt_names (leaf), ==, 1);
  name = signet_alt_name_to_string (signet_certificate_get_alt_name (leaf, 0));
  g_assert_cmpstr (name, ==, "dns:csr.example.org");
}

/* A request of somebody else's, whose key is not here. */
static void
prepare_p10cr (CmpFixture *fixture,
               const char *common_name)
{
  fixture->job->csr = operation_fixture_csr (fixture, common_name);
  g_clear_object (&fixture->job->key);
  g_clear_pointer (&fixture->job->subject_template, signet_template_unref);
  operation_fixture_next (fixture, SIGNET_OPERATION_P10CR);
}

/* It goes out as it is. */
static void
test_p10cr (CmpFixture    *fixture,
            gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  prepare_p10cr (fixture, "From a request");
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome);
  assert_csr_certificate (fixture);
}

static void
test_p10cr_resumed (CmpFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  prepare_p10cr (fixture, "From a request");
  first = cmp_fixture_step (fixture);
  g_assert_no_error (first->error);
  g_assert_cmpint (first->kind, ==, SIGNET_OUTCOME_WAITING);
  second = cmp_fixture_next_process (fixture);
  g_assert_no_error (second->error);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_ISSUED);
  assert_csr_certificate (fixture);
}

static void
test_p10cr_garbage (CmpFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  fixture->job->csr = g_bytes_new_static ("0\003\002\001\001", 5);
  operation_fixture_next (fixture, SIGNET_OPERATION_P10CR);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_CSR);
  g_assert_false (outcome->left);
}

/* Whose key was certified is looked at, too, where only a request of somebody else's is sent. */
static void
test_p10cr_other_key (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (EVP_PKEY) other = pki_fixture_new_pkey ();
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  ca.code = "s3cret";
  ca.client = other;
  prepare_p10cr (fixture, "Ada");
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_OTHER_KEY);
  g_assert_null (fixture->journal->leaf);
  g_assert_cmpint (ca.confirmed, ==, OSSL_CMP_PKISTATUS_rejection);
}

/* The same request turned into an ir, for which the key has to be here. */
static void
test_ir_from_csr (CmpFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  fixture->job->csr = operation_fixture_csr (fixture, "From a request");
  g_clear_pointer (&fixture->job->subject_template, signet_template_unref);
  outcome = cmp_fixture_step (fixture);
  assert_issued (fixture, outcome);
  assert_csr_certificate (fixture);
}

/* A certificate is there, and it is to be revoked. */
static void
prepare_revocation (CmpFixture *fixture)
{
  operation_fixture_enroll (fixture);
  fixture->job->old_certificate = operation_fixture_leaf (fixture);
  g_clear_pointer (&fixture->job->subject_template, signet_template_unref);
  operation_fixture_next (fixture, SIGNET_OPERATION_RR);
}

static void
test_rr_by_code (CmpFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  prepare_revocation (fixture);
  fixture->job->reason = 4;
  g_clear_object (&fixture->job->key);
  g_clear_object (&fixture->job->journal);
  first = cmp_fixture_step (fixture);
  assert_done (fixture, first);
  /* Asking once more does no harm. */
  second = cmp_fixture_step (fixture);
  assert_done (fixture, second);
}

static void
test_rr_signed (CmpFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  prepare_revocation (fixture);
  operation_fixture_use_signer (fixture, fixture->job->old_certificate);
  outcome = cmp_fixture_step (fixture);
  assert_done (fixture, outcome);
}

/* The certificate is lost; all that is known is who issued it, and its number. */
static void
test_rr_by_serial (CmpFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;
  g_auto (GStrv) parts = NULL;
  SignetCertificate *old;

  prepare_revocation (fixture);
  old = fixture->job->old_certificate;
  parts = g_strsplit (signet_certificate_get_serial (old), ":", -1);
  fixture->job->issuer = signet_name_ref (signet_certificate_get_issuer (old));
  fixture->job->serial = g_strjoinv (NULL, parts);
  g_clear_object (&fixture->job->old_certificate);
  first = cmp_fixture_step (fixture);
  assert_done (fixture, first);

  g_free (fixture->job->serial);
  fixture->job->serial = g_strdup ("0123456789");
  second = cmp_fixture_step (fixture);
  g_assert_error (second->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_assert_true (signet_error_get_details (second->error)->authenticated);
}

static void
test_incomplete (CmpFixture    *fixture,
                 gconstpointer  data)
{
  static const char *const NAMES[] = { "p10cr", "kur", "rr" };

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autoptr (SignetOutcome) outcome = NULL;

      operation_fixture_next (fixture, signet_operation_lookup (NAMES[i]));
      outcome = cmp_fixture_step (fixture);
      g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
      g_assert_false (outcome->left);
    }
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/operations/" path, CmpFixture, data, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kur-signed", &AT_ONCE, test_kur_signed);
  ADD ("kur-same-key", &AT_ONCE, test_kur_same_key);
  ADD ("kur-by-code", &AT_ONCE, test_kur_by_code);
  ADD ("kur-resumed", &AFTER_ONE_POLL, test_kur_resumed);
  ADD ("p10cr", &AT_ONCE, test_p10cr);
  ADD ("p10cr-resumed", &AFTER_ONE_POLL, test_p10cr_resumed);
  ADD ("p10cr-garbage", &AT_ONCE, test_p10cr_garbage);
  ADD ("p10cr-other-key", &AT_ONCE, test_p10cr_other_key);
  ADD ("ir-from-csr", &AT_ONCE, test_ir_from_csr);
  ADD ("rr-by-code", &AT_ONCE, test_rr_by_code);
  ADD ("rr-signed", &AT_ONCE, test_rr_signed);
  ADD ("rr-by-serial", &AT_ONCE, test_rr_by_serial);
  ADD ("incomplete", &AT_ONCE, test_incomplete);

  return g_test_run ();
}
