/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-review-private.h"
#include "app/signet-task.h"
#include "core/signet-item.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

SignetTask          *signet_task_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                 signet_task_notify      (SignetStage        stage,
                                              gpointer           task);
void                 signet_task_show_item   (SignetTask        *self,
                                              SignetItem        *item,
                                              gboolean           waits);
void                 signet_task_set_id      (SignetTask        *self,
                                              const char        *id);
gboolean             signet_task_is_stopped  (SignetTask        *self);
void                 signet_task_set_left    (SignetTask        *self);
gboolean             signet_task_is_left     (SignetTask        *self);
void                 signet_task_set_over    (SignetTask        *self);
gboolean             signet_task_is_over     (SignetTask        *self);
void                 signet_task_set_report  (SignetTask        *self,
                                              SignetReport      *report);
void                 signet_task_attach      (SignetTask        *self,
                                              GSourceFunc        callback,
                                              gpointer           user_data,
                                              GDestroyNotify     destroy);
SignetReview        *signet_task_get_review  (SignetTask        *self);
gboolean             signet_task_emit_review (SignetTask        *self,
                                              SignetCertificate *issued,
                                              GPtrArray         *differences,
                                              guint              seconds);
SignetReviewVerdict  signet_task_review      (SignetTask        *self,
                                              SignetCertificate *issued,
                                              GPtrArray         *differences,
                                              guint              seconds_left,
                                              GCancellable      *unwanted);

G_END_DECLS
