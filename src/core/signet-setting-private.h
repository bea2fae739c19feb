/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-setting.h"

G_BEGIN_DECLS

int signet_setting_find_choice (const SignetSettingInfo *info,
                                const char              *word);

G_END_DECLS
