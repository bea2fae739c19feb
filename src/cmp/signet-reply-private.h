/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/signet-states.h"

G_BEGIN_DECLS

/* Tags of PKIBody that the client looks at (RFC 9810 5.1.2). */
enum {
  SIGNET_BODY_IP = 1,
  SIGNET_BODY_CP = 3,
  SIGNET_BODY_KUP = 8,
  SIGNET_BODY_RP = 12,
  SIGNET_BODY_PKICONF = 19,
  SIGNET_BODY_ERROR = 23,
  SIGNET_BODY_CERTCONF = 24,
  SIGNET_BODY_POLLREQ = 25,
  SIGNET_BODY_POLLREP = 26,
};

/**
 * SignetReplyMac:
 * @SIGNET_REPLY_MAC_NONE: no MAC
 * @SIGNET_REPLY_MAC_PASSWORD: the password based MAC (RFC 9810 5.1.3.1)
 * @SIGNET_REPLY_MAC_OTHER: PBMAC1, or one by KEM or Diffie-Hellman, which no OpenSSL can check
 *
 * Which MAC protects a message.
 */
typedef enum {
  SIGNET_REPLY_MAC_NONE,
  SIGNET_REPLY_MAC_PASSWORD,
  SIGNET_REPLY_MAC_OTHER,
} SignetReplyMac;

/**
 * SignetReply:
 * @body: tag of the PKIBody
 * @pvno: version of the header, or -1
 * @protection: how the message says it is protected; whether that is true is the library's to say
 * @mac: with %SIGNET_PROTECTION_MAC: which one
 * @sender: (nullable): DER of the GeneralName of the sender
 * @time: messageTime, seconds since 1970, or 0
 * @implicit_confirm: whether the server needs no confirmation (RFC 9810 5.1.1.1)
 * @confirm_until: until when the server waits for it by its own clock (RFC 9810 5.1.1.2), seconds
 *   since 1970, or 0
 * @status: PKIStatus, or -1 where the body has none
 * @fail_info: PKIFailureInfo, bit n for the named bit n
 * @text: (nullable): PKIFreeText of the status, else the details of an error; parts joined by
 * spaces, not cleaned
 * @certificate: (nullable): of an ip, cp or kup: the DER of the first certificate, not encrypted
 * @check_after: of a pollRep: seconds, or -1
 *
 * What a message says before anybody has verified it.
 */
typedef struct
{
  int body;
  int pvno;
  SignetProtection protection;
  SignetReplyMac mac;
  GBytes *sender;
  gint64 time;
  gboolean implicit_confirm;
  gint64 confirm_until;
  int status;
  guint fail_info;
  char *text;
  GBytes *certificate;
  gint64 check_after;
} SignetReply;

SignetReply *signet_reply_parse                 (const guchar      *der,
                                                 gsize              length) G_GNUC_WARN_UNUSED_RESULT;
void         signet_reply_free                  (SignetReply       *self);
gboolean     signet_reply_is_certificate_answer (const SignetReply *self);
gboolean     signet_reply_is_refusal            (const SignetReply *self);
char        *signet_reply_dup_sender            (const SignetReply *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetReply, signet_reply_free)

G_END_DECLS
