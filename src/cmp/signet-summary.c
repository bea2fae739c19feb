/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-summary-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1.h>
#include <string.h>

#include "cmp/signet-body-private.h"
#include "cmp/signet-info-private.h"
#include "cmp/signet-reply-private.h"
#include "core/signet-text.h"
#include "pki/signet-asn1-private.h"
#include "pki/signet-csr-private.h"
#include "pki/signet-ossl-private.h"

#define MAX_SHOWN 64 /* bytes of a value in hexadecimal */

static void
show (SignetTrace *trace,
      const char  *label,
      const char  *value)
{
  g_autofree char *line = g_strdup_printf ("%s: %s", label, value);

  signet_trace_log (trace, SIGNET_TRACE_SHOWN, line);
}

static void
show_bytes (SignetTrace       *trace,
            const char        *label,
            SignetReplyCursor  content)
{
  g_autofree char *hex = signet_hex_encode (content.data, MIN (content.length, MAX_SHOWN), ':');

  show (trace, label, hex);
}

/* A GeneralName: CMP uses directoryName, whose tag is around the whole Name. */
static void
show_name (SignetTrace       *trace,
           const char        *label,
           SignetReplyCursor  content)
{
  const guchar *p = content.data;
  g_autoptr (X509_NAME) x509 = d2i_X509_NAME (NULL, &p, (long) content.length);
  g_autoptr (SignetName) name = x509 != NULL ? signet_name_new_from_x509 (x509) : NULL;
  g_autofree char *text = name != NULL ? signet_name_to_string (name) : NULL;

  show (trace, label, text != NULL && *text != '\0' ? text : _ ("empty"));
}

static void
show_text (SignetTrace       *trace,
           const char        *label,
           SignetReplyCursor  content)
{
  SignetReplyCursor octets;
  g_autofree char *raw = NULL;

  if (!signet_reply_cursor_take_universal (&content, V_ASN1_OCTET_STRING, &octets))
    return;
  raw = g_strndup ((const char *) octets.data, MIN (octets.length, MAX_SHOWN));
  if (signet_text_is_clean (raw) && strlen (raw) == octets.length)
    show (trace, label, raw);
  else
    show_bytes (trace, label, octets);
}

static void
show_algorithm (SignetTrace       *trace,
                SignetReplyCursor  content)
{
  g_autofree char *text = signet_info_describe_algorithm (content);

  if (text != NULL)
    show (trace, _ ("Protection"), text);
}

/* SEQUENCE OF InfoTypeAndValue { infoType, infoValue OPTIONAL }: the types alone. */
static void
show_infos (SignetTrace       *trace,
            const char        *label,
            SignetReplyCursor  content)
{
  SignetReplyCursor list, entry, type;

  if (!signet_reply_cursor_take_universal (&content, V_ASN1_SEQUENCE, &list))
    return;
  while (signet_reply_cursor_take_universal (&list, V_ASN1_SEQUENCE, &entry) &&
         signet_info_take_element (&entry, &type))
    {
      g_autofree char *text = signet_info_describe_oid (type);

      if (text != NULL)
        show (trace, label, text);
    }
}

/* PKIHeader ::= SEQUENCE { pvno, sender, recipient, messageTime [0], protectionAlg [1], senderKID
 * [2], recipKID [3], transactionID [4], senderNonce [5], recipNonce [6], freeText [7], generalInfo
 * [8] } (RFC 9810 5.1.1) */
static void
show_header (SignetTrace       *trace,
             SignetReplyCursor  header)
{
  SignetReplyCursor sender, recipient, part;
  gint64 pvno;
  int tag, tag_class;

  if (!signet_reply_cursor_take_integer (&header, &pvno) ||
      !signet_reply_cursor_take (&header, &tag, &tag_class, &sender) ||
      !signet_reply_cursor_take (&header, &tag, &tag_class, &recipient))
    return;
  show_name (trace, _ ("Sender"), sender);
  show_name (trace, _ ("Recipient"), recipient);
  while (signet_reply_cursor_take (&header, &tag, &tag_class, &part))
    {
      SignetReplyCursor octets;

      if (tag == 1)
        show_algorithm (trace, part);
      else if (tag == 2)
        show_text (trace, _ ("Reference"), part);
      else if (tag == 4 && signet_reply_cursor_take_universal (&part, V_ASN1_OCTET_STRING, &octets))
        show_bytes (trace, _ ("Transaction"), octets);
      else if (tag == 8)
        show_infos (trace, _ ("Information"), part);
    }
}

