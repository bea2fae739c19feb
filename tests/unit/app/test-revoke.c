/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp-fixture.h"
#include "core/signet-error.h"
#include "middle.h"
#include "pki-fixture.h"
#include "pki/signet-certificate.h"

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)
#define RR 11 /* tag of its PKIBody */
#define KEY_COMPROMISE 1
#define HOLD 6

static SignetReport *
revoke_in (SignetManager     *manager,
           SignetRevocation  *revocation,
           SignetProfile     *profile,
           const char        *code,
           GError           **error)
{
  AppWait wait = { 0 };
  g_autoptr (SignetCredential) credential = app_fixture_code (code);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task = signet_manager_revoke_async (
    manager, revocation, profile, credential, NULL, NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);

  return signet_manager_revoke_finish (manager, result, error);
}

static SignetReport *
revoke_item (AppFixture  *fixture,
             SignetItem  *item,
             const char  *code,
             GError     **error)
{
  g_autoptr (SignetRevocation) revocation =
    signet_revocation_new_item (signet_item_get_id (item), KEY_COMPROMISE);

  return revoke_in (fixture->manager, revocation, signet_request_get_profile (fixture->request),
                    code, error);
}

static SignetItem *
issue (AppFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SignetItem *item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);

  g_assert_no_error (error);

  return item;
}

static SignetCertificate *
certificate_of (SignetItem *item)
{
  g_autoptr (GError) error = NULL;
  SignetCertificate *certificate =
    signet_certificate_new_from_der (signet_item_get_certificate (item), &error);

  g_assert_no_error (error);

  return certificate;
}

/* What the list shows, and what the next process finds. */
static void
assert_state (AppFixture            *fixture,
              SignetItem            *item,
              SignetRevocationState  state)
{
  SignetItem *shown = signet_manager_get_item (fixture->manager, signet_item_get_id (item));

  g_assert_cmpint (signet_item_get_revocation (shown), ==, state);
  app_fixture_restart_manager (fixture);
  shown = signet_manager_get_item (fixture->manager, signet_item_get_id (item));
  g_assert_cmpint (signet_item_get_revocation (shown), ==, state);
  g_assert_cmpint (signet_item_get_state (shown), ==, signet_item_get_state (item));
}

/* Whoever has the certificate needs nothing else. */
static void
test_revoke_itself (AppFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetRevocation) revocation =
    signet_revocation_new_item (signet_item_get_id (item), KEY_COMPROMISE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report = revoke_in (fixture->manager, revocation, NULL, NULL, &error);
  SignetItem *shown;

  g_assert_no_error (error);
  g_assert_nonnull (report);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
  shown = signet_manager_get_item (fixture->manager, signet_item_get_id (item));
  g_assert_cmpint (signet_item_get_revocation_reason (shown), ==, KEY_COMPROMISE);
  g_assert_cmpint (signet_item_get_revoked_at (shown), >=, signet_item_get_created (item));
}

/* Once more is safe, and what was noted first stays. */
static void
test_revoke_repeated (AppFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetRevocation) other = signet_revocation_new_item (signet_item_get_id (item), 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) first = revoke_item (fixture, item, "s3cret", &error);
  g_autoptr (SignetReport) second = NULL;
  SignetItem *shown;

  g_assert_no_error (error);
  second = revoke_in (fixture->manager, other, NULL, NULL, &error);
  g_clear_error (&error);
  g_clear_pointer (&second, signet_report_unref);
  second = revoke_in (fixture->manager, other, signet_request_get_profile (fixture->request),
                      "s3cret", &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
  shown = signet_manager_get_item (fixture->manager, signet_item_get_id (item));
  g_assert_cmpint (signet_item_get_revocation_reason (shown), ==, KEY_COMPROMISE);
}

/* The item is found by its certificate, too. */
static void
test_revoke_by_certificate (AppFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetRevocation) revocation = signet_revocation_new_certificate (
    signet_item_get_certificate (item), SIGNET_REVOCATION_NO_REASON);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report =
    revoke_in (fixture->manager, revocation, NULL, "s3cret", &error);

  g_assert_no_error (error);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
}

static SignetRevocation *
by_serial (SignetItem *item)
{
  g_autoptr (SignetCertificate) certificate = certificate_of (item);
  g_autoptr (GError) error = NULL;
  SignetRevocation *revocation =
    signet_revocation_new_serial (signet_certificate_get_issuer (certificate),
                                  signet_certificate_get_serial (certificate), 0, &error);

  g_assert_no_error (error);

  return revocation;
}

