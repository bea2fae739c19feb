/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"
#include "core/signet-report.h"

G_BEGIN_DECLS

char         *signet_peer_dup_clock_sentence (gint64               skew) G_GNUC_WARN_UNUSED_RESULT;
gint64        signet_peer_get_clock_skew     (SignetExchange      *exchange);
SignetReport *signet_peer_dup_report         (SignetExchange      *exchange,
                                              OSSL_CMP_CTX        *ctx,
                                              const SignetOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
