/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "core/signet-report.h"
#include "der.h"
#include "operation-fixture.h"
#include "scripted-ca.h"

/* Whose answers count, how they have to be protected, and what a step reports about them. */

#define CMC_RA "1.3.6.1.5.5.7.3.28"

static const CmpCase NOTHING = { 0 };

static void
trust (CmpFixture  *fixture,
       SignetTrust  list,
       X509        *certificate)
{
  g_autoptr (GBytes) der = signet_x509_to_der (certificate);

  signet_profile_add_certificate (fixture->job->profile, list, der);
}

static char *
fingerprint_of (X509 *certificate)
{
  g_autoptr (GBytes) der = signet_x509_to_der (certificate);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
}

/* Takes a step that ends with a certificate. */
static SignetReport *
assert_issued (CmpFixture *fixture)
{
  g_autoptr (SignetOutcome) outcome = cmp_fixture_step (fixture);

  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_nonnull (outcome->report);

  return signet_report_ref (outcome->report);
}

/* Takes a step whose answer does not count: nothing of it is acted on. */
static void
assert_refused (CmpFixture *fixture,
                int         code)
{
  g_autoptr (SignetOutcome) outcome = cmp_fixture_step (fixture);

  g_assert_error (outcome->error, SIGNET_ERROR, code);
  g_assert_false (signet_error_get_details (outcome->error)->authenticated);
  g_assert_null (fixture->journal->leaf);
  g_assert_false (outcome->stored);
}

/* As if nothing had been sent before. */
static void
start_again (CmpFixture *fixture,
             ScriptedCa *ca)
{
  g_clear_pointer (&ca->transaction, OSSL_CMP_SRV_CTX_free);
  g_ptr_array_set_size (ca->requests, 0);
  g_clear_pointer (&fixture->journal->response, g_bytes_unref);
  g_clear_pointer (&fixture->journal->candidate, g_bytes_unref);
  g_clear_pointer (&fixture->journal->leaf, g_bytes_unref);
}

/* OpenSSL reads more than DER. Whatever it sees in a header the reader of answers sees, too, or
 * else the message counts for nothing: here the CA next door brings a certificate of the root. */
static void
test_trust_loose (CmpFixture    *fixture,
                  gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "Next Door", TRUE, NULL, NULL);
  assert_refused (fixture, SIGNET_ERROR_UNKNOWN_SIGNER);

  start_again (fixture, &ca);
  ca.loose = TRUE;
  assert_refused (fixture, SIGNET_ERROR_NOT_CMP);
}

/* What somebody who signed the answer said of a certificate, and whether that counts. */
static void
assert_revoked (CmpFixture *fixture,
                ScriptedCa *ca,
                int         code)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  start_again (fixture, ca);
  outcome = cmp_fixture_step (fixture);
  if (code < 0)
    g_assert_no_error (outcome->error);
  else
    g_assert_error (outcome->error, SIGNET_ERROR, code);
  g_assert_true ((outcome->kind == SIGNET_OUTCOME_DONE) == (code < 0));
}

/* A CA has its own certificates revoked, and not those of the CA next door. */
static void
test_trust_revokes (CmpFixture    *fixture,
                    gconstpointer  data)
{
  const PkiFixture leaf = { .common_name = "Ada", .serial = 99 };
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (X509) own = NULL;
  g_autoptr (X509) foreign = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "Issuing CA", TRUE, NULL, NULL);
  own = pki_fixture_new_x509 (&leaf, ca.client, ca.signer, ca.pkey);
  foreign = pki_fixture_new_x509 (&leaf, ca.client, ca.root, ca.pkey);
  operation_fixture_next (fixture, SIGNET_OPERATION_RR);

  fixture->job->old_certificate = signet_certificate_new_from_x509 (own, NULL);
  assert_revoked (fixture, &ca, -1);
  g_clear_object (&fixture->job->old_certificate);
  fixture->job->old_certificate = signet_certificate_new_from_x509 (foreign, NULL);
  assert_revoked (fixture, &ca, SIGNET_ERROR_UNKNOWN_SIGNER);
  ca.status = OSSL_CMP_PKISTATUS_rejection;
  ca.fail_info = 1 << OSSL_CMP_PKIFAILUREINFO_certRevoked;
  assert_revoked (fixture, &ca, SIGNET_ERROR_UNKNOWN_SIGNER);

  ca.status = OSSL_CMP_PKISTATUS_accepted;
  g_clear_object (&fixture->job->old_certificate);
  fixture->job->serial = g_strdup ("63");
  fixture->job->issuer = signet_name_parse ("CN=Issuing CA", NULL);
  assert_revoked (fixture, &ca, -1);
  g_clear_pointer (&fixture->job->issuer, signet_name_unref);
  fixture->job->issuer = signet_name_parse ("CN=Scripted Root", NULL);
  assert_revoked (fixture, &ca, SIGNET_ERROR_UNKNOWN_SIGNER);
}