static void
test_revoke_by_serial (AppFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetRevocation) revocation = by_serial (item);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report =
    revoke_in (fixture->manager, revocation, NULL, "s3cret", &error);

  g_assert_no_error (error);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
}

/* A certificate that was lost with its keystore. */
static void
test_revoke_without_item (AppFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetRevocation) lost = by_serial (item);
  g_autoptr (SignetRevocation) file =
    signet_revocation_new_certificate (signet_item_get_certificate (item), 0);
  g_autofree char *folder = g_build_filename (fixture->folder, "empty", NULL);
  SignetManager *manager = signet_manager_new (folder);
  SignetProfile *profile = signet_request_get_profile (fixture->request);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report = NULL;

  /* Nobody is asked where there is nobody to ask, or nothing to prove it with. */
  g_assert_null (revoke_in (manager, lost, NULL, "s3cret", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
  g_clear_error (&error);
  g_assert_null (revoke_in (manager, lost, profile, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_clear_error (&error);

  report = revoke_in (manager, lost, profile, "s3cret", &error);
  g_assert_no_error (error);
  g_clear_pointer (&report, signet_report_unref);
  report = revoke_in (manager, file, profile, "s3cret", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (manager)), ==, 0);
  g_assert_finalize_object (manager);
}

/* The CA got the request, and its answer is lost: nobody knows, until somebody asks again. */
static void
test_revoke_answer_lost (AppFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  Middle middle = { NULL, RR, NULL };
  g_autoptr (FaultServer) server = middle_start (fixture, &middle);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report = NULL;

  g_assert_null (revoke_item (fixture, item, "s3cret", &error));
  g_assert_nonnull (error);
  assert_state (fixture, item, SIGNET_REVOCATION_UNKNOWN);
  g_clear_error (&error);

  middle.body = MIDDLE_NOTHING;
  report = revoke_item (fixture, item, "s3cret", &error);
  g_assert_no_error (error);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
}

/* Anybody can say no; that does not make the certificate valid again. */
static void
test_revoke_forged_refusal (AppFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (GBytes) forged = cmp_fixture_forged_error ();
  Middle middle = { NULL, RR, forged };
  g_autoptr (FaultServer) server = middle_start (fixture, &middle);
  g_autoptr (GError) error = NULL;

  g_assert_null (revoke_item (fixture, item, "s3cret", &error));
  g_assert_nonnull (error);
  assert_state (fixture, item, SIGNET_REVOCATION_UNKNOWN);
}

static void
test_revoke_unreachable (AppFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (GError) error = NULL;

  signet_practice_server_stop (fixture->ca);
  g_assert_null (revoke_item (fixture, item, "s3cret", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  assert_state (fixture, item, SIGNET_REVOCATION_NONE);
}

static void
refuse (AppFixture            *fixture,
        SignetItem            *item,
        GBytes                *foreign,
        SignetRevocationState  state)
{
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (SignetItemJournal) journal = app_fixture_lock (fixture, signet_item_get_id (item));

    signet_item_set_certificate (signet_item_journal_get_item (journal), foreign);
    signet_item_set_revocation (signet_item_journal_get_item (journal), state,
                                state == SIGNET_REVOCATION_NONE ? 0 : 5,
                                SIGNET_REVOCATION_NO_REASON);
    signet_item_journal_save (journal, &error);
    g_assert_no_error (error);
  }
  g_assert_null (revoke_item (fixture, item, "s3cret", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  assert_state (fixture, item, state);
}

/* A “no” that is the CA's own: nothing happened, and what was not known before still is not. */
static void
test_revoke_refused (AppFixture    *fixture,
                     gconstpointer  data)
{
  const PkiFixture leaf = { .common_name = "Ada", .serial = 77 };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&leaf, pkey, NULL, pkey);
  g_autoptr (SignetCertificate) foreign = pki_fixture_wrap (x509);
  g_autoptr (SignetItem) item = issue (fixture);

  refuse (fixture, item, signet_certificate_get_der (foreign), SIGNET_REVOCATION_NONE);
  refuse (fixture, item, signet_certificate_get_der (foreign), SIGNET_REVOCATION_UNKNOWN);
}

/* What is known to be revoked is not asked about again: the CA may refuse such a signer. */
static void
test_revoke_again (AppFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) first = revoke_item (fixture, item, NULL, &error);
  g_autoptr (SignetReport) second = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (first);
  signet_practice_server_stop (fixture->ca);
  second = revoke_item (fixture, item, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((GStrv) signet_report_get_warnings (second)), ==, 1);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
}

static SignetReport *
revoke_as (AppFixture        *fixture,
           SignetItem        *item,
           int                reason,
           SignetCredential  *credential,
           GError           **error)
{
  AppWait wait = { 0 };
  g_autoptr (SignetRevocation) revocation =
    signet_revocation_new_item (signet_item_get_id (item), reason);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task = signet_manager_revoke_async (
    fixture->manager, revocation, NULL, credential, NULL, NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);

  return signet_manager_revoke_finish (fixture->manager, result, error);
}

/* A certificate on hold cannot sign what would end that, and stays revoked. */
static void
test_revoke_hold (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) held = revoke_as (fixture, item, HOLD, NULL, &error);
  g_autoptr (SignetReport) released = NULL;

  g_assert_no_error (error);
  g_assert_null (revoke_as (fixture, item, SIGNET_REVOCATION_REMOVE_FROM_CRL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
  g_clear_error (&error);

  released = revoke_as (fixture, item, SIGNET_REVOCATION_REMOVE_FROM_CRL, code, &error);
  g_assert_no_error (error);
  assert_state (fixture, item, SIGNET_REVOCATION_NONE);
}

/* That the signer is revoked says nothing of the certificate that it asks about. */
static void
test_revoke_by_revoked_signer (AppFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (SignetItem) signer = issue (fixture);
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetCredential) credential =
    signet_credential_new_item (signet_item_get_id (signer));
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report = revoke_as (fixture, signer, KEY_COMPROMISE, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (revoke_as (fixture, item, KEY_COMPROMISE, credential, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  assert_state (fixture, item, SIGNET_REVOCATION_NONE);
}

static void
forget_revocation (AppFixture *fixture,
                   SignetItem *item)
{
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (SignetItemJournal) journal = app_fixture_lock (fixture, signet_item_get_id (item));

    signet_item_set_revocation (signet_item_journal_get_item (journal), SIGNET_REVOCATION_NONE, 0,
                                SIGNET_REVOCATION_NO_REASON);
    signet_item_journal_save (journal, &error);
    g_assert_no_error (error);
  }
  app_fixture_restart_manager (fixture);
}

/* An answer from a recording revokes nothing. */
static void
test_revoke_replayed (AppFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetTrace) recording = signet_trace_new ();
  g_autoptr (SignetTrace) replay = signet_trace_new ();
  g_autofree char *folder = g_build_filename (fixture->folder, "recorded", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) sent = NULL;
  g_autoptr (SignetReport) replayed = NULL;

  signet_trace_set_record_folder (recording, folder, &error);
  g_assert_no_error (error);
  signet_manager_set_trace (fixture->manager, recording);
  sent = revoke_item (fixture, item, "s3cret", &error);
  g_assert_no_error (error);
  forget_revocation (fixture, item);

  signet_trace_set_replay_folder (replay, folder, &error);
  g_assert_no_error (error);
  signet_manager_set_trace (fixture->manager, replay);
  replayed = revoke_item (fixture, item, "s3cret", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((GStrv) signet_report_get_warnings (replayed)), ==, 1);
  signet_manager_set_trace (fixture->manager, NULL);
  assert_state (fixture, item, SIGNET_REVOCATION_NONE);
}

static void
test_revoke_no_certificate (AppFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);

  g_assert_no_error (error);
  g_assert_null (revoke_item (fixture, item, "s3cret", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  assert_state (fixture, item, SIGNET_REVOCATION_NONE);
}

static void
test_revoke_busy (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (SignetItemJournal) journal = app_fixture_lock (fixture, signet_item_get_id (item));

    g_assert_null (revoke_item (fixture, item, "s3cret", &error));
    g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  }
  assert_state (fixture, item, SIGNET_REVOCATION_NONE);
}

static void
over_cb (SignetTask *task,
         gboolean   *over)
{
  *over = TRUE;
}

/* Whoever does not want to wait any more is let go at once; what was sent is worked off. */
static void
test_revoke_cancelled (AppFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (SignetRevocation) revocation =
    signet_revocation_new_item (signet_item_get_id (item), KEY_COMPROMISE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppWait wait = { 0 };
  gboolean over = FALSE;
  g_autoptr (SignetTask) task = signet_manager_revoke_async (
    fixture->manager, revocation, NULL, NULL, NULL, cancellable, app_wait_cb, &wait);
  SignetRevocationState state;

  g_signal_connect (task, "over", G_CALLBACK (over_cb), &over);
  g_cancellable_cancel (cancellable);
  result = app_wait_run (&wait);
  g_assert_null (signet_manager_revoke_finish (fixture->manager, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  state = signet_item_get_revocation (
    signet_manager_get_item (fixture->manager, signet_item_get_id (item)));
  g_assert_cmpint (state, !=, SIGNET_REVOCATION_UNKNOWN);
}

#ifdef SIGNET_KILL_POINTS

/* A process of its own, which SIGNET_KILL_AT ends. */
static void
revoke_in_subprocess (void)
{
  SignetManager *manager = signet_manager_new (g_getenv ("SIGNET_TEST_FOLDER"));
  g_autoptr (SignetRevocation) revocation =
    signet_revocation_new_item (g_getenv ("SIGNET_TEST_ITEM"), KEY_COMPROMISE);
  g_autoptr (SignetReport) report = revoke_in (manager, revocation, NULL, "s3cret", NULL);
}

static void
kill_at (AppFixture            *fixture,
         const char            *point,
         SignetRevocationState  state)
{
  g_autoptr (SignetItem) item = issue (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report = NULL;

  g_setenv ("SIGNET_TEST_FOLDER", fixture->folder, TRUE);
  g_setenv ("SIGNET_TEST_ITEM", signet_item_get_id (item), TRUE);
  g_setenv ("SIGNET_KILL_AT", point, TRUE);
  g_test_trap_subprocess ("/app/revoke/subprocess/revoke", 0, 0);
  g_unsetenv ("SIGNET_KILL_AT");
  g_assert_false (g_test_trap_has_passed ());

  app_fixture_restart_manager (fixture);
  assert_state (fixture, item, state);
  report = revoke_item (fixture, item, "s3cret", &error);
  g_assert_no_error (error);
  assert_state (fixture, item, SIGNET_REVOCATION_REVOKED);
}

/* Whenever a process ends, the item does not say more than is known, and asking again settles it.
 */
static void
test_revoke_killed (AppFixture    *fixture,
                    gconstpointer  data)
{
  kill_at (fixture, "revocation-unknown", SIGNET_REVOCATION_UNKNOWN);
  kill_at (fixture, "revocation-noted", SIGNET_REVOCATION_REVOKED);
}

#endif

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  app_fixture_add ("/app/revoke/itself", NULL, test_revoke_itself);
  app_fixture_add ("/app/revoke/repeated", NULL, test_revoke_repeated);
  app_fixture_add ("/app/revoke/by-certificate", NULL, test_revoke_by_certificate);
  app_fixture_add ("/app/revoke/by-serial", NULL, test_revoke_by_serial);
  app_fixture_add ("/app/revoke/without-item", NULL, test_revoke_without_item);
  app_fixture_add ("/app/revoke/answer-lost", NULL, test_revoke_answer_lost);
  app_fixture_add ("/app/revoke/forged-refusal", NULL, test_revoke_forged_refusal);
  app_fixture_add ("/app/revoke/unreachable", NULL, test_revoke_unreachable);
  app_fixture_add ("/app/revoke/refused", NULL, test_revoke_refused);
  app_fixture_add ("/app/revoke/again", NULL, test_revoke_again);
  app_fixture_add ("/app/revoke/hold", NULL, test_revoke_hold);
  app_fixture_add ("/app/revoke/by-revoked-signer", NULL, test_revoke_by_revoked_signer);
  app_fixture_add ("/app/revoke/replayed", NULL, test_revoke_replayed);
  app_fixture_add ("/app/revoke/no-certificate", WITH_APPROVAL, test_revoke_no_certificate);
  app_fixture_add ("/app/revoke/busy", NULL, test_revoke_busy);
  app_fixture_add ("/app/revoke/cancelled", NULL, test_revoke_cancelled);
#ifdef SIGNET_KILL_POINTS
  g_test_add_func ("/app/revoke/subprocess/revoke", revoke_in_subprocess);
  app_fixture_add ("/app/revoke/killed", NULL, test_revoke_killed);
#endif

  return app_fixture_run ();
}
