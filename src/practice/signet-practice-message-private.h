/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-secret.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

/**
 * SignetPracticeField:
 *
 * The optional fields of a header that an answer may get another value for; their numbers are their
 * tags (RFC 9810 5.1.1).
 */
typedef enum {
  SIGNET_PRACTICE_FIELD_MESSAGE_TIME = 0,
  SIGNET_PRACTICE_FIELD_PROTECTION_ALG = 1,
  SIGNET_PRACTICE_FIELD_SENDER_NONCE = 5,
  SIGNET_PRACTICE_FIELD_RECIP_NONCE = 6,
  SIGNET_PRACTICE_FIELD_GENERAL_INFO = 8,
  SIGNET_PRACTICE_N_FIELDS,
} SignetPracticeField;

/**
 * SignetPracticeMessage:
 *
 * A message in parts (RFC 9810 5.1). OpenSSL's server makes every answer; where the practice CA is
 * to say what that server cannot say, parts of the answer are replaced, and it is protected anew.
 */
typedef struct _SignetPracticeMessage SignetPracticeMessage;

SignetPracticeMessage *signet_practice_message_read            (GBytes                *der) G_GNUC_WARN_UNUSED_RESULT;
void                   signet_practice_message_free            (SignetPracticeMessage *self);
void                   signet_practice_message_set_body        (SignetPracticeMessage *self,
                                                                GBytes                *body);
GBytes                *signet_practice_message_get_field       (SignetPracticeMessage *self,
                                                                SignetPracticeField    field);
void                   signet_practice_message_set_field       (SignetPracticeMessage *self,
                                                                SignetPracticeField    field,
                                                                GBytes                *value);
void                   signet_practice_message_add_info        (SignetPracticeMessage *self,
                                                                GBytes                *info);
void                   signet_practice_message_drop_protection (SignetPracticeMessage *self);
GBytes                *signet_practice_message_write           (SignetPracticeMessage *self,
                                                                EVP_PKEY              *key,
                                                                SignetSecret          *code) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeMessage, signet_practice_message_free)

G_END_DECLS
