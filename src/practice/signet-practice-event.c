/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-server.h"

G_DEFINE_BOXED_TYPE (SignetPracticeEvent,
                     signet_practice_event,
                     signet_practice_event_copy,
                     signet_practice_event_free)

/**
 * signet_practice_event_copy:
 * @self: an event
 *
 * Returns: (transfer full): a copy of @self
 */
SignetPracticeEvent *
signet_practice_event_copy (const SignetPracticeEvent *self)
{
  SignetPracticeEvent *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (SignetPracticeEvent, 1);
  copy->name = g_strdup (self->name);
  copy->number = self->number;
  copy->transaction = g_strdup (self->transaction);
  copy->reference = g_strdup (self->reference);
  copy->subject = g_strdup (self->subject);
  copy->serial = g_strdup (self->serial);
  copy->text = g_strdup (self->text);

  return copy;
}

/**
 * signet_practice_event_free:
 * @self: (transfer full): an event
 *
 * Frees @self.
 */
void
signet_practice_event_free (SignetPracticeEvent *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->transaction);
  g_free (self->reference);
  g_free (self->subject);
  g_free (self->serial);
  g_free (self->text);
  g_free (self);
}
