/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/signet-item.h"

G_BEGIN_DECLS

JsonObject *signet_ctl_json_from_error    (const GError      *error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *signet_ctl_json_from_item     (SignetItem        *item,
                                           const GError      *error,
                                           gint64             now) G_GNUC_WARN_UNUSED_RESULT;
void        signet_ctl_json_set_text      (JsonObject        *object,
                                           const char        *name,
                                           const char        *text);
void        signet_ctl_json_set_lines     (JsonObject        *object,
                                           const char        *name,
                                           const char *const *lines);
void        signet_ctl_json_set_status    (JsonObject        *object,
                                           int                status);
void        signet_ctl_json_set_fail_info (JsonObject        *object,
                                           guint              fail_info);
void        signet_ctl_json_set_error     (JsonObject        *object,
                                           const GError      *error);
char       *signet_ctl_json_to_string     (JsonNode          *node,
                                           gboolean           pretty) G_GNUC_WARN_UNUSED_RESULT;
void        signet_ctl_json_print_object  (JsonObject        *object);
void        signet_ctl_json_print_line    (JsonObject        *object);
void        signet_ctl_json_print_array   (JsonArray         *array);

G_END_DECLS
