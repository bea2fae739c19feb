/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-job.h"

/**
 * signet_job_new:
 *
 * Returns: (transfer full): an empty job; the caller fills in the fields
 */
SignetJob *
signet_job_new (void)
{
  SignetJob *self = g_new0 (SignetJob, 1);

  self->reason = -1;

  return self;
}

/**
 * signet_job_free:
 * @self: a job
 *
 * Frees @self and what it owns; the code is wiped with its last reference.
 */
void
signet_job_free (SignetJob *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->profile, signet_profile_unref);
  g_clear_pointer (&self->subject_template, signet_template_unref);
  g_clear_object (&self->key);
  g_clear_pointer (&self->passphrase, signet_secret_unref);
  g_clear_pointer (&self->csr, g_bytes_unref);
  g_clear_object (&self->old_certificate);
  g_clear_pointer (&self->issuer, signet_name_unref);
  g_clear_pointer (&self->serial, g_free);
  g_clear_pointer (&self->question, g_free);
  g_clear_pointer (&self->question_value, g_bytes_unref);
  g_clear_object (&self->journal);
  g_clear_pointer (&self->trace, signet_trace_unref);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->code, signet_secret_unref);
  g_clear_pointer (&self->signer, signet_signer_unref);
  g_clear_object (&self->unwanted);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_clear_pointer (&self->poll, g_bytes_unref);
  g_clear_pointer (&self->candidate, g_bytes_unref);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self);
}
