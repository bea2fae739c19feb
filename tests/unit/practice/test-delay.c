/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "practice-client.h"
#include "practice-fixture.h"
#include "practice/signet-practice-message-private.h"
#include "practice/signet-practice-revoked.h"

/* OpenSSL 3.0 ends where the answer to a revocation, a question or a confirmation is to be waited
 * for, and newer ones sleep; so these tests poll by themselves, and lose the first answer. */

static const guchar poll_req[] = { 0xb9, 0x07, 0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0xff };

/* Sends @first again with the body of a pollReq. */
static GBytes *
poll (PracticeFixture *fixture,
      GBytes          *first)
{
  g_autoptr (SignetPracticeMessage) message = signet_practice_message_read (first);
  g_autoptr (SignetSecret) code = signet_secret_new ("secret", 6);
  g_autoptr (GBytes) body = g_bytes_new_static (poll_req, sizeof poll_req);
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *answer;

  signet_practice_message_set_body (message, body);
  der = signet_practice_message_write (message, NULL, code);
  answer = signet_practice_responder_answer (fixture->desk, der, &error);
  g_assert_no_error (error);

  return answer;
}

static int
poll_type (PracticeFixture *fixture,
           GBytes          *first)
{
  g_autoptr (GBytes) answer = poll (fixture, first);

  return practice_get_body_type (answer);
}

static void
test_genm (PracticeFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;
  GBytes *question;

  practice_fixture_set (fixture, "delay", "genm");
  fixture->options.poll_count = 2;
  practice_fixture_restart (fixture);
  client = practice_fixture_new_client (fixture, NULL);
  client->lose = 1;
  g_assert_null (OSSL_CMP_exec_GENM_ses (client->context));
  question = g_ptr_array_index (client->sent, 0);
  g_assert_cmpint (practice_get_body_type (client->answer), ==, 23);
  practice_assert_events (fixture, "");
  g_assert_cmpint (poll_type (fixture, question), ==, 26);
  practice_fixture_restart (fixture);
  g_assert_cmpint (poll_type (fixture, question), ==, 26);
  practice_assert_events (fixture, "");
  g_assert_cmpint (poll_type (fixture, question), ==, 22);
  practice_assert_events (fixture, "asked");
  /* It is over then. */
  g_assert_cmpint (poll_type (fixture, question), ==, 23);
  practice_assert_events (fixture, "refused");
}

static PracticeClient *
new_owner (PracticeFixture *fixture)
{
  PracticeClient *client = practice_fixture_new_client (fixture, "Ada");

  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request issued confirmed");

  return client;
}

static void
test_rr (PracticeFixture *fixture,
         gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = new_owner (fixture);
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
  GBytes *revocation;

  practice_fixture_set (fixture, "delay", "rr");
  client->lose = 1;
  g_assert_false (practice_client_revoke (client, practice_client_get_certificate (owner), 3));
  revocation = g_ptr_array_index (client->sent, 0);
  g_assert_cmpint (practice_get_body_type (client->answer), ==, 23);
  g_assert_cmpint (poll_type (fixture, revocation), ==, 26);
  practice_assert_events (fixture, "");
  g_assert_cmpint (poll_type (fixture, revocation), ==, 12);
  practice_assert_events (fixture, "revoked");
  g_assert_cmpstr (fixture->last->text, ==, "affiliationChanged");
}

static void
test_certificate_confirmation (PracticeFixture *fixture,
                               gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (GPtrArray) records = NULL;
  GBytes *confirmation;

  practice_fixture_set (fixture, "delay", "certConf");
  client->lose_after = 1;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  confirmation = g_ptr_array_index (client->sent, 1);
  g_assert_cmpint (practice_get_body_type (client->answer), ==, 23);
  practice_assert_events (fixture, "request issued");
  practice_fixture_restart (fixture);
  g_assert_cmpint (poll_type (fixture, confirmation), ==, 26);
  practice_assert_events (fixture, "");
  g_assert_cmpint (poll_type (fixture, confirmation), ==, 19);
  practice_assert_events (fixture, "confirmed");
  records = signet_practice_store_dup_records (fixture->desk->store);
  g_assert_cmpuint (records->len, ==, 1);
}

/* Somebody else's pollReq changes nothing. */
static void
test_tampered (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetPracticeMessage) message = NULL;
  g_autoptr (SignetSecret) code = signet_secret_new ("another", 7);
  g_autoptr (GBytes) body = g_bytes_new_static (poll_req, sizeof poll_req);
  g_autoptr (GBytes) der = NULL;

  practice_fixture_set (fixture, "delay", "genm");
  client->lose = 1;
  g_assert_null (OSSL_CMP_exec_GENM_ses (client->context));
  message = signet_practice_message_read (g_ptr_array_index (client->sent, 0));
  signet_practice_message_set_body (message, body);
  der = signet_practice_message_write (message, NULL, code);
  for (guint i = 0; i < 3; i++)
    {
      g_clear_pointer (&answer, g_bytes_unref);
      answer = signet_practice_responder_answer (fixture->desk, der, &error);
      g_assert_no_error (error);
      g_assert_cmpint (practice_get_body_type (answer), ==, 23);
    }
  practice_assert_events (fixture, "refused refused refused");
  g_assert_cmpint (poll_type (fixture, g_ptr_array_index (client->sent, 0)), ==, 26);
}

/* The answer goes to the nonce of the pollReq, and its protection covers that. */
static void
test_nonce (PracticeFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
  g_autoptr (SignetPracticeMessage) asked = NULL;
  g_autoptr (SignetPracticeMessage) answered = NULL;
  g_autoptr (GBytes) answer = NULL;
  const guchar *sent;
  const guchar *received;
  gsize length;
  gsize received_length;

  practice_fixture_set (fixture, "delay", "genm");
  client->lose = 1;
  g_assert_null (OSSL_CMP_exec_GENM_ses (client->context));
  answer = poll (fixture, g_ptr_array_index (client->sent, 0));
  asked = signet_practice_message_read (g_ptr_array_index (client->sent, 0));
  answered = signet_practice_message_read (answer);
  sent = g_bytes_get_data (
    signet_practice_message_get_field (asked, SIGNET_PRACTICE_FIELD_SENDER_NONCE), &length);
  received = g_bytes_get_data (
    signet_practice_message_get_field (answered, SIGNET_PRACTICE_FIELD_RECIP_NONCE),
    &received_length);
  g_assert_cmpmem (sent + 1, length - 1, received + 1, received_length - 1);
}

#define ADD(path, function) \
  g_test_add ("/practice/delay/" path, PracticeFixture, NULL, practice_fixture_set_up, function, \
              practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("genm", test_genm);
  ADD ("rr", test_rr);
  ADD ("certificate-confirmation", test_certificate_confirmation);
  ADD ("tampered", test_tampered);
  ADD ("nonce", test_nonce);

  return g_test_run ();
}
