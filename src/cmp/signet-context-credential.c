/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-context-credential-private.h"

#include <openssl/err.h>
#include <string.h>

#include "cmp/signet-context-trust-private.h"
#include "cmp/signet-protection-private.h"
#include "pki/signet-ossl-private.h"

static gboolean
add_chain (SignetX509Stack *stack,
           SignetSigner    *signer)
{
  GPtrArray *chain = signet_signer_get_chain (signer);

  for (guint i = 0; i < chain->len; i++)
    {
      X509 *certificate = signet_certificate_get_x509 (g_ptr_array_index (chain, i));

      if (!X509_add_cert (stack, certificate, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP))
        return FALSE;
    }

  return TRUE;
}

/* Helps to build chains on both sides; none of it is trusted. */
static gboolean
set_untrusted (OSSL_CMP_CTX   *ctx,
               SignetExchange *exchange)
{
  g_autoptr (SignetX509Stack) stack = sk_X509_new_null ();
  SignetJob *job = exchange->job;
  SignetSigner *signer = job->code == NULL ? job->signer : NULL;

  return stack != NULL &&
         X509_add_certs (stack, exchange->untrusted, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP) &&
         (signer == NULL || add_chain (stack, signer)) &&
         (sk_X509_num (stack) == 0 || OSSL_CMP_CTX_set1_untrusted (ctx, stack));
}

static gboolean
set_extra (OSSL_CMP_CTX   *ctx,
           SignetProfile  *profile,
           GError        **error)
{
  g_autoptr (SignetX509Stack) stack = sk_X509_new_null ();

  return stack != NULL &&
         signet_context_add_certificates (stack, profile, SIGNET_TRUST_EXTRA, error) &&
         (sk_X509_num (stack) == 0 || OSSL_CMP_CTX_set1_extraCertsOut (ctx, stack));
}

static X509_STORE *
own_anchors (SignetProfile  *profile,
             GError        **error)
{
  g_autoptr (SignetX509Stack) stack = sk_X509_new_null ();
  g_autoptr (X509_STORE) store = X509_STORE_new ();

  if (stack == NULL || store == NULL ||
      !signet_context_add_certificates (stack, profile, SIGNET_TRUST_OWN, error))
    return NULL;
  X509_STORE_set_flags (store, X509_V_FLAG_PARTIAL_CHAIN);

  return signet_context_add_anchors (store, stack) ? g_steal_pointer (&store) : NULL;
}

static gboolean
ends_in_root (OSSL_CMP_CTX *ctx,
              X509         *signer)
{
  SignetX509Stack *candidates = OSSL_CMP_CTX_get0_untrusted (ctx);
  g_autoptr (SignetX509Stack) chain = X509_build_chain (signer, candidates, NULL, 1, NULL, NULL);

  return chain != NULL &&
         X509_self_signed (sk_X509_value (chain, sk_X509_num (chain) - 1), 0) == 1;
}

static void
warn (const char *line)
{
  ERR_clear_error ();
  signet_exchange_log_cb (NULL, NULL, 0, OSSL_CMP_LOG_WARNING, line);
}

/* A server that does not know the CAs above the signer needs them in the message (RFC 9483 3.3).
 * One that does is content without: an incomplete chain stops nobody. */
static gboolean
build_chain (OSSL_CMP_CTX   *ctx,
             SignetProfile  *profile,
             X509           *signer,
             GError        **error)
{
  g_autoptr (X509_STORE) own = NULL;

  if (signet_profile_get_n_certificates (profile, SIGNET_TRUST_OWN) == 0)
    {
      if (!ends_in_root (ctx, signer))
        warn ("the chain of the certificate that signs the request is not complete");
      return TRUE;
    }

  own = own_anchors (profile, error);
  if (own == NULL)
    return FALSE;
  if (!OSSL_CMP_CTX_build_cert_chain (ctx, own, NULL))
    warn ("the certificate that signs the request does not lead to the CA that it should");

  return TRUE;
}

static gboolean
set_signer (OSSL_CMP_CTX  *ctx,
            SignetJob     *job,
            GError       **error)
{
  X509 *certificate = signet_certificate_get_x509 (signet_signer_get_certificate (job->signer));

  return OSSL_CMP_CTX_set1_cert (ctx, certificate) &&
         OSSL_CMP_CTX_set1_pkey (ctx, signet_key_get_pkey (signet_signer_get_key (job->signer))) &&
         build_chain (ctx, job->profile, certificate, error);
}

static gboolean
set_code (OSSL_CMP_CTX *ctx,
          SignetJob    *job)
{
  const char *reference = job->reference;

  return (reference == NULL || OSSL_CMP_CTX_set1_referenceValue (ctx, (const guchar *) reference,
                                                                 (int) strlen (reference))) &&
         OSSL_CMP_CTX_set1_secretValue (ctx, (const guchar *) signet_secret_get_text (job->code),
                                        (int) signet_secret_get_size (job->code));
}

/**
 * signet_context_set_credential:
 * @ctx: a context
 * @exchange: the state of its step
 * @error: return location for a %SIGNET_ERROR
 *
 * Sets what requests are protected with, and what is sent along (RFC 9810 5.1.3). A secret value
 * wins over a certificate, while the sender is still taken from the certificate: only the one that
 * is meant is set. Without both, requests go out unprotected, which the profile has to allow.
 *
 * Returns: whether it worked
 */
gboolean
signet_context_set_credential (OSSL_CMP_CTX    *ctx,
                               SignetExchange  *exchange,
                               GError         **error)
{
  SignetJob *job = exchange->job;

  if (!signet_protection_set_algorithms (ctx, job, error) || !set_untrusted (ctx, exchange) ||
      !set_extra (ctx, job->profile, error))
    return FALSE;
  if (job->code != NULL)
    return set_code (ctx, job);
  if (job->signer != NULL)
    return set_signer (ctx, job, error);

  return signet_profile_get_flag (job->profile, SIGNET_SETTING_UNPROTECTED_REQUESTS) &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_UNPROTECTED_SEND, 1);
}
