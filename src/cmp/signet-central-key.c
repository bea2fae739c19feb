/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-central-key-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "core/signet-error.h"
#include "pki/signet-key-purpose-private.h"
#include "pki/signet-ossl-private.h"

/* Keys that the server makes (RFC 9483 4.1.6). The library opens what the server sends: only who
 * signed the request can, and only where an authority for that signed the key. What is left for
 * this side is to look at the key, and not to lose it: it is on disk before the certificate is, and
 * that before the server hears that both have arrived. Until then the stored answer brings it
 * again, to whoever has the key that signed the request. */

/**
 * signet_central_key_check:
 * @signs: whether the request is signed
 * @error: return location for a %SIGNET_ERROR_UNSUPPORTED
 *
 * Looks whether a server can be asked to make the key at all.
 *
 * Returns: whether it can
 */
gboolean
signet_central_key_check (gboolean   signs,
                          GError   **error)
{
#ifdef HAVE_OSSL_CRMF_MSG_CENTRALKEYGEN_REQUESTED
  signet_key_purpose_init ();
  if (signs)
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_UNSUPPORTED,
                       _ ("A key that the server makes can only be delivered to somebody who signs "
                          "the request with a certificate."));
#else
  g_set_error_literal (
    error, SIGNET_ERROR, SIGNET_ERROR_UNSUPPORTED,
    _ ("This version of OpenSSL cannot take keys that the server makes."));
#endif

  return FALSE;
}

/**
 * signet_central_key_is_wanted:
 * @job: what is to be done
 *
 * Returns: whether the server makes the key
 */
gboolean
signet_central_key_is_wanted (const SignetJob *job)
{
  return job->operation != NULL && job->operation->needs_key &&
         signet_profile_get_flag (job->profile, SIGNET_SETTING_CENTRAL_KEY);
}

/* The two halves of a key come from somebody else. */
static gboolean
is_pair (EVP_PKEY *pkey)
{
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_pkey (NULL, pkey, NULL);
  gboolean pair = ctx != NULL && EVP_PKEY_pairwise_check (ctx) == 1;

  EVP_PKEY_CTX_free (ctx);
  ERR_clear_error ();

  return pair;
}

/**
 * signet_central_key_fits:
 * @ctx: the context of a step in which a certificate came
 * @certificate: that
 * @error: return location for a %SIGNET_ERROR_OTHER_KEY or %SIGNET_ERROR_KEY_TYPE
 *
 * Looks at the key that came with a certificate.
 *
 * Returns: whether it is the one that was certified, and can be used
 */
gboolean
signet_central_key_fits (OSSL_CMP_CTX  *ctx,
                         X509          *certificate,
                         GError       **error)
{
  EVP_PKEY *pkey = OSSL_CMP_CTX_get0_newPkey (ctx, 1);
  EVP_PKEY *certified = X509_get0_pubkey (certificate);
  g_autoptr (SignetKey) key = NULL;

  if (pkey == NULL || certified == NULL || EVP_PKEY_eq (certified, pkey) != 1 || !is_pair (pkey))
    {
      g_set_error_literal (
        error, SIGNET_ERROR, SIGNET_ERROR_OTHER_KEY,
        _ ("The key that the server made is not the one in the certificate."));
      return FALSE;
    }
  key = signet_key_new_from_pkey (pkey, error);

  return key != NULL;
}

/* What is written opens with the passphrase, and is that key. */
static gboolean
opens (GBytes        *pem,
       SignetSecret  *passphrase,
       SignetKey     *key,
       GError       **error)
{
  g_autoptr (SignetKey) read = signet_key_new_from_pem (pem, passphrase, error);

  if (read == NULL || g_strcmp0 (signet_key_get_id (read), signet_key_get_id (key)) == 0)
    return read != NULL;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                       _ ("The key that was written is not the one that was made."));

  return FALSE;
}

/**
 * signet_central_key_store:
 * @exchange: the state of a step
 * @ctx: its context, whose key signet_central_key_fits() has looked at
 * @error: return location for a %SIGNET_ERROR
 *
 * Journals the key that the server made, encrypted. Where an earlier process came as far as this,
 * the job has the key already.
 *
 * Returns: whether it is on disk
 */
gboolean
signet_central_key_store (SignetExchange  *exchange,
                          OSSL_CMP_CTX    *ctx,
                          GError         **error)
{
  SignetJob *job = exchange->job;
  g_autoptr (SignetKey) key =
    signet_key_new_from_pkey (OSSL_CMP_CTX_get0_newPkey (ctx, 1), error);
  g_autoptr (GBytes) pem = NULL;

  if (key == NULL)
    return FALSE;
  if (job->key != NULL && g_str_equal (signet_key_get_id (job->key), signet_key_get_id (key)))
    return TRUE;
  pem = signet_key_to_encrypted_pem (key, job->passphrase, job->iterations, error);

  return pem != NULL && opens (pem, job->passphrase, key, error) &&
         signet_journal_key (job->journal, pem, signet_key_get_id (key), error);
}
