/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "operation-fixture.h"

/* A CA that asks to wait for its answer to the confirmation (RFC 9483 4.4): with an error message
 * whose status is “waiting”, and a pollRep for every pollReq after that. */

static const CmpCase ONCE = { .trait = "delay", .value = "certConf" };
static const CmpCase FOR_LONG = { .check_after = 3600, .trait = "delay", .value = "certConf" };

static void
count_cb (SignetPracticeServer      *server,
          const SignetPracticeEvent *event,
          gpointer                   user_data)
{
  guint *n_confirmed = user_data;

  *n_confirmed += g_str_equal (event->name, "confirmed");
}

/* The certificate is there for good, and only the word of the CA is missing. */
static void
assert_unconfirmed (CmpFixture    *fixture,
                    SignetOutcome *outcome,
                    SignetError    code)
{
  g_assert_error (outcome->error, SIGNET_ERROR, (int) code);
  g_assert_true (outcome->stored);
  g_assert_false (outcome->rejected);
  g_assert_nonnull (fixture->journal->leaf);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate");
}

/* The CA is not busy any more; a later process asks it once more, and no new request leaves. */
static void
assert_confirmed_later (CmpFixture *fixture)
{
  g_autoptr (GBytes) before = g_bytes_ref (fixture->journal->leaf);
  g_autoptr (SignetOutcome) outcome = NULL;
  guint n_confirmed = 0;

  cmp_fixture_restart_ca (fixture, NULL);
  g_signal_connect (fixture->ca, "event", G_CALLBACK (count_cb), &n_confirmed);
  fixture->job->certificate = g_bytes_ref (fixture->journal->leaf);
  outcome = cmp_fixture_next_process (fixture);
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_cmpuint (n_confirmed, ==, 1);
  g_assert_true (g_bytes_equal (before, fixture->journal->leaf));
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate confirmed");
  g_signal_handlers_disconnect_by_data (fixture->ca, &n_confirmed);
}

#ifdef HAVE_OSSL_CMP_CTX_GET0_GENINFO_ITAVS

/* Here the library waits by itself, for as long as it is let. */
static void
test_delayed_confirmation (CmpFixture    *fixture,
                           gconstpointer  data)
{
  guint n_confirmed = 0;
  g_autoptr (SignetOutcome) outcome = NULL;

  g_signal_connect (fixture->ca, "event", G_CALLBACK (count_cb), &n_confirmed);
  outcome = cmp_fixture_step (fixture);
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_cmpuint (n_confirmed, ==, 1);
  g_assert_cmpstr (fixture->journal->steps->str, ==, "sent answer certificate confirmed");
  g_signal_handlers_disconnect_by_data (fixture->ca, &n_confirmed);
}

static void
test_delayed_for_long (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;

  operation_fixture_set (fixture, SIGNET_SETTING_TOTAL_TIMEOUT, "1");
  outcome = cmp_fixture_step (fixture);
  assert_unconfirmed (fixture, outcome, SIGNET_ERROR_PENDING_ANSWER);
  assert_confirmed_later (fixture);
}

#else

/* This release takes the message for a refusal. */
static void
test_delayed_confirmation (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = cmp_fixture_step (fixture);

  assert_unconfirmed (fixture, outcome, SIGNET_ERROR_UNCONFIRMED);
  assert_confirmed_later (fixture);
}

static void
test_delayed_for_long (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetOutcome) first = cmp_fixture_step (fixture);
  g_autoptr (SignetOutcome) second = NULL;

  assert_unconfirmed (fixture, first, SIGNET_ERROR_UNCONFIRMED);
  fixture->job->certificate = g_bytes_ref (fixture->journal->leaf);
  second = cmp_fixture_next_process (fixture);
  assert_unconfirmed (fixture, second, SIGNET_ERROR_UNCONFIRMED);
  g_clear_pointer (&fixture->job->certificate, g_bytes_unref);
  assert_confirmed_later (fixture);
}

#endif

#define ADD(path, data, function) \
  g_test_add ("/cmp/delayed/" path, CmpFixture, data, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("confirmation", &ONCE, test_delayed_confirmation);
  ADD ("for-long", &FOR_LONG, test_delayed_for_long);

  return g_test_run ();
}
