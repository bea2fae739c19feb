/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *signet_ctl_event_to_json (GVariant *event,
                                      gint64    now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
