/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/signet-span.h"

G_BEGIN_DECLS

/**
 * SignetCodeLabel:
 * @SIGNET_CODE_LABEL_NONE: no label
 * @SIGNET_CODE_LABEL_REFERENCE: "Reference number:"
 * @SIGNET_CODE_LABEL_CODE: "Code:"
 * @SIGNET_CODE_N_LABELS: how many there are
 *
 * What a helpdesk writes before a value.
 */
typedef enum {
  SIGNET_CODE_LABEL_NONE,
  SIGNET_CODE_LABEL_REFERENCE,
  SIGNET_CODE_LABEL_CODE,
  SIGNET_CODE_N_LABELS
} SignetCodeLabel;

guint           signet_code_labels_read  (SignetSpan  text,
                                          SignetSpan *found);
SignetCodeLabel signet_code_labels_match (SignetSpan  word);

G_END_DECLS
