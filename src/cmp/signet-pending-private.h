/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

GError *signet_pending_to_error (SignetExchange *exchange,
                                 OSSL_CMP_CTX   *ctx) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
