/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-run.h"

#include "ctl/signet-ctl-progress.h"
#include "ctl/signet-ctl-text.h"
#include "pki/signet-certificate.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct _SignetCtlRun
{
  GAsyncResult *result;
  SignetTask *task;
  guint n_signals;
  guint sources[2];
  gboolean accepts;
};

static gboolean
signal_cb (gpointer user_data)
{
  SignetCtlRun *self = user_data;

  self->n_signals++;
  if (self->n_signals == 1)
    {
      g_printerr ("%s\n", _ ("Stopping. The request stays; once more leaves at once."));
      if (self->task != NULL)
        signet_task_stop_waiting (self->task);
    }

  return G_SOURCE_CONTINUE;
}

/**
 * signet_ctl_run_new:
 *
 * Begins to listen to signals.
 *
 * Returns: (transfer full): a run without a task
 */
SignetCtlRun *
signet_ctl_run_new (void)
{
  SignetCtlRun *self = g_new0 (SignetCtlRun, 1);

  self->sources[0] = g_unix_signal_add (SIGINT, signal_cb, self);
  self->sources[1] = g_unix_signal_add (SIGTERM, signal_cb, self);

  return self;
}

/**
 * signet_ctl_run_free:
 * @self: (transfer full): a run
 *
 * Stops to listen to signals.
 */
void
signet_ctl_run_free (SignetCtlRun *self)
{
  g_return_if_fail (self != NULL);

  g_source_remove (self->sources[0]);
  g_source_remove (self->sources[1]);
  g_clear_object (&self->result);
  g_clear_object (&self->task);
  g_free (self);
}

/**
 * signet_ctl_run_done_cb:
 * @source_object: who ran the task
 * @result: how it ended
 * @user_data: a #SignetCtlRun
 *
 * The callback to start the task with.
 */
void
signet_ctl_run_done_cb (GObject      *source_object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  SignetCtlRun *self = user_data;

  g_set_object (&self->result, result);
}

/**
 * signet_ctl_run_set_accepts:
 * @self: a run whose task is not started
 * @accepts: whether a certificate is taken that the setup file wants a person to look at
 *
 * Says the person's word in advance. Without one the request stays as it is, for a later word.
 */
void
signet_ctl_run_set_accepts (SignetCtlRun *self,
                            gboolean      accepts)
{
  g_return_if_fail (self != NULL);

  self->accepts = accepts;
}

/* What is taken unseen is told at least. */
static void
review_cb (SignetTask        *task,
           SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds)
{
  for (guint i = 0; i < differences->len; i++)
    {
      g_autofree char *line = signet_ctl_text_escape (differences->pdata[i]);

      g_printerr (_ ("Taken although it differs: %s\n"), line);
    }
  signet_task_answer_review (task, TRUE);
}

/**
 * signet_ctl_run_wait:
 * @self: a run
 * @task: the task that was started with signet_ctl_run_done_cb () and @self
 * @makes_key: whether it begins with a new key
 *
 * Tells the progress and waits for the end.
 *
 * Returns: (transfer none) (nullable): how @task ended; %NULL where the person left at once
 */
GAsyncResult *
signet_ctl_run_wait (SignetCtlRun *self,
                     SignetTask   *task,
                     gboolean      makes_key)
{
  g_autoptr (SignetCtlProgress) progress = NULL;

  g_return_val_if_fail (self != NULL && SIGNET_IS_TASK (task), NULL);

  g_set_object (&self->task, task);
  progress = signet_ctl_progress_new (task, makes_key);
  if (self->accepts)
    g_signal_connect (task, "review", G_CALLBACK (review_cb), NULL);
  if (self->n_signals > 0)
    signet_task_stop_waiting (task);
  while (self->result == NULL && self->n_signals < 2)
    g_main_context_iteration (NULL, TRUE);

  return self->result;
}

/**
 * signet_ctl_run_was_left:
 * @self: a run
 *
 * Returns: whether the person left while the task was still at work
 */
gboolean
signet_ctl_run_was_left (SignetCtlRun *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->task != NULL && self->result == NULL;
}

/**
 * signet_ctl_run_leave:
 * @self: a run of which everything was told
 * @status: the exit status
 *
 * Ends the process where the person left while the task was still at work: its threads still use
 * what an orderly end would take apart. What matters is on disk.
 */
void
signet_ctl_run_leave (SignetCtlRun *self,
                      int           status)
{
  g_return_if_fail (self != NULL);

  if (!signet_ctl_run_was_left (self))
    return;
  fflush (stdout);
  _exit (status);
}

/**
 * signet_ctl_run_get_item_id:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): the identifier of the task's item, as soon as there is one
 */
const char *
signet_ctl_run_get_item_id (SignetCtlRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->task != NULL ? signet_task_get_item_id (self->task) : NULL;
}

/**
 * signet_ctl_run_get_report:
 * @self: a run
 *
 * Returns: (transfer none) (nullable): what is known about the last answer; %NULL where there was
 *   none
 */
SignetReport *
signet_ctl_run_get_report (SignetCtlRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->task != NULL ? signet_task_get_report (self->task) : NULL;
}
