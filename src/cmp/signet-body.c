/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-body-private.h"

#include "cmp/signet-enrollment-private.h"

/* A new operation is a new row, here and in core, and a file with its function. */
static const SignetBody BODIES[] = {
  { &SIGNET_OPERATION_IR, signet_enrollment_run },
  { &SIGNET_OPERATION_CR, signet_enrollment_run },
};

/**
 * signet_body_lookup:
 * @operation: an operation
 *
 * Returns: (transfer none) (nullable): how it is carried out; %NULL where this program cannot
 */
const SignetBody *
signet_body_lookup (const SignetOperation *operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (BODIES); i++)
    {
      if (*BODIES[i].operation == operation)
        return &BODIES[i];
    }

  return NULL;
}
