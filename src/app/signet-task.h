/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-report.h"
#include "core/signet-states.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_TASK (signet_task_get_type ())
G_DECLARE_FINAL_TYPE (SignetTask, signet_task, SIGNET, TASK, GObject)

/* Properties, all read-only and notified on the main loop:
 * - item-id (string, nullable): the item as soon as it exists
 * - stage (SignetStage): the step that is being worked on
 * - next-check (int64): while waiting, wall-clock seconds since 1970 of the next check, else 0
 * - reason (string, nullable): what the server said while it asked to wait
 * Signal “waits”: (SignetTask *), each time the task begins to wait, also after a check that has
 * changed nothing.
 * Signal “review”: (SignetTask *, SignetCertificate *, GPtrArray *differences, guint seconds),
 * where the profile wants a person to see a certificate before it is confirmed; to be answered
 * within the seconds with signet_task_answer_review(). */
const char   *signet_task_get_item_id    (SignetTask *self);
SignetStage   signet_task_get_stage      (SignetTask *self);
gint64        signet_task_get_next_check (SignetTask *self);
const char   *signet_task_get_reason     (SignetTask *self);
void          signet_task_stop_waiting   (SignetTask *self);
void          signet_task_check_now      (SignetTask *self);
void          signet_task_answer_review  (SignetTask *self,
                                          gboolean    accept);
SignetReport *signet_task_get_report     (SignetTask *self);

G_END_DECLS
