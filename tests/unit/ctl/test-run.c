/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-run.h"

#include "app/signet-task-private.h"
#include "ctl/signet-ctl-progress.h"

#include <signal.h>

typedef struct
{
  SignetCtlRun *run;
  SignetTask *task;
  GTask *job;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->run = signet_ctl_run_new ();
  fixture->task = signet_task_new ();
  fixture->job = g_task_new (NULL, NULL, signet_ctl_run_done_cb, fixture->run);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_clear_object (&fixture->job);
  g_clear_object (&fixture->task);
  g_clear_pointer (&fixture->run, signet_ctl_run_free);
}

static void
finish (Fixture *fixture)
{
  g_task_return_boolean (fixture->job, TRUE);
}

static gboolean
finish_cb (gpointer user_data)
{
  finish (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
raise_cb (gpointer user_data)
{
  raise (GPOINTER_TO_INT (user_data));

  return G_SOURCE_REMOVE;
}

static void
test_done (Fixture       *fixture,
           gconstpointer  data)
{
  g_idle_add (finish_cb, fixture);
  g_assert_true (signet_ctl_run_wait (fixture->run, fixture->task, FALSE) ==
                 G_ASYNC_RESULT (fixture->job));
  g_assert_false (signet_ctl_run_was_left (fixture->run));
  g_assert_null (signet_ctl_run_get_item_id (fixture->run));
}

/* The first signal ends the waiting; the task then ends by itself. */
static void
test_signal (Fixture       *fixture,
             gconstpointer  data)
{
  g_signal_connect_swapped (fixture->task, "stopped", G_CALLBACK (finish), fixture);
  g_idle_add (raise_cb, (gpointer) data);
  g_assert_nonnull (signet_ctl_run_wait (fixture->run, fixture->task, FALSE));
  g_assert_false (signet_ctl_run_was_left (fixture->run));
}

static void
raise_again (Fixture *fixture)
{
  g_idle_add (raise_cb, GINT_TO_POINTER (SIGTERM));
}

static void
test_second_signal (Fixture       *fixture,
                    gconstpointer  data)
{
  g_signal_connect_swapped (fixture->task, "stopped", G_CALLBACK (raise_again), fixture);
  g_idle_add (raise_cb, GINT_TO_POINTER (SIGINT));
  g_assert_null (signet_ctl_run_wait (fixture->run, fixture->task, FALSE));
  g_assert_true (signet_ctl_run_was_left (fixture->run));

  /* The task must have returned before it is freed. */
  finish (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (signet_ctl_run_was_left (fixture->run));
}

static void
test_stages (void)
{
  for (int stage = SIGNET_STAGE_KEY; stage < SIGNET_STAGE_DONE; stage++)
    g_assert_true (g_str_has_suffix (signet_ctl_progress_get_stage_text (stage), "…"));
  g_assert_null (signet_ctl_progress_get_stage_text (SIGNET_STAGE_DONE));
}

static void
test_wait_text (void)
{
  g_autofree char *plain = signet_ctl_progress_get_wait_text (NULL, 86400);
  g_autofree char *words = signet_ctl_progress_get_wait_text ("ask\033 Bob", 86400);
  g_autofree char *never = signet_ctl_progress_get_wait_text (NULL, G_MAXINT64);

  g_assert_cmpstr (plain, ==, "The server asks to wait. Next check: 1970-01-02 00:00:00.");
  g_assert_cmpstr (words, ==,
                   "The server asks to wait: “ask\\u001b Bob”. Next check: 1970-01-02 00:00:00.");
  g_assert_cmpstr (never, ==, "The server asks to wait. Next check: ?.");
}

static void
test_progress_lets_go (void)
{
  SignetTask *task = signet_task_new ();
  SignetCtlProgress *progress = signet_ctl_progress_new (task, TRUE);

  g_object_add_weak_pointer (G_OBJECT (task), (gpointer *) &task);
  g_object_unref (task);
  g_assert_nonnull (task);
  signet_ctl_progress_free (progress);
  g_assert_null (task);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ctl/run/done", Fixture, NULL, fixture_set_up, test_done, fixture_tear_down);
  g_test_add ("/ctl/run/interrupt", Fixture, GINT_TO_POINTER (SIGINT), fixture_set_up, test_signal,
              fixture_tear_down);
  g_test_add ("/ctl/run/terminate", Fixture, GINT_TO_POINTER (SIGTERM), fixture_set_up, test_signal,
              fixture_tear_down);
  g_test_add ("/ctl/run/second-signal", Fixture, NULL, fixture_set_up, test_second_signal,
              fixture_tear_down);
  g_test_add_func ("/ctl/progress/stages", test_stages);
  g_test_add_func ("/ctl/progress/wait-text", test_wait_text);
  g_test_add_func ("/ctl/progress/lets-go", test_progress_lets_go);

  return g_test_run ();
}
