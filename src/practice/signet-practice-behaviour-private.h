/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-behaviour.h"

G_BEGIN_DECLS

/**
 * SignetPracticeTrait:
 * @SIGNET_PRACTICE_DAYS: (number) how long a certificate is valid where the client does not say
 * @SIGNET_PRACTICE_MAX_DAYS: (number) how long a certificate is valid at most
 * @SIGNET_PRACTICE_CHANGE: (list) what the CA changes: see signet-practice-grant.c
 * @SIGNET_PRACTICE_PROFILE: (list) the certificate profiles that the CA knows; without any it takes
 *   every name
 * @SIGNET_PRACTICE_INTERMEDIATE: (flag) a CA below the root issues the certificates
 * @SIGNET_PRACTICE_ROLL_OVER: (flag) the CA tells of a root that will come next
 * @SIGNET_PRACTICE_CRL_URL: (flag) certificates say where the list of revoked ones is
 * @SIGNET_PRACTICE_CRL_DAYS: (number) for how long a list of revoked certificates is good
 * @SIGNET_PRACTICE_CRL: (text) file of a list of revoked certificates to hand out instead
 * @SIGNET_PRACTICE_PKI_STATUS: (text) name of the PKIStatus of answers
 * @SIGNET_PRACTICE_FAILURE: (list) names of the bits of PKIFailureInfo in answers
 * @SIGNET_PRACTICE_STATUS_STRING: (text) text in the status of answers
 * @SIGNET_PRACTICE_SEND_ERROR: (flag) every request is answered by an error message
 * @SIGNET_PRACTICE_SEND_UNPROTECTED: (flag) answers are not protected
 * @SIGNET_PRACTICE_SEND_UNPROTECTED_ERRORS: (flag) errors and refusals are not protected
 * @SIGNET_PRACTICE_ACCEPT_UNPROTECTED: (flag) requests need no protection
 * @SIGNET_PRACTICE_ACCEPT_UNPROTECTED_ERRORS: (flag) clients' errors need no protection
 * @SIGNET_PRACTICE_ACCEPT_RAVERIFIED: (flag) a client may say that somebody else has seen its key
 * @SIGNET_PRACTICE_GRANT_IMPLICIT_CONFIRM: (flag) who asks for it need not confirm
 * @SIGNET_PRACTICE_CONFIRM_WAIT: (number) seconds within which certificates are to be confirmed, as
 *   answers say; 0 for not saying so
 * @SIGNET_PRACTICE_WAIT_REASON: (text) why a client is to wait, in pollRep
 * @SIGNET_PRACTICE_DELAY: (list) other messages whose answer is to be waited for
 * @SIGNET_PRACTICE_ANSWER_DELAY: (number) milliseconds until an answer is sent
 * @SIGNET_PRACTICE_DROP: (list) numbers of messages whose answer gets lost
 * @SIGNET_PRACTICE_MAX_MESSAGES: (number) after how many messages the CA ends, 0 for never
 * @SIGNET_PRACTICE_RA: (flag) a registration authority of its own signs the answers
 * @SIGNET_PRACTICE_SIGNER: (text) file with the certificate that answers are signed with
 * @SIGNET_PRACTICE_SIGNER_KEY: (text) file with its key
 * @SIGNET_PRACTICE_SIGNER_PASSPHRASE: (text) file with the passphrase of that
 * @SIGNET_PRACTICE_EXTRA_CERTS: (list) files of certificates to send along
 * @SIGNET_PRACTICE_CA_PUBS: (list) files of certificates to send as trust anchors
 * @SIGNET_PRACTICE_CLIENT_TRUST: (list) files of CAs whose certificates clients may sign with
 * @SIGNET_PRACTICE_CLIENT_UNTRUSTED: (list) files of certificates that may stand between
 * @SIGNET_PRACTICE_CERTIFICATE: (text) file of the certificate that everybody gets
 * @SIGNET_PRACTICE_CERTIFICATE_KEY: (text) file of the key that goes with it
 * @SIGNET_PRACTICE_CERTIFICATE_PASSPHRASE: (text) file with the passphrase of that
 * @SIGNET_PRACTICE_ONLY_OLD: (text) file of the only certificate that may be renewed or revoked
 * @SIGNET_PRACTICE_NEW_WITH_NEW: (text) file of the next root to tell of
 * @SIGNET_PRACTICE_NEW_WITH_OLD: (text) file of that one, signed by the root
 * @SIGNET_PRACTICE_OLD_WITH_NEW: (text) file of the root, signed by the next one
 * @SIGNET_PRACTICE_TLS: (flag) HTTPS instead of HTTP
 * @SIGNET_PRACTICE_TLS_HOST: (list) names in the certificate for that, instead of 127.0.0.1 and
 *   localhost
 * @SIGNET_PRACTICE_TLS_CLIENT_TRUST: (flag) clients need a certificate of the practice CA for it
 * @SIGNET_PRACTICE_TLS_CLIENT_CA: (list) files of other CAs whose certificates will do
 *
 * One way in which a practice CA can behave.
 */
