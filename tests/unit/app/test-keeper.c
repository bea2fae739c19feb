/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-keeper.h"

#include <string.h>

#include "app-fixture.h"
#include "core/signet-error.h"

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)

/* A keeper on the manager of the fixture, and what it told. */
typedef struct
{
  AppFixture app;
  SignetKeeper *keeper;
  guint n_started;
  guint n_ended;
  GError *error; /* of the last job that ended */
  char *id;      /* its item */
} Fixture;

static void
started_cb (SignetKeeper *keeper,
            SignetTask   *task,
            Fixture      *self)
{
  g_assert_true (signet_keeper_get_task (keeper, signet_task_get_item_id (task)) == task);
  self->n_started++;
}

static void
ended_cb (SignetKeeper *keeper,
          SignetTask   *task,
          const GError *error,
          Fixture      *self)
{
  /* The job counts while its end is told. */
  g_assert_cmpuint (signet_keeper_get_n_tasks (keeper), >, 0);
  self->n_ended++;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_free (self->id);
  self->id = g_strdup (signet_task_get_item_id (task));
}

static void
make_keeper (Fixture *self)
{
  self->keeper = signet_keeper_new (self->app.manager);
  g_signal_connect (self->keeper, "started", G_CALLBACK (started_cb), self);
  g_signal_connect (self->keeper, "ended", G_CALLBACK (ended_cb), self);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  app_fixture_set_up (&self->app, data);
  make_keeper (self);
}

static void
wait_until_idle (Fixture *self)
{
  while (signet_keeper_get_n_tasks (self->keeper) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
drop_keeper (Fixture *self)
{
  signet_keeper_stop (self->keeper);
  wait_until_idle (self);
  g_assert_finalize_object (self->keeper);
  self->keeper = NULL;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  drop_keeper (self);
  g_clear_error (&self->error);
  g_clear_pointer (&self->id, g_free);
  app_fixture_tear_down (&self->app, data);
}

/* A new process: manager and keeper know nothing but what is on disk. */
static void
restart (Fixture *self)
{
  drop_keeper (self);
  app_fixture_restart_manager (&self->app);
  make_keeper (self);
}

static SignetTask *
request (Fixture    *self,
         const char *code)
{
  g_autoptr (SignetSecret) secret = signet_secret_new (code, strlen (code));
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);

  return signet_keeper_request (self->keeper, self->app.request, credential, NULL, SIGNET_RUN_NONE);
}

static void
wait_for_end (Fixture *self,
              guint    n_ended)
{
  while (self->n_ended < n_ended)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_check (SignetTask *task)
{
  while (signet_task_get_next_check (task) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
approve (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  while (self->app.waiting_number == 0)
    g_main_context_iteration (NULL, TRUE);
  signet_practice_server_approve (self->app.ca, self->app.waiting_number, &error);
  g_assert_no_error (error);
}

static SignetItemState
state_of (Fixture    *self,
          const char *id)
{
  SignetItem *item = signet_manager_get_item (self->app.manager, id);

  g_assert_nonnull (item);

  return signet_item_get_state (item);
}

/* The identifier of a request that waits, with its job. */
static char *
make_waiting (Fixture *self)
{
  SignetTask *task = request (self, "s3cret");

  wait_for_check (task);

  return g_strdup (signet_task_get_item_id (task));
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_request (Fixture       *self,
              gconstpointer  data)
{
  guint n = 0, n_tasks = 0;
  SignetTask *task;
  g_autofree char *id = NULL;

  g_assert_true (signet_keeper_get_manager (self->keeper) == self->app.manager);
  g_signal_connect (self->keeper, "notify::n-tasks", G_CALLBACK (count_cb), &n);
  task = request (self, "s3cret");
  id = g_strdup (signet_task_get_item_id (task));
  g_object_get (self->keeper, "n-tasks", &n_tasks, NULL);
  g_assert_cmpuint (n_tasks, ==, 1);
  g_assert_true (signet_keeper_get_task (self->keeper, id) == task);

  wait_until_idle (self);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (self->n_started, ==, 1);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_no_error (self->error);
  g_assert_cmpstr (self->id, ==, id);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_null (signet_keeper_get_task (self->keeper, id));
  g_assert_null (signet_keeper_get_error (self->keeper, id));
}

/* An error is kept until the next job on the item begins. */
static void
test_error (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);

  request (self, "guess");
  wait_until_idle (self);
  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_error (signet_keeper_get_error (self->keeper, self->id), SIGNET_ERROR,
                  SIGNET_ERROR_WRONG_CODE);

  g_assert_nonnull (signet_keeper_resume (self->keeper, self->id, NULL, credential, NULL,
                                          SIGNET_RUN_START_OVER));
  g_assert_null (signet_keeper_get_error (self->keeper, self->id));
  wait_until_idle (self);
  g_assert_no_error (self->error);
  g_assert_cmpint (state_of (self, self->id), ==, SIGNET_ITEM_STATE_ISSUED);
}

/* A request that never became an item has an error, too. */
static void
test_error_without_item (Fixture       *self,
                         gconstpointer  data)
{
  g_clear_object (&self->app.request);
  self->app.request = signet_request_new ();
  request (self, "s3cret");
  wait_until_idle (self);
  g_assert_nonnull (signet_keeper_get_error (self->keeper, self->id));
  g_assert_null (signet_manager_get_item (self->app.manager, self->id));
}

/* The window closed while the request waited; the next one goes on with it by itself. */
static void
test_take_up (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);
  SignetTask *task;

  restart (self);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_no_error (self->error);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_WAITING);

  app_fixture_restart_ca (&self->app, data);
  signet_item_set_needs (signet_manager_get_item (self->app.manager, id), SIGNET_NEEDS_NETWORK);
  signet_keeper_take_up (self->keeper);
  task = signet_keeper_get_task (self->keeper, id);
  g_assert_nonnull (task);
  /* It waits for the time that the server named, and says so at once. */
  g_assert_cmpint (signet_task_get_next_check (task), >, 0);
  g_assert_cmpint (signet_task_get_stage (task), ==, SIGNET_STAGE_WAIT);
  signet_keeper_take_up (self->keeper);
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 1);

  approve (self);
  wait_until_idle (self);
  g_assert_no_error (self->error);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_ISSUED);
}

