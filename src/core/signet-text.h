/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *signet_text_clean       (const char *text,
                                   gsize       max_chars) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_text_clean_lines (const char *text,
                                   gsize       max_chars) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_text_is_clean    (const char *text);

G_END_DECLS
