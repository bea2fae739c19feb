/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-task-private.h"
#include "core/signet-item.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
signal_cb (SignetTask *task,
           gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_task_default (void)
{
  SignetTask *task = signet_task_new ();

  g_assert_null (signet_task_get_item_id (task));
  g_assert_cmpint (signet_task_get_stage (task), ==, SIGNET_STAGE_KEY);
  g_assert_cmpint (signet_task_get_next_check (task), ==, 0);
  g_assert_null (signet_task_get_reason (task));
  g_assert_false (signet_task_is_stopped (task));
  g_assert_finalize_object (task);
}

static gpointer
notify_thread (gpointer task)
{
  signet_task_notify (SIGNET_STAGE_CONTACT, task);
  signet_task_notify (SIGNET_STAGE_CONTACT, task);
  signet_task_notify (SIGNET_STAGE_CHECK, task);

  return NULL;
}

/* What a worker reports arrives on the main loop, in its order, and a repetition is no news. */
static void
test_task_notify (void)
{
  SignetTask *task = signet_task_new ();
  GThread *thread;
  guint n = 0;

  g_signal_connect (task, "notify::stage", G_CALLBACK (count_cb), &n);
  thread = g_thread_new ("worker", notify_thread, task);
  g_thread_join (thread);
  g_assert_cmpint (signet_task_get_stage (task), ==, SIGNET_STAGE_KEY);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (signet_task_get_stage (task), ==, SIGNET_STAGE_CHECK);
  g_assert_cmpuint (n, ==, 2);
  g_assert_finalize_object (task);
}

/* A report that is under way keeps the task until it has arrived. */
static void
test_task_notify_late (void)
{
  SignetTask *task = signet_task_new ();

  signet_task_notify (SIGNET_STAGE_SAVE, task);
  g_object_add_weak_pointer (G_OBJECT (task), (gpointer *) &task);
  g_object_unref (task);
  g_assert_nonnull (task);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (task);
}

static void
test_task_id (void)
{
  SignetTask *task = signet_task_new ();
  g_autofree char *shown = NULL;
  guint n = 0;

  g_signal_connect (task, "notify::item-id", G_CALLBACK (count_cb), &n);
  signet_task_set_id (task, "1234");
  signet_task_set_id (task, "1234");
  g_assert_cmpuint (n, ==, 1);
  g_object_get (task, "item-id", &shown, NULL);
  g_assert_cmpstr (shown, ==, "1234");
  g_assert_finalize_object (task);
}

/* What is cancelled is left at once, and over when the server was told. */
static void
test_task_over (void)
{
  SignetTask *task = signet_task_new ();
  guint n = 0;

  g_signal_connect (task, "over", G_CALLBACK (signal_cb), &n);
  g_assert_false (signet_task_is_left (task));
  signet_task_set_left (task);
  g_assert_true (signet_task_is_left (task));
  g_assert_false (signet_task_is_over (task));
  signet_task_set_over (task);
  g_assert_true (signet_task_is_over (task));
  g_assert_cmpuint (n, ==, 1);
  g_assert_finalize_object (task);
}

static SignetItem *
item_new (void)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", NULL);

  return signet_item_new ("0f14d0ab-9605-4a62-a9e4-5ed26688389b", request, credential,
                          SIGNET_PASSPHRASE_KEYRING, 1);
}

static void
test_task_item (void)
{
  SignetTask *task = signet_task_new ();
  g_autoptr (SignetItem) item = item_new ();
  guint n = 0, waits = 0;

  g_signal_connect (task, "notify::next-check", G_CALLBACK (count_cb), &n);
  g_signal_connect (task, "waits", G_CALLBACK (signal_cb), &waits);
  signet_item_set_state (item, SIGNET_ITEM_STATE_WAITING);
  signet_item_set_next_check (item, 4711);
  signet_item_set_reason (item, "Somebody has to look at it");
  signet_task_show_item (task, item, TRUE);
  g_assert_cmpint (signet_task_get_stage (task), ==, SIGNET_STAGE_WAIT);
  g_assert_cmpint (signet_task_get_next_check (task), ==, 4711);
  g_assert_cmpstr (signet_task_get_reason (task), ==, "Somebody has to look at it");
  signet_task_show_item (task, item, TRUE);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (waits, ==, 2);

  signet_item_set_state (item, SIGNET_ITEM_STATE_ISSUED);
  signet_task_show_item (task, item, FALSE);
  g_assert_cmpuint (waits, ==, 2);
  g_assert_cmpint (signet_task_get_stage (task), ==, SIGNET_STAGE_DONE);
  g_assert_cmpint (signet_task_get_next_check (task), ==, 0);
  g_assert_null (signet_task_get_reason (task));
  g_assert_finalize_object (task);
}

/* Stopping is said once, asking for a check as often as the person likes. */
static void
test_task_wishes (void)
{
  SignetTask *task = signet_task_new ();
  guint stopped = 0, checks = 0;

  g_signal_connect (task, "stopped", G_CALLBACK (signal_cb), &stopped);
  g_signal_connect (task, "check-now", G_CALLBACK (signal_cb), &checks);
  signet_task_check_now (task);
  signet_task_check_now (task);
  signet_task_stop_waiting (task);
  signet_task_stop_waiting (task);
  g_assert_cmpuint (checks, ==, 2);
  g_assert_cmpuint (stopped, ==, 1);
  g_assert_true (signet_task_is_stopped (task));
  g_assert_finalize_object (task);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/task/default", test_task_default);
  g_test_add_func ("/app/task/notify", test_task_notify);
  g_test_add_func ("/app/task/notify-late", test_task_notify_late);
  g_test_add_func ("/app/task/id", test_task_id);
  g_test_add_func ("/app/task/over", test_task_over);
  g_test_add_func ("/app/task/item", test_task_item);
  g_test_add_func ("/app/task/wishes", test_task_wishes);

  return g_test_run ();
}
