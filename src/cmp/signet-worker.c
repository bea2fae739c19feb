/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-worker.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "cmp/signet-context-private.h"
#include "cmp/signet-crm-private.h"
#include "cmp/signet-exchange-private.h"
#include "cmp/signet-status-private.h"
#include "core/signet-error.h"
#include "core/signet-kill-point.h"
#include "pki/signet-ossl-private.h"

#define MIN_WAIT 5        /* seconds between two pollReq, whatever the server says */
#define JITTER 0.1        /* so that clients told the same time do not come at the same time */
#define CERT_CONFIRMED 11 /* PKIFailureInfo: the certificate was already confirmed */
#define TRY_WAITING (-1)  /* OSSL_CMP_try_certreq(3): the server asks to wait */

static SignetOutcome *
outcome_failed (SignetExchange *exchange,
                GError         *error)
{
  SignetOutcome *outcome = signet_outcome_new (SIGNET_OUTCOME_FAILED);

  outcome->error = error;
  outcome->rejected = exchange->rejected != NULL;
  outcome->stored = exchange->stored;
  outcome->candidate_refused = exchange->unaccepted;

  return outcome;
}

/* Never earlier than the server asked, never in a tight loop. */
static gint64
next_check (SignetExchange *exchange)
{
  gint64 asked =
    exchange->last != NULL && exchange->last->check_after > 0 ? exchange->last->check_after : 0;
  gint64 wait = CLAMP (asked, MIN_WAIT, G_MAXINT32);

  return g_get_real_time () / G_USEC_PER_SEC + wait +
         (gint64) ((double) wait * JITTER * g_random_double ());
}

static SignetOutcome *
outcome_waiting (SignetExchange *exchange)
{
  SignetOutcome *outcome;
  GError *error = NULL;
  gint64 when = next_check (exchange);

  if (!signet_exchange_accept (exchange, when, &error))
    return outcome_failed (exchange, error);

  outcome = signet_outcome_new (SIGNET_OUTCOME_WAITING);
  outcome->next_check = when;

  return outcome;
}

static SignetOutcome *
outcome_issued (SignetExchange *exchange)
{
  SignetOutcome *outcome;
  GError *error = NULL;

  signet_exchange_tell (exchange, SIGNET_STAGE_SAVE);
  signet_kill_point ("pkiconf");
  if (!signet_journal_confirmed (exchange->job->journal, &error))
    return outcome_failed (exchange, error);

  outcome = signet_outcome_new (SIGNET_OUTCOME_ISSUED);
  outcome->stored = TRUE;

  return outcome;
}

/* A repeated certConf may be answered with “certConfirmed”: then the first one had arrived. */
static gboolean
was_confirmed_before (SignetExchange *exchange,
                      OSSL_CMP_CTX   *ctx)
{
  int bits = OSSL_CMP_CTX_get_failInfoCode (ctx);

  return exchange->stored && OSSL_CMP_CTX_get_status (ctx) == OSSL_CMP_PKISTATUS_rejection &&
         bits > 0 && (bits & (1 << CERT_CONFIRMED)) != 0;
}

static SignetOutcome *
finish_try (SignetExchange *exchange,
            OSSL_CMP_CTX   *ctx,
            int             result)
{
  if (result == TRY_WAITING)
    return outcome_waiting (exchange);
  if (result == 1 && exchange->stored && exchange->rejected == NULL)
    return outcome_issued (exchange);
  if (was_confirmed_before (exchange, ctx))
    return outcome_issued (exchange);
  if (exchange->job->wish == SIGNET_JOB_CANCEL &&
      g_error_matches (exchange->rejected, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return signet_outcome_new (SIGNET_OUTCOME_CANCELLED);

  /* A refusal that was verified is no answer to fall back behind. */
  if (signet_status_is_refusal (ctx))
    exchange->unaccepted = FALSE;

  return outcome_failed (exchange, signet_status_to_error (exchange, ctx));
}

static gboolean
has_stored_answer (SignetExchange *exchange)
{
  return exchange->job->response != NULL || exchange->use_candidate;
}

/* The first call replays; where that leads to the point at which the server was last asked to wait,
 * the second one polls for real. */
static int
try_certificate (SignetExchange      *exchange,
                 OSSL_CMP_CTX        *ctx,
                 const OSSL_CRMF_MSG *request)
{
  int request_type = exchange->job->operation->request_body;
  int result = OSSL_CMP_try_certreq (ctx, request_type, request, NULL);

  if (result != TRY_WAITING || exchange->polled || !has_stored_answer (exchange))
    return result;
  /* A stored pollRep that nobody had accepted yet: its waiting time starts now. */
  if (exchange->unaccepted)
    return result;
  if (exchange->job->wish == SIGNET_JOB_CANCEL)
    return result;

  return OSSL_CMP_try_certreq (ctx, request_type, request, NULL);
}

/* RFC 9810 5.3.21: an error message tells the server that the client gives up; pkiConf answers it.
 */
static SignetOutcome *
tell_server (SignetExchange *exchange,
             OSSL_CMP_CTX   *ctx)
{
  signet_exchange_tell (exchange, SIGNET_STAGE_CONTACT);
  if (OSSL_CMP_try_certreq (ctx, -1, NULL, NULL) == 1)
    return signet_outcome_new (SIGNET_OUTCOME_CANCELLED);

  return outcome_failed (exchange, signet_status_to_error (exchange, ctx));
}

static SignetOutcome *
run_context (SignetExchange *exchange)
{
  g_autoptr (OSSL_CRMF_MSG) request = NULL;
  g_autoptr (OSSL_CMP_CTX) ctx = NULL;
  GError *error = NULL;
  int result;

  ERR_clear_error ();
  ctx = signet_context_new (exchange, &error);
  if (ctx == NULL || !signet_crm_prepare (ctx, exchange->job, &request, &error))
    return outcome_failed (exchange, error);

  result = try_certificate (exchange, ctx, request);
  if (result == TRY_WAITING && exchange->job->wish == SIGNET_JOB_CANCEL)
    {
      /* Whatever becomes of the error message: the answer that asks to wait is verified. */
      exchange->unaccepted = FALSE;
      return tell_server (exchange, ctx);
    }

  return finish_try (exchange, ctx, result);
}

static SignetOutcome *
run_attempt (SignetJob          *job,
             gboolean            use_candidate,
             SignetTransport    *transport,
             SignetProgressFunc  progress,
             gpointer            progress_data,
             GCancellable       *cancellable)
{
  g_auto (SignetExchange) exchange = { 0 };

  signet_exchange_init (&exchange, job, use_candidate);
  exchange.transport = transport;
  exchange.cancellable = cancellable;
  exchange.progress = progress;
  exchange.progress_data = progress_data;

  return run_context (&exchange);
}

/* An answer whose signer is not known may still be the CA's: with the right anchor it is verified.
 */
static gboolean
is_open_question (const GError *error)
{
  return g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER) ||
         g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_UNEXPECTED_SENDER);
}