static void
show_template (SignetTrace       *trace,
               SignetReplyCursor  content)
{
  g_autoptr (SignetInfo) info = signet_info_new ("", SIGNET_INFO_TEMPLATE, NULL);

  signet_info_read_template (info, content);
  for (guint i = 0; i < signet_info_get_n_fields (info); i++)
    show (trace, signet_info_get_field_label (info, i), signet_info_get_field_value (info, i));
}

static const char *
popo_to_words (int tag)
{
  switch (tag)
    {
    case 1:
      return _ ("signature");
    case 2:
      return _ ("key encipherment");
    default:
      return _ ("none");
    }
}

/* CertReqMsg ::= SEQUENCE { certReq SEQUENCE { certReqId, certTemplate, … }, popo CHOICE OPTIONAL,
 * … } (RFC 4211 3) */
static void
show_request (SignetTrace       *trace,
              SignetReplyCursor  message)
{
  SignetReplyCursor request, content, popo;
  gint64 number;
  int tag, tag_class;

  if (!signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &request) ||
      !signet_reply_cursor_take_integer (&request, &number) ||
      !signet_reply_cursor_take_universal (&request, V_ASN1_SEQUENCE, &content))
    return;
  show_template (trace, content);
  if (!signet_reply_cursor_take (&message, &tag, &tag_class, &popo) ||
      tag_class != V_ASN1_CONTEXT_SPECIFIC)
    tag = -1;
  show (trace, _ ("Proof of possession"), popo_to_words (tag));
}

/* RevDetails ::= SEQUENCE { certDetails CertTemplate, … } (RFC 9810 5.3.9) */
static void
show_revocation (SignetTrace       *trace,
                 SignetReplyCursor  details)
{
  SignetReplyCursor content;

  if (signet_reply_cursor_take_universal (&details, V_ASN1_SEQUENCE, &content))
    show_template (trace, content);
}

/* There is always one in the SEQUENCE OF requests or revocations. */
static void
show_first (SignetTrace *trace,
            SignetReplyCursor body,
            void (*show_entry) (SignetTrace *, SignetReplyCursor))
{
  SignetReplyCursor list, entry;

  if (signet_reply_cursor_take_universal (&body, V_ASN1_SEQUENCE, &list) &&
      signet_reply_cursor_take_universal (&list, V_ASN1_SEQUENCE, &entry))
    show_entry (trace, entry);
}

static void
show_csr (SignetTrace       *trace,
          SignetReplyCursor  body)
{
  const guchar *p = body.data;
  g_autoptr (X509_REQ) request = d2i_X509_REQ (NULL, &p, (long) body.length);
  g_autoptr (SignetName) name =
    request != NULL ? signet_name_new_from_x509 (X509_REQ_get_subject_name (request)) : NULL;
  g_autofree char *text = name != NULL ? signet_name_to_string (name) : NULL;

  if (text != NULL)
    show (trace, _ ("Subject"), text);
}

static void
show_body (SignetTrace       *trace,
           int                tag,
           SignetReplyCursor  body)
{
  switch (tag)
    {
    case SIGNET_BODY_IR:
    case SIGNET_BODY_CR:
    case SIGNET_BODY_KUR:
      show_first (trace, body, show_request);
      break;
    case SIGNET_BODY_RR:
      show_first (trace, body, show_revocation);
      break;
    case SIGNET_BODY_P10CR:
      show_csr (trace, body);
      break;
    case SIGNET_BODY_GENM:
      show_infos (trace, _ ("Question"), body);
      break;
    default:
      break;
    }
}

/**
 * signet_summary_show:
 * @trace: who wants to see it
 * @message: a PKIMessage of our own
 *
 * Says line by line what is in a message that would be sent. The value of its protection is left
 * out: with it a code could be guessed.
 */
void
signet_summary_show (SignetTrace *trace,
                     GBytes      *message)
{
  SignetReplyCursor all, content, header, body;
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (message));
  int tag, tag_class;

  all.data = g_bytes_get_data (message, &all.length);
  if (!signet_reply_cursor_take_universal (&all, V_ASN1_SEQUENCE, &content) ||
      !signet_reply_cursor_take_universal (&content, V_ASN1_SEQUENCE, &header) ||
      !signet_reply_cursor_take (&content, &tag, &tag_class, &body))
    return;
  show (trace, _ ("Message"), signet_body_to_word (tag));
  show (trace, _ ("Size in bytes"), size);
  show_header (trace, header);
  show_body (trace, tag, body);
}
