/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean signet_central_key_check (gboolean   signs,
                                   GError   **error);

G_END_DECLS