/* The CA next to the server is offered, and not taken. */
static void
test_trust_report_signature (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetReport) report = NULL;
  g_autoptr (GBytes) root = NULL;
  g_autoptr (GBytes) signer = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "CMP Server", FALSE, "extendedKeyUsage", CMC_RA);
  report = assert_issued (fixture);
  root = signet_x509_to_der (ca.root);
  signer = signet_x509_to_der (ca.signer);
  g_assert_cmpint (signet_report_get_protection (report), ==, SIGNET_PROTECTION_SIGNATURE);
  g_assert_cmpstr (signet_report_get_signer_name (report), ==, "CN=CMP Server");
  g_assert_true (g_bytes_equal (signet_report_get_signer (report), signer));
  g_assert_cmpint (signet_report_get_version (report), ==, 2);
  g_assert_cmpuint (signet_report_get_ca_certificates (report)->len, ==, 1);
  g_assert_true (g_bytes_equal (signet_report_get_ca_certificates (report)->pdata[0], root));
  g_assert_cmpuint (signet_report_get_extra_certificates (report)->len, >=, 1);
  g_assert_cmpint (ABS (signet_report_get_clock_skew (report)), <, 60);
  g_assert_null (signet_report_get_warnings (report)[0]);
  g_assert_cmpuint (
    signet_profile_get_n_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS), ==, 1);
}

static void
test_trust_report_mac (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  ca.code = "s3cret";
  report = assert_issued (fixture);
  g_assert_cmpint (signet_report_get_protection (report), ==, SIGNET_PROTECTION_MAC);
  g_assert_null (signet_report_get_signer (report));
  g_assert_cmpuint (signet_report_get_ca_certificates (report)->len, ==, 1);
}

/* CA certificates that came under the code's protection are for this exchange alone. */
static void
test_trust_ca_pubs_not_kept (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  signet_profile_clear_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS);
  ca.code = "s3cret";
  report = assert_issued (fixture);
  g_assert_cmpint (fixture->journal->verification, ==, SIGNET_VERIFICATION_CODE);
  g_assert_cmpuint (
    signet_profile_get_n_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS), ==, 0);

  start_again (fixture, &ca);
  ca.signed_only = G_MAXUINT;
  assert_refused (fixture, SIGNET_ERROR_UNKNOWN_SIGNER);
}

/* An answer that nobody vouches for leaves nothing in the report. */
static void
test_trust_report_unverified (CmpFixture    *fixture,
                              gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  signet_profile_clear_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER);
  g_assert_cmpint (signet_report_get_protection (outcome->report), ==, SIGNET_PROTECTION_NONE);
  g_assert_null (signet_report_get_signer (outcome->report));
  g_assert_cmpuint (signet_report_get_ca_certificates (outcome->report)->len, ==, 0);
  g_assert_cmpuint (signet_report_get_extra_certificates (outcome->report)->len, ==, 0);
  g_assert_nonnull (
    strstr (signet_error_get_details (outcome->error)->technical, "CN=Scripted Root"));
}

/* A signer whose key is not for signatures is an exception by its fingerprint alone, with a pin as
 * without. */
