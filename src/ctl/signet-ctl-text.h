/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char  *signet_ctl_text_escape     (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gsize  signet_ctl_text_width      (const char *text);
char  *signet_ctl_text_shorten    (const char *text,
                                   gsize       columns) G_GNUC_WARN_UNUSED_RESULT;
char  *signet_ctl_text_utc        (gint64      seconds) G_GNUC_WARN_UNUSED_RESULT;
char  *signet_ctl_text_local_time (gint64      seconds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
