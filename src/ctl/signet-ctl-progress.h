/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-task.h"

G_BEGIN_DECLS

/**
 * SignetCtlProgress:
 *
 * Tells on standard error how far a task is.
 */
typedef struct _SignetCtlProgress SignetCtlProgress;

SignetCtlProgress *signet_ctl_progress_new            (SignetTask        *task,
                                                       gboolean           makes_key) G_GNUC_WARN_UNUSED_RESULT;
void               signet_ctl_progress_free           (SignetCtlProgress *self);
const char        *signet_ctl_progress_get_stage_text (SignetStage        stage);
char              *signet_ctl_progress_get_wait_text  (const char        *reason,
                                                       gint64             next_check) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCtlProgress, signet_ctl_progress_free)

G_END_DECLS
