/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-csr.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REQ, X509_REQ_free)

X509_REQ *signet_csr_get_x509_req (SignetCsr *self);

G_END_DECLS
