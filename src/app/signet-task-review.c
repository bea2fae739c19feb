/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-review-private.h"
#include "app/signet-task-private.h"
#include "core/signet-kill-point.h"

#define LONGEST 600 /* seconds, where the server does not say how long it waits */
#define SPARE 10000 /* milliseconds that the answer has for its way, where there is so much time */

/* A question on its way from the worker to the main loop. */
typedef struct
{
  SignetTask *task;
  SignetCertificate *issued;
  GPtrArray *differences;
  guint seconds;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->task);
  g_object_unref (question->issued);
  g_ptr_array_unref (question->differences);
  g_free (question);
}

/* Where the profile wants a person, and none is there, nobody has decided. */
static gboolean
question_cb (gpointer user_data)
{
  Question *question = user_data;

  if (!signet_task_emit_review (question->task, question->issued, question->differences,
                                question->seconds))
    signet_review_answer (signet_task_get_review (question->task), SIGNET_REVIEW_UNDECIDED);

  return G_SOURCE_REMOVE;
}

/* Milliseconds. */
static guint
time_for_answer (guint seconds_left)
{
  guint time = 1000 * (seconds_left > 0 ? MIN (seconds_left, LONGEST) : LONGEST);

  return time - MIN (SPARE, time / 4);
}

/*< private >
 * signet_task_review:
 * @self: a task
 * @issued: a certificate that nobody has confirmed
 * @differences: in what it differs from what was asked for
 * @seconds_left: how long the server waits for the confirmation, or 0 where it did not say
 * @unwanted: (nullable): cancelled when the person does not want the certificate any more
 *
 * Asks the person on the task's main loop, and blocks until they have answered, or until the server
 * would not wait any longer. For worker threads only.
 *
 * Returns: what the person says, if anything
 */
SignetReviewVerdict
signet_task_review (SignetTask        *self,
                    SignetCertificate *issued,
                    GPtrArray         *differences,
                    guint              seconds_left,
                    GCancellable      *unwanted)
{
  Question *question = g_new (Question, 1);
  SignetReview *review = signet_task_get_review (self);
  guint time = time_for_answer (seconds_left);

  question->task = g_object_ref (self);
  question->issued = g_object_ref (issued);
  question->differences = differences != NULL ? g_ptr_array_ref (differences) : g_ptr_array_new ();
  question->seconds = (time + 999) / 1000;
  signet_kill_point ("review");

  signet_review_begin (review);
  signet_task_attach (self, question_cb, question, question_free);

  return signet_review_wait (review, g_get_monotonic_time () + (gint64) time * 1000, unwanted);
}

/**
 * signet_task_answer_review:
 * @self: a task that has asked with the signal “review”
 * @accept: whether the certificate is taken
 *
 * Gives the person's word. Only the first one counts, and none after the time for it is over.
 */
void
signet_task_answer_review (SignetTask *self,
                           gboolean    accept)
{
  g_return_if_fail (SIGNET_IS_TASK (self));

  signet_review_answer (signet_task_get_review (self),
                        accept ? SIGNET_REVIEW_TAKEN : SIGNET_REVIEW_TURNED_DOWN);
}
