/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SignetItemState:
 * @SIGNET_ITEM_STATE_DRAFT: the folder exists, the key may not
 * @SIGNET_ITEM_STATE_KEY_READY: the key is on disk and was read back; nothing was sent
 * @SIGNET_ITEM_STATE_SENT: written before the first byte of the request leaves
 * @SIGNET_ITEM_STATE_ANSWER_UNKNOWN: the request was sent, but no answer was seen
 * @SIGNET_ITEM_STATE_WAITING: the server asked to wait
 * @SIGNET_ITEM_STATE_RECEIVED: an answer is on disk that is not worked off yet
 * @SIGNET_ITEM_STATE_UNCONFIRMED: the certificate is on disk, the confirmation is not answered
 * @SIGNET_ITEM_STATE_ISSUED: the certificate is on disk and confirmed
 * @SIGNET_ITEM_STATE_REFUSED: the server said no
 * @SIGNET_ITEM_STATE_GIVEN_UP: the person, or a check of the certificate, said no
 *
 * The life of an item; the nicknames ("answer-unknown") are the words of journal, JSON and manual.
 */
typedef enum {
  SIGNET_ITEM_STATE_DRAFT,
  SIGNET_ITEM_STATE_KEY_READY,
  SIGNET_ITEM_STATE_SENT,
  SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
  SIGNET_ITEM_STATE_WAITING,
  SIGNET_ITEM_STATE_RECEIVED,
  SIGNET_ITEM_STATE_UNCONFIRMED,
  SIGNET_ITEM_STATE_ISSUED,
  SIGNET_ITEM_STATE_REFUSED,
  SIGNET_ITEM_STATE_GIVEN_UP,
} SignetItemState;

/**
 * SignetNeeds:
 * @SIGNET_NEEDS_NONE: nothing; it goes on by itself, or it is done
 * @SIGNET_NEEDS_CODE: the code again
 * @SIGNET_NEEDS_KEYRING: a keyring that is there and unlocked
 * @SIGNET_NEEDS_PASSPHRASE: the person's own passphrase
 * @SIGNET_NEEDS_PERSON: a decision
 * @SIGNET_NEEDS_NETWORK: a server that can be reached
 *
 * What an item needs before its next step.
 */
typedef enum {
  SIGNET_NEEDS_NONE,
  SIGNET_NEEDS_CODE,
  SIGNET_NEEDS_KEYRING,
  SIGNET_NEEDS_PASSPHRASE,
  SIGNET_NEEDS_PERSON,
  SIGNET_NEEDS_NETWORK,
} SignetNeeds;

/**
 * SignetVerification:
 * @SIGNET_VERIFICATION_NONE: not verified: the certificate's CA is not known
 * @SIGNET_VERIFICATION_ANCHOR: verified up to an anchor of the profile
 * @SIGNET_VERIFICATION_CODE: verified up to a CA certificate that came under the code's protection
 *
 * How the chain of an issued certificate was verified ("What Ready means").
 */
typedef enum {
  SIGNET_VERIFICATION_NONE,
  SIGNET_VERIFICATION_ANCHOR,
  SIGNET_VERIFICATION_CODE,
} SignetVerification;

/**
 * SignetRevocationState:
 * @SIGNET_REVOCATION_NONE: nobody has asked for it, or the server said no
 * @SIGNET_REVOCATION_UNKNOWN: it was asked for, and it is not known what became of it
 * @SIGNET_REVOCATION_REVOKED: the server has confirmed it
 *
 * What is known here of the revocation of an item's certificate.
 */
typedef enum {
  SIGNET_REVOCATION_NONE,
  SIGNET_REVOCATION_UNKNOWN,
  SIGNET_REVOCATION_REVOKED,
} SignetRevocationState;

/**
 * SignetStage:
 *
 * The steps that the working page and the command line show, in this order.
 */
typedef enum {
  SIGNET_STAGE_KEY,
  SIGNET_STAGE_CONTACT,
  SIGNET_STAGE_WAIT,
  SIGNET_STAGE_CHECK,
  SIGNET_STAGE_CONFIRM,
  SIGNET_STAGE_SAVE,
  SIGNET_STAGE_DONE,
} SignetStage;

/**
 * SignetProtection:
 * @SIGNET_PROTECTION_NONE: not protected
 * @SIGNET_PROTECTION_MAC: by a shared secret (RFC 9810 5.1.3.1)
 * @SIGNET_PROTECTION_SIGNATURE: by a signature (RFC 9810 5.1.3.3)
 *
 * How a CMP message is protected.
 */
typedef enum {
  SIGNET_PROTECTION_NONE,
  SIGNET_PROTECTION_MAC,
  SIGNET_PROTECTION_SIGNATURE,
} SignetProtection;

const char *signet_enum_to_nick   (GType       type,
                                   int         value);
gboolean    signet_enum_from_nick (GType       type,
                                   const char *nick,
                                   int        *value);

G_END_DECLS
