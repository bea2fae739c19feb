/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-worker.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "cmp/signet-body-private.h"
#include "cmp/signet-central-key-private.h"
#include "cmp/signet-context-private.h"
#include "cmp/signet-exchange-private.h"
#include "cmp/signet-itav-private.h"
#include "cmp/signet-peer-private.h"
#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

/* The log of the library names no secrets; should the code get into it, it is taken out. */
static void
set_trace (OSSL_CMP_CTX *ctx,
           SignetTrace  *trace,
           SignetSecret *code)
{
  if (trace == NULL)
    return;
  if (code != NULL)
    signet_trace_hide (trace, code);
  OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_LOG_VERBOSITY,
                           MAX ((int) signet_trace_get_level (trace), OSSL_CMP_LOG_INFO));
}

static SignetOutcome *
run_context (SignetExchange *exchange)
{
  const SignetBody *body = signet_body_lookup (exchange->job->operation);
  g_autoptr (OSSL_CMP_CTX) ctx = NULL;
  SignetOutcome *outcome;
  GError *error = NULL;

  ERR_clear_error ();
  ctx = signet_context_new (exchange, &error);
  if (ctx == NULL || !signet_itav_set_general_info (ctx, exchange->job, &error))
    return signet_exchange_failed (exchange, error);
  set_trace (ctx, exchange->job->trace, exchange->job->code);

  outcome = body->run (exchange, ctx);
  if (outcome->report == NULL)
    outcome->report = signet_peer_dup_report (exchange, ctx, outcome);

  return outcome;
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

/* An answer whose signer is not known may still be the CA's: with the right anchor, the right list
 * or another setting it is verified. */
static gboolean
is_open_question (const GError *error)
{
  static const int CODES[] = {
    SIGNET_ERROR_UNKNOWN_SIGNER,
    SIGNET_ERROR_UNEXPECTED_SENDER,
    SIGNET_ERROR_KEY_USAGE,
    SIGNET_ERROR_NO_CRL,
    SIGNET_ERROR_ANSWER_PROTECTION,
    SIGNET_ERROR_PBMAC1,
    SIGNET_ERROR_VERSION,
  };

  for (guint i = 0; i < G_N_ELEMENTS (CODES); i++)
    {
      if (g_error_matches (error, SIGNET_ERROR, CODES[i]))
        return TRUE;
    }

  return FALSE;
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

/* What an operation cannot do without. */
static gboolean
is_complete (SignetJob *job)
{
  const SignetOperation *operation = job->operation;

  if (operation->needs_csr)
    return job->csr != NULL;
  if (operation->needs_key && job->key == NULL && !signet_central_key_is_wanted (job))
    return FALSE;
  if (operation == SIGNET_OPERATION_RR)
    return job->old_certificate != NULL || (job->issuer != NULL && job->serial != NULL);
  if (operation->needs_old_certificate)
    return job->old_certificate != NULL;

  return job->question != NULL || job->question_value == NULL;
}

static GError *
check_credential (SignetJob *job)
{
  SignetKey *key;

  if (job->code != NULL)
    return NULL;
  if (job->signer == NULL)
    return signet_profile_get_flag (job->profile, SIGNET_SETTING_UNPROTECTED_REQUESTS)
             ? NULL
             : g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_CODE,
                                    _ ("The code is needed for this step."));
  key = signet_signer_get_key (job->signer);
  if (signet_key_can_protect (key))
    return NULL;

  return g_error_new (
    SIGNET_ERROR, SIGNET_ERROR_KEY_TYPE,
    _ ("With this version of OpenSSL, a key of the type %s cannot sign requests."),
    signet_key_get_description (key));
}

static GError *
check_job (SignetJob *job)
{
  GError *error = NULL;

  if (!is_complete (job))
    return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_USAGE,
                                _ ("What this is about is not said."));
  if (signet_central_key_is_wanted (job) &&
      !signet_central_key_check (job->code == NULL && job->signer != NULL, &error))
    return error;

  return check_credential (job);
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
 * confirmation, or tells the server that the person gave up; or revokes a certificate, or asks a
 * question. Blocks for a few messages, and for a person who looks at a certificate, but not for a
 * waiting time; only with OpenSSL since 3.3 it may wait for up to a minute, or for the total
 * timeout, where the server puts off what is no certificate.
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

  g_return_val_if_fail (job != NULL && job->operation != NULL && job->profile != NULL, NULL);
  g_return_val_if_fail (job->journal != NULL || !job->operation->may_confirm, NULL);
  g_return_val_if_fail (job->passphrase != NULL || !signet_central_key_is_wanted (job), NULL);

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
