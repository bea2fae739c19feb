/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-record.h"

/**
 * signet_practice_record_free:
 * @self: (transfer full): a record
 *
 * Frees @self.
 */
void
signet_practice_record_free (SignetPracticeRecord *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->transaction);
  g_free (self->reference);
  g_free (self->subject);
  g_free (self->serial);
  g_free (self);
}
