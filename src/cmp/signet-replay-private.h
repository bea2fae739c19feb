/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/cmp.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

GBytes       *signet_replay_next   (SignetExchange  *exchange,
                                    int              request_body);
OSSL_CMP_MSG *signet_replay_decode (GBytes          *der,
                                    GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      signet_replay_adopt  (OSSL_CMP_CTX    *ctx,
                                    OSSL_CMP_MSG    *message);

G_END_DECLS
