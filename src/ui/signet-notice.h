/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_NOTICE (signet_notice_get_type ())
G_DECLARE_FINAL_TYPE (SignetNotice, signet_notice, SIGNET, NOTICE, AdwBin)

void signet_notice_set_text (SignetNotice *self,
                             const char   *text);

G_END_DECLS
