/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

#define SIGNET_PRACTICE_MAX_ID 64 /* bytes that a transaction identifier may have */

/**
 * SignetPracticeBody:
 *
 * The kinds of messages that the practice CA tells apart; their numbers are the tags of PKIBody
 * (RFC 9810 5.1.2). OpenSSL has public names for few of them.
 */
typedef enum {
  SIGNET_PRACTICE_BODY_IR = 0,
  SIGNET_PRACTICE_BODY_IP = 1,
  SIGNET_PRACTICE_BODY_CR = 2,
  SIGNET_PRACTICE_BODY_CP = 3,
  SIGNET_PRACTICE_BODY_P10CR = 4,
  SIGNET_PRACTICE_BODY_KUR = 7,
  SIGNET_PRACTICE_BODY_KUP = 8,
  SIGNET_PRACTICE_BODY_RR = 11,
  SIGNET_PRACTICE_BODY_RP = 12,
  SIGNET_PRACTICE_BODY_PKICONF = 19,
  SIGNET_PRACTICE_BODY_GENM = 21,
  SIGNET_PRACTICE_BODY_GENP = 22,
  SIGNET_PRACTICE_BODY_ERROR = 23,
  SIGNET_PRACTICE_BODY_CERTCONF = 24,
  SIGNET_PRACTICE_BODY_POLLREQ = 25,
  SIGNET_PRACTICE_BODY_POLLREP = 26,
} SignetPracticeBody;

/**
 * SignetPracticeHeader:
 * @transaction: identifier of the transaction, hexadecimal
 * @sender_kid: (nullable): what the sender says its key is called
 * @is_mac: whether the message is protected by a code (RFC 9810 5.1.3.1)
 * @is_protected: whether it is protected at all
 * @wants_implicit: whether the client asks for implicit confirmation (RFC 9810 5.1.1.1)
 * @profiles: (nullable): names of certificate profiles (RFC 9810 5.1.1.4)
 *
 * What the practice CA needs to know of the header of a message (RFC 9810 5.1.1) before anybody
 * has verified it.
 */
typedef struct
{
  char *transaction;
  GBytes *sender_kid;
  gboolean is_mac;
  gboolean is_protected;
  gboolean wants_implicit;
  GStrv profiles;
} SignetPracticeHeader;

SignetPracticeHeader *signet_practice_header_new           (const OSSL_CMP_MSG          *message,
                                                            GError                     **error) G_GNUC_WARN_UNUSED_RESULT;
void                  signet_practice_header_free          (SignetPracticeHeader        *self);
char                 *signet_practice_header_dup_reference (const SignetPracticeHeader  *self) G_GNUC_WARN_UNUSED_RESULT;
char                 *signet_practice_header_dup_key_id    (const SignetPracticeHeader  *self) G_GNUC_WARN_UNUSED_RESULT;
char                 *signet_practice_read_signer_serial   (GBytes                      *message) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeHeader, signet_practice_header_free)

G_END_DECLS
