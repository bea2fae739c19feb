/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"
#include "core/signet-operation.h"

G_BEGIN_DECLS

/**
 * SignetBody:
 * @operation: a row of core's table of operations
 * @run: takes one step of such an exchange in a context that is set up but for the operation itself
 *
 * How an operation is carried out: the table of core, seen from here.
 */
typedef struct
{
  const SignetOperation *const *operation;
  SignetOutcome *(*run) (SignetExchange *exchange, OSSL_CMP_CTX *ctx);
} SignetBody;

const SignetBody *signet_body_lookup (const SignetOperation *operation);

G_END_DECLS
