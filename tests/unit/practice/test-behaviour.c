/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-behaviour-private.h"

#include <string.h>

#include "practice-client.h"
#include "practice-fixture.h"
#include "practice/signet-practice-der-private.h"
#include "practice/signet-practice-message-private.h"
#include "practice/signet-practice-revoked.h"

static void
test_set (PracticeFixture *fixture,
          gconstpointer    data)
{
  g_autoptr (SignetPracticeBehaviour) behaviour = signet_practice_behaviour_new ();
  static const struct
  {
    const char *name;
    const char *value;
  } wrong[] = {
    { "nonsense", NULL },
    { "days", NULL },
    { "days", "0" },
    { "days", "x" },
    { "max-days", "100000" },
    { "change", "everything" },
    { "failure", "bad" },
    { "pki-status", "maybe" },
    { "status-string", "" },
    { "delay", "ir" },
    { "drop", "0" },
    { "drop", "first" },
    { "status-string", "\xff" },
    { "tls-host", "a,URI:b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("--%s", wrong[i].name);
      g_assert_false (
        signet_practice_behaviour_set (behaviour, wrong[i].name, wrong[i].value, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
    }
  g_assert_cmpuint (signet_practice_behaviour_get_number (behaviour, SIGNET_PRACTICE_DAYS), ==, 30);
  g_assert_true (signet_practice_behaviour_set (behaviour, "days", "10", NULL));
  g_assert_true (signet_practice_behaviour_set (behaviour, "days", "11", NULL));
  g_assert_cmpuint (signet_practice_behaviour_get_number (behaviour, SIGNET_PRACTICE_DAYS), ==, 11);
  g_assert_true (signet_practice_behaviour_set (behaviour, "failure", "badAlg", NULL));
  g_assert_true (signet_practice_behaviour_set (behaviour, "failure", "badPOP", NULL));
  g_assert_true (
    signet_practice_behaviour_lists (behaviour, SIGNET_PRACTICE_FAILURE, "badPOP"));
  g_assert_false (signet_practice_behaviour_get_flag (behaviour, SIGNET_PRACTICE_TLS));
  g_assert_true (signet_practice_behaviour_set (behaviour, "tls", NULL, NULL));
  g_assert_true (signet_practice_behaviour_get_flag (behaviour, SIGNET_PRACTICE_TLS));
}

static void
assert_status_text (PracticeClient *client,
                    const char     *expected)
{
  char text[400];

  g_assert_nonnull (OSSL_CMP_CTX_snprint_PKIStatus (client->context, text, sizeof text));
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, expected));
}

static void
test_rejection (PracticeFixture *fixture,
                gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  practice_fixture_set (fixture, "pki-status", "rejection");
  practice_fixture_set (fixture, "failure", "badAlg");
  practice_fixture_set (fixture, "failure", "duplicateCertReq");
  practice_fixture_set (fixture, "status-string", "Not on a Sunday");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  g_assert_cmphex (OSSL_CMP_CTX_get_failInfoCode (client->context), ==, 1 << 0 | 1 << 26);
  assert_status_text (client, "Not on a Sunday");
  practice_assert_events (fixture, "request refused");
  g_assert_cmpint (practice_get_body_type (client->answer), ==, 1);
}

static void
test_status (PracticeFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) revoker = practice_fixture_new_client (fixture, NULL);

  practice_fixture_set (fixture, "pki-status", "grantedWithMods");
  practice_fixture_set (fixture, "status-string", "A little other");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  g_assert_cmpint (OSSL_CMP_CTX_get_status (client->context), ==,
                   OSSL_CMP_PKISTATUS_grantedWithMods);
  assert_status_text (client, "A little other");
  practice_fixture_set (fixture, "pki-status", "revocationWarning");
  g_assert_true (practice_client_revoke (revoker, practice_client_get_certificate (client), -1));
  g_assert_cmpint (OSSL_CMP_CTX_get_status (revoker->context), ==,
                   OSSL_CMP_PKISTATUS_revocationWarning);
}

static void
test_waiting (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  practice_fixture_set (fixture, "pki-status", "waiting");
  practice_fixture_set (fixture, "wait-reason", "The director is on holiday");
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  g_assert_cmpint (practice_get_body_type (client->answer), ==, 26);
  g_assert_true (practice_contains (client->answer, "The director is on holiday", 26));
}

static void
test_error (PracticeFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) asker = practice_fixture_new_client (fixture, NULL);

  practice_fixture_set (fixture, "send-error", NULL);
  practice_fixture_set (fixture, "failure", "systemUnavail");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  g_assert_cmpint (practice_get_body_type (client->answer), ==, 23);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_systemUnavail);
  g_assert_null (OSSL_CMP_exec_GENM_ses (asker->context));
  g_assert_cmpint (practice_get_body_type (asker->answer), ==, 23);
  practice_assert_fail_info (asker, OSSL_CMP_PKIFAILUREINFO_systemUnavail);
}

static gboolean
is_protected (GBytes *der)
{
  g_autoptr (SignetPracticeMessage) message = signet_practice_message_read (der);

  g_assert_nonnull (message);

  return signet_practice_message_get_field (message, SIGNET_PRACTICE_FIELD_PROTECTION_ALG) != NULL;
}

static void
test_unprotected (PracticeFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  practice_fixture_set (fixture, "send-unprotected", NULL);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  g_assert_false (is_protected (client->answer));
}

