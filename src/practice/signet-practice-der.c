/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-der-private.h"

#include <openssl/asn1.h>
#include <openssl/err.h>

/**
 * signet_practice_der_next:
 * @position: (inout): where to read; moved behind the element
 * @end: the byte behind the last one
 * @element: (out): the element
 *
 * Reads the next element. OpenSSL has no getter for some fields of a message, so these are read
 * from its DER.
 *
 * Returns: whether there was a whole element
 */
gboolean
signet_practice_der_next (const guchar      **position,
                          const guchar       *end,
                          SignetPracticeDer  *element)
{
  const guchar *p = *position;
  long length = 0;
  int flags;

  if (p >= end)
    return FALSE;

  flags = ASN1_get_object (&p, &length, &element->tag, &element->class, end - p);
  /* 0x80 is an error, 0x01 an indefinite length, which DER does not have. */
  if ((flags & 0x81) != 0 || length < 0 || length > end - p)
    {
      ERR_clear_error ();
      return FALSE;
    }
  element->start = *position;
  element->content = p;
  element->length = (gsize) length;
  element->size = (gsize) (p - *position) + element->length;
  *position = p + length;

  return TRUE;
}

/**
 * signet_practice_der_enter:
 * @data: a SEQUENCE
 * @length: its size
 * @position: (out): the first byte in it
 * @end: (out): the byte behind the last one in it
 *
 * Returns: whether @data begins with a whole element
 */
gboolean
signet_practice_der_enter (const guchar  *data,
                           gsize          length,
                           const guchar **position,
                           const guchar **end)
{
  SignetPracticeDer outer;
  const guchar *p = data;

  if (!signet_practice_der_next (&p, data + length, &outer))
    return FALSE;
  *position = outer.content;
  *end = outer.content + outer.length;

  return TRUE;
}

/**
 * signet_practice_der_find:
 * @data: a SEQUENCE
 * @length: its size
 * @tag: a context-specific tag
 * @element: (out): the element
 *
 * Looks for a tagged field directly in @data.
 *
 * Returns: whether it is there
 */
gboolean
signet_practice_der_find (const guchar      *data,
                          gsize              length,
                          int                tag,
                          SignetPracticeDer *element)
{
  const guchar *p;
  const guchar *end;

  if (!signet_practice_der_enter (data, length, &p, &end))
    return FALSE;
  while (signet_practice_der_next (&p, end, element))
    if (element->class == V_ASN1_CONTEXT_SPECIFIC && element->tag == tag)
      return TRUE;

  return FALSE;
}

/**
 * signet_practice_der_find_body:
 * @message: a message: a SEQUENCE of header, body and more
 * @body: (out): its body, whose tag says what it is
 *
 * Returns: whether there is a header and a body
 */
gboolean
signet_practice_der_find_body (GBytes            *message,
                               SignetPracticeDer *body)
{
  gsize length;
  const guchar *data = g_bytes_get_data (message, &length);
  const guchar *p;
  const guchar *end;

  return signet_practice_der_enter (data, length, &p, &end) &&
         signet_practice_der_next (&p, end, body) && signet_practice_der_next (&p, end, body);
}
