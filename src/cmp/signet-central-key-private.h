/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-central-key.h"
#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

gboolean signet_central_key_is_wanted (const SignetJob  *job);
gboolean signet_central_key_fits      (OSSL_CMP_CTX     *ctx,
                                       X509             *certificate,
                                       GError          **error);
gboolean signet_central_key_store     (SignetExchange   *exchange,
                                       OSSL_CMP_CTX     *ctx,
                                       GError          **error);

G_END_DECLS
