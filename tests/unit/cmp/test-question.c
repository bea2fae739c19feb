/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "der.h"
#include "operation-fixture.h"
#include "oracle.h"
#include "pki-fixture.h"

#define ID_IT "1.3.6.1.5.5.7.4."

static SignetOutcome *
ask (CmpFixture *fixture,
     const char *oid)
{
  operation_fixture_next (fixture, SIGNET_OPERATION_GENM);
  g_free (fixture->job->question);
  fixture->job->question = g_strdup (oid);
  g_clear_object (&fixture->job->journal);

  return cmp_fixture_step (fixture);
}

static SignetInfo *
single_info (SignetOutcome *outcome)
{
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_DONE);
  g_assert_cmpuint (outcome->infos->len, ==, 1);

  return g_ptr_array_index (outcome->infos, 0);
}

static X509 *
new_ca (void)
{
  const PkiFixture what = { .common_name = "CA", .ca = TRUE };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();

  return pki_fixture_new_x509 (&what, pkey, NULL, NULL);
}

static GBytes *
sequence_of (X509 *x509)
{
  g_autoptr (GBytes) der = signet_x509_to_der (x509);

  return g_byte_array_free_to_bytes (
    der_wrap (0x30, der_raw (g_bytes_get_data (der, NULL), g_bytes_get_size (der)), NULL));
}

static void
test_question_certificates (CmpFixture    *fixture,
                            gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (X509) ca = new_ca ();
  g_autoptr (SignetOutcome) outcome = NULL;
  SignetInfo *info;

  oracle_init (&oracle, fixture);
  oracle.oid = ID_IT "17";
  oracle.value = sequence_of (ca);
  outcome = ask (fixture, ID_IT "17");
  info = single_info (outcome);
  g_assert_cmpint (signet_info_get_kind (info), ==, SIGNET_INFO_CERTIFICATES);
  g_assert_cmpuint (signet_info_get_n_parts (info), ==, 1);
  g_assert_cmpint (signet_report_get_protection (outcome->report), ==, SIGNET_PROTECTION_MAC);
}

/* RootCaKeyUpdateValue ::= SEQUENCE { newWithNew, newWithOld [0] } */
static GBytes *
root_update (X509 *new_with_new,
             X509 *new_with_old)
{
  g_autoptr (GBytes) fresh = signet_x509_to_der (new_with_new);
  g_autoptr (GBytes) link = signet_x509_to_der (new_with_old);
  GByteArray *tagged =
    der_wrap (0xa0, der_raw (g_bytes_get_data (link, NULL), g_bytes_get_size (link)), NULL);

  return g_byte_array_free_to_bytes (der_wrap (
    0x30, der_raw (g_bytes_get_data (fresh, NULL), g_bytes_get_size (fresh)), tagged, NULL));
}

static void
test_question_root (CmpFixture    *fixture,
                    gconstpointer  data)
{
  const PkiFixture root = { .common_name = "Root", .ca = TRUE };
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (EVP_PKEY) old_key = pki_fixture_new_pkey ();
  g_autoptr (EVP_PKEY) new_key = pki_fixture_new_pkey ();
  g_autoptr (X509) old = pki_fixture_new_x509 (&root, old_key, NULL, NULL);
  g_autoptr (X509) fresh = pki_fixture_new_x509 (&root, new_key, NULL, NULL);
  g_autoptr (X509) link = pki_fixture_new_x509 (&root, new_key, old, old_key);
  g_autoptr (SignetOutcome) good = NULL;
  g_autoptr (SignetOutcome) forged = NULL;

  oracle_init (&oracle, fixture);
  oracle.oid = ID_IT "18";
  oracle.value = root_update (fresh, link);
  fixture->job->question_value = signet_x509_to_der (old);
  good = ask (fixture, ID_IT "20");
  g_assert_cmpint (signet_info_get_kind (single_info (good)), ==, SIGNET_INFO_ROOT_UPDATE);
  g_assert_cmpuint (signet_info_get_n_fields (single_info (good)), ==, 1);
  g_assert_cmpstr (signet_info_get_field_label (single_info (good), 0), ==, "Verified");

  /* Somebody else's root vouches for itself. */
  g_bytes_unref (oracle.value);
  oracle.value = root_update (fresh, fresh);
  forged = ask (fixture, ID_IT "20");
  g_assert_cmpuint (signet_info_get_n_fields (single_info (forged)), ==, 1);
  g_assert_cmpstr (signet_info_get_field_label (single_info (forged), 0), ==, "Not verified");
}