static void
test_unprotected_errors (PracticeFixture *fixture,
                         gconstpointer    data)
{
  g_autoptr (PracticeClient) good = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) refused = practice_fixture_new_client (fixture, "Refused");

  practice_fixture_set (fixture, "send-unprotected-errors", NULL);
  g_assert_cmpint (practice_client_try (good, OSSL_CMP_IR), ==, 1);
  g_assert_true (is_protected (good->answer));
  OSSL_CMP_CTX_set_option (refused->context, OSSL_CMP_OPT_UNPROTECTED_ERRORS, 1);
  g_assert_cmpint (practice_client_try (refused, OSSL_CMP_IR), ==, 0);
  g_assert_false (is_protected (refused->answer));
  practice_assert_fail_info (refused, OSSL_CMP_PKIFAILUREINFO_notAuthorized);
}

static void
test_accept_unprotected (PracticeFixture *fixture,
                         gconstpointer    data)
{
  for (int accepted = 0; accepted <= 1; accepted++)
    {
      g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Ada");
      X509_STORE *trusted = X509_STORE_new ();

      X509_STORE_add_cert (trusted, signet_practice_ca_get_root (fixture->desk->ca));
      OSSL_CMP_CTX_set0_trustedStore (client->context, trusted);
      OSSL_CMP_CTX_set_option (client->context, OSSL_CMP_OPT_UNPROTECTED_SEND, 1);
      g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, accepted);
      practice_fixture_set (fixture, "accept-unprotected", NULL);
    }
  practice_assert_events (fixture, "refused request issued confirmed");
}

static void
test_accept_raverified (PracticeFixture *fixture,
                        gconstpointer    data)
{
  for (int accepted = 0; accepted <= 1; accepted++)
    {
      g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

      OSSL_CMP_CTX_set_option (client->context, OSSL_CMP_OPT_POPO_METHOD,
                               OSSL_CRMF_POPO_RAVERIFIED);
      g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, accepted);
      practice_fixture_set (fixture, "accept-raverified", NULL);
    }
}

static void
test_implicit (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) other = practice_fixture_new_client (fixture, "Bob");

  practice_fixture_set (fixture, "grant-implicit-confirm", NULL);
  OSSL_CMP_CTX_set_option (client->context, OSSL_CMP_OPT_IMPLICIT_CONFIRM, 1);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  g_assert_cmpuint (client->sent->len, ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  /* Who does not ask for it confirms. */
  g_assert_cmpint (practice_client_try (other, OSSL_CMP_IR), ==, 1);
  g_assert_cmpuint (other->sent->len, ==, 2);
}

static void
test_implicit_and_waiting (PracticeFixture *fixture,
                           gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;

  practice_fixture_set (fixture, "grant-implicit-confirm", NULL);
  fixture->options.poll_count = 1;
  practice_fixture_restart (fixture);
  client = practice_fixture_new_client (fixture, "Ada");
  OSSL_CMP_CTX_set_option (client->context, OSSL_CMP_OPT_IMPLICIT_CONFIRM, 1);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request waiting issued confirmed");
  g_assert_cmpint (practice_get_body_type (client->answer), ==, 1);
}

static void
test_confirm_wait (PracticeFixture *fixture,
                   gconstpointer    data)
{
  static const guchar oid[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x04, 0x0e };
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (SignetPracticeMessage) message = NULL;
  GBytes *info;

  practice_fixture_set (fixture, "confirm-wait", "600");
  client->lose = 1;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  message = signet_practice_message_read (client->answer);
  info = signet_practice_message_get_field (message, SIGNET_PRACTICE_FIELD_GENERAL_INFO);
  g_assert_nonnull (info);
  g_assert_true (practice_contains (info, oid, sizeof oid));
}

/* The header that was changed is protected as well as the others are. */
static void
test_confirm_wait_protected (PracticeFixture *fixture,
                             gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Bob");

  practice_fixture_set (fixture, "confirm-wait", "600");
  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  practice_client_set_signer (client, owner);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_CR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed request issued confirmed");
}

static void
test_revoked_signer (PracticeFixture *fixture,
                     gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) revoker = practice_fixture_new_client (fixture, NULL);
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Bob");

  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  g_assert_true (practice_client_revoke (revoker, practice_client_get_certificate (owner),
                                         SIGNET_PRACTICE_NO_REASON));
  practice_client_set_signer (client, owner);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_CR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_certRevoked);
  assert_status_text (client, "The certificate of the sender is revoked");
}

#define ADD(path, function) \
  g_test_add ("/practice/behaviour/" path, PracticeFixture, NULL, practice_fixture_set_up, \
              function, practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("set", test_set);
  ADD ("rejection", test_rejection);
  ADD ("status", test_status);
  ADD ("waiting", test_waiting);
  ADD ("error", test_error);
  ADD ("unprotected", test_unprotected);
  ADD ("unprotected-errors", test_unprotected_errors);
  ADD ("accept-unprotected", test_accept_unprotected);
  ADD ("accept-raverified", test_accept_raverified);
  ADD ("implicit", test_implicit);
  ADD ("implicit-and-waiting", test_implicit_and_waiting);
  ADD ("confirm-wait", test_confirm_wait);
  ADD ("confirm-wait-protected", test_confirm_wait_protected);
  ADD ("revoked-signer", test_revoked_signer);

  return g_test_run ();
}
