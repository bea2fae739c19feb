/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/signet-item-store.h"

G_BEGIN_DECLS

GPtrArray *signet_recovery_run (SignetItemStore  *store,
                                GPtrArray       **damaged,
                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
