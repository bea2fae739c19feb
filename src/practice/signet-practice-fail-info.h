/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean    signet_practice_fail_info_parse    (const char  *name,
                                                guint       *bit,
                                                GError     **error);
const char *signet_practice_fail_info_get_name (guint        bit);

G_END_DECLS
