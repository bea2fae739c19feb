/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-task.h"

G_BEGIN_DECLS

/**
 * SignetCtlRun:
 *
 * Runs one task to its end, while a signal is listened to: the first SIGINT or SIGTERM ends the
 * waiting, the second one leaves at once.
 */
typedef struct _SignetCtlRun SignetCtlRun;

SignetCtlRun *signet_ctl_run_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void          signet_ctl_run_free        (SignetCtlRun *self);
void          signet_ctl_run_done_cb     (GObject      *source_object,
                                          GAsyncResult *result,
                                          gpointer      user_data);
void          signet_ctl_run_set_accepts (SignetCtlRun *self,
                                          gboolean      accepts);
GAsyncResult *signet_ctl_run_wait        (SignetCtlRun *self,
                                          SignetTask   *task,
                                          gboolean      makes_key);
gboolean      signet_ctl_run_was_left    (SignetCtlRun *self);
void          signet_ctl_run_leave       (SignetCtlRun *self,
                                          int           status);
const char   *signet_ctl_run_get_item_id (SignetCtlRun *self);
SignetReport *signet_ctl_run_get_report  (SignetCtlRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCtlRun, signet_ctl_run_free)

G_END_DECLS