/* Questions without a type, and answers without anything in them. */
static void
test_question_empty (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  oracle_init (&oracle, fixture);
  outcome = ask (fixture, NULL);
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_DONE);
  g_assert_cmpuint (outcome->infos->len, ==, 0);
}

static void
test_question_any (CmpFixture    *fixture,
                   gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  oracle_init (&oracle, fixture);
  oracle.oid = "1.2.3.4";
  oracle.value = g_byte_array_free_to_bytes (der_integer (5));
  fixture->job->question_value = g_byte_array_free_to_bytes (der_text (0x0c, "what?"));
  outcome = ask (fixture, "1.2.3.4");
  g_assert_true (g_bytes_equal (signet_info_get_der (single_info (outcome)), oracle.value));
}

static gboolean
was_asked (Oracle       *oracle,
           const guchar *needle,
           gsize         length)
{
  gsize size;
  const guchar *asked = g_bytes_get_data (oracle->asked, &size);

  for (gsize i = 0; i + length <= size; i++)
    {
      if (memcmp (asked + i, needle, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A value of a type that some releases know: it arrives as it was given on every one. */
static void
test_question_value (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (X509) ca = new_ca ();
  g_autoptr (SignetOutcome) outcome = NULL;
  gsize length;
  const guchar *value;

  oracle_init (&oracle, fixture);
  fixture->job->question_value = signet_x509_to_der (ca);
  outcome = ask (fixture, ID_IT "20");
  g_assert_no_error (outcome->error);
  value = g_bytes_get_data (fixture->job->question_value, &length);
  g_assert_true (was_asked (&oracle, value, length));
}

static void
test_question_wrong_value (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  oracle_init (&oracle, fixture);
  fixture->job->question_value = g_bytes_new_static ("\002\005", 2);
  outcome = ask (fixture, "1.2.3.4");
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_assert_false (outcome->left);
  g_assert_cmpuint (fault_server_get_n_requests (oracle.server), ==, 0);
}

static GBytes *
error_waiting (void)
{
  GByteArray *content = der_wrap (0x30, der_status (3, "later", 0), NULL);

  return g_byte_array_free_to_bytes (
    der_wrap (0x30, der_header (NULL), der_wrap (0xb7, content, NULL), NULL));
}

/* “Later” from somebody who cannot be verified is not believed, but said. */
static void
test_question_pending (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (GBytes) forged = error_waiting ();
  g_autoptr (FaultServer) liar = fault_server_new (cmp_fixture_forge, forged);
  g_autofree char *url = fault_server_dup_url (liar, "/");
  g_autoptr (SignetOutcome) outcome = NULL;

  cmp_fixture_set_server (fixture, url);
  outcome = ask (fixture, ID_IT "17");
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_PENDING_ANSWER);
  g_assert_false (signet_error_get_details (outcome->error)->authenticated);
  g_assert_cmpstr (signet_error_get_details (outcome->error)->server_text, ==, "later");
}

/* A request for a certificate that is put off like this leaves nothing to begin with later. */
static void
test_question_pending_request (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (GBytes) forged = error_waiting ();
  g_autoptr (FaultServer) liar = fault_server_new (cmp_fixture_forge, forged);
  g_autofree char *url = fault_server_dup_url (liar, "/");
  g_autoptr (SignetOutcome) outcome = NULL;

  cmp_fixture_set_server (fixture, url);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_PENDING_ANSWER);
  g_assert_cmpuint (fault_server_get_n_requests (liar), ==, 1);
  g_assert_null (fixture->journal->candidate);
}

#ifdef HAVE_OSSL_CMP_CTX_GET0_GENINFO_ITAVS

/* Here the library waits by itself, for as long as it is let. */
static void
test_question_delayed (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  oracle_init (&oracle, fixture);
  oracle.oid = "1.2.3.4";
  oracle.polls = 2;
  oracle.check_after = 1;
  outcome = ask (fixture, "1.2.3.4");
  g_assert_cmpstr (signet_info_get_oid (single_info (outcome)), ==, "1.2.3.4");
  g_assert_cmpuint (fault_server_get_n_requests (oracle.server), ==, 3);
}

static void
test_question_delayed_for_long (CmpFixture    *fixture,
                                gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;
  gint64 began_at = g_get_monotonic_time ();

  oracle_init (&oracle, fixture);
  oracle.polls = 2;
  oracle.check_after = 3600;
  outcome = ask (fixture, "1.2.3.4");
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_PENDING_ANSWER);
  g_assert_cmpint (g_get_monotonic_time () - began_at, <, 60 * G_USEC_PER_SEC);
}

#endif

static SignetOutcome *
ask_to_revoke (CmpFixture *fixture)
{
  operation_fixture_next (fixture, SIGNET_OPERATION_RR);

  return cmp_fixture_step (fixture);
}

static void
assert_warned (SignetOutcome *outcome)
{
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_DONE);
  g_assert_nonnull (signet_report_get_warnings (outcome->report)[0]);
}

