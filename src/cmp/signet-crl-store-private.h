/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/x509_vfy.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

void signet_crl_store_fill (SignetExchange *exchange,
                            X509_STORE     *store);

G_END_DECLS
