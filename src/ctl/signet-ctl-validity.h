/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *signet_ctl_validity (gint64 not_before,
                                 gint64 not_after,
                                 gint64 now);

G_END_DECLS
