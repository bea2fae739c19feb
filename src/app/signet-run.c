/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-run-private.h"

#include "app/signet-conclusion-private.h"
#include "app/signet-manager-private.h"
#include "app/signet-poll-clock-private.h"
#include "app/signet-retry-private.h"
#include "app/signet-task-private.h"
#include "core/signet-error.h"

#define MAX_FAILURES 5 /* checks in a row that did not work, before the waiting here ends */
#define RETRY_AFTER 5  /* seconds after a check that did not work */

/* A job from its first step to its end or to the person's word: on the main loop, where it takes
 * one step after the other in a worker and waits in between without one. */
typedef struct
{
  SignetManager *manager;
  SignetItemFunc publish;
  SignetStep *step;
  SignetTask *task;
  SignetTask *after; /* NULL once the first step may be taken */
  GTask *outer;
  GCancellable *hold;
  GSource *cancelled;
  SignetPollClock *clock;
  SignetItem *item;
  guint failures;
} SignetRun;

static void take_step (SignetRun *self);

static void
signet_run_free (SignetRun *self)
{
  g_signal_handlers_disconnect_by_data (self->task, self);
  if (self->after != NULL)
    g_signal_handlers_disconnect_by_data (self->after, self);
  g_clear_object (&self->after);
  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_source_unref (self->cancelled);
    }
  g_clear_pointer (&self->clock, signet_poll_clock_free);
  g_clear_pointer (&self->step, signet_step_free);
  g_clear_object (&self->item);
  g_clear_object (&self->hold);
  g_clear_object (&self->outer);
  g_clear_object (&self->task);
  g_clear_object (&self->manager);
  g_free (self);
}

static void
finish_with_item (SignetRun *self)
{
  signet_task_set_over (self->task);
  if (self->outer != NULL)
    g_task_return_pointer (self->outer, g_object_ref (self->item), g_object_unref);
  signet_run_free (self);
}

static void
finish_with_error (SignetRun *self,
                   GError    *error)
{
  signet_task_set_over (self->task);
  if (self->outer != NULL)
    g_task_return_error (self->outer, error);
  else
    g_error_free (error);
  signet_run_free (self);
}

static gboolean
due_cb (gpointer user_data)
{
  SignetRun *self = user_data;

  g_clear_pointer (&self->clock, signet_poll_clock_free);
  take_step (self);

  return G_SOURCE_REMOVE;
}

static gboolean
is_unwanted (SignetRun *self)
{
  return g_cancellable_is_cancelled (self->step->unwanted);
}

static void
wait_until (SignetRun *self,
            gint64     due)
{
  self->clock = signet_poll_clock_new (due, due_cb, self);
  signet_task_show_item (self->task, self->item, TRUE);
}

/* The certificate is not wanted any more, and the server has only been asked to wait so far. */
static void
tell_server (SignetRun *self)
{
  self->step->wish = SIGNET_JOB_CANCEL;
  g_object_unref (self->hold);
  self->hold = g_cancellable_new ();
  take_step (self);
}

static gboolean
ends_here (SignetRun *self)
{
  return (self->step->flags & SIGNET_RUN_NO_WAIT) != 0 || signet_task_is_stopped (self->task) ||
         self->step->wish == SIGNET_JOB_CANCEL;
}

static gboolean
is_waiting (SignetRun *self)
{
  return self->item != NULL && signet_item_get_state (self->item) == SIGNET_ITEM_STATE_WAITING;
}

/* A network that is away, or a “no” that anybody could have sent, does not end a request that
 * waits. A code that does not even fit the stored answers will not do so later. */
static gboolean
may_try_again (SignetRun    *self,
               const GError *error,
               gboolean      left)
{
  gboolean passing =
    signet_error_is_network (error) || (left && signet_error_is_answer (error));

  return passing && is_waiting (self) && !ends_here (self) && ++self->failures < MAX_FAILURES;
}

