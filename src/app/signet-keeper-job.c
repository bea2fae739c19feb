/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-keeper-job-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-task-private.h"
#include "core/signet-error.h"

/**
 * signet_keeper_job_free:
 * @self: (transfer full): a job that is over
 *
 * Frees @self.
 */
void
signet_keeper_job_free (SignetKeeperJob *self)
{
  g_return_if_fail (self != NULL);

  g_signal_handlers_disconnect_by_data (self->task, self);
  g_clear_object (&self->task);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->manager);
  g_clear_object (&self->keeper);
  g_free (self);
}

/* What became of the wish that the server is told. */
static GError *
result_of_cancelling (SignetKeeperJob *self)
{
  SignetItem *item = signet_manager_get_item (self->manager, signet_task_get_item_id (self->task));
  SignetItemState state;

  if (item == NULL || signet_item_has_failed (item))
    return NULL;
  state = signet_item_get_state (item);
  if (state == SIGNET_ITEM_STATE_ISSUED || state == SIGNET_ITEM_STATE_UNCONFIRMED)
    return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_STATE,
                                _ ("The certificate is already there."));
  if (signet_item_get_error (item) != NULL)
    return g_error_copy (signet_item_get_error (item));

  return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED,
                              _ ("The server could not be told."));
}

static void
tell (SignetKeeperJob *self,
      const GError    *error)
{
  self->told = TRUE;
  self->ended (self, error);
}

static void
over_cb (SignetTask      *task,
         SignetKeeperJob *self)
{
  g_autoptr (GError) error = NULL;

  if (self->told)
    {
      self->over (self, NULL);
    }
  else if (self->done)
    {
      error = result_of_cancelling (self);
      tell (self, error);
    }
}

/**
 * signet_keeper_job_take:
 * @self: a new job
 * @task: (transfer full): what was started for it
 *
 * Follows @task.
 */
void
signet_keeper_job_take (SignetKeeperJob *self,
                        SignetTask      *task)
{
  self->task = task;
  g_signal_connect (task, "over", G_CALLBACK (over_cb), self);
}

/**
 * signet_keeper_job_done_cb:
 * @source_object: the manager
 * @result: the result
 * @user_data: a #SignetKeeperJob
 *
 * The callback to start the task with.
 */
void
signet_keeper_job_done_cb (GObject      *source_object,
                           GAsyncResult *result,
                           gpointer      user_data)
{
  SignetKeeperJob *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = self->finish (self->manager, result, &error);

  self->done = TRUE;
  if (self->cancels)
    {
      /* The run has let go of the person, but what came of the wish is not known yet. */
      if (!signet_task_is_over (self->task))
        return;
      g_clear_error (&error);
      error = result_of_cancelling (self);
    }
  tell (self, error);
}

/**
 * signet_keeper_job_tells_server:
 * @self: a job
 *
 * Returns: whether it tells the server, or is about to, that a certificate is not wanted
 */
gboolean
signet_keeper_job_tells_server (SignetKeeperJob *self)
{
  return self->finish == signet_manager_cancel_finish ||
         g_cancellable_is_cancelled (self->cancellable);
}
