/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetPracticeState:
 * @SIGNET_PRACTICE_WAITING: nobody has decided yet
 * @SIGNET_PRACTICE_APPROVED: it will be issued when the client asks next
 * @SIGNET_PRACTICE_REJECTED: the client will hear of it, or has heard of it, when it asks
 * @SIGNET_PRACTICE_ISSUED: there is a certificate
 * @SIGNET_PRACTICE_ABORTED: the client does not want it any more
 *
 * How far a request is. What became of a certificate after it was issued is kept with the
 * certificate.
 */
typedef enum {
  SIGNET_PRACTICE_WAITING,
  SIGNET_PRACTICE_APPROVED,
  SIGNET_PRACTICE_REJECTED,
  SIGNET_PRACTICE_ISSUED,
  SIGNET_PRACTICE_ABORTED,
} SignetPracticeState;

/**
 * SignetPracticeTransaction:
 * @id: identifier of the transaction, hexadecimal
 * @number: what a person calls the request
 * @request: DER of the message that began it; it was verified
 * @reference: (nullable): reference number whose code protects it
 * @signer: (nullable): serial number of the certificate that signs it; %NULL with a code
 * @subject: subject of the request, RFC 4514
 * @state: how far it is
 * @serial: (nullable): serial number of the certificate that was issued, hexadecimal
 * @polls: how often the client was told to wait since it asked first
 * @fail_info: bit of PKIFailureInfo for a rejection (RFC 9810 5.2.3)
 * @delayed: (nullable): DER of a message whose answer is to be waited for, without being a request
 *   for a certificate: a revocation, a question, or the confirmation of a certificate
 * @changes: (nullable): what in the certificate is not as it was asked for, for the client
 * @changed: when it was saved last, seconds since 1970
 *
 * One request, with all that is needed to go on with it after a restart.
 */
typedef struct
{
  char *id;
  guint number;
  GBytes *request;
  char *reference;
  char *signer;
  char *subject;
  SignetPracticeState state;
  char *serial;
  guint polls;
  guint fail_info;
  GBytes *delayed;
  char *changes;
  gint64 changed;
} SignetPracticeTransaction;

SignetPracticeTransaction *signet_practice_transaction_new     (const char                 *id,
                                                                guint                       number,
                                                                GBytes                     *request) G_GNUC_WARN_UNUSED_RESULT;
void                       signet_practice_transaction_free    (SignetPracticeTransaction  *self);
SignetPracticeTransaction *signet_practice_transaction_load    (const char                 *path,
                                                                GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean                   signet_practice_transaction_save    (SignetPracticeTransaction  *self,
                                                                const char                 *path,
                                                                GError                    **error);
gboolean                   signet_practice_transaction_is_open (SignetPracticeTransaction  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeTransaction, signet_practice_transaction_free)

G_END_DECLS
