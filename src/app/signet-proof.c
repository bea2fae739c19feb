/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-proof-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-vault-private.h"
#include "cmp/signet-central-key.h"
#include "core/signet-error.h"
#include "core/signet-setting.h"

/* With what the messages of a job are protected. */

/**
 * signet_proof_check:
 * @credential: a credential
 * @profile: a profile for one operation
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether the profile allows requests with @credential: without any, only by its word
 */
gboolean
signet_proof_check (SignetCredential  *credential,
                    SignetProfile     *profile,
                    GError           **error)
{
  if (signet_credential_get_kind (credential) != SIGNET_CREDENTIAL_NONE ||
      signet_profile_get_flag (profile, SIGNET_SETTING_UNPROTECTED_REQUESTS))
    return TRUE;
  g_set_error_literal (
    error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
    _ ("The profile does not allow requests without a code or a certificate."));

  return FALSE;
}

/**
 * signet_proof_check_key:
 * @request: a request
 * @kind: how it is protected
 * @error: return location for a %SIGNET_ERROR_UNSUPPORTED
 *
 * Looks whether the server can make the key, where it shall.
 *
 * Returns: whether @request can have a key
 */
gboolean
signet_proof_check_key (SignetRequest         *request,
                        SignetCredentialKind   kind,
                        GError               **error)
{
  gboolean signs = kind == SIGNET_CREDENTIAL_ITEM || kind == SIGNET_CREDENTIAL_FILES;

  return !signet_request_has_central_key (request) || signet_central_key_check (signs, error);
}

/**
 * signet_proof_take:
 * @job: a job with its profile; gets code or signer
 * @store: the keystore
 * @credential: with what it is protected
 * @code: (nullable): the code, for %SIGNET_CREDENTIAL_CODE
 * @passphrase: (nullable): the passphrase of the person's own, for a key that has one
 * @error: return location for a %SIGNET_ERROR
 *
 * Opens what the requests of @job are protected with. May ask for the keyring.
 *
 * Returns: whether it is there
 */
gboolean
signet_proof_take (SignetJob         *job,
                   SignetItemStore   *store,
                   SignetCredential  *credential,
                   SignetSecret      *code,
                   SignetSecret      *passphrase,
                   GError           **error)
{
  switch (signet_credential_get_kind (credential))
    {
    case SIGNET_CREDENTIAL_CODE:
      job->reference = g_strdup (signet_credential_get_reference (credential));
      if (code == NULL)
        g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CODE, _ ("The code is missing."));
      else
        job->code = signet_secret_ref (code);
      return job->code != NULL;
    case SIGNET_CREDENTIAL_NONE:
      return signet_proof_check (credential, job->profile, error);
    case SIGNET_CREDENTIAL_ITEM:
    case SIGNET_CREDENTIAL_FILES:
    default:
      job->signer = signet_vault_get_signer (store, credential, passphrase, error);
      return job->signer != NULL;
    }
}
