/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"
#include "core/signet-operation.h"

G_BEGIN_DECLS

/* Tags of PKIBody that the client sends, and of what answers a question (RFC 9810 5.1.2). */
enum {
  SIGNET_BODY_IR = 0,
  SIGNET_BODY_CR = 2,
  SIGNET_BODY_P10CR = 4,
  SIGNET_BODY_KUR = 7,
  SIGNET_BODY_RR = 11,
  SIGNET_BODY_GENM = 21,
  SIGNET_BODY_GENP = 22,
};

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

const SignetBody *signet_body_lookup  (const SignetOperation *operation);
const char       *signet_body_to_word (int                    tag);

G_END_DECLS
