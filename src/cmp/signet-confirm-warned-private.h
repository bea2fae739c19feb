/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/cmp.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

gboolean signet_confirm_take_warned (SignetExchange *exchange,
                                     OSSL_CMP_CTX   *ctx);

G_END_DECLS
