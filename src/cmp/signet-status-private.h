/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/cmp.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

GError   *signet_status_to_error       (SignetExchange *exchange,
                                        OSSL_CMP_CTX   *ctx) G_GNUC_WARN_UNUSED_RESULT;
GError   *signet_status_pinned_error   (SignetExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_status_is_refused_for (OSSL_CMP_CTX   *ctx,
                                        int             bit);
gboolean  signet_status_is_refusal     (OSSL_CMP_CTX   *ctx);
char     *signet_status_dup_text       (OSSL_CMP_CTX   *ctx) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
