/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIGNET_OID_KEY_USAGE "2.5.29.15"
#define SIGNET_OID_ALT_NAMES "2.5.29.17"
#define SIGNET_OID_POLICIES "2.5.29.32"
#define SIGNET_OID_EXTENDED_USAGE "2.5.29.37"

gboolean    signet_oid_is_valid (const char  *text);
char       *signet_oid_parse    (const char  *text,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;
const char *signet_oid_get_name (const char  *oid);

G_END_DECLS
