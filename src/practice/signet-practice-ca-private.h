/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-template-private.h"

G_BEGIN_DECLS

#define SIGNET_PRACTICE_CA_FILE "ca.pem"

/**
 * SignetPracticeCa:
 *
 * The root of a practice CA: a key, its certificate, and how both make certificates. The key lies
 * unencrypted in the CA's folder: nobody outside trusts it.
 */
typedef struct _SignetPracticeCa SignetPracticeCa;

SignetPracticeCa *signet_practice_ca_load         (const char                    *folder,
                                                   GError                       **error) G_GNUC_WARN_UNUSED_RESULT;
void              signet_practice_ca_free         (SignetPracticeCa              *self);
EVP_PKEY         *signet_practice_ca_get_key      (SignetPracticeCa              *self);
X509             *signet_practice_ca_get_root     (SignetPracticeCa              *self);
X509             *signet_practice_ca_issue        (SignetPracticeCa              *self,
                                                   const SignetPracticeTemplate  *template,
                                                   GError                       **error) G_GNUC_WARN_UNUSED_RESULT;
char             *signet_practice_x509_to_pem     (X509                          *certificate) G_GNUC_WARN_UNUSED_RESULT;
X509             *signet_practice_x509_from_pem   (const char                    *pem,
                                                   gsize                          length) G_GNUC_WARN_UNUSED_RESULT;
char             *signet_practice_x509_get_serial (X509                          *certificate) G_GNUC_WARN_UNUSED_RESULT;
char             *signet_practice_serial_to_text  (const ASN1_INTEGER            *serial) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeCa, signet_practice_ca_free)

G_END_DECLS
