/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

/* What takes longer than the main thread has time: making keys and writing files. One job at a time
 * works on the practice CA, in a thread; the others wait in the order in which they came. */

typedef struct
{
  SignetPractice *practice;
  GTask *outer; /* NULL where nobody waits for the end */
  SignetPracticeWork work;
  SignetPracticeOrder order;
  gboolean looks; /* the work changes what the main thread knows */
  gboolean success;
  GError *error;
  SignetPracticeView *view;
  guint stamp;
} Job;

static void run_first (SignetPractice *self);

static void
job_free (Job *job)
{
  g_clear_pointer (&job->view, signet_practice_view_free);
  g_clear_error (&job->error);
  g_free (job->order.fail_info);
  g_clear_object (&job->outer);
  g_object_unref (job->practice);
  g_free (job);
}

static void
set_not_running (GError **error)
{
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                       _ ("The practice CA is not running."));
}

/*< private >
 * signet_practice_start_work:
 * @self: a practice CA
 * @order: when it was wanted
 * @error: return location for a %SIGNET_ERROR, %SIGNET_ERROR_STATE when it was stopped since
 *
 * Starts it, where it does not run yet.
 *
 * Returns: whether it serves
 */
gboolean
signet_practice_start_work (SignetPractice             *self,
                            const SignetPracticeOrder  *order,
                            GError                    **error)
{
  if (order->generation != self->generation)
    {
      set_not_running (error);
      return FALSE;
    }

  return signet_practice_server_get_url (self->server) != NULL ||
         signet_practice_server_start (self->server, error);
}

static gboolean
approve_work (SignetPractice             *self,
              const SignetPracticeOrder  *order,
              GError                    **error)
{
  return signet_practice_server_approve (self->server, order->number, error);
}

static gboolean
reject_work (SignetPractice             *self,
             const SignetPracticeOrder  *order,
             GError                    **error)
{
  return signet_practice_server_reject (self->server, order->number, order->fail_info, error);
}

static gboolean
approval_work (SignetPractice             *self,
               const SignetPracticeOrder  *order,
               GError                    **error)
{
  return signet_practice_server_set_approval (self->server, order->approval, error);
}

static gboolean
remove_work (SignetPractice             *self,
             const SignetPracticeOrder  *order,
             GError                    **error)
{
  return signet_practice_server_remove (self->server, error);
}

/*< private >
 * signet_practice_work:
 * @self: a practice CA
 * @work: what is to be done
 * @order: what is wanted
 * @view: (out) (optional): what the practice CA shows afterwards, whatever became of the work
 * @stamp: (out) (optional): a number that is higher for a later view
 * @error: return location for a %SIGNET_ERROR
 *
 * Does something with the practice CA, on any thread, while nobody else does.
 *
 * Returns: whether it is done
 */
gboolean
signet_practice_work (SignetPractice             *self,
                      SignetPracticeWork          work,
                      const SignetPracticeOrder  *order,
                      SignetPracticeView        **view,
                      guint                      *stamp,
                      GError                    **error)
{
  gboolean success;

  g_mutex_lock (&self->lock);
  success = work (self, order, error);
  if (view != NULL)
    {
      *view = signet_practice_view_new (self->server, success ? error : NULL);
      if (*view == NULL)
        {
          success = FALSE;
          signet_practice_server_stop (self->server);
          *view = signet_practice_view_new (self->server, NULL);
        }
      *stamp = ++self->stamp;
    }
  g_mutex_unlock (&self->lock);

  return success;
}

/* On the main thread: takes over what the job led to. */
static void
conclude (Job *job)
{
  SignetPractice *self = job->practice;

  /* Somebody stopped it after it was started here. */
  if (job->work == signet_practice_start_work && job->success &&
      job->order.generation != self->generation)
    {
      set_not_running (&job->error);
      job->success = FALSE;
    }
  if (job->view != NULL)
    signet_practice_show (self, g_steal_pointer (&job->view), job->stamp);

  if (job->work == approval_work)
    signet_practice_set_known_approval (self,
                                        job->success ? job->order.approval : !job->order.approval);
  if (job->work == remove_work && job->success)
    {
      signet_practice_set_known_approval (self, FALSE);
      g_list_store_remove_all (self->requests);
    }
}

static void
end_job (Job *job)
{
  if (job->outer == NULL)
    {
      if (!job->success)
        g_info ("The practice CA does not do as it was told: %s", job->error->message);
    }
  else if (job->success)
    {
      g_task_return_boolean (job->outer, TRUE);
    }
  else
    {
      g_task_return_error (job->outer, g_steal_pointer (&job->error));
    }
  job_free (job);
}

static void
job_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Job *job = user_data;
  g_autoptr (SignetPractice) self = g_object_ref (job->practice);

  g_queue_pop_head (&self->jobs);
  conclude (job);
  /* The callback of this job may push another one, which then is not the first. */
  run_first (self);
  end_job (job);
}

static void
job_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Job *job = task_data;

  job->success =
    signet_practice_work (job->practice, job->work, &job->order, job->looks ? &job->view : NULL,
                          job->looks ? &job->stamp : NULL, &job->error);
  g_task_return_boolean (task, TRUE);
}

