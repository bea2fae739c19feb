/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetPracticeDer:
 * @start: the first byte of the element, where its tag is
 * @content: the first byte of what is in it
 * @length: size of what is in it
 * @size: size of the whole element, from @start
 * @tag: number of its tag
 * @class: class of its tag: V_ASN1_UNIVERSAL, V_ASN1_CONTEXT_SPECIFIC, …
 *
 * One element of DER; it points into the bytes it was read from.
 */
typedef struct
{
  const guchar *start;
  const guchar *content;
  gsize length;
  gsize size;
  int tag;
  int class;
} SignetPracticeDer;

gboolean signet_practice_der_next      (const guchar      **position,
                                        const guchar       *end,
                                        SignetPracticeDer  *element);
gboolean signet_practice_der_enter     (const guchar       *data,
                                        gsize               length,
                                        const guchar      **position,
                                        const guchar      **end);
gboolean signet_practice_der_find      (const guchar       *data,
                                        gsize               length,
                                        int                 tag,
                                        SignetPracticeDer  *element);
gboolean signet_practice_der_find_body (GBytes             *message,
                                        SignetPracticeDer  *body);

G_END_DECLS
