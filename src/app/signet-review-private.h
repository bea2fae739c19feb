/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-job.h"

G_BEGIN_DECLS

/**
 * SignetReview:
 *
 * Where a worker waits for a person's word, and the main loop brings it.
 */
typedef struct _SignetReview SignetReview;

SignetReview        *signet_review_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void                 signet_review_free   (SignetReview        *self);
void                 signet_review_begin  (SignetReview        *self);
SignetReviewVerdict  signet_review_wait   (SignetReview        *self,
                                           gint64               deadline,
                                           GCancellable        *unwanted);
void                 signet_review_answer (SignetReview        *self,
                                           SignetReviewVerdict  verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetReview, signet_review_free)

G_END_DECLS
