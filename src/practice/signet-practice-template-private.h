/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

/**
 * SignetPracticeRefusal:
 * @fail_info: bit of PKIFailureInfo (RFC 9810 5.2.3)
 * @text: static text for the client
 *
 * Why a request is refused. The text is part of the protocol and therefore not translated.
 */
typedef struct
{
  int fail_info;
  const char *text;
} SignetPracticeRefusal;

/**
 * SignetPracticeTemplate:
 * @subject: who the certificate is for
 * @key: the key that it is for
 * @extensions: extensions asked for; after signet_practice_grant() those that are granted
 * @issuer: (nullable): who shall issue it
 * @not_before: (nullable): when it shall begin to be valid
 * @not_after: (nullable): when it shall end to be valid
 * @granted: whether signet_practice_grant() has decided
 * @changes: (nullable): what the CA grants in another way, "validity, subject"; for the client
 *
 * What a request asks for: the part of a CertTemplate (RFC 4211 5) or of a CertificationRequest
 * (RFC 2986) that the practice CA heeds.
 */
typedef struct
{
  X509_NAME *subject;
  EVP_PKEY *key;
  X509_EXTENSIONS *extensions;
  X509_NAME *issuer;
  ASN1_TIME *not_before;
  ASN1_TIME *not_after;
  gboolean granted;
  char *changes;
} SignetPracticeTemplate;

void                    signet_practice_refuse                (SignetPracticeRefusal  *refusal,
                                                               int                     fail_info,
                                                               const char             *text);
SignetPracticeTemplate *signet_practice_template_new          (const OSSL_CRMF_MSG    *request,
                                                               X509                   *old,
                                                               EVP_PKEY               *central_key,
                                                               SignetPracticeRefusal  *refusal) G_GNUC_WARN_UNUSED_RESULT;
SignetPracticeTemplate *signet_practice_template_new_from_csr (const X509_REQ         *csr,
                                                               SignetPracticeRefusal  *refusal) G_GNUC_WARN_UNUSED_RESULT;
void                    signet_practice_template_free         (SignetPracticeTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeTemplate, signet_practice_template_free)

G_END_DECLS