static void
run_first (SignetPractice *self)
{
  Job *job = g_queue_peek_head (&self->jobs);
  g_autoptr (GTask) task = NULL;

  if (job == NULL)
    return;
  /* What was in the list is in the folder, or forgotten. */
  if (job->work == signet_practice_start_work && self->view->url == NULL)
    g_list_store_remove_all (self->requests);

  /* The task holds nothing, so that the practice CA is never let go by the thread. */
  task = g_task_new (NULL, NULL, job_cb, job);
  g_task_set_source_tag (task, run_first);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, job_thread);
}

static void
push (SignetPractice      *self,
      SignetPracticeWork   work,
      gboolean             looks,
      SignetPracticeOrder  order,
      GTask               *outer)
{
  Job *job = g_new0 (Job, 1);

  job->practice = g_object_ref (self);
  job->work = work;
  job->looks = looks;
  job->order = order;
  job->order.generation = self->generation;
  job->outer = outer;
  g_queue_push_tail (&self->jobs, job);
  if (g_queue_get_length (&self->jobs) == 1)
    run_first (self);
}

/*< private >
 * signet_practice_push_approval:
 * @self: a practice CA
 * @approval: whether every new request shall wait for a person
 *
 * Has that written down. Where it cannot be, the practice CA's approval changes back.
 */
void
signet_practice_push_approval (SignetPractice *self,
                               gboolean        approval)
{
  push (self, approval_work, FALSE, (SignetPracticeOrder){ .approval = approval }, NULL);
}

static GTask *
outer_new (SignetPractice      *self,
           gpointer             source_tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (outer, source_tag);

  return outer;
}

/**
 * signet_practice_start_async:
 * @self: a practice CA
 * @cancellable: (nullable): ends the wait, not the start
 * @callback: called when it serves
 * @user_data: data for @callback
 *
 * Starts it without blocking, see signet_practice_server_start(). Does nothing where it runs
 * already or starts just now. Its requests are in the list when @callback is called.
 */
void
signet_practice_start_async (SignetPractice      *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (SIGNET_IS_PRACTICE (self));

  push (self, signet_practice_start_work, TRUE, (SignetPracticeOrder){ 0 },
        outer_new (self, signet_practice_start_async, cancellable, callback, user_data));
}

/**
 * signet_practice_start_finish:
 * @self: a practice CA
 * @result: the result
 * @error: return location for a %SIGNET_ERROR as in signet_practice_start(), or %SIGNET_ERROR_STATE
 *   when it was stopped before this was called
 *
 * Returns: whether it serves
 */
gboolean
signet_practice_start_finish (SignetPractice  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * signet_practice_approve_async:
 * @self: a practice CA
 * @number: number of a request that waits
 * @cancellable: (nullable): ends the wait
 * @callback: called when that is on disk for good
 * @user_data: data for @callback
 *
 * Says yes to a request without blocking, see signet_practice_server_approve().
 */
void
signet_practice_approve_async (SignetPractice      *self,
                               guint                number,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (SIGNET_IS_PRACTICE (self));

  push (self, approve_work, FALSE, (SignetPracticeOrder){ .number = number },
        outer_new (self, signet_practice_approve_async, cancellable, callback, user_data));
}

/**
 * signet_practice_approve_finish:
 * @self: a practice CA
 * @result: the result
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_approve_finish (SignetPractice  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * signet_practice_reject_async:
 * @self: a practice CA
 * @number: number of a request that waits
 * @fail_info: name of a bit of PKIFailureInfo (RFC 9810 5.2.3)
 * @cancellable: (nullable): ends the wait
 * @callback: called when that is on disk for good
 * @user_data: data for @callback
 *
 * Says no to a request without blocking, see signet_practice_server_reject().
 */
void
signet_practice_reject_async (SignetPractice      *self,
                              guint                number,
                              const char          *fail_info,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SIGNET_IS_PRACTICE (self) && fail_info != NULL);

  push (self, reject_work, FALSE,
        (SignetPracticeOrder){ .number = number, .fail_info = g_strdup (fail_info) },
        outer_new (self, signet_practice_reject_async, cancellable, callback, user_data));
}

/**
 * signet_practice_reject_finish:
 * @self: a practice CA
 * @result: the result
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_reject_finish (SignetPractice  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * signet_practice_remove_all_async:
 * @self: a practice CA
 * @cancellable: (nullable): ends the wait, not the removal
 * @callback: called when it is gone
 * @user_data: data for @callback
 *
 * Stops it and removes its folder: key, codes, requests and what it issued. A start after that
 * makes a new CA. The items of the keystore are signet_manager_remove_practice_async()'s matter.
 */
void
signet_practice_remove_all_async (SignetPractice      *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SIGNET_IS_PRACTICE (self));

  push (self, remove_work, TRUE, (SignetPracticeOrder){ 0 },
        outer_new (self, signet_practice_remove_all_async, cancellable, callback, user_data));
}

/**
 * signet_practice_remove_all_finish:
 * @self: a practice CA
 * @result: the result
 * @error: return location for a %SIGNET_ERROR, %SIGNET_ERROR_BUSY when another process has its
 * folder
 *
 * Returns: whether it is gone
 */
gboolean
signet_practice_remove_all_finish (SignetPractice  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
