/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-review-private.h"

static gint64
seconds_since (gint64 moment)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return moment > 0 ? MAX (now - moment, 0) : 0;
}

/* Until when the server waits is a time by its own clock, and so is messageTime. */
static gint64
get_wait (const SignetReply *reply)
{
  gint64 now = reply->time > 0 ? reply->time : g_get_real_time () / G_USEC_PER_SEC;

  return MAX (reply->confirm_until - now, 0);
}

/**
 * signet_review_get_confirm_wait:
 * @exchange: the state of a step whose last answer holds a certificate
 *
 * Returns: for how many seconds the server waits for the confirmation (confirmWaitTime, RFC 9810
 *   5.1.1.2), counted from its answer, or 0 where it does not say
 */
guint
signet_review_get_confirm_wait (SignetExchange *exchange)
{
  const SignetReply *reply = exchange->last;

  return reply != NULL && reply->confirm_until > 0
           ? (guint) MIN (MAX (get_wait (reply), 1), G_MAXINT)
           : 0;
}

static gboolean
is_wanted (SignetExchange *exchange,
           guint           n_differences)
{
  switch (signet_profile_get_choice (exchange->job->profile, SIGNET_SETTING_REVIEW))
    {
    case SIGNET_REVIEW_ALWAYS:
      return TRUE;
    case SIGNET_REVIEW_CHANGED:
      return n_differences > 0 ||
             exchange->last->status == OSSL_CMP_PKISTATUS_grantedWithMods;
    case SIGNET_REVIEW_NEVER:
    default:
      return FALSE;
    }
}

/**
 * signet_review_ask:
 * @exchange: the state of a step whose last answer holds a certificate
 * @issued: that certificate; nothing is wrong with it
 * @differences: in what it differs from what was asked for
 *
 * Shows a certificate to the person, where the profile wants that, and waits until they have
 * decided, or until the server would not wait any longer. The answer is on disk, but nothing was
 * decided: a process that ends meanwhile leaves the decision to the next step.
 *
 * Returns: what became of it
 */
SignetReviewVerdict
signet_review_ask (SignetExchange    *exchange,
                   SignetCertificate *issued,
                   GPtrArray         *differences)
{
  SignetJob *job = exchange->job;
  gint64 wait = signet_review_get_confirm_wait (exchange);
  gint64 left = wait - seconds_since (exchange->received_at);

  if (!is_wanted (exchange, differences->len))
    return SIGNET_REVIEW_TAKEN;
  if (job->review == NULL || (wait > 0 && left <= 0))
    return SIGNET_REVIEW_UNDECIDED;

  return job->review (issued, differences, wait > 0 ? (guint) left : 0, job->review_data);
}
