/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIGNET_CTL_MAX_LINE 1024 /* bytes of a line, without its end */

/**
 * SignetCtlLineFunc:
 * @line: (nullable): a line without its end, %NULL for one that was too long or no text
 * @user_data: data
 *
 * Takes a line.
 */
typedef void (*SignetCtlLineFunc) (const char *line,
                                   gpointer user_data);

#define SIGNET_TYPE_CTL_LINES (signet_ctl_lines_get_type ())
G_DECLARE_FINAL_TYPE (SignetCtlLines, signet_ctl_lines, SIGNET, CTL_LINES, GObject)

SignetCtlLines *signet_ctl_lines_new   (SignetCtlLineFunc  func,
                                        gpointer           user_data) G_GNUC_WARN_UNUSED_RESULT;
void            signet_ctl_lines_feed  (SignetCtlLines    *self,
                                        const char        *data,
                                        gsize              length);
void            signet_ctl_lines_start (SignetCtlLines    *self,
                                        GInputStream      *stream);
void            signet_ctl_lines_stop  (SignetCtlLines    *self);

G_END_DECLS
