/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-reply-private.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <string.h>

/* A stretch of DER that is read from front to back. */
typedef struct
{
  const guchar *data;
  gsize length;
} Cursor;

#define UNIVERSAL V_ASN1_UNIVERSAL
#define CONTEXT V_ASN1_CONTEXT_SPECIFIC

/* id-PasswordBasedMac 1.2.840.113533.7.66.13, id-PBMAC1 1.2.840.113549.1.5.14, id-KemBasedMac
 * 1.2.840.113533.7.66.16, id-DHBasedMac 1.2.840.113533.7.66.30: every MAC of RFC 9810 5.1.3 and
 * RFC 9481 6.1; whatever else stands there is a signature. */
static const struct
{
  guchar length;
  guchar oid[9];
} MAC_ALGORITHMS[] = {
  { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d, 0x07, 0x42, 0x0d } },
  { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e } },
  { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d, 0x07, 0x42, 0x10 } },
  { 9, { 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d, 0x07, 0x42, 0x1e } },
};

/* Takes the next element off @cursor; only definite lengths, as DER has them. */
static gboolean
take (Cursor *cursor,
      int    *tag,
      int    *tag_class,
      Cursor *content)
{
  const guchar *p = cursor->data;
  long size;
  int flags;

  if (cursor->length == 0 || cursor->length > G_MAXINT)
    return FALSE;

  flags = ASN1_get_object (&p, &size, tag, tag_class, (long) cursor->length);
  if ((flags & 0x80) != 0 || (flags & 0x01) != 0)
    {
      ERR_clear_error ();
      return FALSE;
    }

  content->data = p;
  content->length = (gsize) size;
  cursor->length -= (gsize) (p + size - cursor->data);
  cursor->data = p + size;

  return TRUE;
}

static gboolean
take_universal (Cursor *cursor,
                int     wanted,
                Cursor *content)
{
  Cursor rest = *cursor;
  int tag, tag_class;

  if (!take (&rest, &tag, &tag_class, content) || tag != wanted || tag_class != UNIVERSAL)
    return FALSE;
  *cursor = rest;

  return TRUE;
}

static gboolean
take_integer (Cursor *cursor,
              gint64 *value)
{
  Cursor content;
  gint64 number;

  if (!take_universal (cursor, V_ASN1_INTEGER, &content) || content.length == 0 ||
      content.length > 8)
    return FALSE;

  number = (content.data[0] & 0x80) != 0 ? -1 : 0;
  for (gsize i = 0; i < content.length; i++)
    number = (gint64) (((guint64) number << 8) | content.data[i]);
  *value = number;

  return TRUE;
}

/* PKIFreeText ::= SEQUENCE OF UTF8String */
static char *
read_free_text (Cursor sequence)
{
  GString *text = g_string_new (NULL);
  Cursor part;

  while (text->len < 4096 && take_universal (&sequence, V_ASN1_UTF8STRING, &part))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_len (text, (const char *) part.data, MIN (part.length, 4096));
    }

  return g_string_free (text, text->len == 0);
}

static guint
read_bits (Cursor bits)
{
  guint value = 0;

  for (guint bit = 0; bit < 27 && 1 + bit / 8 < bits.length; bit++)
    {
      if ((bits.data[1 + bit / 8] & (0x80 >> (bit % 8))) != 0)
        value |= 1u << bit;
    }

  return value;
}

/* PKIStatusInfo ::= SEQUENCE { status, statusString OPTIONAL, failInfo OPTIONAL } */
static void
read_status (SignetReply *self,
             Cursor      *cursor)
{
  Cursor info, part;
  gint64 status;

  if (!take_universal (cursor, V_ASN1_SEQUENCE, &info) || !take_integer (&info, &status))
    return;

  self->status = status >= 0 && status <= 6 ? (int) status : -1;
  if (take_universal (&info, V_ASN1_SEQUENCE, &part))
    self->text = read_free_text (part);
  if (take_universal (&info, V_ASN1_BIT_STRING, &part))
    self->fail_info = read_bits (part);
}

/* CertRepMessage ::= SEQUENCE { caPubs [1] OPTIONAL, response SEQUENCE OF SEQUENCE { certReqId,
 * status, … } } */
static void
read_certificate_answer (SignetReply *self,
                         Cursor       body)
{
  Cursor message, part, responses, response;
  gint64 number;
  int tag, tag_class;

  if (!take_universal (&body, V_ASN1_SEQUENCE, &message))
    return;
  if (!take_universal (&message, V_ASN1_SEQUENCE, &responses) &&
      !(take (&message, &tag, &tag_class, &part) &&
        take_universal (&message, V_ASN1_SEQUENCE, &responses)))
    return;
  if (take_universal (&responses, V_ASN1_SEQUENCE, &response) && take_integer (&response, &number))
    read_status (self, &response);
}

