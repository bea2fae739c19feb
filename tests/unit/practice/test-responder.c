/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice-client.h"
#include "practice-fixture.h"

/* A client with a certificate that was issued and confirmed. */
static PracticeClient *
new_owner (PracticeFixture *fixture)
{
  PracticeClient *client = practice_fixture_new_client (fixture, "Owner");

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");

  return client;
}

static SignetPracticeCertState
get_state (PracticeFixture *fixture,
           PracticeClient  *client)
{
  g_autofree char *serial = practice_client_dup_serial (client);

  return signet_practice_issued_get_state (signet_practice_store_get_issued (fixture->desk->store),
                                           serial);
}

static void
test_ir (PracticeFixture *fixture,
         gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autofree char *serial = NULL;

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  serial = practice_client_dup_serial (client);
  g_assert_cmpstr (fixture->last->serial, ==, serial);
  g_assert_cmpstr (fixture->last->subject, ==, "CN=Ada");
  g_assert_cmpstr (fixture->last->reference, ==, "1001");
  g_assert_cmpuint (fixture->last->number, ==, 1);
  g_assert_nonnull (fixture->last->transaction);
  g_assert_cmpint (get_state (fixture, client), ==, SIGNET_PRACTICE_CERT_CONFIRMED);
  g_assert_cmpint (X509_check_private_key (practice_client_get_certificate (client), client->key),
                   ==, 1);
}

static void
test_no_reference (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Ada");

  practice_client_set_code (client, NULL, "bare");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  g_assert_null (fixture->last->reference);
}

static void
test_wrong_code (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Ada");

  practice_client_set_code (client, "1001", "Secret");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_events (fixture, "refused");
  g_assert_cmpstr (fixture->last->reference, ==, "1001");
  g_assert_nonnull (strstr (fixture->last->text, "pbm"));
}

static void
test_unknown_reference (PracticeFixture *fixture,
                        gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Ada");

  practice_client_set_code (client, "1002", "secret");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_events (fixture, "refused");
  g_assert_cmpstr (fixture->last->reference, ==, "1002");
}

static void
test_signed (PracticeFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture);
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Second");
  g_autofree char *first = practice_client_dup_serial (owner);
  g_autofree char *second = NULL;

  practice_client_set_signer (client, owner);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_CR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  second = practice_client_dup_serial (client);
  g_assert_cmpstr (first, !=, second);
  g_assert_null (fixture->last->reference);
}

static void
test_signed_and_waiting (PracticeFixture *fixture,
                         gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture);
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Second");
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  fixture->options.approval = TRUE;
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  practice_client_set_signer (client, owner);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_CR), ==, -1);
  g_assert_true (signet_practice_desk_approve (fixture->desk, fixture->last->number, &error));
  g_assert_no_error (error);
  client->tamper = TRUE;
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_CR), ==, 0);
  practice_assert_events (fixture, "request waiting approved refused");

  /* A message that does not verify does not disturb one that does. */
  answer = signet_practice_responder_answer (fixture->desk, g_ptr_array_index (client->sent, 1),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (practice_get_body_type (answer), ==, 3);
  practice_assert_events (fixture, "issued");
}

static void
test_signer_not_confirmed (PracticeFixture *fixture,
                           gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Owner");
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Second");

  owner->accept = FALSE;
  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 0);
  practice_assert_events (fixture, "request issued not-accepted");
  practice_client_set_signer (client, owner);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_CR), ==, 0);
  practice_assert_events (fixture, "refused");
}

static void
test_not_accepted (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  client->accept = FALSE;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_events (fixture, "request issued not-accepted");
  g_assert_nonnull (strstr (fixture->last->text, "I do not like it"));
  g_assert_cmpint (get_state (fixture, client), ==, SIGNET_PRACTICE_CERT_NOT_ACCEPTED);
}

static void
test_refused_name (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Refused");

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_notAuthorized);
  practice_assert_events (fixture, "request refused");
  g_assert_cmpstr (fixture->last->subject, ==, "CN=Refused");
}

static void
test_no_name (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);

  practice_client_use_null_dn (client);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_badCertTemplate);
  practice_assert_events (fixture, "request refused");
}

/* What OpenSSL's own client makes of an empty subject. */
static void
test_no_subject (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);

  practice_client_add_dns (client, "www.example");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_badPOP);
  practice_assert_events (fixture, "refused");
}

static void
test_null_dn (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
  X509 *certificate;
  int critical = 0;
  g_autoptr (GENERAL_NAMES) names = NULL;

  practice_client_add_dns (client, "www.example");
  practice_client_use_null_dn (client);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  g_assert_cmpstr (fixture->last->subject, ==, "");
  certificate = practice_client_get_certificate (client);
  g_assert_cmpint (X509_NAME_entry_count (X509_get_subject_name (certificate)), ==, 0);
  names = X509_get_ext_d2i (certificate, NID_subject_alt_name, &critical, NULL);
  g_assert_nonnull (names);
  g_assert_cmpint (critical, ==, 1);
}

static void
test_unsupported_body (PracticeFixture *fixture,
                       gconstpointer    data)
{
  static const guchar key_recovery[] = { 0xa9, 0x02, 0x30, 0x00 };
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  client->body = g_bytes_new_static (key_recovery, sizeof key_recovery);
  g_assert_null (OSSL_CMP_exec_GENM_ses (client->context));
  practice_assert_events (fixture, "refused");
}