/* With a wrong code nothing is verified, the answer that was verified before neither: only where
 * that one led further, the candidate is known to be wrong. */
static SignetOutcome *
fall_back (SignetJob          *job,
           const GError       *problem,
           SignetTransport    *transport,
           SignetProgressFunc  progress,
           gpointer            progress_data,
           GCancellable       *cancellable)
{
  gboolean open = is_open_question (problem);
  SignetOutcome *outcome =
    run_attempt (job, FALSE, transport, progress, progress_data, cancellable);

  if (!outcome->candidate_refused)
    outcome->candidate_refused = !open && (outcome->kind != SIGNET_OUTCOME_FAILED ||
                                           signet_transport_has_left (transport));

  return outcome;
}

static GError *
check_job (SignetJob *job)
{
  if (job->code == NULL && job->signer == NULL)
    return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_CODE,
                                _ ("The code is needed for this step."));
  if (job->code == NULL && !signet_key_can_protect (signet_signer_get_key (job->signer)))
    return g_error_new (
      SIGNET_ERROR, SIGNET_ERROR_KEY_TYPE,
      _ ("With this version of OpenSSL, a key of the type %s cannot sign requests."),
      signet_key_get_description (signet_signer_get_key (job->signer)));

  return NULL;
}

/**
 * signet_worker_run:
 * @job: what is to be done; not changed
 * @progress: (nullable): told of each stage, on this thread
 * @progress_data: data for @progress
 * @cancellable: (nullable): ends the step while no byte of it has left; afterwards it does nothing,
 *   since what left cannot be called back and its answer has to be journalled
 *
 * Takes one step of an exchange (RFC 9810 5.3): asks for a certificate, or asks again, or repeats a
 * confirmation, or tells the server that the person gave up. Blocks for a few messages, never for a
 * waiting time.
 *
 * Where the job has an answer that was not verified yet, that one is tried first; if it is not
 * verified, the step goes on from the answers that were verified before.
 *
 * Returns: (transfer full): how the step ended
 */
SignetOutcome *
signet_worker_run (SignetJob          *job,
                   SignetProgressFunc  progress,
                   gpointer            progress_data,
                   GCancellable       *cancellable)
{
  g_autoptr (SignetTransport) transport = NULL;
  g_autoptr (SignetOutcome) first = NULL;
  SignetOutcome *outcome;
  GError *problem;

  g_return_val_if_fail (job != NULL && job->operation != NULL && job->profile != NULL &&
                          job->key != NULL && job->journal != NULL,
                        NULL);

  problem = check_job (job);
  if (problem != NULL)
    {
      outcome = signet_outcome_new (SIGNET_OUTCOME_FAILED);
      outcome->error = problem;
      return outcome;
    }

  transport = signet_transport_new (signet_profile_get_server (job->profile),
                                    signet_profile_get_timeout (job->profile));
  outcome =
    run_attempt (job, job->candidate != NULL, transport, progress, progress_data, cancellable);
  if (job->candidate != NULL && outcome->candidate_refused && job->response != NULL &&
      !signet_transport_has_left (transport))
    {
      first = outcome;
      outcome = fall_back (job, first->error, transport, progress, progress_data, cancellable);
    }
  if (is_open_question (outcome->error))
    outcome->candidate_refused = FALSE;
  outcome->left = signet_transport_has_left (transport);

  return outcome;
}
