/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_CRMF_MSG, OSSL_CRMF_MSG_free)

gboolean signet_crm_prepare (OSSL_CMP_CTX   *ctx,
                             SignetJob      *job,
                             OSSL_CRMF_MSG **request,
                             GError        **error);

G_END_DECLS
