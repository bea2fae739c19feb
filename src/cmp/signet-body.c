/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-body-private.h"

#include "cmp/signet-enrollment-private.h"
#include "cmp/signet-question-private.h"
#include "cmp/signet-revocation-private.h"

/* A new operation is a new row, here and in core, and a file with its function. */
static const SignetBody BODIES[] = {
  { &SIGNET_OPERATION_IR, signet_enrollment_run },
  { &SIGNET_OPERATION_CR, signet_enrollment_run },
  { &SIGNET_OPERATION_P10CR, signet_enrollment_run },
  { &SIGNET_OPERATION_KUR, signet_enrollment_run },
  { &SIGNET_OPERATION_RR, signet_revocation_run },
  { &SIGNET_OPERATION_GENM, signet_question_run },
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

/**
 * signet_body_to_word:
 * @tag: tag of a PKIBody, or any other number
 *
 * Returns: (transfer none): the name of such a message ("ir", "pkiconf"), "unknown" where it has
 *   none
 */
const char *
signet_body_to_word (int tag)
{
  static const char *const WORDS[] = {
    "ir",
    "ip",
    "cr",
    "cp",
    "p10cr",
    "popdecc",
    "popdecr",
    "kur",
    "kup",
    "krr",
    "krp",
    "rr",
    "rp",
    "ccr",
    "ccp",
    "ckuann",
    "cann",
    "rann",
    "crlann",
    "pkiconf",
    "nested",
    "genm",
    "genp",
    "error",
    "certConf",
    "pollReq",
    "pollRep",
  };

  return tag >= 0 && tag < (int) G_N_ELEMENTS (WORDS) ? WORDS[tag] : "unknown";
}
