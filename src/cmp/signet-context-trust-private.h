/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/cmp.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

gboolean signet_context_set_trust        (OSSL_CMP_CTX     *ctx,
                                          SignetExchange   *exchange,
                                          GError          **error);
gboolean signet_context_add_certificates (SignetX509Stack  *stack,
                                          SignetProfile    *profile,
                                          SignetTrust       trust,
                                          GError          **error);
gboolean signet_context_add_anchors      (X509_STORE       *store,
                                          SignetX509Stack  *certificates);

G_END_DECLS
