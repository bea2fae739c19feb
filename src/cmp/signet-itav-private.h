/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-job.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_CMP_ITAV, OSSL_CMP_ITAV_free)

OSSL_CMP_ITAV *signet_itav_new              (const char    *oid,
                                             GBytes        *value,
                                             GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       signet_itav_set_general_info (OSSL_CMP_CTX  *ctx,
                                             SignetJob     *job,
                                             GError       **error);

G_END_DECLS
