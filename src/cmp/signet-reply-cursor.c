/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-reply-cursor-private.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <string.h>

/**
 * signet_reply_cursor_take:
 * @self: where to read
 * @tag: (out): number of the element's tag
 * @tag_class: (out): V_ASN1_UNIVERSAL, V_ASN1_CONTEXT_SPECIFIC, …
 * @content: (out): what is in it
 *
 * Takes the next element off @self. Only definite lengths are read, as DER has them.
 *
 * Returns: whether there was a whole one; if not, @self has not moved
 */
gboolean
signet_reply_cursor_take (SignetReplyCursor *self,
                          int               *tag,
                          int               *tag_class,
                          SignetReplyCursor *content)
{
  const guchar *p = self->data;
  long size;
  int flags;

  if (self->length == 0 || self->length > G_MAXINT)
    return FALSE;

  flags = ASN1_get_object (&p, &size, tag, tag_class, (long) self->length);
  if ((flags & 0x80) != 0 || (flags & 0x01) != 0)
    {
      ERR_clear_error ();
      return FALSE;
    }

  content->data = p;
  content->length = (gsize) size;
  self->length -= (gsize) (p + size - self->data);
  self->data = p + size;

  return TRUE;
}

/**
 * signet_reply_cursor_take_universal:
 * @self: where to read
 * @tag: V_ASN1_SEQUENCE, V_ASN1_OBJECT, …
 * @content: (out): what is in the element
 *
 * Returns: whether such an element came next; if not, @self has not moved
 */
gboolean
signet_reply_cursor_take_universal (SignetReplyCursor *self,
                                    int                tag,
                                    SignetReplyCursor *content)
{
  SignetReplyCursor rest = *self;
  int found, tag_class;

  if (!signet_reply_cursor_take (&rest, &found, &tag_class, content) || found != tag ||
      tag_class != V_ASN1_UNIVERSAL)
    return FALSE;
  *self = rest;

  return TRUE;
}

/**
 * signet_reply_cursor_take_integer:
 * @self: where to read
 * @value: (out): the number
 *
 * Returns: whether an INTEGER of at most 64 bits came next
 */
gboolean
signet_reply_cursor_take_integer (SignetReplyCursor *self,
                                  gint64            *value)
{
  SignetReplyCursor content;
  gint64 number;

  if (!signet_reply_cursor_take_universal (self, V_ASN1_INTEGER, &content) ||
      content.length == 0 || content.length > 8)
    return FALSE;

  number = (content.data[0] & 0x80) != 0 ? -1 : 0;
  for (gsize i = 0; i < content.length; i++)
    number = (gint64) (((guint64) number << 8) | content.data[i]);
  *value = number;

  return TRUE;
}

/**
 * signet_reply_cursor_is_oid:
 * @oid: the content of an OBJECT IDENTIFIER
 * @value: (array length=length): the content to compare with
 * @length: its size in bytes
 *
 * Returns: whether both are the same
 */
gboolean
signet_reply_cursor_is_oid (SignetReplyCursor  oid,
                            const guchar      *value,
                            gsize              length)
{
  return oid.length == length && memcmp (oid.data, value, length) == 0;
}
