/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-fixture.h"
#include "cmp-fixture.h"
#include "core/signet-error.h"
#include "store/signet-secret-store.h"

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)

static SignetSecret *
kept_secret (AppFixture          *fixture,
             SignetSecretPurpose  purpose,
             const char          *id)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (GError) error = NULL;
  SignetSecret *secret =
    signet_secret_store_lookup (purpose, signet_item_store_get_id (store, NULL), id, &error);

  g_assert_no_error (error);

  return secret;
}

static void
test_manager_request (AppFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);
  g_autoptr (SignetSecret) passphrase = NULL;
  g_autoptr (GPtrArray) chain = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NONE);
  g_assert_cmpint (signet_item_get_verification (item), ==, SIGNET_VERIFICATION_ANCHOR);
  g_assert_nonnull (signet_item_get_certificate (item));
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (fixture->manager)), ==, 1);
  chain = signet_manager_dup_chain (fixture->manager, signet_item_get_id (item), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chain->len, ==, 1);
  passphrase = kept_secret (fixture, SIGNET_SECRET_KEY, signet_item_get_id (item));
  g_assert_nonnull (passphrase);
  g_assert_cmpuint (signet_secret_get_size (passphrase), ==, 43);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *n)
{
  (*n)++;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  signet_manager_load_finish (SIGNET_MANAGER (object), result, &error);
  g_main_loop_quit (user_data);
}

/* Who shows the list must know whether it is empty or not known yet. */
static void
test_manager_loading (AppFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetManager) manager = signet_manager_new (fixture->folder);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *enrollments = g_build_filename (fixture->folder, "enrollments", NULL);
  guint n = 0;

  g_signal_connect (manager, "notify::loading", G_CALLBACK (count_cb), &n);
  g_assert_true (signet_manager_is_loading (manager));
  signet_manager_load_async (manager, NULL, loaded_cb, loop);
  g_main_loop_run (loop);
  g_assert_false (signet_manager_is_loading (manager));
  g_assert_no_error (signet_manager_get_load_error (manager));
  g_assert_cmpuint (n, ==, 1);

  /* A folder that others may write is not read. */
  g_assert_cmpint (g_mkdir_with_parents (enrollments, 0700), ==, 0);
  g_assert_cmpint (g_chmod (enrollments, 0777), ==, 0);
  signet_manager_load_async (manager, NULL, loaded_cb, loop);
  g_main_loop_run (loop);
  g_assert_false (signet_manager_is_loading (manager));
  g_assert_error (signet_manager_get_load_error (manager), SIGNET_ERROR,
                  SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (g_chmod (enrollments, 0700), ==, 0);
}

static void
test_manager_invalid (AppFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  signet_request_set_template (fixture->request, NULL);
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (fixture->manager)), ==, 0);
}

/* Without a keyring there is no key, and nothing half written. */
static void
test_manager_no_keyring (AppFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_setenv ("XDG_RUNTIME_DIR", fixture->folder, TRUE);
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING);
  app_fixture_restart_manager (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (fixture->manager)), ==, 0);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
}

