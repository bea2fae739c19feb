/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "app/signet-step-private.h"
#include "cmp-fixture.h"
#include "cmp/signet-reply-private.h"
#include "cmp/signet-transport-private.h"
#include "core/signet-error.h"
#include "middle.h"
#include "store/signet-secret-store.h"

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)

static SignetItem *
only_item (AppFixture *fixture)
{
  GListModel *items = signet_manager_get_items (fixture->manager);

  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);

  return g_list_model_get_item (items, 0);
}

static char *
make_refused (AppFixture *fixture)
{
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (app_fixture_request (fixture, "guess", SIGNET_RUN_NONE, &error));
  item = only_item (fixture);

  return g_strdup (signet_item_get_id (item));
}

/* A code that does not fit the stored answers is not tried again and again, and not kept. */
static void
test_run_wrong_code (AppFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (
    fixture, "s3cret", SIGNET_RUN_NO_WAIT | SIGNET_RUN_FORGET_CODE, &error);
  g_autoptr (SignetItem) known = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_no_error (error);
  g_assert_null (
    app_fixture_resume (fixture, signet_item_get_id (item), "guess", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_USEC_PER_SEC);
  known = only_item (fixture);
  g_assert_false (signet_item_get_code_kept (known));
  g_assert_cmpint (signet_item_get_needs (known), ==, SIGNET_NEEDS_CODE);
}

/* An error that is over is not shown any more, by the next process neither. */
static void
test_run_error_passes (AppFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (GBytes) forged = cmp_fixture_forged_error ();
  Middle middle = { NULL, MIDDLE_NOTHING, forged };
  g_autoptr (FaultServer) server = middle_start (fixture, &middle);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  id = g_strdup (signet_item_get_id (item));
  g_clear_object (&item);
  middle.body = SIGNET_BODY_POLLREQ;
  g_assert_null (app_fixture_resume (fixture, id, NULL, SIGNET_RUN_NO_WAIT, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_clear_error (&error);
  item = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_nonnull (signet_item_get_error (item));
  g_clear_object (&item);

  middle.body = MIDDLE_NOTHING;
  item = app_fixture_resume (fixture, id, NULL, SIGNET_RUN_NO_WAIT, &error);
  g_assert_no_error (error);
  g_clear_object (&item);
  app_fixture_restart_manager (fixture);
  item = only_item (fixture);
  g_assert_null (signet_item_get_error (item));
}

/* The keyring has lost the code: the item says that it is needed. */
static void
test_run_code_lost (AppFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) made = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = NULL;

  g_assert_no_error (error);
  signet_secret_store_clear (SIGNET_SECRET_CODE, signet_item_store_get_id (store, NULL),
                             signet_item_get_id (made), &error);
  g_assert_no_error (error);
  g_assert_null (
    app_fixture_resume (fixture, signet_item_get_id (made), NULL, SIGNET_RUN_NO_WAIT, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  item = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_CODE);
}

/* A request that is not even complete makes nothing. */
static void
test_run_empty_request (AppFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->request);
  fixture->request = signet_request_new ();
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == SIGNET_ERROR);
}

static guint
count_folders (AppFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "enrollments", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? 1 : 0;
    }

  return n;
}

/* Cancelled while the key is made: the wait ends, and later nothing is left. */
static void
test_run_cancelled_in_key (AppFixture    *fixture,
                           gconstpointer  data)
{
  AppWait wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("rsa:4096", NULL);
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);
  g_autoptr (GAsyncResult) result = NULL;
  SignetTask *task;

  signet_request_set_key_spec (fixture->request, spec);
  task = signet_manager_request_async (fixture->manager, fixture->request, credential, NULL,
                                       SIGNET_RUN_NONE, cancellable, app_wait_cb, &wait);
  g_cancellable_cancel (cancellable);
  result = app_wait_run (&wait);
  g_assert_null (signet_manager_request_finish (fixture->manager, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_object_add_weak_pointer (G_OBJECT (task), (gpointer *) &task);
  g_object_unref (task);
  while (g_atomic_pointer_get (&task) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (fixture->manager)), ==, 0);
  g_assert_cmpuint (count_folders (fixture), ==, 0);
}

