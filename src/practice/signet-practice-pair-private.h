/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

/**
 * SignetPracticePair:
 * @key: a private key
 * @certificate: the certificate for it
 *
 * A key of the practice CA itself. It lies unencrypted in the CA's folder: nobody outside trusts
 * it.
 */
typedef struct
{
  EVP_PKEY *key;
  X509 *certificate;
} SignetPracticePair;

/**
 * SignetPracticeExtension:
 * @nid: OpenSSL's number of an extension
 * @value: what is in it, as openssl.cnf has it
 *
 * An extension.
 */
typedef struct
{
  int nid;
  const char *value;
} SignetPracticeExtension;

/**
 * SignetPracticePlan:
 * @name: what its files are called: NAME.key.pem and NAME.pem
 * @common_name: the name in the certificate
 * @days: how long it is valid
 * @extensions: its extensions beside the key identifiers; the last one has no value
 *
 * How a pair is made.
 */
typedef struct
{
  const char *name;
  const char *common_name;
  int days;
  const SignetPracticeExtension *extensions;
} SignetPracticePlan;

SignetPracticePair *signet_practice_pair_load    (const char                *folder,
                                                  const SignetPracticePlan  *plan,
                                                  const SignetPracticePair  *issuer,
                                                  GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
void                signet_practice_pair_free    (SignetPracticePair        *self);
X509               *signet_practice_pair_cross   (const SignetPracticePair  *self,
                                                  const SignetPracticePair  *issuer,
                                                  GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean            signet_practice_x509_prepare (X509                      *certificate,
                                                  const X509_NAME           *subject,
                                                  const X509_NAME           *issuer,
                                                  EVP_PKEY                  *key);
gboolean            signet_practice_x509_extend  (X509                      *certificate,
                                                  X509                      *issuer,
                                                  int                        nid,
                                                  const char                *value);
gboolean            signet_practice_x509_sign    (X509                      *certificate,
                                                  const SignetPracticePair  *issuer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticePair, signet_practice_pair_free)

G_END_DECLS