static void
test_manager_wrong_code (AppFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autofree char *id = NULL;

  g_assert_null (app_fixture_request (fixture, "guess", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  item = g_list_model_get_item (signet_manager_get_items (fixture->manager), 0);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_REFUSED);
  id = g_strdup (signet_item_get_id (item));
  g_clear_object (&item);
  g_clear_error (&error);

  /* Try Again: every field was kept, and so was the key. */
  item = app_fixture_resume (fixture, id, "s3cret", SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
}

static void
test_manager_closed_port (AppFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autofree char *id = NULL;

  signet_practice_server_stop (fixture->ca);
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  item = g_list_model_get_item (signet_manager_get_items (fixture->manager), 0);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_KEY_READY);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NETWORK);
  id = g_strdup (signet_item_get_id (item));
  g_clear_object (&item);
  g_clear_error (&error);

  app_fixture_restart_ca (fixture, data);
  item = app_fixture_resume (fixture, id, "s3cret", SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
}

/* Left waiting, finished by “another process” after client and CA were restarted. */
static void
test_manager_waits_over_restart (AppFixture    *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NONE);
  g_assert_true (signet_item_get_code_kept (item));
  id = g_strdup (signet_item_get_id (item));
  g_clear_object (&item);

  app_fixture_restart_manager (fixture);
  app_fixture_restart_ca (fixture, data);
  signet_practice_server_approve (fixture->ca, fixture->waiting_number, &error);
  g_assert_no_error (error);

  item = app_fixture_resume (fixture, id, NULL, SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_false (signet_item_get_code_kept (item));
  g_assert_null (kept_secret (fixture, SIGNET_SECRET_CODE, id));
}

/* From now on only another CA's certificates would be verified. */
static void
trust_other_ca (AppFixture *fixture)
{
  g_autoptr (SignetProfile) profile =
    signet_profile_copy (signet_request_get_profile (fixture->request));
  g_autoptr (GBytes) other = cmp_fixture_other_ca ();

  g_assert_true (signet_profile_add_certificate (profile, SIGNET_TRUST_ISSUED, other));
  signet_request_set_profile (fixture->request, profile);
}

/* What was wished at first holds for the step that brings the certificate, days later. */
static void
test_manager_keeps_accept_unverified (AppFixture    *fixture,
                                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autofree char *id = NULL;

  trust_other_ca (fixture);
  item = app_fixture_request (fixture, "s3cret",
                              SIGNET_RUN_NO_WAIT | SIGNET_RUN_ACCEPT_UNVERIFIED, &error);
  g_assert_no_error (error);
  id = g_strdup (signet_item_get_id (item));
  g_clear_object (&item);
  app_fixture_restart_manager (fixture);
  signet_practice_server_approve (fixture->ca, fixture->waiting_number, &error);
  g_assert_no_error (error);

  item = app_fixture_resume (fixture, id, NULL, SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpint (signet_item_get_verification (item), ==, SIGNET_VERIFICATION_NONE);
}

static void
test_manager_forget_code (AppFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item =
    app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT | SIGNET_RUN_FORGET_CODE, &error);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_CODE);
  id = g_strdup (signet_item_get_id (item));
  g_clear_object (&item);

  g_assert_null (app_fixture_resume (fixture, id, NULL, SIGNET_RUN_NO_WAIT, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_clear_error (&error);
  item = app_fixture_resume (fixture, id, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_WAITING);
}

static void
test_manager_cancel (AppFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autofree char *id = g_strdup (signet_item_get_id (item));
  g_autofree char *key = app_fixture_file (fixture, id, "key.pem");

  g_clear_object (&item);
  item = app_fixture_cancel (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_false (signet_item_get_code_kept (item));
  g_assert_true (g_file_test (key, G_FILE_TEST_EXISTS));
  g_clear_object (&item);

  g_assert_null (app_fixture_cancel (fixture, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
}

/* A server that cannot be told keeps the request as it is. */
static void
test_manager_cancel_unreachable (AppFixture    *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autofree char *id = g_strdup (signet_item_get_id (item));
  SignetItem *known;

  signet_practice_server_stop (fixture->ca);
  g_assert_null (app_fixture_cancel (fixture, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  known = signet_manager_get_item (fixture->manager, id);
  g_assert_cmpint (signet_item_get_state (known), ==, SIGNET_ITEM_STATE_WAITING);
}

static void
test_manager_not_found (AppFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (app_fixture_resume (fixture, "../../etc", NULL, SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
}

static void
test_manager_busy (AppFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItemJournal) other =
    signet_item_store_lock (store, signet_item_get_id (item), &error);

  g_assert_no_error (error);
  g_assert_null (
    app_fixture_resume (fixture, signet_item_get_id (item), NULL, SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
}

/* The process died after the request had left: it is not sent again without the person's word. */
static void
test_manager_answer_unknown (AppFixture    *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autofree char *id = NULL;
  SignetItem *known;

  g_assert_null (app_fixture_request (fixture, "guess", SIGNET_RUN_NONE, &error));
  g_clear_error (&error);
  item = g_list_model_get_item (signet_manager_get_items (fixture->manager), 0);
  id = g_strdup (signet_item_get_id (item));
  g_clear_object (&item);
  app_fixture_set_state (fixture, id, SIGNET_ITEM_STATE_SENT);

  app_fixture_restart_manager (fixture);
  known = signet_manager_get_item (fixture->manager, id);
  g_assert_cmpint (signet_item_get_state (known), ==, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  g_assert_cmpint (signet_item_get_needs (known), ==, SIGNET_NEEDS_PERSON);
  g_assert_null (app_fixture_resume (fixture, id, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_UNKNOWN);
  g_clear_error (&error);

  item = app_fixture_resume (fixture, id, "s3cret", SIGNET_RUN_START_OVER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
}

static void
test_manager_credential_item (AppFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) first = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);
  g_autoptr (SignetCredential) credential = signet_credential_new_item (signet_item_get_id (first));
  g_autoptr (SignetItem) second = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AppWait wait = { 0 };

  signet_request_set_operation (fixture->request, SIGNET_OPERATION_CR);
  task = signet_manager_request_async (fixture->manager, fixture->request, credential, NULL,
                                       SIGNET_RUN_NONE, NULL, app_wait_cb, &wait);
  result = app_wait_run (&wait);
  second = signet_manager_request_finish (fixture->manager, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (second), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpstr (signet_item_get_key_id (second), !=, signet_item_get_key_id (first));
}

static void
stop_when_waiting_cb (SignetTask *task,
                      GParamSpec *pspec,
                      gpointer    user_data)
{
  if (signet_task_get_next_check (task) != 0)
    signet_task_stop_waiting (task);
}

static void
test_manager_stop_waiting (AppFixture    *fixture,
                           gconstpointer  data)
{
  AppWait wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);
  g_autoptr (SignetTask) task =
    signet_manager_request_async (fixture->manager, fixture->request, credential, NULL,
                                  SIGNET_RUN_NONE, NULL, app_wait_cb, &wait);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetItem) item = NULL;

  g_signal_connect (task, "notify::next-check", G_CALLBACK (stop_when_waiting_cb), NULL);
  result = app_wait_run (&wait);
  item = signet_manager_request_finish (fixture->manager, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_WAITING);
}

static void
cancel_when_waiting_cb (SignetTask *task,
                        GParamSpec *pspec,
                        gpointer    user_data)
{
  if (signet_task_get_next_check (task) != 0)
    g_cancellable_cancel (user_data);
}

/* Cancelling ends the wait at once; the server is told in the background. */
static void
test_manager_cancelled_while_waiting (AppFixture    *fixture,
                                      gconstpointer  data)
{
  AppWait wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);
  g_autoptr (SignetTask) task =
    signet_manager_request_async (fixture->manager, fixture->request, credential, NULL,
                                  SIGNET_RUN_NONE, cancellable, app_wait_cb, &wait);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetItem) item = NULL;

  g_signal_connect (task, "notify::next-check", G_CALLBACK (cancel_when_waiting_cb), cancellable);
  result = app_wait_run (&wait);
  g_assert_null (signet_manager_request_finish (fixture->manager, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  item = g_list_model_get_item (signet_manager_get_items (fixture->manager), 0);
  while (signet_item_get_state (item) != SIGNET_ITEM_STATE_GIVEN_UP)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NONE);
}

static void
test_manager_own_passphrase (AppFixture    *fixture,
                             gconstpointer  data)
{
  AppWait wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetSecret) passphrase = signet_secret_new ("too short", 9);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);
  g_autoptr (SignetTask) task =
    signet_manager_request_async (fixture->manager, fixture->request, credential, passphrase,
                                  SIGNET_RUN_NONE, NULL, app_wait_cb, &wait);
  g_autoptr (GAsyncResult) result = app_wait_run (&wait);

  g_assert_null (signet_manager_request_finish (fixture->manager, result, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (fixture->manager)), ==, 0);
}

#define ADD(path, data, function) \
  g_test_add ("/app/manager/" path, AppFixture, data, app_fixture_set_up, function, \
              app_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("request", NULL, test_manager_request);
  ADD ("loading", NULL, test_manager_loading);
  ADD ("invalid", NULL, test_manager_invalid);
  ADD ("no-keyring", NULL, test_manager_no_keyring);
  ADD ("wrong-code", NULL, test_manager_wrong_code);
  ADD ("closed-port", NULL, test_manager_closed_port);
  ADD ("waits-over-restart", WITH_APPROVAL, test_manager_waits_over_restart);
  ADD ("keeps-accept-unverified", WITH_APPROVAL, test_manager_keeps_accept_unverified);
  ADD ("forget-code", WITH_APPROVAL, test_manager_forget_code);
  ADD ("cancel", WITH_APPROVAL, test_manager_cancel);
  ADD ("cancel-unreachable", WITH_APPROVAL, test_manager_cancel_unreachable);
  ADD ("not-found", NULL, test_manager_not_found);
  ADD ("busy", WITH_APPROVAL, test_manager_busy);
  ADD ("answer-unknown", NULL, test_manager_answer_unknown);
  ADD ("credential-item", NULL, test_manager_credential_item);
  ADD ("stop-waiting", WITH_APPROVAL, test_manager_stop_waiting);
  ADD ("cancelled-while-waiting", WITH_APPROVAL, test_manager_cancelled_while_waiting);
  ADD ("own-passphrase", NULL, test_manager_own_passphrase);

  return app_fixture_run ();
}
