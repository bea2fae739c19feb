/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char  *signet_dates_day          (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
char  *signet_dates_clock        (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
char  *signet_dates_day_clock    (gint64 time) G_GNUC_WARN_UNUSED_RESULT;
char  *signet_dates_moment       (gint64 time,
                                  gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char  *signet_dates_moment_ahead (gint64 time,
                                  gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char  *signet_dates_moment_short (gint64 time,
                                  gint64 now) G_GNUC_WARN_UNUSED_RESULT;
guint  signet_dates_days_left    (gint64 time,
                                  gint64 now);

G_END_DECLS
