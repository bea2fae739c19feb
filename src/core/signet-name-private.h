/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean signet_name_is_oid  (const char *text);
gboolean signet_name_is_hash (const char *value);

G_END_DECLS
