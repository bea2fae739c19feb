/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-reply-private.h"

#include <openssl/asn1.h>
#include <openssl/cmp.h>
#include <openssl/err.h>

#include "cmp/signet-reply-header-private.h"
#include "pki/signet-ossl-private.h"

/* PKIFreeText ::= SEQUENCE OF UTF8String */
static char *
read_free_text (SignetReplyCursor sequence)
{
  GString *text = g_string_new (NULL);
  SignetReplyCursor part;

  while (text->len < 4096 &&
         signet_reply_cursor_take_universal (&sequence, V_ASN1_UTF8STRING, &part))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_len (text, (const char *) part.data, MIN (part.length, 4096));
    }

  return g_string_free (text, text->len == 0);
}

static guint
read_bits (SignetReplyCursor bits)
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
read_status (SignetReply       *self,
             SignetReplyCursor *cursor)
{
  SignetReplyCursor info, part;
  gint64 status;

  if (!signet_reply_cursor_take_universal (cursor, V_ASN1_SEQUENCE, &info) ||
      !signet_reply_cursor_take_integer (&info, &status))
    return;

  self->status = status >= 0 && status <= 6 ? (int) status : -1;
  if (signet_reply_cursor_take_universal (&info, V_ASN1_SEQUENCE, &part))
    self->text = read_free_text (part);
  if (signet_reply_cursor_take_universal (&info, V_ASN1_BIT_STRING, &part))
    self->fail_info = read_bits (part);
}

/* CertifiedKeyPair ::= SEQUENCE { CHOICE { certificate [0], encryptedCert [1] }, … } */
static void
read_certificate (SignetReply       *self,
                  SignetReplyCursor *response)
{
  SignetReplyCursor pair, choice, start;
  int tag, tag_class;

  if (signet_reply_cursor_take_universal (response, V_ASN1_SEQUENCE, &pair) &&
      signet_reply_cursor_take (&pair, &tag, &tag_class, &choice) && tag == 0 &&
      tag_class == V_ASN1_CONTEXT_SPECIFIC)
    {
      start = choice;
      if (signet_reply_cursor_take_universal (&choice, V_ASN1_SEQUENCE, &pair))
        self->certificate = g_bytes_new (start.data, (gsize) (choice.data - start.data));
    }
}

/* CertRepMessage ::= SEQUENCE { caPubs [1] OPTIONAL, response SEQUENCE OF SEQUENCE { certReqId,
 * status, … } } */
static void
read_certificate_answer (SignetReply       *self,
                         SignetReplyCursor  body)
{
  SignetReplyCursor message, part, responses, response;
  gint64 number;
  int tag, tag_class;

  if (!signet_reply_cursor_take_universal (&body, V_ASN1_SEQUENCE, &message))
    return;
  if (!signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &responses) &&
      !(signet_reply_cursor_take (&message, &tag, &tag_class, &part) &&
        signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &responses)))
    return;
  if (signet_reply_cursor_take_universal (&responses, V_ASN1_SEQUENCE, &response) &&
      signet_reply_cursor_take_integer (&response, &number))
    {
      read_status (self, &response);
      read_certificate (self, &response);
    }
}

/* ErrorMsgContent ::= SEQUENCE { pKIStatusInfo, errorCode OPTIONAL, errorDetails OPTIONAL }. Some
 * servers say why in the details alone. */
static void
read_error (SignetReply       *self,
            SignetReplyCursor  body)
{
  SignetReplyCursor message, part;
  gint64 code;

  if (!signet_reply_cursor_take_universal (&body, V_ASN1_SEQUENCE, &message))
    return;
  read_status (self, &message);
  (void) signet_reply_cursor_take_integer (&message, &code);
  if (self->text == NULL && signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &part))
    self->text = read_free_text (part);
}

/* RevRepContent ::= SEQUENCE { status SEQUENCE OF PKIStatusInfo, … } */
static void
read_revocation (SignetReply       *self,
                 SignetReplyCursor  body)
{
  SignetReplyCursor message, list;

  if (signet_reply_cursor_take_universal (&body, V_ASN1_SEQUENCE, &message) &&
      signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &list))
    read_status (self, &list);
}

