/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "practice-client.h"
#include "practice-fixture.h"
#include "practice/signet-practice-revoked.h"

#define DAY (24 * 60 * 60) /* seconds */

/* A client with a certificate that was issued and confirmed. */
static PracticeClient *
new_owner (PracticeFixture *fixture,
           const char      *name)
{
  PracticeClient *client = practice_fixture_new_client (fixture, name);

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");

  return client;
}

/* A client that signs with the certificate of @owner. */
static PracticeClient *
new_signer (PracticeFixture *fixture,
            PracticeClient  *owner,
            const char      *name)
{
  PracticeClient *client = practice_client_new (fixture->desk, name);

  practice_client_set_signer (client, owner);

  return client;
}

static void
assert_state (PracticeFixture         *fixture,
              PracticeClient          *client,
              SignetPracticeCertState  state)
{
  g_autofree char *serial = practice_client_dup_serial (client);

  g_assert_cmpint (signet_practice_issued_get_state (
                     signet_practice_store_get_issued (fixture->desk->store), serial),
                   ==, state);
}

static void
test_kur (PracticeFixture *fixture,
          gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  g_autoptr (PracticeClient) client = new_signer (fixture, owner, "Ada");
  g_autofree char *before = practice_client_dup_serial (owner);
  g_autofree char *after = NULL;

  OSSL_CMP_CTX_set1_oldCert (client->context, practice_client_get_certificate (owner));
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_KUR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  after = practice_client_dup_serial (client);
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpint (
    X509_NAME_cmp (X509_get_subject_name (practice_client_get_certificate (client)),
                   X509_get_subject_name (practice_client_get_certificate (owner))),
    ==, 0);
  /* The old one stays valid. */
  assert_state (fixture, owner, SIGNET_PRACTICE_CERT_CONFIRMED);
  assert_state (fixture, client, SIGNET_PRACTICE_CERT_CONFIRMED);
}

static void
test_kur_by_code (PracticeFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  OSSL_CMP_CTX_set1_oldCert (client->context, practice_client_get_certificate (owner));
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_KUR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  g_assert_cmpstr (fixture->last->reference, ==, "1001");
}

static void
test_kur_same_key (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  g_autoptr (PracticeClient) first = new_signer (fixture, owner, "Ada");
  g_autoptr (PracticeClient) second = new_signer (fixture, owner, "Ada");

  OSSL_CMP_CTX_set1_oldCert (first->context, practice_client_get_certificate (owner));
  OSSL_CMP_CTX_set1_oldCert (second->context, practice_client_get_certificate (owner));
  EVP_PKEY_up_ref (owner->key);
  OSSL_CMP_CTX_set0_newPkey (first->context, 1, owner->key);
  g_assert_cmpint (practice_client_try (first, OSSL_CMP_KUR), ==, 1);
  /* Two certificates have the key now; the message says which one it is signed with. */
  g_assert_cmpint (practice_client_try (second, OSSL_CMP_KUR), ==, 1);
}

static void
test_kur_somebody_else (PracticeFixture *fixture,
                        gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  g_autoptr (PracticeClient) other = new_owner (fixture, "Eve");
  g_autoptr (PracticeClient) client = new_signer (fixture, other, "Ada");

  OSSL_CMP_CTX_set1_oldCert (client->context, practice_client_get_certificate (owner));
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_KUR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_notAuthorized);
  practice_assert_events (fixture, "request refused");
}

static void
test_kur_unknown (PracticeFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  OSSL_CMP_CTX_set1_oldCert (client->context, signet_practice_ca_get_root (fixture->desk->ca));
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_KUR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_badCertId);
}

static void
test_kur_not_confirmed (PracticeFixture *fixture,
                        gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  OSSL_CMP_CTX_set_option (owner->context, OSSL_CMP_OPT_DISABLE_CONFIRM, 1);
  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  OSSL_CMP_CTX_set1_oldCert (client->context, practice_client_get_certificate (owner));
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_KUR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_badCertId);
}

