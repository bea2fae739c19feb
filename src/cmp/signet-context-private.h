/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/cmp.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

OSSL_CMP_CTX *signet_context_new (SignetExchange  *exchange,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
