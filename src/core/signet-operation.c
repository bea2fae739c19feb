/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-operation.h"

#include <glib/gi18n-lib.h>

/* Adding an operation is a row here, plus what its body needs in cmp. */
static const SignetOperation operations[] = {
  {
    .name = "ir",
    .title = N_ ("First certificate"),
    .request_body = 0,
    .answer_body = 1,
    .needs_key = TRUE,
    .may_poll = TRUE,
    .may_confirm = TRUE,
  },
  {
    .name = "cr",
    .title = N_ ("Additional certificate"),
    .request_body = 2,
    .answer_body = 3,
    .needs_key = TRUE,
    .may_poll = TRUE,
    .may_confirm = TRUE,
  },
  {
    .name = "p10cr",
    .title = N_ ("Certificate for a signing request"),
    .request_body = 4,
    .answer_body = 3,
    .needs_csr = TRUE,
    .may_poll = TRUE,
    .may_confirm = TRUE,
  },
  {
    .name = "kur",
    .title = N_ ("Renewal"),
    .request_body = 7,
    .answer_body = 8,
    .needs_key = TRUE,
    .needs_old_certificate = TRUE,
    .may_poll = TRUE,
    .may_confirm = TRUE,
  },
  {
    .name = "rr",
    .title = N_ ("Revocation"),
    .request_body = 11,
    .answer_body = 12,
    .needs_old_certificate = TRUE,
  },
  {
    .name = "genm",
    .title = N_ ("Question"),
    .request_body = 21,
    .answer_body = 22,
  },
};

const SignetOperation *const SIGNET_OPERATION_IR = &operations[0];
const SignetOperation *const SIGNET_OPERATION_CR = &operations[1];
const SignetOperation *const SIGNET_OPERATION_P10CR = &operations[2];
const SignetOperation *const SIGNET_OPERATION_KUR = &operations[3];
const SignetOperation *const SIGNET_OPERATION_RR = &operations[4];
const SignetOperation *const SIGNET_OPERATION_GENM = &operations[5];

/**
 * signet_operation_get_n:
 *
 * Returns: how many operations there are
 */
guint
signet_operation_get_n (void)
{
  return G_N_ELEMENTS (operations);
}

/**
 * signet_operation_get:
 * @index: less than signet_operation_get_n ()
 *
 * Returns: (transfer none): one operation
 */
const SignetOperation *
signet_operation_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (operations), NULL);

  return &operations[index];
}

/**
 * signet_operation_lookup:
 * @name: (nullable): the word of an operation, "ir"
 *
 * Returns: (transfer none) (nullable): the operation, or %NULL where there is none of that name
 */
const SignetOperation *
signet_operation_lookup (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_strcmp0 (name, operations[i].name) == 0)
      return &operations[i];

  return NULL;
}
