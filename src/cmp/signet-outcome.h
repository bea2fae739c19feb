/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-info.h"
#include "core/signet-report.h"

G_BEGIN_DECLS

/**
 * SignetOutcomeKind:
 * @SIGNET_OUTCOME_ISSUED: the certificate is journalled and confirmed
 * @SIGNET_OUTCOME_WAITING: the server asked to wait, or to go on waiting
 * @SIGNET_OUTCOME_CANCELLED: the server was told that the certificate is not wanted
 * @SIGNET_OUTCOME_DONE: the server did what it was asked, or answered the question
 * @SIGNET_OUTCOME_FAILED: it did not work; the error says why
 *
 * How a step ended.
 */
typedef enum {
  SIGNET_OUTCOME_ISSUED,
  SIGNET_OUTCOME_WAITING,
  SIGNET_OUTCOME_CANCELLED,
  SIGNET_OUTCOME_DONE,
  SIGNET_OUTCOME_FAILED,
} SignetOutcomeKind;

/**
 * SignetOutcome:
 * @kind: how the step ended
 * @error: (nullable): with %SIGNET_OUTCOME_FAILED: why
 * @left: whether a byte of this step may have reached the server
 * @rejected: whether the certificate came, but was rejected by a check on this side
 * @stored: whether a certificate was journalled in this step
 * @candidate_refused: whether an answer arrived, or was replayed, that is not the CA's as far as
 *   can be told; never set for one that another code or another anchor may verify
 * @infos: (nullable) (element-type SignetInfo): with %SIGNET_OUTCOME_DONE of genm: what the server
 *   answered
 * @report: (nullable): what is known about the server's last verified answer
 * @next_check: with %SIGNET_OUTCOME_WAITING: when to ask again, seconds since 1970
 *
 * The end of one step of an exchange; free with signet_outcome_free().
 */
typedef struct
{
  SignetOutcomeKind kind;
  GError *error;
  gboolean left;
  gboolean rejected;
  gboolean stored;
  gboolean candidate_refused;
  GPtrArray *infos;
  SignetReport *report;
  gint64 next_check;
} SignetOutcome;

SignetOutcome *signet_outcome_new  (SignetOutcomeKind  kind) G_GNUC_WARN_UNUSED_RESULT;
void           signet_outcome_free (SignetOutcome     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetOutcome, signet_outcome_free)

G_END_DECLS
