/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-certificate.h"
#include "pki/signet-key.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_SIGNER (signet_signer_get_type ())

/**
 * SignetSigner:
 *
 * A key with its certificate and the certificates above it, ready to protect a request; immutable.
 */
typedef struct _SignetSigner SignetSigner;

GType              signet_signer_get_type        (void);
SignetSigner      *signet_signer_new             (SignetKey          *key,
                                                  SignetCertificate  *certificate,
                                                  GPtrArray          *chain,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
SignetSigner      *signet_signer_new_from_files  (const char         *certificate,
                                                  const char         *key,
                                                  SignetSecret       *passphrase,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
SignetSigner      *signet_signer_ref             (SignetSigner       *self);
void               signet_signer_unref           (SignetSigner       *self);
SignetKey         *signet_signer_get_key         (SignetSigner       *self);
SignetCertificate *signet_signer_get_certificate (SignetSigner       *self);
GPtrArray         *signet_signer_get_chain       (SignetSigner       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetSigner, signet_signer_unref)

G_END_DECLS
