/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

GPtrArray *signet_chain_verify (X509             *leaf,
                                SignetX509Stack  *untrusted,
                                SignetX509Stack  *anchors,
                                gint64            when,
                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *signet_chain_build (X509            *leaf,
                               SignetX509Stack *candidates) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
