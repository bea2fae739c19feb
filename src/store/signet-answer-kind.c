/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-folder-private.h"

#define SEQUENCE 0x30

/* Steps over the tag and the length of a SEQUENCE; returns the size of its content, or -1. DER
 * only: what has no definite length is not taken from a server in the first place. */
static gssize
open_sequence (const guchar **data,
               const guchar  *end)
{
  const guchar *p = *data;
  gsize size = 0;
  guint octets;

  if (end - p < 2 || *p++ != SEQUENCE)
    return -1;
  if (*p < 0x80)
    {
      size = *p++;
    }
  else
    {
      octets = *p++ & 0x7f;
      if (octets == 0 || octets > 4 || end - p < (gssize) octets)
        return -1;
      while (octets-- > 0)
        size = (size << 8) | *p++;
    }
  *data = p;

  return size <= (gsize) (end - p) ? (gssize) size : -1;
}

/**
 * signet_answer_kind_of:
 * @der: a PKIMessage
 * @kind: (out): return location for its kind
 *
 * Tells by the tag of the PKIBody (RFC 9810 5.1.2) what a stored answer is.
 *
 * Returns: whether it is one of the two kinds that are stored
 */
gboolean
signet_answer_kind_of (GBytes       *der,
                       SignetAnswer *kind)
{
  gsize length;
  const guchar *p = g_bytes_get_data (der, &length);
  const guchar *end = p + length;
  gssize size;

  /* PKIMessage ::= SEQUENCE { header SEQUENCE, body [n], … } */
  size = open_sequence (&p, end);
  if (size < 0)
    return FALSE;
  end = p + size;
  size = open_sequence (&p, end);
  if (size < 0 || end - p <= size)
    return FALSE;

  switch (p[size])
    {
    case 0xa0 | 1: /* ip */
    case 0xa0 | 3: /* cp */
    case 0xa0 | 8: /* kup */
      *kind = SIGNET_ANSWER_CERTIFICATE;
      return TRUE;
    case 0xa0 | 26: /* pollRep */
      *kind = SIGNET_ANSWER_POLL;
      return TRUE;
    default:
      return FALSE;
    }
}
