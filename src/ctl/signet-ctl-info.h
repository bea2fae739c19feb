/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-info.h"

G_BEGIN_DECLS

char     *signet_ctl_info_to_words (SignetInfo  *info) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_ctl_info_save     (SignetInfo  *info,
                                    const char  *folder,
                                    GError     **error);

G_END_DECLS