static void
test_trust_key_usage (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autofree char *fingerprint = NULL;
  g_autofree char *other = NULL;
  g_autoptr (SignetReport) first = NULL;
  g_autoptr (SignetReport) second = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "RA", TRUE, "keyUsage", "keyCertSign");
  fingerprint = fingerprint_of (ca.signer);
  other = fingerprint_of (ca.root);
  ca.issuer = ca.signer;
  X509_up_ref (ca.issuer);
  trust (fixture, SIGNET_TRUST_UNTRUSTED, ca.issuer);

  assert_refused (fixture, SIGNET_ERROR_KEY_USAGE);
  start_again (fixture, &ca);
  operation_fixture_set (fixture, SIGNET_SETTING_IGNORE_KEY_USAGE, other);
  assert_refused (fixture, SIGNET_ERROR_KEY_USAGE);
  start_again (fixture, &ca);
  operation_fixture_set (fixture, SIGNET_SETTING_IGNORE_KEY_USAGE, fingerprint);
  first = assert_issued (fixture);
  g_assert_true (cmp_fixture_has_warning (first, "exception"));

  start_again (fixture, &ca);
  trust (fixture, SIGNET_TRUST_SERVER, ca.signer);
  second = assert_issued (fixture);
  g_assert_cmpstr (signet_report_get_signer_name (second), ==, "CN=RA");
  start_again (fixture, &ca);
  operation_fixture_set (fixture, SIGNET_SETTING_IGNORE_KEY_USAGE, other);
  assert_refused (fixture, SIGNET_ERROR_KEY_USAGE);
}

/* What a profile says about the protection of answers to a request with a code. */
static const struct
{
  const char *setting;
  gboolean mac;
  gboolean taken;
} PROTECTIONS[] = {
  { "any", TRUE, TRUE },
  { "any", FALSE, TRUE },
  { "same", TRUE, TRUE },
  { "same", FALSE, FALSE },
  { "mac", TRUE, TRUE },
  { "mac", FALSE, FALSE },
  { "signature", TRUE, FALSE },
  { "signature", FALSE, TRUE },
};

static void
test_trust_protection (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };

  scripted_ca_init (&ca, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (PROTECTIONS); i++)
    {
      g_autoptr (SignetReport) report = NULL;

      start_again (fixture, &ca);
      ca.code = PROTECTIONS[i].mac ? "s3cret" : NULL;
      operation_fixture_set (fixture, SIGNET_SETTING_ANSWER_PROTECTION, PROTECTIONS[i].setting);
      if (PROTECTIONS[i].taken)
        report = assert_issued (fixture);
      else
        assert_refused (fixture, SIGNET_ERROR_ANSWER_PROTECTION);
    }
}

/* An answer that only the setting refused is not lost: with another setting it is taken. */
static void
test_trust_protection_later (CmpFixture    *fixture,
                             gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) first = NULL;
  g_autoptr (SignetOutcome) second = NULL;

  scripted_ca_init (&ca, fixture);
  operation_fixture_set (fixture, SIGNET_SETTING_ANSWER_PROTECTION, "same");
  first = cmp_fixture_step (fixture);
  g_assert_error (first->error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_PROTECTION);
  g_assert_false (first->candidate_refused);
  operation_fixture_set (fixture, SIGNET_SETTING_ANSWER_PROTECTION, "any");
  second = cmp_fixture_next_process (fixture);
  g_assert_no_error (second->error);
  g_assert_cmpint (second->kind, ==, SIGNET_OUTCOME_ISSUED);
}

/* RFC 9483 3.1: the kind of protection does not change within a transaction. */
static void
test_trust_protection_changes (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };

  scripted_ca_init (&ca, fixture);
  ca.polls = 1;
  ca.code = "s3cret";
  ca.signed_only = 1;
  assert_refused (fixture, SIGNET_ERROR_ANSWER_PROTECTION);
  g_assert_cmpstr (ca.seen->str, ==, "0 25");
}

static void
write_list (GBytes     *list,
            const char *path)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (list, NULL), (gssize) g_bytes_get_size (list),
                       &error);
  g_assert_no_error (error);
}

/* A FaultFunc. */
static GBytes *
serve_list (const char *path,
            GBytes     *body,
            gpointer    list)
{
  return fault_answer ("200 OK", "application/pkix-crl", g_bytes_get_data (list, NULL),
                       g_bytes_get_size (list));
}

