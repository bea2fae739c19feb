/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-secret.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_CREDENTIAL (signet_credential_get_type ())

/**
 * SignetCredentialKind:
 * @SIGNET_CREDENTIAL_CODE: a code from the helpdesk, with or without a reference number
 * @SIGNET_CREDENTIAL_ITEM: the key and certificate of another item
 * @SIGNET_CREDENTIAL_FILES: key and certificate in files
 * @SIGNET_CREDENTIAL_NONE: with nothing; only where the profile allows that
 *
 * With what a request is protected.
 */
typedef enum {
  SIGNET_CREDENTIAL_CODE,
  SIGNET_CREDENTIAL_ITEM,
  SIGNET_CREDENTIAL_FILES,
  SIGNET_CREDENTIAL_NONE,
} SignetCredentialKind;

/**
 * SignetCredential:
 *
 * With what a person proves who they are, immutable. Files and items are only named here; whoever
 * uses the credential reads them, off the main thread.
 */
typedef struct _SignetCredential SignetCredential;

GType                 signet_credential_get_type             (void);
SignetCredential     *signet_credential_new_code             (const char              *reference,
                                                              SignetSecret            *code) G_GNUC_WARN_UNUSED_RESULT;
SignetCredential     *signet_credential_new_item             (const char              *id) G_GNUC_WARN_UNUSED_RESULT;
SignetCredential     *signet_credential_new_files            (const char              *certificate,
                                                              const char              *key,
                                                              const char              *passphrase_file) G_GNUC_WARN_UNUSED_RESULT;
SignetCredential     *signet_credential_new_none             (void) G_GNUC_WARN_UNUSED_RESULT;
SignetCredential     *signet_credential_ref                  (SignetCredential        *self);
void                  signet_credential_unref                (SignetCredential        *self);
SignetCredentialKind  signet_credential_get_kind             (const SignetCredential  *self);
const char           *signet_credential_get_reference        (const SignetCredential  *self);
SignetSecret         *signet_credential_get_code             (const SignetCredential  *self);
const char           *signet_credential_get_item             (const SignetCredential  *self);
const char           *signet_credential_get_certificate_file (const SignetCredential  *self);
const char           *signet_credential_get_key_file         (const SignetCredential  *self);
const char           *signet_credential_get_passphrase_file  (const SignetCredential  *self);
void                  signet_credential_save                 (const SignetCredential  *self,
                                                              GKeyFile                *file);
SignetCredential     *signet_credential_load                 (GKeyFile                *file,
                                                              GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCredential, signet_credential_unref)

G_END_DECLS
