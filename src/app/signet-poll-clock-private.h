/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetPollClock:
 *
 * Calls once when a time of the wall clock has come, also where the computer slept in between.
 */
typedef struct _SignetPollClock SignetPollClock;

SignetPollClock *signet_poll_clock_new  (gint64           due,
                                         GSourceFunc      callback,
                                         gpointer         user_data) G_GNUC_WARN_UNUSED_RESULT;
void             signet_poll_clock_free (SignetPollClock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPollClock, signet_poll_clock_free)

G_END_DECLS
