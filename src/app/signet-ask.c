/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-errand-private.h"
#include "app/signet-proof-private.h"

static SignetJob *
job_new (SignetErrand *errand)
{
  SignetJob *job = signet_job_new ();

  job->operation = SIGNET_OPERATION_GENM;
  job->profile = signet_profile_for_operation (errand->profile, job->operation);
  job->question = g_strdup (errand->question);
  job->question_value = errand->value != NULL ? g_bytes_ref (errand->value) : NULL;
  job->trace = errand->trace != NULL ? signet_trace_ref (errand->trace) : NULL;

  return job;
}

/**
 * signet_ask_run:
 * @errand: a question to a CA
 * @cancellable: (nullable): ends it while nothing was sent
 *
 * Asks a CA for what it says of itself (RFC 9810 5.3.19, RFC 9483 4.3). Nothing of the answer is
 * kept. Blocks, also for the keyring's prompt: for worker threads only.
 *
 * Returns: (transfer full): what became of it
 */
SignetErrandResult *
signet_ask_run (SignetErrand *errand,
                GCancellable *cancellable)
{
  g_autoptr (SignetJob) job = job_new (errand);
  g_autoptr (SignetOutcome) outcome = NULL;
  SignetCredential *credential = errand->credential;
  GError *error = NULL;

  if (!signet_proof_take (job, errand->store, credential, signet_credential_get_code (credential),
                          errand->passphrase, &error))
    return signet_errand_result_new (error, NULL);
  outcome = signet_worker_run (job, errand->progress, errand->progress_data, cancellable);

  return signet_errand_result_new (g_steal_pointer (&outcome->error), outcome);
}
