/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-worker.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "cmp/signet-body-private.h"
#include "cmp/signet-context-private.h"
#include "cmp/signet-exchange-private.h"
#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

static SignetOutcome *
run_context (SignetExchange *exchange)
{
  const SignetBody *body = signet_body_lookup (exchange->job->operation);
  g_autoptr (OSSL_CMP_CTX) ctx = NULL;
  GError *error = NULL;

  ERR_clear_error ();
  ctx = signet_context_new (exchange, &error);

  return ctx != NULL ? body->run (exchange, ctx) : signet_exchange_failed (exchange, error);
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
  if (signet_body_lookup (job->operation) == NULL)
    return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_USAGE,
                                _ ("This operation is not carried out."));
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
  if (problem == NULL)
    transport = signet_transport_new (job->profile, &problem);
  if (problem != NULL)
    {
      outcome = signet_outcome_new (SIGNET_OUTCOME_FAILED);
      outcome->error = problem;
      return outcome;
    }

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
