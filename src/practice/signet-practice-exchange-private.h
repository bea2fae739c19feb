/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-desk-private.h"
#include "practice/signet-practice-header-private.h"

G_BEGIN_DECLS

/**
 * SignetPracticePhase:
 * @SIGNET_PRACTICE_PHASE_LIVE: a message of the client
 * @SIGNET_PRACTICE_PHASE_REPLAY_WAITING: the stored request, to be answered as if it waited
 * @SIGNET_PRACTICE_PHASE_REPLAY_ISSUED: the stored request, to be answered with its certificate
 *
 * What OpenSSL's server works on.
 */
typedef enum {
  SIGNET_PRACTICE_PHASE_LIVE,
  SIGNET_PRACTICE_PHASE_REPLAY_WAITING,
  SIGNET_PRACTICE_PHASE_REPLAY_ISSUED,
} SignetPracticePhase;

/**
 * SignetPracticeDelay:
 * @SIGNET_PRACTICE_DELAY_NONE: the answer is there at once
 * @SIGNET_PRACTICE_DELAY_BEGUN: the client is told to wait for an answer that is no certificate
 * @SIGNET_PRACTICE_DELAY_WAITING: it asks for that, and has to wait longer
 * @SIGNET_PRACTICE_DELAY_OVER: it gets that
 *
 * Delayed delivery (RFC 9810 5.3.22) of what is no certificate.
 */
typedef enum {
  SIGNET_PRACTICE_DELAY_NONE,
  SIGNET_PRACTICE_DELAY_BEGUN,
  SIGNET_PRACTICE_DELAY_WAITING,
  SIGNET_PRACTICE_DELAY_OVER,
} SignetPracticeDelay;

/**
 * SignetPracticeExchange:
 * @desk: who decides
 * @header: header of the client's message
 * @der: the client's message
 * @transaction: (nullable): the transaction it belongs to; the store owns it
 * @reference: (nullable): reference number whose code protects the message
 * @signer: (nullable): serial number of the certificate that signs it
 * @work: (nullable): the stored message that is worked off instead of @der
 * @request: (nullable): the message that began the transaction
 * @phase: what OpenSSL's server works on
 * @central_key: (nullable): the key that the CA has made for the client
 * @body: (nullable): the body that the answer gets instead of OpenSSL's, with its tag
 * @signer_refusal: why the client's certificate proves nothing; without text where it does
 * @refusal: why the message was refused
 * @refused: whether it was
 * @granted: whether the answer is a certificate
 * @implicit: whether that needs no confirmation
 * @delay: whether the answer is delayed
 * @handled: whether a callback took care of the message, so that nobody else needs to tell of it
 *
 * One message of a client and its answer: what OpenSSL's callbacks need to know.
 */
typedef struct
{
  SignetPracticeDesk *desk;
  SignetPracticeHeader *header;
  GBytes *der;
  SignetPracticeTransaction *transaction;
  char *reference;
  char *signer;
  GBytes *work;
  OSSL_CMP_MSG *request;
  SignetPracticePhase phase;
  EVP_PKEY *central_key;
  GBytes *body;
  SignetPracticeRefusal signer_refusal;
  SignetPracticeRefusal refusal;
  gboolean refused;
  gboolean granted;
  gboolean implicit;
  SignetPracticeDelay delay;
  gboolean handled;
} SignetPracticeExchange;

typedef STACK_OF (OSSL_CMP_ITAV) SignetPracticeQuestions;

gboolean        signet_practice_exchange_init_server (SignetPracticeExchange         *self,
                                                      OSSL_CMP_SRV_CTX               *server);
void            signet_practice_exchange_clear       (SignetPracticeExchange         *self);
gboolean        signet_practice_exchange_delays      (SignetPracticeExchange         *self,
                                                      const char                     *kind);
gboolean        signet_practice_exchange_must_refuse (SignetPracticeExchange         *self,
                                                      SignetPracticeRefusal          *refusal);
OSSL_CMP_PKISI *signet_practice_exchange_accept      (SignetPracticeExchange         *self,
                                                      int                             status,
                                                      const char                     *text) G_GNUC_WARN_UNUSED_RESULT;
OSSL_CMP_PKISI *signet_practice_exchange_rejection   (SignetPracticeExchange         *self,
                                                      const SignetPracticeRefusal    *refusal) G_GNUC_WARN_UNUSED_RESULT;
OSSL_CMP_PKISI *signet_practice_exchange_reject      (SignetPracticeExchange         *self,
                                                      int                             fail_info,
                                                      const char                     *text) G_GNUC_WARN_UNUSED_RESULT;
OSSL_CMP_PKISI *signet_practice_exchange_request_cb  (OSSL_CMP_SRV_CTX               *server,
                                                      const OSSL_CMP_MSG             *message,
                                                      int                             id,
                                                      const OSSL_CRMF_MSG            *request,
                                                      const X509_REQ                 *csr,
                                                      X509                          **certificate,
                                                      SignetX509Stack               **chain,
                                                      SignetX509Stack               **ca_certificates) G_GNUC_WARN_UNUSED_RESULT;
OSSL_CMP_PKISI *signet_practice_exchange_revoke_cb   (OSSL_CMP_SRV_CTX               *server,
                                                      const OSSL_CMP_MSG             *message,
                                                      const X509_NAME                *issuer,
                                                      const ASN1_INTEGER             *serial) G_GNUC_WARN_UNUSED_RESULT;
int             signet_practice_exchange_info_cb     (OSSL_CMP_SRV_CTX               *server,
                                                      const OSSL_CMP_MSG             *message,
                                                      const SignetPracticeQuestions  *questions,
                                                      SignetPracticeQuestions       **answers);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetPracticeExchange, signet_practice_exchange_clear)

G_END_DECLS
