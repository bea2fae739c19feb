/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-review-private.h"

struct _SignetReview
{
  GMutex mutex;
  GCond cond;
  gboolean asked; /* somebody waits for an answer that is not there */
  SignetReviewVerdict verdict;
};

/**
 * signet_review_new:
 *
 * Returns: (transfer full): a meeting place where nobody waits
 */
SignetReview *
signet_review_new (void)
{
  SignetReview *self = g_new0 (SignetReview, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);

  return self;
}

/**
 * signet_review_free:
 * @self: (transfer full): a meeting place where nobody waits
 *
 * Frees @self.
 */
void
signet_review_free (SignetReview *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * signet_review_begin:
 * @self: a meeting place
 *
 * Says that a question is about to be asked: from here on an answer counts, and none of before.
 */
void
signet_review_begin (SignetReview *self)
{
  g_mutex_lock (&self->mutex);
  self->asked = TRUE;
  self->verdict = SIGNET_REVIEW_UNDECIDED;
  g_mutex_unlock (&self->mutex);
}

/**
 * signet_review_answer:
 * @self: a meeting place
 * @verdict: the person's word
 *
 * Wakes the worker. Does nothing where nobody waits any more.
 */
void
signet_review_answer (SignetReview        *self,
                      SignetReviewVerdict  verdict)
{
  g_mutex_lock (&self->mutex);
  if (self->asked)
    {
      self->asked = FALSE;
      self->verdict = verdict;
      g_cond_broadcast (&self->cond);
    }
  g_mutex_unlock (&self->mutex);
}

static void
unwanted_cb (GCancellable *unwanted,
             gpointer      user_data)
{
  signet_review_answer (user_data, SIGNET_REVIEW_TURNED_DOWN);
}

/**
 * signet_review_wait:
 * @self: a meeting place where a question was asked
 * @deadline: until when, on the clock of g_get_monotonic_time ()
 * @unwanted: (nullable): ends the wait when it is cancelled
 *
 * Blocks until there is an answer, or nobody is expected to give one any more.
 *
 * Returns: what the person has said, if anything
 */
SignetReviewVerdict
signet_review_wait (SignetReview *self,
                    gint64        deadline,
                    GCancellable *unwanted)
{
  gulong id = unwanted != NULL
                ? g_cancellable_connect (unwanted, G_CALLBACK (unwanted_cb), self, NULL)
                : 0;
  SignetReviewVerdict verdict;

  g_mutex_lock (&self->mutex);
  while (self->asked && g_cond_wait_until (&self->cond, &self->mutex, deadline))
    continue;
  self->asked = FALSE;
  verdict = self->verdict;
  g_mutex_unlock (&self->mutex);
  /* Not under the mutex, which the handler takes. */
  g_cancellable_disconnect (unwanted, id);

  return verdict;
}
