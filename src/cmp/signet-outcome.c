/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-outcome.h"

/**
 * signet_outcome_new:
 * @kind: how the step ended
 *
 * Returns: (transfer full): an outcome with nothing else set
 */
SignetOutcome *
signet_outcome_new (SignetOutcomeKind kind)
{
  SignetOutcome *self = g_new0 (SignetOutcome, 1);

  self->kind = kind;

  return self;
}

/**
 * signet_outcome_free:
 * @self: an outcome
 *
 * Frees @self and what it owns.
 */
void
signet_outcome_free (SignetOutcome *self)
{
  g_return_if_fail (self != NULL);

  g_clear_error (&self->error);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_pointer (&self->report, signet_report_unref);
  g_free (self);
}
