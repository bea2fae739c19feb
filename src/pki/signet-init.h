/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        signet_pki_init        (void);
const char *signet_pki_get_library (void);

G_END_DECLS
