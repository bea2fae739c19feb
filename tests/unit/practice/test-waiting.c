/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "practice-client.h"
#include "practice-fixture.h"

static void
test_poll_count (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;

  fixture->options.poll_count = 2;
  practice_fixture_restart (fixture);
  client = practice_fixture_new_client (fixture, "Ada");
  /* The first call asks twice: the library sends a pollReq at once. */
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  g_assert_cmpuint (client->sent->len, ==, 2);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request waiting issued confirmed");
}

static void
test_poll_count_over_restart (PracticeFixture *fixture,
                              gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;

  fixture->options.poll_count = 2;
  practice_fixture_restart (fixture);
  client = practice_fixture_new_client (fixture, "Ada");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "request waiting issued confirmed");
}

static void
start_waiting (PracticeFixture  *fixture,
               PracticeClient  **client)
{
  fixture->options.approval = TRUE;
  practice_fixture_restart (fixture);
  *client = practice_fixture_new_client (fixture, "Ada");
  g_assert_cmpint (practice_client_try (*client, OSSL_CMP_IR), ==, -1);
  practice_assert_events (fixture, "request waiting");
}

static void
test_approve (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (GError) error = NULL;

  start_waiting (fixture, &client);
  g_assert_true (signet_practice_desk_approve (fixture->desk, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  practice_assert_events (fixture, "approved issued confirmed");
  g_assert_false (signet_practice_desk_approve (fixture->desk, 1, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
}

static void
test_reject (PracticeFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (GError) error = NULL;
  OSSL_CMP_PKIFREETEXT *texts;

  start_waiting (fixture, &client);
  g_assert_true (signet_practice_desk_reject (fixture->desk, 1, "badTime", &error));
  g_assert_no_error (error);
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_fail_info (client, OSSL_CMP_PKIFAILUREINFO_badTime);
  texts = OSSL_CMP_CTX_get0_statusString (client->context);
  g_assert_cmpint (sk_ASN1_UTF8STRING_num (texts), ==, 1);
  g_assert_cmpstr ((const char *) ASN1_STRING_get0_data (sk_ASN1_UTF8STRING_value (texts, 0)), ==,
                   "Rejected by the practice CA");
  practice_assert_events (fixture, "rejected");
}

static void
test_decide_wrongly (PracticeFixture *fixture,
                     gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (GError) error = NULL;

  start_waiting (fixture, &client);
  g_assert_false (signet_practice_desk_reject (fixture->desk, 1, "badMood", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (signet_practice_desk_approve (fixture->desk, 2, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (signet_practice_desk_approve (fixture->desk, 0, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  practice_assert_events (fixture, "");
}

static void
test_cancel (PracticeFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (GError) error = NULL;

  start_waiting (fixture, &client);
  practice_fixture_restart (fixture);
  client->desk = fixture->desk;
  g_assert_cmpint (OSSL_CMP_try_certreq (client->context, -1, NULL, NULL), ==, 1);
  practice_assert_events (fixture, "aborted");
  g_assert_false (signet_practice_desk_approve (fixture->desk, 1, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
}

/* The answer to a pollReq is lost before and after the certificate was issued: asked again, the CA
 * gives the same certificate. */
static void
test_lost_answers (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (GBytes) lost = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree char *serial = NULL;
  GError *error = NULL;

  start_waiting (fixture, &client);
  client->lose = 1;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  again = signet_practice_responder_answer (fixture->desk, g_ptr_array_index (client->sent, 1),
                                            &error);
  g_assert_no_error (error);
  practice_assert_events (fixture, "");

  signet_practice_desk_approve (fixture->desk, 1, &error);
  lost = signet_practice_responder_answer (fixture->desk, g_ptr_array_index (client->sent, 2),
                                           &error);
  g_assert_no_error (error);
  practice_assert_events (fixture, "approved issued");
  serial = g_strdup (fixture->last->serial);
  practice_fixture_restart (fixture);
  g_bytes_unref (lost);
  lost = signet_practice_responder_answer (fixture->desk, g_ptr_array_index (client->sent, 2),
                                           &error);
  g_assert_no_error (error);
  practice_assert_events (fixture, "");
  g_assert_cmpint (signet_practice_issued_get_state (
                     signet_practice_store_get_issued (fixture->desk->store), serial),
                   ==, SIGNET_PRACTICE_CERT_ISSUED);
}

/* Somebody who knows another code cannot ask for what is not his. */
static void
test_other_client (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) client = NULL;

  start_waiting (fixture, &client);
  OSSL_CMP_CTX_set1_secretValue (client->context, (const guchar *) "bare", 4);
  OSSL_CMP_CTX_set1_referenceValue (client->context, NULL, 0);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_events (fixture, "refused");
  g_assert_cmpint (signet_practice_store_find_number (fixture->desk->store, 1)->state, ==,
                   SIGNET_PRACTICE_WAITING);
}

#define ADD(path, function) \
  g_test_add ("/practice/waiting/" path, PracticeFixture, NULL, \
              practice_fixture_set_up, function, practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("poll-count", test_poll_count);
  ADD ("poll-count-over-restart", test_poll_count_over_restart);
  ADD ("approve", test_approve);
  ADD ("reject", test_reject);
  ADD ("decide-wrongly", test_decide_wrongly);
  ADD ("cancel", test_cancel);
  ADD ("lost-answers", test_lost_answers);
  ADD ("other-client", test_other_client);

  return g_test_run ();
}