static void
test_trust_revocation (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autofree char *path = g_build_filename (fixture->folder, "root.crl", NULL);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) revoking = NULL;
  g_autoptr (GBytes) stale = NULL;
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "RA", FALSE, "extendedKeyUsage", CMC_RA);
  clean = scripted_ca_new_crl (&ca, NULL, 3600);
  revoking = scripted_ca_new_crl (&ca, ca.signer, 3600);
  stale = scripted_ca_new_crl (&ca, NULL, -30);
  operation_fixture_set (fixture, SIGNET_SETTING_CRL_CHECK, "leaf");
  assert_refused (fixture, SIGNET_ERROR_NO_CRL);

  /* The file is not there yet. */
  operation_fixture_set (fixture, SIGNET_SETTING_CRLS, path);
  start_again (fixture, &ca);
  assert_refused (fixture, SIGNET_ERROR_NO_CRL);

  write_list (stale, path);
  start_again (fixture, &ca);
  assert_refused (fixture, SIGNET_ERROR_NO_CRL);

  write_list (revoking, path);
  start_again (fixture, &ca);
  assert_refused (fixture, SIGNET_ERROR_REVOKED_SIGNER);

  write_list (clean, path);
  start_again (fixture, &ca);
  report = assert_issued (fixture);
}

static void
test_trust_revocation_by_address (CmpFixture    *fixture,
                                  gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (GBytes) revoking = NULL;
  g_autoptr (FaultServer) lists = NULL;
  g_autofree char *url = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "RA", FALSE, "extendedKeyUsage", CMC_RA);
  revoking = scripted_ca_new_crl (&ca, ca.signer, 3600);
  lists = fault_server_new (serve_list, revoking);
  url = fault_server_dup_url (lists, "/root.crl");
  operation_fixture_set (fixture, SIGNET_SETTING_CRL_CHECK, "chain");
  operation_fixture_set (fixture, SIGNET_SETTING_CRLS, url);
  assert_refused (fixture, SIGNET_ERROR_REVOKED_SIGNER);
  g_assert_cmpuint (fault_server_get_n_requests (lists), ==, 1);
}

static GBytes *
serve_words (const char *path,
             GBytes     *body,
             gpointer    user_data)
{
  return fault_answer ("404 transactionid unmatched", "text/plain", "", 0);
}

/* What the server of the lists says is no word of the library's about the answer: that stays the
 * answer of somebody who may turn out to be the right one. */
static void
test_trust_list_with_words (CmpFixture    *fixture,
                            gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (FaultServer) lists = fault_server_new (serve_words, NULL);
  g_autofree char *url = fault_server_dup_url (lists, "/root.crl");
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "RA", FALSE, "extendedKeyUsage", CMC_RA);
  operation_fixture_set (fixture, SIGNET_SETTING_CRL_CHECK, "chain");
  operation_fixture_set (fixture, SIGNET_SETTING_CRLS, url);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_NO_CRL);
  g_assert_nonnull (
    strstr (signet_error_get_details (outcome->error)->technical, "transactionid unmatched"));
  g_assert_false (outcome->candidate_refused);
}

/* The library does not look at the chain of a pinned certificate. Nothing is sent to one that was
 * revoked. */
static void
test_trust_revoked_pin (CmpFixture    *fixture,
                        gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autofree char *path = g_build_filename (fixture->folder, "root.crl", NULL);
  g_autoptr (GBytes) revoking = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "RA", FALSE, "keyUsage", "digitalSignature");
  trust (fixture, SIGNET_TRUST_SERVER, ca.signer);
  revoking = scripted_ca_new_crl (&ca, ca.signer, 3600);
  clean = scripted_ca_new_crl (&ca, NULL, 3600);
  operation_fixture_set (fixture, SIGNET_SETTING_CRL_CHECK, "leaf");
  assert_refused (fixture, SIGNET_ERROR_NO_CRL);
  operation_fixture_set (fixture, SIGNET_SETTING_CRLS, path);
  write_list (revoking, path);
  assert_refused (fixture, SIGNET_ERROR_REVOKED_SIGNER);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");

  write_list (clean, path);
  report = assert_issued (fixture);
  g_assert_cmpstr (signet_report_get_signer_name (report), ==, "CN=RA");
}

