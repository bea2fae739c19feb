/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-peer-private.h"
#include "core/signet-report.h"
#include "scripted-ca.h"

/* What a step says about the clocks, and about what a CA says beside its yes. */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const struct
{
  gint64 skew;
  const char *sentence;
} CLOCKS[] = {
  { 0, NULL },
  { 4 * MINUTE + 59, NULL },
  { -4 * MINUTE, NULL },
  { 7 * MINUTE + 30, "This computer’s clock is 7 minutes behind the server’s." },
  { -90 * MINUTE, "This computer’s clock is 90 minutes ahead of the server’s." },
  { 3 * HOUR, "This computer’s clock is 3 hours behind the server’s." },
  { -400 * DAY, "This computer’s clock is 400 days ahead of the server’s." },
};

static void
test_report_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CLOCKS); i++)
    {
      g_autofree char *sentence = signet_peer_dup_clock_sentence (CLOCKS[i].skew);

      g_assert_cmpstr (sentence, ==, CLOCKS[i].sentence);
    }
}

/* A report about an answer that came at one time and claims another one. */
static SignetReport *
report_about (gint64 received_at,
              gint64 message_time)
{
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_autoptr (SignetOutcome) outcome = signet_outcome_new (SIGNET_OUTCOME_ISSUED);
  g_auto (SignetExchange) exchange = { 0 };
  SignetReport *report;

  job->profile = signet_profile_new ();
  signet_exchange_init (&exchange, job, FALSE);
  exchange.last = g_new0 (SignetReply, 1);
  exchange.last->protection = SIGNET_PROTECTION_MAC;
  exchange.last->time = message_time;
  exchange.received_at = received_at;
  report = signet_peer_dup_report (&exchange, ctx, outcome);
  g_clear_pointer (&ctx, OSSL_CMP_CTX_free);

  return report;
}

static void
assert_clock (gint64      received_at,
              gint64      message_time,
              gint64      skew,
              const char *sentence)
{
  g_autoptr (SignetReport) report = report_about (received_at, message_time);
  const char *const *warnings = signet_report_get_warnings (report);

  g_assert_cmpint (signet_report_get_clock_skew (report), ==, skew);
  if (sentence != NULL)
    g_assert_true (g_strv_contains (warnings, sentence));
  for (guint i = 0; sentence == NULL && warnings[i] != NULL; i++)
    g_assert_null (g_strstr_len (warnings[i], -1, "clock"));
}

static void
test_report_clock (void)
{
  assert_clock (1000000, 1000000 + 420, 420,
                "This computer’s clock is 7 minutes behind the server’s.");
  assert_clock (1000000, 1000000 - 420, -420,
                "This computer’s clock is 7 minutes ahead of the server’s.");
  assert_clock (1000000, 1000001, 1, NULL);
  /* A stored answer says nothing about today, and some answers have no time. */
  assert_clock (0, 1000000, 0, NULL);
  assert_clock (1000000, 0, 0, NULL);
}

/* What the web server says of the time is only noted, where the CA has a time of its own. */
static void
test_report_date (CmpFixture    *fixture,
                  gconstpointer  data)
{
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_minutes (now, 20);
  g_autofree char *type =
    g_date_time_format (later, "application/pkixcmp\r\nDate: %a, %d %b %Y %H:%M:%S GMT");

  scripted_ca_init (&ca, fixture);
  ca.type = type;
  outcome = cmp_fixture_step (fixture);
  g_assert_no_error (outcome->error);
  g_assert_cmpint (signet_report_get_http_skew (outcome->report), >=, 19 * MINUTE);
  g_assert_cmpint (signet_report_get_http_skew (outcome->report), <=, 21 * MINUTE);
  g_assert_cmpint (ABS (signet_report_get_clock_skew (outcome->report)), <, MINUTE);
}

/* What a CA may add to its yes. */
static const struct
{
  int status;
  const char *words;
} NOTES[] = {
  { OSSL_CMP_PKISTATUS_accepted, NULL },
  { OSSL_CMP_PKISTATUS_grantedWithMods, "changed something" },
  { OSSL_CMP_PKISTATUS_revocationWarning, "soon revoke" },
  { OSSL_CMP_PKISTATUS_revocationNotification, "has revoked" },
  { OSSL_CMP_PKISTATUS_keyUpdateWarning, "renewed before" },
};

/* A renewal, since keyUpdateWarning answers nothing else. */
static void
test_report_note (CmpFixture    *fixture,
                  gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  const PkiFixture old = { .common_name = "Ada", .serial = 5 };
  g_auto (ScriptedCa) ca = { 0 };
  g_autoptr (X509) certificate = NULL;
  g_autoptr (SignetOutcome) outcome = NULL;

  scripted_ca_init (&ca, fixture);
  certificate = pki_fixture_new_x509 (&old, ca.client, ca.root, ca.pkey);
  fixture->job->operation = SIGNET_OPERATION_KUR;
  fixture->job->old_certificate = pki_fixture_wrap (certificate);
  ca.status = NOTES[i].status;
  outcome = cmp_fixture_step (fixture);
  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
  g_assert_cmpint (signet_report_get_status (outcome->report), ==, NOTES[i].status);
  g_assert_cmpstr (signet_report_get_server_text (outcome->report), ==, "scripted");
  for (guint j = 1; j < G_N_ELEMENTS (NOTES); j++)
    g_assert_true (cmp_fixture_has_warning (outcome->report, NOTES[j].words) == (i == j));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cmp/report/sentences", test_report_sentences);
  g_test_add_func ("/cmp/report/clock", test_report_clock);
  g_test_add ("/cmp/report/date", CmpFixture, NULL, cmp_fixture_set_up_at_once, test_report_date,
              cmp_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (NOTES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cmp/report/status/%d", NOTES[i].status);

      g_test_add (path, CmpFixture, GUINT_TO_POINTER (i), cmp_fixture_set_up_at_once,
                  test_report_note, cmp_fixture_tear_down);
    }

  return g_test_run ();
}