/* ErrorMsgContent ::= SEQUENCE { pKIStatusInfo, … } */
static void
read_error (SignetReply *self,
            Cursor       body)
{
  Cursor message;

  if (take_universal (&body, V_ASN1_SEQUENCE, &message))
    read_status (self, &message);
}

/* PollRepContent ::= SEQUENCE OF SEQUENCE { certReqId, checkAfter, reason OPTIONAL } */
static void
read_poll (SignetReply *self,
           Cursor       body)
{
  Cursor list, entry, part;
  gint64 number, check_after;

  if (!take_universal (&body, V_ASN1_SEQUENCE, &list) ||
      !take_universal (&list, V_ASN1_SEQUENCE, &entry) || !take_integer (&entry, &number) ||
      !take_integer (&entry, &check_after))
    return;

  self->check_after = MAX (check_after, 0);
  if (take_universal (&entry, V_ASN1_SEQUENCE, &part))
    self->text = read_free_text (part);
}

static SignetProtection
read_protection (Cursor algorithm)
{
  Cursor sequence, oid;

  if (!take_universal (&algorithm, V_ASN1_SEQUENCE, &sequence) ||
      !take_universal (&sequence, V_ASN1_OBJECT, &oid))
    return SIGNET_PROTECTION_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (MAC_ALGORITHMS); i++)
    {
      if (oid.length == MAC_ALGORITHMS[i].length &&
          memcmp (oid.data, MAC_ALGORITHMS[i].oid, oid.length) == 0)
        return SIGNET_PROTECTION_MAC;
    }

  return SIGNET_PROTECTION_SIGNATURE;
}

/* PKIHeader ::= SEQUENCE { pvno, sender, recipient, messageTime [0], protectionAlg [1], … } */
static gboolean
read_header (SignetReply *self,
             Cursor       header)
{
  Cursor part;
  gint64 pvno;
  int tag, tag_class;

  if (!take_integer (&header, &pvno) || !take (&header, &tag, &tag_class, &part) ||
      !take (&header, &tag, &tag_class, &part))
    return FALSE;

  self->pvno = (int) CLAMP (pvno, 0, 255);
  while (take (&header, &tag, &tag_class, &part))
    {
      Cursor time;

      if (tag_class == CONTEXT && tag == 0 &&
          take_universal (&part, V_ASN1_GENERALIZEDTIME, &time) && self->message_time == NULL)
        self->message_time = g_strndup ((const char *) time.data, MIN (time.length, 32));
      else if (tag_class == CONTEXT && tag == 1)
        self->protection = read_protection (part);
    }

  return TRUE;
}

static void
read_body (SignetReply *self,
           Cursor       body)
{
  switch (self->body)
    {
    case SIGNET_BODY_IP:
    case SIGNET_BODY_CP:
    case SIGNET_BODY_KUP:
      read_certificate_answer (self, body);
      break;
    case SIGNET_BODY_ERROR:
      read_error (self, body);
      break;
    case SIGNET_BODY_POLLREP:
      read_poll (self, body);
      break;
    default:
      break;
    }
}

/**
 * signet_reply_parse:
 * @der: (array length=length): a PKIMessage (RFC 9810 5.1)
 * @length: its size in bytes
 *
 * Reads what a message says of itself, without any cryptography: nothing in the result may be acted
 * on, it is for the journal and for a person's eyes.
 *
 * Returns: (transfer full) (nullable): the reply, or %NULL where @der is not one whole PKIMessage
 */
SignetReply *
signet_reply_parse (const guchar *der,
                    gsize         length)
{
  g_autoptr (SignetReply) self = g_new0 (SignetReply, 1);
  Cursor all = { der, length }, message, header, body, part;
  int tag, tag_class;

  g_return_val_if_fail (der != NULL || length == 0, NULL);

  self->pvno = -1;
  self->status = -1;
  self->check_after = -1;

  if (!take_universal (&all, V_ASN1_SEQUENCE, &message) || all.length > 0 ||
      !take_universal (&message, V_ASN1_SEQUENCE, &header) || !read_header (self, header) ||
      !take (&message, &self->body, &tag_class, &body) || tag_class != CONTEXT)
    return NULL;

  /* An algorithm in the header without the protection itself protects nothing. */
  if (!take (&message, &tag, &tag_class, &part) || tag_class != CONTEXT || tag != 0)
    self->protection = SIGNET_PROTECTION_NONE;

  read_body (self, body);

  return g_steal_pointer (&self);
}

/**
 * signet_reply_free:
 * @self: a reply
 *
 * Frees @self.
 */
void
signet_reply_free (SignetReply *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->message_time);
  g_free (self->text);
  g_free (self);
}