static const SignetItemState not_taken_up[] = {
  SIGNET_ITEM_STATE_DRAFT,
  SIGNET_ITEM_STATE_KEY_READY,
  SIGNET_ITEM_STATE_SENT,
  SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
  SIGNET_ITEM_STATE_REFUSED,
  SIGNET_ITEM_STATE_GIVEN_UP,
  SIGNET_ITEM_STATE_ISSUED,
};

/* Nothing is sent as new, and what needs a person waits for one. */
static void
test_take_up_nothing (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);
  SignetItem *item;

  restart (self);
  item = signet_manager_get_item (self->app.manager, id);
  for (int needs = SIGNET_NEEDS_CODE; needs <= SIGNET_NEEDS_PERSON; needs++)
    {
      signet_item_set_needs (item, (SignetNeeds) needs);
      signet_keeper_take_up (self->keeper);
      g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 0);
    }
  signet_item_set_needs (item, SIGNET_NEEDS_NONE);
  for (gsize i = 0; i < G_N_ELEMENTS (not_taken_up); i++)
    {
      signet_item_set_state (item, not_taken_up[i]);
      signet_keeper_take_up (self->keeper);
      g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 0);
    }
}

static void
test_resume_running (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);
  g_autofree char *start = g_strndup (id, 8);
  SignetTask *task = signet_keeper_get_task (self->keeper, id);

  g_assert_true (signet_keeper_resume (self->keeper, id, NULL, NULL, NULL, SIGNET_RUN_NONE) ==
                 task);
  g_assert_true (signet_keeper_resume (self->keeper, start, NULL, NULL, NULL, SIGNET_RUN_NONE) ==
                 task);
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 1);
}

static void
test_stop (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);

  signet_keeper_stop (self->keeper);
  wait_until_idle (self);
  g_assert_no_error (self->error);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_WAITING);

  g_assert_null (request (self, "s3cret"));
  g_assert_null (signet_keeper_resume (self->keeper, id, NULL, NULL, NULL, SIGNET_RUN_NONE));
  g_assert_null (signet_keeper_cancel (self->keeper, id, NULL, NULL));
  signet_keeper_take_up (self->keeper);
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 0);
}

/* A window that opens again while the last one's job is still being stopped. */
static void
test_start_again (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);

  signet_keeper_stop (self->keeper);
  signet_keeper_start (self->keeper);
  while (self->n_ended == 0 || signet_keeper_get_task (self->keeper, id) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 1);
}

/* Aborted while the key is made: nothing of it is left. */
static void
test_abort_early (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("rsa:4096", NULL);
  SignetTask *task;

  signet_request_set_key_spec (self->app.request, spec);
  task = request (self, "s3cret");
  signet_keeper_abort (self->keeper, task);
  wait_for_end (self, 1);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (signet_keeper_get_error (self->keeper, self->id));
  /* The key is still being made. */
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 1);
  wait_until_idle (self);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_null (signet_manager_get_item (self->app.manager, self->id));
}

/* Aborted while it waits: the person leaves at once, and the keeper until the server was told. */
static void
test_abort_late (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);

  signet_keeper_abort (self->keeper, signet_keeper_get_task (self->keeper, id));
  wait_for_end (self, 1);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 1);
  g_assert_null (signet_keeper_get_task (self->keeper, id));

  /* The window closes: what was begun is brought to its end. */
  signet_keeper_stop (self->keeper);
  wait_until_idle (self);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