static void
handle_failure (SignetRun *self,
                GError    *error,
                gboolean   left)
{
  if (is_unwanted (self) && is_waiting (self) && self->step->wish != SIGNET_JOB_CANCEL)
    {
      g_error_free (error);
      tell_server (self);
    }
  else if (may_try_again (self, error, left))
    {
      g_error_free (error);
      wait_until (self, MAX (signet_item_get_next_check (self->item),
                             g_get_real_time () / G_USEC_PER_SEC + RETRY_AFTER));
    }
  else if (signet_task_is_stopped (self->task) && self->item != NULL &&
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      finish_with_item (self);
    }
  else
    {
      finish_with_error (self, error);
    }
}

static void
handle_success (SignetRun *self)
{
  self->failures = 0;
  if (!is_waiting (self))
    {
      signet_task_show_item (self->task, self->item, FALSE);
      finish_with_item (self);
    }
  else if (is_unwanted (self))
    tell_server (self);
  else if (ends_here (self))
    finish_with_item (self);
  else
    wait_until (self, signet_item_get_next_check (self->item));
}

/* The first step has made the item: the next ones find it by its identifier. A request that was
 * sent again by the person's word is not sent again by the next step. */
static void
settle_step (SignetRun  *self,
             SignetItem *item)
{
  g_set_object (&self->item, item);
  if (self->step->draft != NULL)
    {
      g_clear_object (&self->step->draft);
      self->step->id = g_strdup (signet_item_get_id (item));
    }
  self->step->flags &= ~SIGNET_RUN_START_OVER;
  self->step->overrides_saved = TRUE;
  signet_task_set_id (self->task, signet_item_get_id (item));
  self->publish (self->manager, item);
}

static void
step_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SignetRun *self = user_data;
  g_autoptr (SignetStepResult) step_result = g_task_propagate_pointer (G_TASK (result), NULL);

  signet_task_set_report (self->task, step_result->report);
  if (step_result->item != NULL)
    settle_step (self, step_result->item);

  if (step_result->error != NULL)
    handle_failure (self, g_steal_pointer (&step_result->error), step_result->left);
  else
    handle_success (self);
}

static void
step_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, signet_step_run (task_data, cancellable),
                         (GDestroyNotify) signet_step_result_free);
}

static void
take_step (SignetRun *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->hold, step_cb, self);

  g_task_set_source_tag (task, take_step);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self->step, NULL);
  g_task_run_in_thread (task, step_thread);
}

static void
stopped_cb (SignetTask *task,
            gpointer    user_data)
{
  SignetRun *self = user_data;

  g_cancellable_cancel (self->hold);
  if (self->clock != NULL)
    finish_with_item (self);
  else if (self->after != NULL)
    finish_with_error (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped"));
}

static void
check_now_cb (SignetTask *task,
              gpointer    user_data)
{
  SignetRun *self = user_data;

  if (self->clock == NULL)
    return;
  g_clear_pointer (&self->clock, signet_poll_clock_free);
  take_step (self);
}

/* Cancelling ends the person's wait at once; the exchange ends by its own rules, in the background.
 */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  SignetRun *self = user_data;
  GError *error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_autoptr (GTask) outer = NULL;

  /* Nothing was begun, and who came before tells the server. */
  if (self->after != NULL)
    {
      finish_with_error (self, error);
      return G_SOURCE_REMOVE;
    }

  outer = g_steal_pointer (&self->outer);
  signet_task_set_left (self->task);
  g_cancellable_cancel (self->step->unwanted);
  g_cancellable_cancel (self->hold);
  if (self->clock != NULL)
    {
      g_clear_pointer (&self->clock, signet_poll_clock_free);
      tell_server (self);
    }
  g_task_return_error (outer, error);

  return G_SOURCE_REMOVE;
}

static gboolean
settles_last (SignetStep *step)
{
  return step->last != NULL && step->problem == NULL;
}

/* The item of a last try is worked on until it is known whether a new one takes its place, and a
 * renewal has none before its draft is made. */
static void
tell_id (SignetRun *self)
{
  SignetStep *step = self->step;

  if (settles_last (step))
    signet_task_set_id (self->task, step->last);
  else if (step->draft != NULL)
    signet_task_set_id (self->task, signet_item_get_id (step->draft));
  else
    signet_task_set_id (self->task, step->id);
}

static void
retry_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SignetRun *self = user_data;
  g_autoptr (SignetRetry) retry = g_task_propagate_pointer (G_TASK (result), NULL);

  if (retry->removed)
    signet_manager_drop (self->manager, self->step->last);
  else if (retry->item != NULL)
    self->publish (self->manager, retry->item);
  signet_retry_settle (retry, self->step);
  tell_id (self);
  take_step (self);
}

