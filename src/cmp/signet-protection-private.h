/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/cmp.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

int      signet_protection_digest_for_key (EVP_PKEY        *pkey);
gboolean signet_protection_set_algorithms (OSSL_CMP_CTX    *ctx,
                                           SignetJob       *job,
                                           GError         **error);
gboolean signet_protection_check_answer   (SignetExchange  *exchange,
                                           GError         **error);

G_END_DECLS
