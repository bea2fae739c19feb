/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-trace.h"

G_BEGIN_DECLS

void signet_summary_show (SignetTrace *trace,
                          GBytes      *message);

G_END_DECLS
