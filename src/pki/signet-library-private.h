/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-library.h"

G_BEGIN_DECLS

char *signet_library_dup_warning_for (guint major,
                                      guint minor,
                                      guint patch) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
