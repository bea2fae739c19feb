/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-span.h"

#include <string.h>

/**
 * signet_span_is_edge:
 * @c: a character
 *
 * Returns: whether @c is invisible: a blank, the end of a line, or what only controls a text
 */
gboolean
signet_span_is_edge (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) ||
         g_unichar_type (c) == G_UNICODE_FORMAT;
}

/**
 * signet_span_trim:
 * @self: a part of a text
 *
 * Leaves out what is invisible at both ends.
 */
void
signet_span_trim (SignetSpan *self)
{
  g_return_if_fail (self != NULL);

  while (self->start < self->end && signet_span_is_edge (g_utf8_get_char (self->start)))
    self->start = g_utf8_next_char (self->start);
  while (self->start < self->end &&
         signet_span_is_edge (g_utf8_get_char (g_utf8_prev_char (self->end))))
    self->end = g_utf8_prev_char (self->end);
}

/**
 * signet_span_is_value:
 * @self: a part of a text
 *
 * Returns: whether it is something, and nothing invisible is inside
 */
gboolean
signet_span_is_value (SignetSpan self)
{
  if (self.start == self.end)
    return FALSE;
  for (const char *p = self.start; p < self.end; p = g_utf8_next_char (p))
    if (signet_span_is_edge (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/**
 * signet_span_strip_mark:
 * @self: a part of a text
 * @marks: ASCII characters
 *
 * Leaves out the last character where it is one of @marks.
 *
 * Returns: whether it was
 */
gboolean
signet_span_strip_mark (SignetSpan *self,
                        const char *marks)
{
  g_return_val_if_fail (self != NULL && marks != NULL, FALSE);

  if (self->start == self->end || strchr (marks, self->end[-1]) == NULL)
    return FALSE;
  self->end--;

  return TRUE;
}