static void
test_p10cr (PracticeFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);

  practice_client_set_csr (client, "From a file");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_P10CR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  g_assert_cmpstr (fixture->last->subject, ==, "CN=From a file");
  g_assert_cmpint (
    X509_check_host (practice_client_get_certificate (client), "csr.example", 0, 0, NULL), ==, 1);
}

static void
test_p10cr_waiting (PracticeFixture *fixture,
                    gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
  g_autoptr (GError) error = NULL;

  fixture->options.approval = TRUE;
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  practice_client_set_csr (client, "Patience");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_P10CR), ==, -1);
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  g_assert_true (signet_practice_desk_approve (fixture->desk, fixture->last->number, &error));
  g_assert_no_error (error);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_P10CR), ==, 1);
  practice_assert_events (fixture, "request waiting approved issued confirmed");
}

static void
test_rr_by_code (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
  g_autoptr (PracticeClient) again = practice_fixture_new_client (fixture, NULL);
  g_autofree char *serial = practice_client_dup_serial (owner);

  g_assert_true (practice_client_revoke (client, practice_client_get_certificate (owner), 1));
  practice_assert_events (fixture, "revoked");
  g_assert_cmpstr (fixture->last->serial, ==, serial);
  g_assert_cmpstr (fixture->last->subject, ==, "CN=Ada");
  g_assert_cmpstr (fixture->last->text, ==, "keyCompromise");
  practice_fixture_restart (fixture);
  assert_state (fixture, owner, SIGNET_PRACTICE_CERT_REVOKED);
  again->desk = fixture->desk;
  g_assert_false (practice_client_revoke (again, practice_client_get_certificate (owner), -1));
  practice_assert_fail_info (again, OSSL_CMP_PKIFAILUREINFO_certRevoked);
  practice_assert_events (fixture, "refused");
}

static void
test_rr_signed (PracticeFixture *fixture,
                gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  g_autoptr (PracticeClient) other = new_owner (fixture, "Eve");
  g_autoptr (PracticeClient) stranger = new_signer (fixture, other, NULL);
  g_autoptr (PracticeClient) client = new_signer (fixture, owner, NULL);
  g_autoptr (PracticeClient) late = new_signer (fixture, owner, "Late");

  g_assert_false (practice_client_revoke (stranger, practice_client_get_certificate (owner), -1));
  practice_assert_fail_info (stranger, OSSL_CMP_PKIFAILUREINFO_notAuthorized);
  g_assert_true (practice_client_revoke (client, practice_client_get_certificate (owner), -1));
  practice_assert_events (fixture, "refused revoked");
  g_assert_null (fixture->last->text);
  /* A certificate that is revoked proves nothing. */
  g_assert_cmpint (practice_client_try (late, OSSL_CMP_CR), ==, 0);
  practice_assert_events (fixture, "refused");
}

static void
test_rr_unknown (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);

  g_assert_false (
    practice_client_revoke (client, signet_practice_ca_get_root (fixture->desk->ca), -1));
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_badCertId);
}

static void
test_hold (PracticeFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  X509 *certificate = practice_client_get_certificate (owner);
  const int reasons[] = { SIGNET_PRACTICE_REASON_REMOVE, SIGNET_PRACTICE_REASON_HOLD,
                          SIGNET_PRACTICE_REASON_REMOVE, SIGNET_PRACTICE_NO_REASON };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);

      g_assert_cmpint (practice_client_revoke (client, certificate, reasons[i]), ==, i > 0);
    }
  practice_assert_events (fixture, "refused revoked released revoked");
}

static void
test_renew_revoked (PracticeFixture *fixture,
                    gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture, "Ada");
  g_autoptr (PracticeClient) revoker = practice_fixture_new_client (fixture, NULL);
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  g_assert_true (practice_client_revoke (revoker, practice_client_get_certificate (owner), 4));
  OSSL_CMP_CTX_set1_oldCert (client->context, practice_client_get_certificate (owner));
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_KUR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_certRevoked);
}

