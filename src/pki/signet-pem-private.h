/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

GPtrArray *signet_pem_read    (GBytes             *data,
                               const char *const  *names,
                               SignetError         code,
                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes    *signet_pem_get_one (GBytes             *data,
                               const char *const  *names,
                               gsize               max_size,
                               SignetError         code,
                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
