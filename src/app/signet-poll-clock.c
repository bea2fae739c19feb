/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-poll-clock-private.h"

#define LOOK_EVERY 60 /* seconds; timers of the main loop stand still while the computer sleeps */

struct _SignetPollClock
{
  gint64 due;
  GSourceFunc callback;
  gpointer user_data;
  GSource *source;
};

static void arm (SignetPollClock *self);

static gboolean
look_cb (gpointer user_data)
{
  SignetPollClock *self = user_data;

  g_clear_pointer (&self->source, g_source_unref);
  if (g_get_real_time () / G_USEC_PER_SEC >= self->due)
    self->callback (self->user_data);
  else
    arm (self);

  return G_SOURCE_REMOVE;
}

static void
arm (SignetPollClock *self)
{
  gint64 left = self->due * 1000 - g_get_real_time () / 1000;

  self->source = g_timeout_source_new ((guint) CLAMP (left, 0, LOOK_EVERY * 1000));
  g_source_set_callback (self->source, look_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/**
 * signet_poll_clock_new:
 * @due: seconds since 1970
 * @callback: called once, in the thread-default main context of the caller; its result is ignored,
 *   and it may free the clock
 * @user_data: data for @callback
 *
 * Returns: (transfer full): a clock that calls when @due has come
 */
SignetPollClock *
signet_poll_clock_new (gint64      due,
                       GSourceFunc callback,
                       gpointer    user_data)
{
  SignetPollClock *self;

  g_return_val_if_fail (callback != NULL, NULL);

  self = g_new0 (SignetPollClock, 1);
  self->due = due;
  self->callback = callback;
  self->user_data = user_data;
  arm (self);

  return self;
}

/**
 * signet_poll_clock_free:
 * @self: a clock
 *
 * Frees @self; it does not call any more.
 */
void
signet_poll_clock_free (SignetPollClock *self)
{
  g_return_if_fail (self != NULL);

  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  g_free (self);
}
