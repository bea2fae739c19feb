/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-reply-header-private.h"

#include <openssl/asn1.h>
#include <openssl/err.h>

#include "pki/signet-ossl-private.h"
#include "pki/signet-x509-private.h"

#define CONTEXT V_ASN1_CONTEXT_SPECIFIC
#define MAX_TIME 32 /* characters of a GeneralizedTime */

/* Tags of the optional fields of PKIHeader (RFC 9810 5.1.1). */
enum {
  MESSAGE_TIME = 0,
  PROTECTION_ALGORITHM = 1,
  GENERAL_INFO = 8,
};

/* id-PasswordBasedMac 1.2.840.113533.7.66.13, id-PBMAC1 1.2.840.113549.1.5.14, id-KemBasedMac
 * 1.2.840.113533.7.66.16, id-DHBasedMac 1.2.840.113533.7.66.30: every MAC of RFC 9810 5.1.3 and
 * RFC 9481 6.1; whatever else stands there is a signature. */
static const struct
{
  SignetReplyMac mac;
  guchar oid[9];
} MAC_ALGORITHMS[] = {
  { SIGNET_REPLY_MAC_PASSWORD, { 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d, 0x07, 0x42, 0x0d } },
  { SIGNET_REPLY_MAC_OTHER, { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e } },
  { SIGNET_REPLY_MAC_OTHER, { 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d, 0x07, 0x42, 0x10 } },
  { SIGNET_REPLY_MAC_OTHER, { 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d, 0x07, 0x42, 0x1e } },
};

/* id-it-implicitConfirm and id-it-confirmWaitTime, 1.3.6.1.5.5.7.4.13 and .14 */
static const guchar IMPLICIT_CONFIRM[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x04, 0x0d };
static const guchar CONFIRM_WAIT_TIME[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x04, 0x0e };

/* Seconds since 1970, or 0 for what is no time. */
static gint64
read_time (SignetReplyCursor content)
{
  g_autofree char *text =
    g_strndup ((const char *) content.data, MIN (content.length, MAX_TIME));
  g_autoptr (ASN1_STRING) time = ASN1_GENERALIZEDTIME_new ();
  gint64 seconds = 0;

  if (time == NULL || !ASN1_GENERALIZEDTIME_set_string (time, text) ||
      !signet_x509_time_to_unix (time, &seconds))
    seconds = 0;
  ERR_clear_error ();

  return MAX (seconds, 0);
}

/* What OpenSSL takes for an algorithm and this does not would pass for a message without protection
 * where kinds of protection are told apart. The parameters of a password based MAC are a SEQUENCE
 * (RFC 9810 5.1.3.1); OpenSSL 3.5.7 and older read whatever else stands there as if it were one
 * (CVE-2026-63076). */
static gboolean
read_protection (SignetReply       *self,
                 SignetReplyCursor  algorithm)
{
  SignetReplyCursor sequence, oid, parameters;

  if (!signet_reply_cursor_take_universal (&algorithm, V_ASN1_SEQUENCE, &sequence) ||
      !signet_reply_cursor_take_universal (&sequence, V_ASN1_OBJECT, &oid))
    return FALSE;

  self->protection = SIGNET_PROTECTION_SIGNATURE;
  for (guint i = 0; i < G_N_ELEMENTS (MAC_ALGORITHMS); i++)
    {
      if (!signet_reply_cursor_is_oid (oid, MAC_ALGORITHMS[i].oid, sizeof MAC_ALGORITHMS[i].oid))
        continue;
      self->protection = SIGNET_PROTECTION_MAC;
      self->mac = MAC_ALGORITHMS[i].mac;
    }

  return self->mac != SIGNET_REPLY_MAC_PASSWORD ||
         signet_reply_cursor_take_universal (&sequence, V_ASN1_SEQUENCE, &parameters);
}

/* InfoTypeAndValue ::= SEQUENCE { infoType, infoValue OPTIONAL } */
static void
read_info (SignetReply       *self,
           SignetReplyCursor  info)
{
  SignetReplyCursor oid, time;

  if (!signet_reply_cursor_take_universal (&info, V_ASN1_OBJECT, &oid))
    return;
  if (signet_reply_cursor_is_oid (oid, IMPLICIT_CONFIRM, sizeof IMPLICIT_CONFIRM))
    self->implicit_confirm = TRUE;
  else if (signet_reply_cursor_is_oid (oid, CONFIRM_WAIT_TIME, sizeof CONFIRM_WAIT_TIME) &&
           signet_reply_cursor_take_universal (&info, V_ASN1_GENERALIZEDTIME, &time))
    self->confirm_until = read_time (time);
}

static void
read_general_info (SignetReply       *self,
                   SignetReplyCursor  field)
{
  SignetReplyCursor list, info;

  if (!signet_reply_cursor_take_universal (&field, V_ASN1_SEQUENCE, &list))
    return;
  while (signet_reply_cursor_take_universal (&list, V_ASN1_SEQUENCE, &info))
    read_info (self, info);
}

static gboolean
read_field (SignetReply       *self,
            int                tag,
            SignetReplyCursor  field)
{
  SignetReplyCursor time;

  switch (tag)
    {
    case MESSAGE_TIME:
      if (signet_reply_cursor_take_universal (&field, V_ASN1_GENERALIZEDTIME, &time))
        self->time = read_time (time);
      return TRUE;
    case PROTECTION_ALGORITHM:
      return read_protection (self, field);
    case GENERAL_INFO:
      read_general_info (self, field);
      return TRUE;
    default:
      return TRUE;
    }
}

/**
 * signet_reply_read_header:
 * @self: where to note what is found
 * @header: what is in the SEQUENCE of a PKIHeader
 *
 * Reads PKIHeader ::= SEQUENCE { pvno, sender, recipient, messageTime [0], protectionAlg [1], … }
 * (RFC 9810 5.1.1). OpenSSL also reads fields whose length is not said; here they are an error.
 *
 * Returns: whether it is one
 */
gboolean
signet_reply_read_header (SignetReply       *self,
                          SignetReplyCursor  header)
{
  SignetReplyCursor part, rest;
  gint64 pvno;
  int tag, tag_class;

  if (!signet_reply_cursor_take_integer (&header, &pvno))
    return FALSE;
  self->pvno = (int) CLAMP (pvno, 0, 255);

  rest = header;
  if (!signet_reply_cursor_take (&header, &tag, &tag_class, &part))
    return FALSE;
  self->sender = g_bytes_new (rest.data, (gsize) (header.data - rest.data));
  if (!signet_reply_cursor_take (&header, &tag, &tag_class, &part))
    return FALSE;

  while (signet_reply_cursor_take (&header, &tag, &tag_class, &part))
    {
      if (tag_class == CONTEXT && !read_field (self, tag, part))
        return FALSE;
    }

  return header.length == 0;
}
