/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetPracticeCertState:
 * @SIGNET_PRACTICE_CERT_UNKNOWN: the CA did not issue it
 * @SIGNET_PRACTICE_CERT_ISSUED: issued; the client has not confirmed it yet
 * @SIGNET_PRACTICE_CERT_CONFIRMED: the client has confirmed it
 * @SIGNET_PRACTICE_CERT_NOT_ACCEPTED: the client did not want it
 * @SIGNET_PRACTICE_CERT_REVOKED: it was revoked
 *
 * What became of a certificate.
 */
typedef enum {
  SIGNET_PRACTICE_CERT_UNKNOWN,
  SIGNET_PRACTICE_CERT_ISSUED,
  SIGNET_PRACTICE_CERT_CONFIRMED,
  SIGNET_PRACTICE_CERT_NOT_ACCEPTED,
  SIGNET_PRACTICE_CERT_REVOKED,
} SignetPracticeCertState;

/**
 * SignetPracticeIssuedEntry:
 * @serial: serial number, hexadecimal
 * @key_id: subject key identifier, hexadecimal
 * @issuer: (nullable): key identifier of the CA that issued it, hexadecimal
 * @subject: subject, RFC 4514
 * @transaction: identifier of the transaction it was issued in, hexadecimal
 * @number: number of the request
 *
 * One line of the list.
 */
typedef struct
{
  const char *serial;
  const char *key_id;
  const char *issuer;
  const char *subject;
  const char *transaction;
  guint number;
} SignetPracticeIssuedEntry;

/**
 * SignetPracticeIssued:
 *
 * The certificates that a practice CA has issued: a list in issued.ini, and each one in issued/.
 */
typedef struct _SignetPracticeIssued SignetPracticeIssued;

SignetPracticeIssued    *signet_practice_issued_load             (const char                       *folder,
                                                                  GError                          **error) G_GNUC_WARN_UNUSED_RESULT;
void                     signet_practice_issued_free             (SignetPracticeIssued             *self);
gboolean                 signet_practice_issued_add              (SignetPracticeIssued             *self,
                                                                  const SignetPracticeIssuedEntry  *entry,
                                                                  const char                       *pem,
                                                                  GError                          **error);
GBytes                  *signet_practice_issued_read             (SignetPracticeIssued             *self,
                                                                  const char                       *serial,
                                                                  GError                          **error) G_GNUC_WARN_UNUSED_RESULT;
SignetPracticeCertState  signet_practice_issued_get_state        (SignetPracticeIssued             *self,
                                                                  const char                       *serial);
gboolean                 signet_practice_issued_set_state        (SignetPracticeIssued             *self,
                                                                  const char                       *serial,
                                                                  SignetPracticeCertState           state,
                                                                  GError                          **error);
char                    *signet_practice_issued_find_signer      (SignetPracticeIssued             *self,
                                                                  const char                       *key_id,
                                                                  const char                       *serial) G_GNUC_WARN_UNUSED_RESULT;
char                    *signet_practice_issued_find_transaction (SignetPracticeIssued             *self,
                                                                  const char                       *transaction) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray               *signet_practice_issued_dup_records      (SignetPracticeIssued             *self) G_GNUC_WARN_UNUSED_RESULT;
guint                    signet_practice_issued_get_last_number  (SignetPracticeIssued             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeIssued, signet_practice_issued_free)

G_END_DECLS
