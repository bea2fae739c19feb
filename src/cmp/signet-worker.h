/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cmp/signet-job.h"
#include "cmp/signet-outcome.h"

G_BEGIN_DECLS

/**
 * SignetProgressFunc:
 * @stage: the step that begins
 * @user_data: what was given with the function
 *
 * Called on the worker's thread when a step begins.
 */
typedef void (*SignetProgressFunc) (SignetStage stage,
                                    gpointer user_data);

SignetOutcome *signet_worker_run (SignetJob          *job,
                                  SignetProgressFunc  progress,
                                  gpointer            progress_data,
                                  GCancellable       *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
