/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/x509_vfy.h>

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

gboolean signet_authority_watch         (SignetExchange   *exchange,
                                         X509_STORE       *store);
gboolean signet_authority_verify_pinned (X509_STORE       *store,
                                         X509             *pinned,
                                         SignetX509Stack  *untrusted);
gboolean signet_authority_may_sign      (SignetExchange   *exchange,
                                         X509             *signer);
gboolean signet_authority_has_issued    (SignetExchange   *exchange,
                                         X509             *certificate,
                                         GError          **error);
gboolean signet_authority_may_revoke    (SignetExchange   *exchange,
                                         X509             *certificate,
                                         const X509_NAME  *issuer,
                                         GError          **error);

G_END_DECLS