typedef enum {
  SIGNET_PRACTICE_DAYS,
  SIGNET_PRACTICE_MAX_DAYS,
  SIGNET_PRACTICE_CHANGE,
  SIGNET_PRACTICE_PROFILE,
  SIGNET_PRACTICE_INTERMEDIATE,
  SIGNET_PRACTICE_ROLL_OVER,
  SIGNET_PRACTICE_CRL_URL,
  SIGNET_PRACTICE_CRL_DAYS,
  SIGNET_PRACTICE_CRL,
  SIGNET_PRACTICE_PKI_STATUS,
  SIGNET_PRACTICE_FAILURE,
  SIGNET_PRACTICE_STATUS_STRING,
  SIGNET_PRACTICE_SEND_ERROR,
  SIGNET_PRACTICE_SEND_UNPROTECTED,
  SIGNET_PRACTICE_SEND_UNPROTECTED_ERRORS,
  SIGNET_PRACTICE_ACCEPT_UNPROTECTED,
  SIGNET_PRACTICE_ACCEPT_UNPROTECTED_ERRORS,
  SIGNET_PRACTICE_ACCEPT_RAVERIFIED,
  SIGNET_PRACTICE_GRANT_IMPLICIT_CONFIRM,
  SIGNET_PRACTICE_CONFIRM_WAIT,
  SIGNET_PRACTICE_WAIT_REASON,
  SIGNET_PRACTICE_DELAY,
  SIGNET_PRACTICE_ANSWER_DELAY,
  SIGNET_PRACTICE_DROP,
  SIGNET_PRACTICE_MAX_MESSAGES,
  SIGNET_PRACTICE_RA,
  SIGNET_PRACTICE_SIGNER,
  SIGNET_PRACTICE_SIGNER_KEY,
  SIGNET_PRACTICE_SIGNER_PASSPHRASE,
  SIGNET_PRACTICE_EXTRA_CERTS,
  SIGNET_PRACTICE_CA_PUBS,
  SIGNET_PRACTICE_CLIENT_TRUST,
  SIGNET_PRACTICE_CLIENT_UNTRUSTED,
  SIGNET_PRACTICE_CERTIFICATE,
  SIGNET_PRACTICE_CERTIFICATE_KEY,
  SIGNET_PRACTICE_CERTIFICATE_PASSPHRASE,
  SIGNET_PRACTICE_ONLY_OLD,
  SIGNET_PRACTICE_NEW_WITH_NEW,
  SIGNET_PRACTICE_NEW_WITH_OLD,
  SIGNET_PRACTICE_OLD_WITH_NEW,
  SIGNET_PRACTICE_TLS,
  SIGNET_PRACTICE_TLS_HOST,
  SIGNET_PRACTICE_TLS_CLIENT_TRUST,
  SIGNET_PRACTICE_TLS_CLIENT_CA,
  SIGNET_PRACTICE_N_TRAITS,
} SignetPracticeTrait;

gboolean    signet_practice_behaviour_get_flag   (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
guint       signet_practice_behaviour_get_number (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
gboolean    signet_practice_behaviour_has        (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
const char *signet_practice_behaviour_get_text   (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
const char *const *signet_practice_behaviour_get_list (const SignetPracticeBehaviour *self,
                                                       SignetPracticeTrait trait);
gboolean signet_practice_behaviour_lists (const SignetPracticeBehaviour *self,
                                          SignetPracticeTrait            trait,
                                          const char                    *value);

G_END_DECLS
