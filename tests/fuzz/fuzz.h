/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One try of the program's target: whatever the bytes are, it returns. */
void fuzz_target (const guint8 *data,
                  gsize         size);

G_END_DECLS
