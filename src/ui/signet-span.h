/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetSpan:
 * @start: its first byte
 * @end: behind its last byte
 *
 * A part of a text in UTF-8. Nothing is copied, so that nothing secret has to be wiped.
 */
typedef struct
{
  const char *start;
  const char *end;
} SignetSpan;

gboolean signet_span_is_edge    (gunichar    c);
void     signet_span_trim       (SignetSpan *self);
gboolean signet_span_is_value   (SignetSpan  self);
gboolean signet_span_strip_mark (SignetSpan *self,
                                 const char *marks);

G_END_DECLS