static void
test_repeated_confirmation (PracticeFixture *fixture,
                            gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GBytes) again = NULL;
  GBytes *confirmation;
  GError *error = NULL;

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  confirmation = g_ptr_array_index (client->sent, 1);
  answer = signet_practice_responder_answer (fixture->desk, confirmation, &error);
  g_assert_no_error (error);
  g_assert_cmpint (practice_get_body_type (answer), ==, 19);
  practice_fixture_restart (fixture);
  again = signet_practice_responder_answer (fixture->desk, confirmation, &error);
  g_assert_no_error (error);
  g_assert_cmpint (practice_get_body_type (again), ==, 19);
  practice_assert_events (fixture, "");
}

static void
test_confirm_after_restart (PracticeFixture *fixture,
                            gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (GBytes) answer = NULL;
  GError *error = NULL;

  /* As if the CA had ended before it wrote down what the client said. */
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_fixture_restart (fixture);
  signet_practice_issued_set_state (signet_practice_store_get_issued (fixture->desk->store),
                                    fixture->last->serial, SIGNET_PRACTICE_CERT_ISSUED, &error);
  g_assert_no_error (error);
  practice_fixture_restart (fixture);
  answer = signet_practice_responder_answer (fixture->desk, g_ptr_array_index (client->sent, 1),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (practice_get_body_type (answer), ==, 19);
  practice_assert_events (fixture, "request issued confirmed confirmed");
}

static void
test_same_transaction (PracticeFixture *fixture,
                       gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (GBytes) answer = NULL;
  GError *error = NULL;

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");
  answer = signet_practice_responder_answer (fixture->desk, g_ptr_array_index (client->sent, 0),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (practice_get_body_type (answer), ==, 1);
  practice_assert_events (fixture, "refused");
  g_assert_nonnull (strstr (fixture->last->text, "identifier"));
}

static void
test_tampered (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");

  client->tamper = TRUE;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_events (fixture, "refused");
}

static void
assert_not_cmp (PracticeFixture *fixture,
                const void      *message,
                gsize            length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (message, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_practice_responder_answer (fixture->desk, bytes, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP);
}

static void
test_garbage (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autofree guchar *more = NULL;
  const guchar *request;
  gsize length;

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  request = g_bytes_get_data (g_ptr_array_index (client->sent, 0), &length);
  for (gsize i = 0; i < length; i++)
    assert_not_cmp (fixture, request, i);
  more = g_malloc0 (length + 1);
  memcpy (more, request, length);
  assert_not_cmp (fixture, more, length + 1);
  assert_not_cmp (fixture, "0", 1);
  assert_not_cmp (fixture, "0\x84\xff\xff\xff\xff", 6);
  assert_not_cmp (fixture, "GET / HTTP/1.0\r\n\r\n", 18);
}

/* Whatever one byte of a request becomes, there is an answer or a complaint, and no certificate:
 * the protection covers all but the certificates behind it, which a request with a code has not. */
static void
test_spoilt_bytes (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  const guchar *request;
  gsize length;

  client->lose = 1;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  g_assert_cmpint (OSSL_CMP_CTX_get_status (client->context), !=, OSSL_CMP_PKISTATUS_accepted);
  practice_assert_events (fixture, "request issued");
  request = g_bytes_get_data (g_ptr_array_index (client->sent, 0), &length);
  for (gsize i = 0; i < length; i++)
    {
      guchar *copy = g_memdup2 (request, length);
      g_autoptr (GBytes) message = g_bytes_new_take (copy, length);
      g_autoptr (GBytes) answer = NULL;
      g_autofree char *events = NULL;

      copy[i] ^= 1 << g_test_rand_int_range (0, 8);
      answer = signet_practice_responder_answer (fixture->desk, message, NULL);
      events = practice_fixture_events (fixture);
      g_assert_null (strstr (events, "issued"));
    }
}

#define ADD(path, function) \
  g_test_add ("/practice/responder/" path, PracticeFixture, NULL, practice_fixture_set_up, \
              function, practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("ir", test_ir);
  ADD ("no-reference", test_no_reference);
  ADD ("wrong-code", test_wrong_code);
  ADD ("unknown-reference", test_unknown_reference);
  ADD ("signed", test_signed);
  ADD ("signed-and-waiting", test_signed_and_waiting);
  ADD ("signer-not-confirmed", test_signer_not_confirmed);
  ADD ("not-accepted", test_not_accepted);
  ADD ("refused-name", test_refused_name);
  ADD ("no-name", test_no_name);
  ADD ("no-subject", test_no_subject);
  ADD ("null-dn", test_null_dn);
  ADD ("unsupported-body", test_unsupported_body);
  ADD ("repeated-confirmation", test_repeated_confirmation);
  ADD ("confirm-after-restart", test_confirm_after_restart);
  ADD ("same-transaction", test_same_transaction);
  ADD ("tampered", test_tampered);
  ADD ("garbage", test_garbage);
  ADD ("spoilt-bytes", test_spoilt_bytes);

  return g_test_run ();
}
