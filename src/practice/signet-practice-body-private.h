/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-der-private.h"
#include "practice/signet-practice-header-private.h"

G_BEGIN_DECLS

GBytes *signet_practice_body_error         (const OSSL_CMP_PKISI    *status) G_GNUC_WARN_UNUSED_RESULT;
GBytes *signet_practice_body_poll_rep      (const SignetPracticeDer *poll_req,
                                            guint                    check_after,
                                            const char              *reason) G_GNUC_WARN_UNUSED_RESULT;
GBytes *signet_practice_body_confirm_until (gint64                   time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
