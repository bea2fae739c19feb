/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-behaviour-private.h"
#include "practice/signet-practice-pair-private.h"
#include "practice/signet-practice-template-private.h"

G_BEGIN_DECLS

#define SIGNET_PRACTICE_CA_FILE "ca.pem"

/**
 * SignetPracticeCa:
 *
 * The keys of a practice CA: a root, perhaps an issuing CA below it, perhaps a root that will come
 * next, and how they make certificates.
 */
typedef struct _SignetPracticeCa SignetPracticeCa;

SignetPracticeCa         *signet_practice_ca_load             (const char                     *folder,
                                                               const SignetPracticeBehaviour  *behaviour,
                                                               GError                        **error) G_GNUC_WARN_UNUSED_RESULT;
void                      signet_practice_ca_free             (SignetPracticeCa               *self);
const SignetPracticePair *signet_practice_ca_get_root_pair    (SignetPracticeCa               *self);
const SignetPracticePair *signet_practice_ca_get_issuer       (SignetPracticeCa               *self);
const SignetPracticePair *signet_practice_ca_get_protector    (SignetPracticeCa               *self);
const SignetPracticePair *signet_practice_ca_get_next         (SignetPracticeCa               *self);
gboolean                  signet_practice_ca_has_intermediate (SignetPracticeCa               *self);
X509                     *signet_practice_ca_get_root         (SignetPracticeCa               *self);
X509                     *signet_practice_ca_issue            (SignetPracticeCa               *self,
                                                               const SignetPracticeTemplate   *template,
                                                               const char                     *crl_url,
                                                               GError                        **error) G_GNUC_WARN_UNUSED_RESULT;
char                     *signet_practice_x509_to_pem         (X509                           *certificate) G_GNUC_WARN_UNUSED_RESULT;
X509                     *signet_practice_x509_from_pem       (const char                     *pem,
                                                               gsize                           length) G_GNUC_WARN_UNUSED_RESULT;
char                     *signet_practice_x509_get_serial     (X509                           *certificate) G_GNUC_WARN_UNUSED_RESULT;
char                     *signet_practice_x509_get_key_id     (X509                           *certificate) G_GNUC_WARN_UNUSED_RESULT;
char                     *signet_practice_serial_to_text      (const ASN1_INTEGER             *serial) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeCa, signet_practice_ca_free)

G_END_DECLS