static void
test_profiles (PracticeFixture *fixture,
               gconstpointer    data)
{
  static const struct
  {
    const char *name;
    int result;
  } cases[] = { { "anything", 1 }, { "Mail", 1 }, { "Server", 1 }, { "anything", 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

      practice_client_add_profile (client, cases[i].name);
      g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, cases[i].result);
      if (cases[i].result == 0)
        practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_badRequest);
      if (i == 0)
        {
          practice_fixture_set (fixture, "certificate-profile", "Mail");
          practice_fixture_set (fixture, "certificate-profile", "Server");
        }
    }
}

static void
test_changes (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  char text[200];

  practice_fixture_set (fixture, "change", "subject");
  practice_fixture_set (fixture, "change", "validity");
  OSSL_CMP_CTX_set_option (client->context, OSSL_CMP_OPT_VALIDITY_DAYS, 40);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  g_assert_cmpint (OSSL_CMP_CTX_get_status (client->context), ==,
                   OSSL_CMP_PKISTATUS_grantedWithMods);
  g_assert_nonnull (OSSL_CMP_CTX_snprint_PKIStatus (client->context, text, sizeof text));
  g_assert_nonnull (strstr (text, "The practice CA has changed: subject, validity"));
}

static gint64
get_end (PracticeClient *client)
{
  int days;
  int seconds;

  g_assert_cmpint (
    ASN1_TIME_diff (&days, &seconds, NULL,
                    X509_get0_notAfter (practice_client_get_certificate (client))),
    ==, 1);

  return (gint64) days * DAY + seconds;
}

static void
test_validity (PracticeFixture *fixture,
               gconstpointer    data)
{
  static const struct
  {
    int asked;
    int granted;
    int status;
  } cases[] = {
    { 0, 30, OSSL_CMP_PKISTATUS_accepted },
    { 40, 40, OSSL_CMP_PKISTATUS_accepted },
    { 400, 100, OSSL_CMP_PKISTATUS_grantedWithMods },
  };

  practice_fixture_set (fixture, "max-days", "100");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

      if (cases[i].asked > 0)
        OSSL_CMP_CTX_set_option (client->context, OSSL_CMP_OPT_VALIDITY_DAYS, cases[i].asked);
      g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
      g_assert_cmpint (OSSL_CMP_CTX_get_status (client->context), ==, cases[i].status);
      g_assert_cmpint (ABS (get_end (client) - (gint64) cases[i].granted * DAY), <, 60);
    }
}

static void
test_other_issuer (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) right = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8, (const guchar *) "Another CA",
                              -1, -1, 0);
  OSSL_CMP_CTX_set1_issuer (client->context, name);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  g_assert_cmpint (OSSL_CMP_CTX_get_status (client->context), ==,
                   OSSL_CMP_PKISTATUS_grantedWithMods);
  OSSL_CMP_CTX_set1_issuer (
    right->context, X509_get_subject_name (signet_practice_ca_get_root (fixture->desk->ca)));
  g_assert_cmpint (practice_client_try (right, OSSL_CMP_IR), ==, 1);
  g_assert_cmpint (OSSL_CMP_CTX_get_status (right->context), ==, OSSL_CMP_PKISTATUS_accepted);
}

#define ADD(path, function) \
  g_test_add ("/practice/operations/" path, PracticeFixture, NULL, practice_fixture_set_up, \
              function, practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kur", test_kur);
  ADD ("kur-by-code", test_kur_by_code);
  ADD ("kur-same-key", test_kur_same_key);
  ADD ("kur-somebody-else", test_kur_somebody_else);
  ADD ("kur-unknown", test_kur_unknown);
  ADD ("kur-not-confirmed", test_kur_not_confirmed);
  ADD ("p10cr", test_p10cr);
  ADD ("p10cr-waiting", test_p10cr_waiting);
  ADD ("rr-by-code", test_rr_by_code);
  ADD ("rr-signed", test_rr_signed);
  ADD ("rr-unknown", test_rr_unknown);
  ADD ("hold", test_hold);
  ADD ("renew-revoked", test_renew_revoked);
  ADD ("profiles", test_profiles);
  ADD ("changes", test_changes);
  ADD ("validity", test_validity);
  ADD ("other-issuer", test_other_issuer);

  return g_test_run ();
}
