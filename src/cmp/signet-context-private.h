/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/cmp.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

OSSL_CMP_CTX *signet_context_new (SignetExchange  *exchange,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean signet_context_set_name (OSSL_CMP_CTX *ctx,
                                  SignetName *name,
                                  int (*set) (OSSL_CMP_CTX *, const X509_NAME *),
                                  GError **error);

G_END_DECLS
