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
  SIGNET_BODY_PKICONF = 19,
  SIGNET_BODY_ERROR = 23,
  SIGNET_BODY_CERTCONF = 24,
  SIGNET_BODY_POLLREQ = 25,
  SIGNET_BODY_POLLREP = 26,
};

/**
 * SignetReply:
 * @body: tag of the PKIBody
 * @pvno: version of the header, or -1
 * @protection: how the message says it is protected; whether that is true is the library's to say
 * @message_time: (nullable): messageTime as it stands in the header
 * @status: PKIStatus, or -1 where the body has none
 * @fail_info: PKIFailureInfo, bit n for the named bit n
 * @text: (nullable): PKIFreeText, parts joined by spaces, not cleaned
 * @check_after: of a pollRep: seconds, or -1
 *
 * What a message says before anybody has verified it.
 */
typedef struct
{
  int body;
  int pvno;
  SignetProtection protection;
  char *message_time;
  int status;
  guint fail_info;
  char *text;
  gint64 check_after;
} SignetReply;

SignetReply *signet_reply_parse (const guchar *der,
                                 gsize         length) G_GNUC_WARN_UNUSED_RESULT;
void         signet_reply_free  (SignetReply  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetReply, signet_reply_free)

G_END_DECLS