/* PollRepContent ::= SEQUENCE OF SEQUENCE { certReqId, checkAfter, reason OPTIONAL } */
static void
read_poll (SignetReply       *self,
           SignetReplyCursor  body)
{
  SignetReplyCursor list, entry, part;
  gint64 number, check_after;

  if (!signet_reply_cursor_take_universal (&body, V_ASN1_SEQUENCE, &list) ||
      !signet_reply_cursor_take_universal (&list, V_ASN1_SEQUENCE, &entry) ||
      !signet_reply_cursor_take_integer (&entry, &number) ||
      !signet_reply_cursor_take_integer (&entry, &check_after))
    return;

  self->check_after = MAX (check_after, 0);
  if (signet_reply_cursor_take_universal (&entry, V_ASN1_SEQUENCE, &part))
    self->text = read_free_text (part);
}

static void
read_body (SignetReply       *self,
           SignetReplyCursor  body)
{
  switch (self->body)
    {
    case SIGNET_BODY_IP:
    case SIGNET_BODY_CP:
    case SIGNET_BODY_KUP:
      read_certificate_answer (self, body);
      break;
    case SIGNET_BODY_RP:
      read_revocation (self, body);
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

/* PKIMessage ::= SEQUENCE { header, body, protection [0] OPTIONAL, extraCerts [1] OPTIONAL }. An
 * algorithm in the header without the protection itself protects nothing. */
static gboolean
read_end (SignetReply       *self,
          SignetReplyCursor  message)
{
  SignetReplyCursor part;
  gboolean is_protected = FALSE;
  int tag, tag_class;

  while (signet_reply_cursor_take (&message, &tag, &tag_class, &part))
    is_protected |= tag == 0 && tag_class == V_ASN1_CONTEXT_SPECIFIC;
  if (!is_protected)
    {
      self->protection = SIGNET_PROTECTION_NONE;
      self->mac = SIGNET_REPLY_MAC_NONE;
    }

  return message.length == 0;
}

/**
 * signet_reply_parse:
 * @der: (array length=length): a PKIMessage (RFC 9810 5.1)
 * @length: its size in bytes
 *
 * Reads what a message says of itself, without any cryptography: nothing in the result may be acted
 * on before the library has verified the message. Only DER is read, where OpenSSL would take more.
 *
 * Returns: (transfer full) (nullable): the reply, or %NULL where @der is not one whole PKIMessage
 */
SignetReply *
signet_reply_parse (const guchar *der,
                    gsize         length)
{
  g_autoptr (SignetReply) self = g_new0 (SignetReply, 1);
  SignetReplyCursor all = { der, length }, message, header, body;
  int tag_class;

  g_return_val_if_fail (der != NULL || length == 0, NULL);

  self->pvno = -1;
  self->status = -1;
  self->check_after = -1;

  if (!signet_reply_cursor_take_universal (&all, V_ASN1_SEQUENCE, &message) || all.length > 0 ||
      !signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &header) ||
      !signet_reply_read_header (self, header) ||
      !signet_reply_cursor_take (&message, &self->body, &tag_class, &body) ||
      tag_class != V_ASN1_CONTEXT_SPECIFIC || !read_end (self, message))
    return NULL;

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

  g_clear_pointer (&self->sender, g_bytes_unref);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * signet_reply_is_certificate_answer:
 * @self: a reply
 *
 * Returns: whether it answers the request for a certificate (ip, cp or kup), whatever it says
 */
gboolean
signet_reply_is_certificate_answer (const SignetReply *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->body == SIGNET_BODY_IP || self->body == SIGNET_BODY_CP ||
         self->body == SIGNET_BODY_KUP;
}

/**
 * signet_reply_is_refusal:
 * @self: a reply
 *
 * Returns: whether it says no, whoever has written it
 */
gboolean
signet_reply_is_refusal (const SignetReply *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->body == SIGNET_BODY_ERROR || self->status == OSSL_CMP_PKISTATUS_rejection;
}

/**
 * signet_reply_dup_sender:
 * @self: a reply
 *
 * Returns: (transfer full) (nullable): the distinguished name of the sender (RFC 4514), not
 * cleaned, or %NULL where there is none
 */
char *
signet_reply_dup_sender (const SignetReply *self)
{
  g_autoptr (GENERAL_NAME) sender = NULL;
  g_autoptr (SignetName) name = NULL;
  const X509_NAME *value;
  const guchar *data;
  gsize length;
  int type;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->sender == NULL)
    return NULL;
  data = g_bytes_get_data (self->sender, &length);
  sender = d2i_GENERAL_NAME (NULL, &data, (long) length);
  ERR_clear_error ();
  if (sender == NULL)
    return NULL;
  value = GENERAL_NAME_get0_value (sender, &type);
  if (type != GEN_DIRNAME)
    return NULL;
  name = signet_name_new_from_x509 (value);

  return name != NULL && signet_name_get_size (name) > 0 ? signet_name_to_string (name) : NULL;
}
