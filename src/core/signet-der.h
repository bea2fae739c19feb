/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean signet_der_is_valid (gconstpointer data,
                              gsize         length);

G_END_DECLS
