/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-crl.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_CRL, X509_CRL_free)

X509_CRL *signet_crl_get_x509_crl (SignetCrl *self);

G_END_DECLS
