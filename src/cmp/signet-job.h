/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-journal.h"
#include "core/signet-operation.h"
#include "core/signet-profile.h"
#include "core/signet-secret.h"
#include "core/signet-template.h"
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
 * SignetJob:
 * @operation: (not nullable): what is asked for
 * @profile: (not nullable): the CA
 * @subject_template: (not nullable): what the certificate shall say
 * @key: (not nullable): the key to certify
 * @journal: (not nullable): told of every step before the next one
 * @reference: (nullable): the reference number
 * @code: (nullable): the code: requests are protected with it (RFC 9810 5.1.3.1)
 * @signer: (nullable): without @code: requests are signed with it (RFC 9810 5.1.3.3)
 * @response: (nullable): the last verified ip, cp or kup of an exchange to go on with
 * @poll: (nullable): the last verified pollRep that followed @response
 * @candidate: (nullable): an answer that arrived after those and was not verified yet
 * @certificate: (nullable): what was checked and stored before, out of @response: it is confirmed,
 *   and not judged again
 * @wish: what the job is for
 * @unwanted: (nullable): when it is cancelled, a certificate that still comes is rejected
 * @accept_unverified: whether a certificate is taken whose CA is not known
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
  SignetJournal *journal;
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
} SignetJob;

SignetJob *signet_job_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       signet_job_free (SignetJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetJob, signet_job_free)

G_END_DECLS