/* A reasonCode (RFC 5280 5.3.1) is in every request, also where nobody has given a reason. */
static void
test_revocation_reason (CmpFixture    *fixture,
                        gconstpointer  data)
{
  static const int REASONS[] = { -1, 0, 4 };
  g_auto (Oracle) oracle = { 0 };

  oracle_init (&oracle, fixture);
  fixture->job->issuer = signet_name_parse ("CN=CA", NULL);
  fixture->job->serial = g_strdup ("0102");
  for (gsize i = 0; i < G_N_ELEMENTS (REASONS); i++)
    {
      const guchar expected[] = { 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04,
                                  0x03, 0x0a, 0x01, (guchar) MAX (REASONS[i], 0) };
      g_autoptr (SignetOutcome) outcome = NULL;

      fixture->job->reason = REASONS[i];
      outcome = ask_to_revoke (fixture);
      g_assert_no_error (outcome->error);
      g_assert_true (was_asked (&oracle, expected, sizeof expected));
    }
}

/* Whatever a CA says that is no refusal: it is done, and a note says in which way. */
static void
test_revocation_statuses (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_auto (Oracle) oracle = { 0 };
  g_autoptr (X509) certificate = new_ca ();
  g_autoptr (SignetOutcome) accepted = NULL;
  g_autoptr (SignetOutcome) warning = NULL;
  g_autoptr (SignetOutcome) notification = NULL;
  g_autoptr (SignetOutcome) before = NULL;
  g_autoptr (SignetOutcome) refused = NULL;

  oracle_init (&oracle, fixture);
  fixture->job->old_certificate = pki_fixture_wrap (certificate);
  accepted = ask_to_revoke (fixture);
  g_assert_no_error (accepted->error);
  g_assert_cmpint (accepted->kind, ==, SIGNET_OUTCOME_DONE);
  g_assert_null (signet_report_get_warnings (accepted->report)[0]);

  oracle.status = OSSL_CMP_PKISTATUS_revocationWarning;
  warning = ask_to_revoke (fixture);
  assert_warned (warning);
  oracle.status = OSSL_CMP_PKISTATUS_revocationNotification;
  notification = ask_to_revoke (fixture);
  assert_warned (notification);

  oracle.status = OSSL_CMP_PKISTATUS_rejection;
  oracle.fail_info = 1 << OSSL_CMP_PKIFAILUREINFO_certRevoked;
  before = ask_to_revoke (fixture);
  assert_warned (before);

  oracle.fail_info = 1 << OSSL_CMP_PKIFAILUREINFO_badCertId;
  refused = ask_to_revoke (fixture);
  g_assert_error (refused->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_assert_true (signet_error_get_details (refused->error)->authenticated);
}

#define ADD(path, function) \
  g_test_add ("/cmp/question/" path, CmpFixture, NULL, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("certificates", test_question_certificates);
  ADD ("root", test_question_root);
  ADD ("empty", test_question_empty);
  ADD ("any", test_question_any);
  ADD ("value", test_question_value);
  ADD ("wrong-value", test_question_wrong_value);
  ADD ("pending", test_question_pending);
  ADD ("pending-request", test_question_pending_request);
#ifdef HAVE_OSSL_CMP_CTX_GET0_GENINFO_ITAVS
  ADD ("delayed", test_question_delayed);
  ADD ("delayed-for-long", test_question_delayed_for_long);
#endif
  ADD ("revocation-reason", test_revocation_reason);
  ADD ("revocation-statuses", test_revocation_statuses);

  return g_test_run ();
}
