/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-template.h"
#include "pki/signet-certificate.h"
#include "pki/signet-csr.h"

G_BEGIN_DECLS

/**
 * SignetTemplateParts:
 * @SIGNET_TEMPLATE_SUBJECT: the subject
 * @SIGNET_TEMPLATE_ALT_NAMES: the alternative names
 * @SIGNET_TEMPLATE_ISSUER: the issuer
 * @SIGNET_TEMPLATE_EXTENSIONS: all other extensions, but those that are for the CA to say
 *
 * What a template takes over.
 */
typedef enum {
  SIGNET_TEMPLATE_SUBJECT = 1 << 0,
  SIGNET_TEMPLATE_ALT_NAMES = 1 << 1,
  SIGNET_TEMPLATE_ISSUER = 1 << 2,
  SIGNET_TEMPLATE_EXTENSIONS = 1 << 3,
} SignetTemplateParts;

SignetTemplate *signet_template_from_certificate (SignetCertificate    *certificate,
                                                  SignetTemplateParts   parts,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetTemplate *signet_template_from_csr         (SignetCsr            *csr,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
