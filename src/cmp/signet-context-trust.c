/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-context-trust-private.h"

#include "cmp/signet-authority-private.h"
#include "cmp/signet-context-private.h"
#include "cmp/signet-crl-store-private.h"
#include "cmp/signet-status-private.h"
#include "cmp/signet-verify-private.h"
#include "pki/signet-ossl-private.h"

/**
 * signet_context_add_certificates:
 * @stack: certificates
 * @profile: a CA
 * @trust: one of its lists
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE
 *
 * Adds the certificates of a list that are not there yet.
 *
 * Returns: whether it worked
 */
gboolean
signet_context_add_certificates (SignetX509Stack  *stack,
                                 SignetProfile    *profile,
                                 SignetTrust       trust,
                                 GError          **error)
{
  for (guint i = 0; i < signet_profile_get_n_certificates (profile, trust); i++)
    {
      g_autoptr (X509) certificate =
        signet_x509_from_der (signet_profile_get_certificate (profile, trust, i), error);

      if (certificate == NULL ||
          !X509_add_cert (stack, certificate, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP))
        return FALSE;
    }

  return TRUE;
}

/**
 * signet_context_add_anchors:
 * @store: what chains are verified with
 * @certificates: certificates
 *
 * Makes @store trust them.
 *
 * Returns: whether it worked
 */
gboolean
signet_context_add_anchors (X509_STORE      *store,
                            SignetX509Stack *certificates)
{
  for (int i = 0; i < sk_X509_num (certificates); i++)
    {
      if (!X509_STORE_add_cert (store, sk_X509_value (certificates, i)))
        return FALSE;
    }

  return TRUE;
}

/* A MAC-protected answer adds its caPubs to the store of the context: each context has its own. The
 * context gets no empty store, about which OpenSSL 3.5 would complain on standard error; the
 * settings are looked at all the same, but no revocation list is fetched for it. */
static gboolean
set_anchors (OSSL_CMP_CTX    *ctx,
             SignetExchange  *exchange,
             GError         **error)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();

  if (store == NULL || !signet_verify_set_options (exchange->job->profile,
                                                   X509_STORE_get0_param (store), error))
    return FALSE;
  if (sk_X509_num (exchange->anchors) == 0)
    return TRUE;
  if (!signet_context_add_anchors (store, exchange->anchors) ||
      !signet_authority_watch (exchange, store))
    return FALSE;
  signet_crl_store_fill (exchange, store);
  if (!OSSL_CMP_CTX_set0_trustedStore (ctx, store))
    return FALSE;
  (void) g_steal_pointer (&store);

  return TRUE;
}

/* The library verifies no chain for a certificate that is pinned, and so does not look whether it
 * was revoked. */
static gboolean
check_revocation (OSSL_CMP_CTX    *ctx,
                  SignetExchange  *exchange,
                  X509            *pinned,
                  GError         **error)
{
  SignetProfile *profile = exchange->job->profile;

  if (signet_profile_get_choice (profile, SIGNET_SETTING_CRL_CHECK) == SIGNET_CRL_CHECK_OFF ||
      signet_authority_verify_pinned (OSSL_CMP_CTX_get0_trustedStore (ctx), pinned,
                                      exchange->untrusted))
    return TRUE;
  g_propagate_error (error, signet_status_pinned_error (exchange));

  return FALSE;
}

static gboolean
set_pin (OSSL_CMP_CTX    *ctx,
         SignetExchange  *exchange,
         GError         **error)
{
  SignetProfile *profile = exchange->job->profile;
  g_autoptr (X509) pinned = NULL;

  if (signet_profile_get_n_certificates (profile, SIGNET_TRUST_SERVER) == 0)
    return TRUE;
  pinned =
    signet_x509_from_der (signet_profile_get_certificate (profile, SIGNET_TRUST_SERVER, 0), error);
  if (pinned == NULL || !check_revocation (ctx, exchange, pinned, error) ||
      !OSSL_CMP_CTX_set1_srvCert (ctx, pinned))
    return FALSE;
  exchange->signer = g_steal_pointer (&pinned);

  return TRUE;
}

/* The library ignores the key usage of all certificates or of none. What is no exception is refused
 * by our own callback, or, where a certificate is pinned and no callback is called, here. */
static gboolean
set_key_usage (OSSL_CMP_CTX   *ctx,
               SignetExchange *exchange)
{
  if (!signet_profile_has_value (exchange->job->profile, SIGNET_SETTING_IGNORE_KEY_USAGE) ||
      (exchange->signer != NULL && !signet_authority_may_sign (exchange, exchange->signer)))
    return TRUE;

  return OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_IGNORE_KEYUSAGE, 1);
}

/* Decoding a public key is what costs most about a certificate: they are read once a step. */
static gboolean
read_certificates (SignetExchange  *exchange,
                   GError         **error)
{
  SignetProfile *profile = exchange->job->profile;

  exchange->anchors = sk_X509_new_null ();
  exchange->untrusted = sk_X509_new_null ();

  return exchange->anchors != NULL && exchange->untrusted != NULL &&
         signet_context_add_certificates (exchange->anchors, profile, SIGNET_TRUST_ANCHORS,
                                          error) &&
         signet_context_add_certificates (exchange->untrusted, profile, SIGNET_TRUST_UNTRUSTED,
                                          error);
}

/**
 * signet_context_set_trust:
 * @ctx: a context
 * @exchange: the state of its step
 * @error: return location for a %SIGNET_ERROR
 *
 * Sets whose answers are taken: anchors with a store of their own and the settings of how they are
 * used, the pinned certificate, the expected sender (RFC 9810 8.9). Leaves in @exchange the
 * anchors, what else chains are built with, and as its signer the pinned certificate.
 *
 * Returns: whether it worked
 */
gboolean
signet_context_set_trust (OSSL_CMP_CTX    *ctx,
                          SignetExchange  *exchange,
                          GError         **error)
{
  SignetProfile *profile = exchange->job->profile;

  return read_certificates (exchange, error) && set_anchors (ctx, exchange, error) &&
         set_pin (ctx, exchange, error) && set_key_usage (ctx, exchange) &&
         signet_context_set_name (ctx, signet_profile_get_expected_sender (profile),
                                  OSSL_CMP_CTX_set1_expected_sender, error);
}