/* Aborts what waits and resumes it: a job that has not begun yet. */
static SignetTask *
resume_aborted (Fixture    *self,
                const char *id)
{
  signet_keeper_abort (self->keeper, signet_keeper_get_task (self->keeper, id));
  wait_for_end (self, 1);

  return signet_keeper_resume (self->keeper, id, NULL, NULL, NULL, SIGNET_RUN_NONE);
}

/* The next job on an item comes after the one that still tells the server. */
static void
test_resume_after_abort (Fixture       *self,
                         gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);
  SignetTask *first = signet_keeper_get_task (self->keeper, id);
  SignetTask *second;

  second = resume_aborted (self, id);
  g_assert_true (second != first);
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 2);
  g_assert_true (signet_keeper_get_task (self->keeper, id) == second);
  wait_until_idle (self);
  g_assert_cmpuint (self->n_ended, ==, 2);
  /* Not “in use by another Signet”. */
  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

static void
test_abort_not_begun (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);
  SignetTask *second = resume_aborted (self, id);

  signet_keeper_abort (self->keeper, second);
  wait_for_end (self, 2);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_until_idle (self);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

static void
test_stop_not_begun (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);

  resume_aborted (self, id);
  signet_keeper_stop (self->keeper);
  wait_until_idle (self);
  g_assert_cmpuint (self->n_ended, ==, 2);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

static void
test_cancel_not_begun (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);
  SignetTask *second = resume_aborted (self, id);

  g_assert_true (signet_keeper_cancel (self->keeper, id, NULL, NULL) == second);
  wait_until_idle (self);
  g_assert_cmpuint (self->n_ended, ==, 2);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

/* The job that waits tells the server itself, and its end says what came of it. */
static void
test_cancel_waiting (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);
  SignetTask *task = signet_keeper_get_task (self->keeper, id);

  g_assert_true (signet_keeper_cancel (self->keeper, id, NULL, NULL) == task);
  g_assert_cmpuint (signet_keeper_get_n_tasks (self->keeper), ==, 1);
  wait_for_end (self, 1);
  g_assert_no_error (self->error);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_GIVEN_UP);
  wait_until_idle (self);
  g_assert_cmpuint (self->n_ended, ==, 1);
}

static void
test_cancel_unreachable (Fixture       *self,
                         gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);

  signet_practice_server_stop (self->app.ca);
  signet_keeper_cancel (self->keeper, id, NULL, NULL);
  wait_until_idle (self);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  g_assert_error (signet_keeper_get_error (self->keeper, id), SIGNET_ERROR,
                  SIGNET_ERROR_UNREACHABLE);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_WAITING);
}

/* Without a job that runs, one is started. */
static void
test_cancel_idle (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *id = make_waiting (self);

  restart (self);
  g_assert_nonnull (signet_keeper_cancel (self->keeper, id, NULL, NULL));
  /* A window that closes now does not take the word back. */
  signet_keeper_stop (self->keeper);
  wait_until_idle (self);
  g_assert_no_error (self->error);
  g_assert_cmpint (state_of (self, id), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

/* Too late: the certificate came before the word. */
static void
test_cancel_issued (Fixture       *self,
                    gconstpointer  data)
{
  request (self, "s3cret");
  wait_until_idle (self);
  signet_keeper_cancel (self->keeper, self->id, NULL, NULL);
  wait_until_idle (self);
  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  g_assert_cmpint (state_of (self, self->id), ==, SIGNET_ITEM_STATE_ISSUED);
}

#define ADD(path, data, function) \
  g_test_add ("/app/keeper/" path, Fixture, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("request", NULL, test_request);
  ADD ("error", NULL, test_error);
  ADD ("error-without-item", NULL, test_error_without_item);
  ADD ("take-up", WITH_APPROVAL, test_take_up);
  ADD ("take-up-nothing", WITH_APPROVAL, test_take_up_nothing);
  ADD ("resume-running", WITH_APPROVAL, test_resume_running);
  ADD ("stop", WITH_APPROVAL, test_stop);
  ADD ("start-again", WITH_APPROVAL, test_start_again);
  ADD ("abort-early", NULL, test_abort_early);
  ADD ("abort-late", WITH_APPROVAL, test_abort_late);
  ADD ("resume-after-abort", WITH_APPROVAL, test_resume_after_abort);
  ADD ("abort-not-begun", WITH_APPROVAL, test_abort_not_begun);
  ADD ("stop-not-begun", WITH_APPROVAL, test_stop_not_begun);
  ADD ("cancel-not-begun", WITH_APPROVAL, test_cancel_not_begun);
  ADD ("cancel-waiting", WITH_APPROVAL, test_cancel_waiting);
  ADD ("cancel-unreachable", WITH_APPROVAL, test_cancel_unreachable);
  ADD ("cancel-idle", WITH_APPROVAL, test_cancel_idle);
  ADD ("cancel-issued", NULL, test_cancel_issued);

  return app_fixture_run ();
}