/* Every option has its effect; what makes no sense is said before anything leaves. */
static const struct
{
  SignetSetting setting;
  const char *text;
  int code; /* -1 for a certificate */
} OPTIONS[] = {
  { SIGNET_SETTING_VERIFY_POLICY, "1.2.3.4", -1 },
  { SIGNET_SETTING_VERIFY_POLICY, "no policy", SIGNET_ERROR_PROFILE },
  { SIGNET_SETTING_VERIFY_EXPLICIT_POLICY, "true", SIGNET_ERROR_UNKNOWN_SIGNER },
  { SIGNET_SETTING_VERIFY_POLICY_CHECK, "true", -1 },
  { SIGNET_SETTING_VERIFY_INHIBIT_ANY, "true", -1 },
  { SIGNET_SETTING_VERIFY_INHIBIT_MAP, "true", -1 },
  { SIGNET_SETTING_VERIFY_SUITE_B, "128", -1 },
  { SIGNET_SETTING_VERIFY_SUITE_B, "128-only", -1 },
  { SIGNET_SETTING_VERIFY_SUITE_B, "192", SIGNET_ERROR_UNKNOWN_SIGNER },
  { SIGNET_SETTING_VERIFY_PURPOSE, "any", -1 },
  { SIGNET_SETTING_VERIFY_PURPOSE, "sslserver", SIGNET_ERROR_UNKNOWN_SIGNER },
  { SIGNET_SETTING_VERIFY_PURPOSE, "coffee", SIGNET_ERROR_PROFILE },
  { SIGNET_SETTING_VERIFY_AUTH_LEVEL, "3", -1 },
  { SIGNET_SETTING_VERIFY_AUTH_LEVEL, "4", SIGNET_ERROR_UNKNOWN_SIGNER },
  { SIGNET_SETTING_VERIFY_DEPTH, "0", -1 },
  { SIGNET_SETTING_VERIFY_X509_STRICT, "true", SIGNET_ERROR_UNKNOWN_SIGNER },
  { SIGNET_SETTING_VERIFY_PARTIAL_CHAIN, "false", -1 },
  { SIGNET_SETTING_VERIFY_AT_TIME, "1000000000", SIGNET_ERROR_UNKNOWN_SIGNER },
  { SIGNET_SETTING_VERIFY_NO_CHECK_TIME, "true", -1 },
  { SIGNET_SETTING_VERIFY_USE_DELTAS, "true", -1 },
  { SIGNET_SETTING_VERIFY_EXTENDED_CRL, "true", -1 },
};

static void
test_trust_option (CmpFixture    *fixture,
                   gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "RA", FALSE, "extendedKeyUsage", CMC_RA);
  operation_fixture_set (fixture, OPTIONS[i].setting, OPTIONS[i].text);
  outcome = cmp_fixture_step (fixture);
  if (OPTIONS[i].code < 0)
    g_assert_no_error (outcome->error);
  else
    g_assert_error (outcome->error, SIGNET_ERROR, OPTIONS[i].code);
  if (OPTIONS[i].code == SIGNET_ERROR_PROFILE)
    g_assert_cmpstr (fixture->journal->steps->str, ==, "");
}

/* An anchor that is no root is one only where the profile says so; that is the default. */
static void
test_trust_partial_chain (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "Issuing CA", TRUE, NULL, NULL);
  ca.issuer = ca.signer;
  X509_up_ref (ca.issuer);
  signet_profile_clear_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS);
  trust (fixture, SIGNET_TRUST_ANCHORS, ca.signer);
  operation_fixture_set (fixture, SIGNET_SETTING_VERIFY_PARTIAL_CHAIN, "false");
  assert_refused (fixture, SIGNET_ERROR_UNKNOWN_SIGNER);
  start_again (fixture, &ca);
  operation_fixture_set (fixture, SIGNET_SETTING_VERIFY_PARTIAL_CHAIN, "true");
  report = assert_issued (fixture);
}

