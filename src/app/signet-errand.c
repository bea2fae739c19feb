/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-errand-private.h"

#include "app/signet-task-private.h"

/* An exchange without an item of its own, from its start to its end or to the person's word. */

/**
 * signet_errand_free:
 * @self: an errand
 *
 * Frees @self and what it owns.
 */
void
signet_errand_free (SignetErrand *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->store);
  g_clear_pointer (&self->profile, signet_profile_unref);
  g_clear_pointer (&self->credential, signet_credential_unref);
  g_clear_pointer (&self->passphrase, signet_secret_unref);
  g_clear_pointer (&self->trace, signet_trace_unref);
  g_clear_pointer (&self->revocation, signet_revocation_unref);
  g_clear_pointer (&self->question, g_free);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_free (self);
}

/**
 * signet_errand_result_new:
 * @error: (nullable) (transfer full): why it did not work
 * @outcome: (nullable): how the exchange ended
 *
 * Returns: (transfer full): what became of an errand
 */
SignetErrandResult *
signet_errand_result_new (GError        *error,
                          SignetOutcome *outcome)
{
  SignetErrandResult *self = g_new0 (SignetErrandResult, 1);

  self->error = error;
  if (outcome != NULL && outcome->report != NULL)
    self->report = signet_report_ref (outcome->report);
  else if (error == NULL)
    self->report = signet_report_new ();
  if (outcome != NULL && outcome->infos != NULL)
    self->infos = g_ptr_array_ref (outcome->infos);

  return self;
}

/**
 * signet_errand_result_free:
 * @self: what became of an errand
 *
 * Frees @self.
 */
void
signet_errand_result_free (SignetErrandResult *self)
{
  g_return_if_fail (self != NULL);

  g_clear_error (&self->error);
  g_clear_pointer (&self->report, signet_report_unref);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_object (&self->item);
  g_free (self);
}

/* What belongs to an errand on the main loop. */
typedef struct
{
  SignetManager *manager;
  SignetErrand *errand;
  SignetErrandFunc func;
  SignetItemFunc publish;
  SignetTask *task;
  GTask *outer; /* NULL once the person's wait is over */
  GCancellable *hold;
  GSource *cancelled;
} SignetErrandRun;

static void
errand_run_free (SignetErrandRun *self)
{
  g_signal_handlers_disconnect_by_data (self->task, self);
  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_source_unref (self->cancelled);
    }
  signet_errand_free (self->errand);
  g_clear_object (&self->hold);
  g_clear_object (&self->outer);
  g_clear_object (&self->task);
  g_clear_object (&self->manager);
  g_free (self);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SignetErrandRun *self = user_data;
  g_autoptr (SignetErrandResult) end = g_task_propagate_pointer (G_TASK (result), NULL);

  if (end->item != NULL)
    self->publish (self->manager, end->item);
  signet_task_set_report (self->task, end->report);
  signet_task_set_over (self->task);
  if (self->outer != NULL && end->error != NULL)
    g_task_return_error (self->outer, g_steal_pointer (&end->error));
  else if (self->outer != NULL)
    g_task_return_pointer (self->outer, g_steal_pointer (&end),
                           (GDestroyNotify) signet_errand_result_free);
  errand_run_free (self);
}

static void
errand_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  SignetErrandRun *self = task_data;

  g_task_return_pointer (task, self->func (self->errand, cancellable),
                         (GDestroyNotify) signet_errand_result_free);
}

/* What was sent is worked off in the background. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  SignetErrandRun *self = user_data;
  g_autoptr (GTask) outer = g_steal_pointer (&self->outer);

  signet_task_set_left (self->task);
  g_cancellable_cancel (self->hold);
  g_task_return_new_error (outer, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");

  return G_SOURCE_REMOVE;
}

static void
stopped_cb (SignetTask *task,
            gpointer    user_data)
{
  SignetErrandRun *self = user_data;

  g_cancellable_cancel (self->hold);
}

static void
watch (SignetErrandRun *self,
       GCancellable    *cancellable)
{
  g_signal_connect (self->task, "stopped", G_CALLBACK (stopped_cb), self);
  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());
}

/**
 * signet_errand_start:
 * @manager: the manager, which lives at least as long as the errand
 * @errand: (transfer full): what is to be done
 * @func: how
 * @publish: told of an item that changed
 * @cancellable: (nullable): ends the person's wait at once; before anything was sent, nothing is
 *   sent any more
 * @callback: called at the end
 * @user_data: data for @callback
 * @source_tag: the function that the person called
 *
 * Runs an errand in a worker. Its end is a #SignetErrandResult without an error, to be fetched from
 * a #GTask with @source_tag.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_errand_start (SignetManager       *manager,
                     SignetErrand        *errand,
                     SignetErrandFunc     func,
                     SignetItemFunc       publish,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data,
                     gpointer             source_tag)
{
  SignetErrandRun *self = g_new0 (SignetErrandRun, 1);
  g_autoptr (GTask) task = NULL;

  self->manager = g_object_ref (manager);
  self->errand = errand;
  self->func = func;
  self->publish = publish;
  self->task = signet_task_new ();
  self->hold = g_cancellable_new ();
  self->outer = g_task_new (manager, cancellable, callback, user_data);
  g_task_set_source_tag (self->outer, source_tag);
  g_task_set_check_cancellable (self->outer, FALSE);
  errand->progress = signet_task_notify;
  errand->progress_data = self->task;
  watch (self, cancellable);

  task = g_task_new (NULL, self->hold, done_cb, self);
  g_task_set_source_tag (task, signet_errand_start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, errand_thread);

  return g_object_ref (self->task);
}
