/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/signet-info.h"

G_BEGIN_DECLS

JsonObject *signet_ctl_info_to_json (SignetInfo *info) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
