/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIGNET_KEY_USAGE_ALL 0x1ff /* bit n is the named bit n of RFC 5280 4.2.1.3 */

gboolean signet_key_usage_parse    (const char  *text,
                                    guint       *bits,
                                    GError     **error);
GStrv    signet_key_usage_to_names (guint        bits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
