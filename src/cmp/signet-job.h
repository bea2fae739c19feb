/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-journal.h"
#include "core/signet-operation.h"
#include "core/signet-profile.h"
#include "core/signet-secret.h"
#include "core/signet-template.h"
#include "core/signet-trace.h"
#include "pki/signet-certificate.h"
#include "pki/signet-key.h"
#include "pki/signet-signer.h"

G_BEGIN_DECLS

/**
 * SignetJobWish:
 * @SIGNET_JOB_CONTINUE: take the next step towards a certificate
 * @SIGNET_JOB_CANCEL: tell the server that the certificate is not wanted any more
 *
 * What a job is for.
 */
typedef enum {
  SIGNET_JOB_CONTINUE,
  SIGNET_JOB_CANCEL,
} SignetJobWish;

/**
 * SignetReviewVerdict:
 * @SIGNET_REVIEW_TURNED_DOWN: the person does not want it
 * @SIGNET_REVIEW_TAKEN: the person takes it, or nobody has to be asked
 * @SIGNET_REVIEW_UNDECIDED: nobody has said anything: neither yes nor no is sent, and the next step
 *   asks again
 *
 * What becomes of a certificate that is shown to a person.
 */
typedef enum {
  SIGNET_REVIEW_TURNED_DOWN,
  SIGNET_REVIEW_TAKEN,
  SIGNET_REVIEW_UNDECIDED,
} SignetReviewVerdict;

/**
 * SignetReviewFunc:
 * @issued: what the CA issued; the library and this program have nothing against it
 * @differences: (element-type utf8): in what it differs from what was asked for, a sentence each
 * @seconds_left: how long the server waits for the confirmation, or 0 where it did not say
 * @user_data: what was given with the function
 *
 * Asks the person about a certificate before it is confirmed, on the worker's thread; blocks until
 * they have decided, or until the server would not wait any longer.
 *
 * Returns: what they say
 */
typedef SignetReviewVerdict (*SignetReviewFunc) (SignetCertificate *issued,
                                                 GPtrArray *differences,
                                                 guint seconds_left,
                                                 gpointer user_data);

/**
 * SignetJob:
 * @operation: (not nullable): what is asked for
 * @profile: (not nullable): the CA, with what is special to @operation already applied
 * @subject_template: (nullable): what the certificate shall say; without it, what @csr or
 *   @old_certificate say
 * @key: (nullable): the key to certify, for ir, cr and kur
 * @passphrase: (nullable): encrypts a key that the server makes, where the profile wants that; then
 *   @key is what an earlier process has already stored of it, if anything
 * @iterations: of PBKDF2, for @passphrase
 * @csr: (nullable): a PKCS#10 request in DER: for p10cr what is sent; for ir, cr and kur what the
 *   template is made from
 * @old_certificate: (nullable): the certificate that kur renews or rr revokes
 * @issuer: (nullable): for rr without @old_certificate: who issued the certificate
 * @serial: (nullable): with @issuer: its serial number, hexadecimal
 * @reason: for rr: CRLReason (RFC 5280 5.3.1), or -1 for none
 * @question: (nullable): for genm: the dotted infoType, or %NULL for a question without one
 * @question_value: (nullable): the DER of its infoValue; with rootCaCert the root that is trusted
 *   now
 * @journal: (nullable): told of every step before the next one; rr and genm have none
 * @trace: (nullable): what a specialist wants to see
 * @reference: (nullable): the reference number
 * @code: (nullable): the code: requests are protected with it (RFC 9810 5.1.3.1)
 * @signer: (nullable): without @code: requests are signed with it (RFC 9810 5.1.3.3); without both
 *   they are not protected, which the profile has to allow
 * @response: (nullable): the last verified ip, cp or kup of an exchange to go on with
 * @poll: (nullable): the last verified pollRep that followed @response
 * @candidate: (nullable): an answer that arrived after those and was not verified yet
 * @certificate: (nullable): what was checked and stored before, out of @response: it is confirmed,
 *   and not judged again
 * @wish: what the job is for
 * @unwanted: (nullable): when it is cancelled, a certificate that still comes is rejected
 * @accept_unverified: whether a certificate is taken whose CA is not known
 * @review: (nullable): asked about what was issued, as often as the profile wants it
 * @review_data: its data
 *
 * Everything that one step of an exchange needs, frozen: a worker reads nothing else. Owns its
 * fields; free with signet_job_free().
 */
typedef struct
{
  const SignetOperation *operation;
  SignetProfile *profile;
  SignetTemplate *subject_template;
  SignetKey *key;
  SignetSecret *passphrase;
  guint iterations;
  GBytes *csr;
  SignetCertificate *old_certificate;
  SignetName *issuer;
  char *serial;
  int reason;
  char *question;
  GBytes *question_value;
  SignetJournal *journal;
  SignetTrace *trace;
  char *reference;
  SignetSecret *code;
  SignetSigner *signer;
  GBytes *response;
  GBytes *poll;
  GBytes *candidate;
  GBytes *certificate;
  SignetJobWish wish;
  GCancellable *unwanted;
  gboolean accept_unverified;
  SignetReviewFunc review;
  gpointer review_data;
} SignetJob;

SignetJob *signet_job_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       signet_job_free (SignetJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetJob, signet_job_free)

G_END_DECLS