static SignetStep *
step_new (AppFixture *fixture,
          const char *id)
{
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  SignetStep *step = g_new0 (SignetStep, 1);

  step->store = app_fixture_store (fixture);
  step->id = g_strdup (id);
  step->credential = signet_credential_new_code ("77", secret);
  step->unwanted = g_cancellable_new ();

  return step;
}

/* Cancelled before the first byte: nobody has to be told. */
static void
test_run_cancelled_before_sending (AppFixture    *fixture,
                                   gconstpointer  data)
{
  g_autofree char *id = make_refused (fixture);
  g_autoptr (SignetStep) step = step_new (fixture, id);
  g_autoptr (SignetStepResult) result = NULL;

  g_cancellable_cancel (step->unwanted);
  result = signet_step_run (step, step->unwanted);
  g_assert_error (result->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (result->left);
  g_assert_cmpint (signet_item_get_state (result->item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_cmpint (signet_item_get_needs (result->item), ==, SIGNET_NEEDS_NONE);
  g_assert_null (signet_item_get_error (result->item));
}

/* Stop is no Cancel: the request stays as it was before. */
static void
test_run_stopped_before_sending (AppFixture    *fixture,
                                 gconstpointer  data)
{
  g_autofree char *id = make_refused (fixture);
  g_autoptr (SignetStep) step = step_new (fixture, id);
  g_autoptr (GCancellable) hold = g_cancellable_new ();
  g_autoptr (SignetStepResult) result = NULL;

  g_cancellable_cancel (hold);
  result = signet_step_run (step, hold);
  g_assert_error (result->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (signet_item_get_state (result->item), ==, SIGNET_ITEM_STATE_KEY_READY);
}

/* The answer to the request is lost: nothing is sent again without the person's word. */
static void
test_run_lost_answer (AppFixture    *fixture,
                      gconstpointer  data)
{
  Middle middle = { NULL, 0 /* ir */, NULL };
  g_autoptr (FaultServer) server = middle_start (fixture, &middle);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  g_clear_error (&error);
  item = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_PERSON);
  g_assert_null (
    app_fixture_resume (fixture, signet_item_get_id (item), "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_UNKNOWN);
  g_assert_cmpuint (fault_server_get_n_requests (server), ==, 1);
}

static SignetItem *
resume_with (AppFixture     *fixture,
             const char     *id,
             SignetProfile  *profile,
             GError        **error)
{
  AppWait wait = { 0 };
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task =
    signet_manager_resume_async (fixture->manager, id, profile, credential, NULL, SIGNET_RUN_NONE,
                                 NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);

  return signet_manager_resume_finish (fixture->manager, result, error);
}

/* The certificate is here, and only the answer to its confirmation was lost: whatever the profile
 * says by now, the certificate stays and is confirmed. */
static void
test_run_lost_confirmation (AppFixture    *fixture,
                            gconstpointer  data)
{
  Middle middle = { NULL, SIGNET_BODY_CERTCONF, NULL };
  g_autoptr (FaultServer) server = middle_start (fixture, &middle);
  g_autoptr (GBytes) other = cmp_fixture_other_ca ();
  g_autoptr (SignetProfile) profile =
    signet_profile_copy (signet_request_get_profile (fixture->request));
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetItem) finished = NULL;

  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_clear_error (&error);
  item = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_UNCONFIRMED);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NETWORK);
  g_assert_null (app_fixture_cancel (fixture, signet_item_get_id (item), &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  g_clear_error (&error);

  middle.body = MIDDLE_NOTHING;
  signet_profile_add_certificate (profile, SIGNET_TRUST_ISSUED, other);
  finished = resume_with (fixture, signet_item_get_id (item), profile, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (finished), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpint (signet_item_get_verification (finished), ==, SIGNET_VERIFICATION_ANCHOR);
}

/* What becomes of an item of each state whose request was left, without a word to a server. */
static const struct
{
  SignetItemState state;
  gboolean may_cancel;
  gboolean may_resume;
  gboolean may_start_over;
} STATES[] = {
  { SIGNET_ITEM_STATE_DRAFT, TRUE, TRUE, TRUE },
  { SIGNET_ITEM_STATE_KEY_READY, TRUE, TRUE, TRUE },
  { SIGNET_ITEM_STATE_SENT, TRUE, FALSE, TRUE },
  { SIGNET_ITEM_STATE_ANSWER_UNKNOWN, TRUE, FALSE, TRUE },
  { SIGNET_ITEM_STATE_REFUSED, TRUE, TRUE, TRUE },
  { SIGNET_ITEM_STATE_GIVEN_UP, FALSE, FALSE, TRUE },
};

static void
test_run_states_cancel (AppFixture    *fixture,
                        gconstpointer  data)
{
  g_autofree char *id = make_refused (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (STATES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetItem) item = NULL;

      app_fixture_set_state (fixture, id, STATES[i].state);
      item = app_fixture_cancel (fixture, id, &error);
      g_test_message ("state %d", STATES[i].state);
      g_assert_true ((item != NULL) == STATES[i].may_cancel);
      if (item != NULL)
        g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
      else
        g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
    }
}

static void
try_resume (AppFixture      *fixture,
            const char      *id,
            SignetItemState  state,
            SignetRunFlags   flags,
            gboolean         may)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_set_state (fixture, id, state);
  item = app_fixture_resume (fixture, id, "guess", flags, &error);
  g_test_message ("state %d flags %d", state, flags);
  g_assert_null (item);
  if (may)
    g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  else
    g_assert_false (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE));
}

static void
test_run_states_resume (AppFixture    *fixture,
                        gconstpointer  data)
{
  g_autofree char *id = make_refused (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (STATES); i++)
    {
      try_resume (fixture, id, STATES[i].state, SIGNET_RUN_NONE, STATES[i].may_resume);
      try_resume (fixture, id, STATES[i].state, SIGNET_RUN_START_OVER, STATES[i].may_start_over);
    }
}

/* A server that is not there any more cannot be told: by the person's word that is the end of it,
 * and what it may have issued is not forgotten. */
static void
test_run_give_up (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) waiting =
    app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task = NULL;
  AppWait wait = { 0 };
  const char *id = signet_item_get_id (waiting);

  g_assert_no_error (error);
  signet_practice_server_stop (fixture->ca);
  g_assert_null (app_fixture_cancel (fixture, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  g_clear_error (&error);

  task = signet_manager_give_up_async (fixture->manager, id, NULL, app_wait_cb, &wait);
  result = app_wait_run (&wait);
  item = signet_manager_cancel_finish (fixture->manager, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_true (signet_item_get_maybe_issued (item));
  g_assert_false (signet_item_get_code_kept (item));
}

#define ADD(path, data, function) \
  g_test_add ("/app/run/" path, AppFixture, data, app_fixture_set_up, function, \
              app_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("wrong-code", WITH_APPROVAL, test_run_wrong_code);
  ADD ("error-passes", WITH_APPROVAL, test_run_error_passes);
  ADD ("code-lost", WITH_APPROVAL, test_run_code_lost);
  ADD ("empty-request", NULL, test_run_empty_request);
  ADD ("cancelled-in-key", NULL, test_run_cancelled_in_key);
  ADD ("cancelled-before-sending", NULL, test_run_cancelled_before_sending);
  ADD ("stopped-before-sending", NULL, test_run_stopped_before_sending);
  ADD ("lost-answer", NULL, test_run_lost_answer);
  ADD ("lost-confirmation", NULL, test_run_lost_confirmation);
  ADD ("states-cancel", NULL, test_run_states_cancel);
  ADD ("states-resume", NULL, test_run_states_resume);
  ADD ("give-up", WITH_APPROVAL, test_run_give_up);

  return app_fixture_run ();
}