static gboolean
request_has_bytes (ScriptedCa    *ca,
                   gconstpointer  needle,
                   gsize          length)
{
  gsize size;
  const guchar *data = g_bytes_get_data (ca->requests->pdata[0], &size);

  for (gsize i = 0; i + length <= size; i++)
    {
      if (memcmp (data + i, needle, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
request_contains (ScriptedCa *ca,
                  X509       *certificate)
{
  g_autoptr (GBytes) der = signet_x509_to_der (certificate);

  return request_has_bytes (ca, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
}

/* From now on the request is signed with a certificate of an intermediate CA. */
static X509 *
sign_requests (CmpFixture *fixture,
               ScriptedCa *ca)
{
  const PkiFixture middle = { .common_name = "Middle", .ca = TRUE, .serial = 3 };
  const PkiFixture person = { .common_name = "Person", .serial = 4 };
  X509 *issuer = pki_fixture_new_x509 (&middle, ca->pkey, ca->root, ca->pkey);
  g_autoptr (X509) leaf = pki_fixture_new_x509 (&person, ca->client, issuer, ca->pkey);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (leaf);

  operation_fixture_use_signer (fixture, certificate);

  return issuer;
}

/* The chain of the signer goes along, as far as it is known; where it is not, that stops nobody. */
static void
test_trust_own_chain (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (X509) middle = NULL;
  g_autoptr (SignetReport) unknown = NULL;
  g_autoptr (SignetReport) known = NULL;

  scripted_ca_init (&ca, fixture);
  middle = sign_requests (fixture, &ca);
  trust (fixture, SIGNET_TRUST_OWN, ca.root);
  unknown = assert_issued (fixture);
  g_assert_false (request_contains (&ca, middle));

  start_again (fixture, &ca);
  trust (fixture, SIGNET_TRUST_UNTRUSTED, middle);
  known = assert_issued (fixture);
  g_assert_true (request_contains (&ca, middle));
}

static void
test_trust_extra (CmpFixture    *fixture,
                  gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  trust (fixture, SIGNET_TRUST_EXTRA, ca.root);
  report = assert_issued (fixture);
  g_assert_true (request_contains (&ca, ca.root));
}

/* Without code and certificate nothing leaves, but where the profile allows it. */
static void
test_trust_unprotected (CmpFixture    *fixture,
                        gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) refused = NULL;
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  g_clear_pointer (&fixture->job->code, signet_secret_unref);
  refused = cmp_fixture_step (fixture);
  g_assert_error (refused->error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
  operation_fixture_set (fixture, SIGNET_SETTING_UNPROTECTED_REQUESTS, "true");
  report = assert_issued (fixture);
  g_assert_cmpint (signet_report_get_protection (report), ==, SIGNET_PROTECTION_SIGNATURE);
  g_assert_true (cmp_fixture_has_warning (report, "not protected"));
}

static gboolean
request_has (ScriptedCa *ca,
             int         nid)
{
  const ASN1_OBJECT *object = OBJ_nid2obj (nid);

  return request_has_bytes (ca, OBJ_get0_data (object), OBJ_length (object));
}

static void
test_trust_algorithms (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetReport) plain = NULL;
  g_autoptr (SignetReport) chosen = NULL;

  scripted_ca_init (&ca, fixture);
  plain = assert_issued (fixture);
  g_assert_true (request_has (&ca, NID_hmacWithSHA256));
  g_assert_true (request_has (&ca, NID_sha256));
  g_assert_true (request_has (&ca, NID_ecdsa_with_SHA256));

  start_again (fixture, &ca);
  operation_fixture_set (fixture, SIGNET_SETTING_MAC, "hmac-sha1");
  operation_fixture_set (fixture, SIGNET_SETTING_OWF, "sha512");
  operation_fixture_set (fixture, SIGNET_SETTING_DIGEST, "sha384");
  chosen = assert_issued (fixture);
  g_assert_true (request_has (&ca, NID_hmac_sha1));
  g_assert_true (request_has (&ca, NID_sha512));
  g_assert_true (request_has (&ca, NID_ecdsa_with_SHA384));
}

/* A digest that the library cannot sign with is refused before anything leaves. */
static void
test_trust_digest_unsupported (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;
  int signature;

  scripted_ca_init (&ca, fixture);
  operation_fixture_set (fixture, SIGNET_SETTING_DIGEST, "sha3-256");
  outcome = cmp_fixture_step (fixture);
  if (OBJ_find_sigid_by_algs (&signature, NID_sha3_256, EVP_PKEY_EC))
    {
      g_assert_no_error (outcome->error);
      return;
    }
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNSUPPORTED);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "");
}

/* A signature is not stronger than its digest. */
static void
test_trust_digest_of_curve (CmpFixture    *fixture,
                            gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("ec:P-521", NULL);
  g_autoptr (SignetReport) report = NULL;

  g_clear_object (&fixture->job->key);
  fixture->job->key = signet_key_generate (spec, NULL);
  scripted_ca_init (&ca, fixture);
  report = assert_issued (fixture);
  g_assert_true (request_has (&ca, NID_ecdsa_with_SHA512));
}

/* An error message that claims to be signed by somebody, and is not. */
static GBytes *
forge_signature (X509 *signer)
{
  static const guchar ECDSA[] = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02 };
  static const guchar WRONG[] = {
    0x03, 0x09, 0x00, 0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01
  };
  guchar *der = NULL;
  int length = i2d_X509_NAME (X509_get_subject_name (signer), &der);
  GByteArray *sender = der_wrap (0xa4, der_raw (der, (gsize) length), NULL);
  GByteArray *recipient = der_wrap (0xa4, der_wrap (0x30, NULL), NULL);
  GByteArray *algorithm =
    der_wrap (0xa1, der_wrap (0x30, der_raw (ECDSA, sizeof ECDSA), NULL), NULL);
  GByteArray *header = der_wrap (0x30, der_integer (2), sender, recipient, algorithm, NULL);
  GByteArray *body =
    der_wrap (0xb7, der_wrap (0x30, der_status (2, "go away", 1u << 2), NULL), NULL);

  OPENSSL_free (der);

  return g_byte_array_free_to_bytes (der_wrap (
    0x30, header, body, der_wrap (0xa0, der_raw (WRONG, sizeof WRONG), NULL), NULL));
}

/* OpenSSL 3.0 frees the certificate that verified the last answer and goes on using it, when a
 * later answer does not verify, and the same certificate is among the untrusted ones: valgrind sees
 * it, and malloc's perturbation may. */
static void
test_trust_certificates_are_kept (CmpFixture    *fixture,
                                  gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };

  scripted_ca_init (&ca, fixture);
  scripted_ca_set_role (&ca, "CMP Server", FALSE, "extendedKeyUsage", CMC_RA);
  trust (fixture, SIGNET_TRUST_UNTRUSTED, ca.signer);
  ca.polls = 3;
  ca.forgery = forge_signature (ca.signer);
  assert_refused (fixture, SIGNET_ERROR_REFUSED);
  g_assert_cmpstr (ca.seen->str, ==, "0 25");
}

