/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"
#include "core/signet-template.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_CRMF_MSG, OSSL_CRMF_MSG_free)

SignetTemplate *signet_crm_dup_template (SignetJob       *job,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
OSSL_CRMF_MSG  *signet_crm_new          (OSSL_CMP_CTX    *ctx,
                                         SignetJob       *job,
                                         SignetTemplate  *asked,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
