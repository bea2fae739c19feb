/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-secret.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

GBytes *signet_practice_protect (GBytes       *algorithm,
                                 GByteArray   *part,
                                 EVP_PKEY     *key,
                                 SignetSecret *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