static void
test_trust_status_notes (CmpFixture    *fixture,
                         gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetReport) report = NULL;

  scripted_ca_init (&ca, fixture);
  ca.status = OSSL_CMP_PKISTATUS_grantedWithMods;
  ca.name = "Ada of the CA";
  report = assert_issued (fixture);
  g_assert_cmpint (signet_report_get_status (report), ==, OSSL_CMP_PKISTATUS_grantedWithMods);
  g_assert_cmpstr (signet_report_get_server_text (report), ==, "scripted");
  g_assert_true (cmp_fixture_has_warning (report, "The CA changed something"));
  g_assert_true (cmp_fixture_has_warning (report, "“Ada of the CA”"));
}

/* An error message with a MAC of such an algorithm, of such a version. */
static GBytes *
forge_mac (int           version,
           const guchar *algorithm,
           gsize         length)
{
  static const guchar MAC[] = { 0x03, 0x05, 0x00, 0x01, 0x02, 0x03, 0x04 };
  GByteArray *sender = der_wrap (0xa4, der_wrap (0x30, NULL), NULL);
  GByteArray *recipient = der_wrap (0xa4, der_wrap (0x30, NULL), NULL);
  GByteArray *header =
    der_wrap (0x30, der_integer (version), sender, recipient,
              der_wrap (0xa1, der_wrap (0x30, der_raw (algorithm, length), NULL), NULL), NULL);
  GByteArray *body =
    der_wrap (0xb7, der_wrap (0x30, der_status (2, "go away", 1u << 2), NULL), NULL);

  return g_byte_array_free_to_bytes (
    der_wrap (0x30, header, body, der_wrap (0xa0, der_raw (MAC, sizeof MAC), NULL), NULL));
}

