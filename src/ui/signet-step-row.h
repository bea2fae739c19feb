/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_STEP_ROW (signet_step_row_get_type ())
G_DECLARE_FINAL_TYPE (SignetStepRow, signet_step_row, SIGNET, STEP_ROW, AdwActionRow)

/**
 * SignetStepState:
 * @SIGNET_STEP_PENDING: not yet
 * @SIGNET_STEP_ACTIVE: now
 * @SIGNET_STEP_DONE: over
 *
 * How far a step is.
 */
typedef enum {
  SIGNET_STEP_PENDING,
  SIGNET_STEP_ACTIVE,
  SIGNET_STEP_DONE,
} SignetStepState;

SignetStepState signet_step_row_get_state (SignetStepRow   *self);
void            signet_step_row_set_state (SignetStepRow   *self,
                                           SignetStepState  state,
                                           guint            seconds);

G_END_DECLS
