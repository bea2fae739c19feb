/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *signet_cause_get_words (const GError *error);

G_END_DECLS