static void
assert_not_understood (CmpFixture *fixture,
                       GBytes     *forgery,
                       int         code)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  ca.forgery = forgery;
  ca.honest = 0;
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, code);
  g_assert_false (signet_error_get_details (outcome->error)->authenticated);
  if (code != SIGNET_ERROR_NOT_CMP)
    g_assert_cmpstr (signet_error_get_details (outcome->error)->server_text, ==, "go away");
}

/* CVE-2026-63076: parameters that are no SEQUENCE would be read as one. */
static void
test_trust_not_understood (CmpFixture    *fixture,
                           gconstpointer  data)
{
  static const guchar PBMAC1[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
                                   0x01, 0x05, 0x0e, 0x30, 0x00 };
  static const guchar KEM[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d,
                                0x07, 0x42, 0x10, 0x05, 0x00 };
  static const guchar PBM[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d,
                                0x07, 0x42, 0x0d, 0x30, 0x00 };
  static const guchar CRAFTED[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d,
                                    0x07, 0x42, 0x0d, 0x01, 0x01, 0xff };

  assert_not_understood (fixture, forge_mac (2, PBMAC1, sizeof PBMAC1), SIGNET_ERROR_PBMAC1);
  assert_not_understood (fixture, forge_mac (2, KEM, sizeof KEM), SIGNET_ERROR_PBMAC1);
  assert_not_understood (fixture, forge_mac (1, PBM, sizeof PBM), SIGNET_ERROR_VERSION);
  assert_not_understood (fixture, forge_mac (2, CRAFTED, sizeof CRAFTED), SIGNET_ERROR_NOT_CMP);
}

#define ADD(path, function) \
  g_test_add ("/cmp/trust/" path, CmpFixture, &NOTHING, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

static void
add_options (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (OPTIONS); i++)
    {
      const SignetSettingInfo *info = signet_setting_get_info (OPTIONS[i].setting);
      g_autofree char *path =
        g_strdup_printf ("/cmp/trust/option/%s/%s", info->key, OPTIONS[i].text);

      g_test_add (path, CmpFixture, GUINT_TO_POINTER (i), cmp_fixture_set_up_at_once,
                  test_trust_option, cmp_fixture_tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("list-with-words", test_trust_list_with_words);
  ADD ("loose", test_trust_loose);
  ADD ("revokes", test_trust_revokes);
  ADD ("report/signature", test_trust_report_signature);
  ADD ("report/mac", test_trust_report_mac);
  ADD ("report/unverified", test_trust_report_unverified);
  ADD ("report/notes", test_trust_status_notes);
  ADD ("ca-pubs-not-kept", test_trust_ca_pubs_not_kept);
  ADD ("key-usage", test_trust_key_usage);
  ADD ("protection", test_trust_protection);
  ADD ("protection/later", test_trust_protection_later);
  ADD ("protection/changes", test_trust_protection_changes);
  ADD ("revocation", test_trust_revocation);
  ADD ("revocation/address", test_trust_revocation_by_address);
  ADD ("revocation/pin", test_trust_revoked_pin);
  ADD ("partial-chain", test_trust_partial_chain);
  ADD ("own-chain", test_trust_own_chain);
  ADD ("extra", test_trust_extra);
  ADD ("unprotected", test_trust_unprotected);
  ADD ("algorithms", test_trust_algorithms);
  ADD ("algorithms/curve", test_trust_digest_of_curve);
  ADD ("not-understood", test_trust_not_understood);
  ADD ("algorithms/unsupported", test_trust_digest_unsupported);
  ADD ("certificates-are-kept", test_trust_certificates_are_kept);
  add_options ();

  return g_test_run ();
}