static void
retry_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_pointer (task, signet_retry_run (task_data), (GDestroyNotify) signet_retry_free);
}

/* Before a new try, what becomes of the last one. */
static void
settle_last (SignetRun *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, retry_cb, self);

  g_task_set_source_tag (task, settle_last);
  g_task_set_task_data (task, self->step, NULL);
  g_task_run_in_thread (task, retry_thread);
}

static void
draft_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SignetRun *self = user_data;
  GError *error = NULL;

  self->step->draft = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->step->draft == NULL)
    {
      finish_with_error (self, error);
      return;
    }
  tell_id (self);
  take_step (self);
}

static void
draft_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  SignetStep *step = task_data;
  GError *error = NULL;
  SignetItem *draft = signet_renewal_make_draft (step->renewal, step->store, &error);

  if (draft != NULL)
    g_task_return_pointer (task, draft, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Before a renewal is sent, what it asks for. */
static void
make_draft (SignetRun *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, draft_cb, self);

  g_task_set_source_tag (task, make_draft);
  g_task_set_task_data (task, self->step, NULL);
  g_task_run_in_thread (task, draft_thread);
}

/* A request that waits is not asked about before the server wants that, but where a person asks. */
static void
begin (SignetRun *self)
{
  SignetItem *known =
    self->step->id != NULL ? signet_manager_get_item (self->manager, self->step->id) : NULL;

  if (known != NULL && (self->step->flags & SIGNET_RUN_WHEN_DUE) != 0 &&
      signet_item_get_state (known) == SIGNET_ITEM_STATE_WAITING)
    {
      g_set_object (&self->item, known);
      wait_until (self, signet_item_get_next_check (known));
    }
  else if (settles_last (self->step))
    {
      settle_last (self);
    }
  else if (self->step->renewal != NULL && self->step->problem == NULL)
    {
      make_draft (self);
    }
  else
    {
      take_step (self);
    }
}

static void
after_over_cb (SignetTask *after,
               gpointer    user_data)
{
  SignetRun *self = user_data;

  g_signal_handlers_disconnect_by_data (after, self);
  g_clear_object (&self->after);
  begin (self);
}

static void
watch (SignetRun    *self,
       GCancellable *cancellable)
{
  g_signal_connect (self->task, "stopped", G_CALLBACK (stopped_cb), self);
  g_signal_connect (self->task, "check-now", G_CALLBACK (check_now_cb), self);

  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());
}

/*< private >
 * signet_run_start:
 * @manager: the manager, which lives at least as long as the job
 * @step: (transfer full): the first step
 * @after: (nullable): a job on the same item that is not over, and that nobody waits for any more;
 *   the first step is taken after its end
 * @publish: told of the item after every step
 * @cancellable: (nullable): the person does not want the certificate any more
 * @callback: called at the end
 * @user_data: data for @callback
 * @source_tag: the function that the person called
 *
 * Starts a job. Its end is a #SignetItem, to be fetched from a #GTask with @source_tag.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_run_start (SignetManager       *manager,
                  SignetStep          *step,
                  SignetTask          *after,
                  SignetItemFunc       publish,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data,
                  gpointer             source_tag)
{
  SignetRun *self = g_new0 (SignetRun, 1);

  self->manager = g_object_ref (manager);
  self->publish = publish;
  self->step = step;
  self->task = signet_task_new ();
  self->hold = g_cancellable_new ();
  self->outer = g_task_new (manager, cancellable, callback, user_data);
  g_task_set_source_tag (self->outer, source_tag);
  g_task_set_check_cancellable (self->outer, FALSE);
  step->progress = signet_task_notify;
  step->progress_data = self->task;
  step->task = self->task;
  step->unwanted = g_cancellable_new ();
  tell_id (self);
  watch (self, cancellable);
  if (after != NULL)
    {
      self->after = g_object_ref (after);
      g_signal_connect (after, "over", G_CALLBACK (after_over_cb), self);
    }
  else
    {
      begin (self);
    }

  return g_object_ref (self->task);
}
