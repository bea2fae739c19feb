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
 * @extensions: those of the extensions asked for that the practice CA grants
 *
 * What a request asks for: the part of a CertTemplate (RFC 4211 5) that the practice CA heeds.
 */
typedef struct
{
  X509_NAME *subject;
  EVP_PKEY *key;
  X509_EXTENSIONS *extensions;
} SignetPracticeTemplate;

SignetPracticeTemplate *signet_practice_template_new  (const OSSL_CRMF_MSG    *request,
                                                       SignetPracticeRefusal  *refusal) G_GNUC_WARN_UNUSED_RESULT;
void                    signet_practice_template_free (SignetPracticeTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeTemplate, signet_practice_template_free)

G_END_DECLS
