/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-context-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cmp/signet-authority-private.h"
#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

static gboolean
set_callbacks (OSSL_CMP_CTX   *ctx,
               SignetExchange *exchange)
{
  return OSSL_CMP_CTX_set_log_cb (ctx, signet_exchange_log_cb) &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_LOG_VERBOSITY, OSSL_CMP_LOG_INFO) &&
         OSSL_CMP_CTX_set_transfer_cb (ctx, signet_exchange_transfer_cb) &&
         OSSL_CMP_CTX_set_transfer_cb_arg (ctx, exchange) &&
         OSSL_CMP_CTX_set_certConf_cb (ctx, signet_exchange_confirm_cb);
}

/* The clock of an exchange is ours: with a total timeout OpenSSL before 3.3 would count the time
 * that lies between two steps. */
static gboolean
set_options (OSSL_CMP_CTX  *ctx,
             SignetProfile *profile)
{
  return OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_MSG_TIMEOUT,
                                  (int) signet_profile_get_timeout (profile)) &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_TOTAL_TIMEOUT, 0) &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_SUBJECTALTNAME_NODEFAULT, 1);
}

/**
 * signet_context_set_name:
 * @ctx: a context
 * @name: (nullable): a name, or %NULL for nothing to set
 * @set: the function that sets it
 * @error: return location for a %SIGNET_ERROR
 *
 * Sets one of the names of a context.
 *
 * Returns: whether it worked
 */
gboolean
signet_context_set_name (OSSL_CMP_CTX *ctx,
                         SignetName *name,
                         int (*set) (OSSL_CMP_CTX *, const X509_NAME *),
                         GError **error)
{
  g_autoptr (X509_NAME) x509 = NULL;

  if (name == NULL)
    return TRUE;
  x509 = signet_name_to_x509 (name, error);

  return x509 != NULL && set (ctx, x509);
}

/* Decoding a public key is what costs most about a certificate: the anchors are read once a step.
 */
static gboolean
read_anchors (SignetExchange  *exchange,
              GError         **error)
{
  SignetProfile *profile = exchange->job->profile;

  exchange->anchors = sk_X509_new_null ();
  for (guint i = 0; i < signet_profile_get_n_certificates (profile, SIGNET_TRUST_ANCHORS); i++)
    {
      g_autoptr (X509) anchor = signet_x509_from_der (
        signet_profile_get_certificate (profile, SIGNET_TRUST_ANCHORS, i), error);

      if (anchor == NULL || !X509_add_cert (exchange->anchors, anchor, X509_ADD_FLAG_UP_REF))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_all (X509_STORE      *store,
         SignetX509Stack *certificates)
{
  for (int i = 0; i < sk_X509_num (certificates); i++)
    {
      if (!X509_STORE_add_cert (store, sk_X509_value (certificates, i)))
        return FALSE;
    }

  return TRUE;
}

/* A MAC-protected answer adds its caPubs to the store of the context: each context has its own. An
 * anchor may be an intermediate certificate that somebody pinned. An empty store would make OpenSSL
 * 3.5 complain on standard error. */
static gboolean
set_anchors (OSSL_CMP_CTX    *ctx,
             SignetX509Stack *anchors)
{
  g_autoptr (X509_STORE) store = NULL;

  if (sk_X509_num (anchors) == 0)
    return TRUE;

  store = X509_STORE_new ();
  if (store == NULL || !X509_STORE_set_flags (store, X509_V_FLAG_PARTIAL_CHAIN) ||
      !add_all (store, anchors) || !OSSL_CMP_CTX_set0_trustedStore (ctx, store))
    return FALSE;
  (void) g_steal_pointer (&store);

  return TRUE;
}

/* Whoever has a certificate under an anchor is not the CA for that; a sender that the profile names
 * is the person's own word. */
static gboolean
set_authority (OSSL_CMP_CTX  *ctx,
               SignetProfile *profile)
{
  X509_STORE *store = OSSL_CMP_CTX_get0_trustedStore (ctx);

  if (store != NULL && signet_profile_get_expected_sender (profile) == NULL)
    X509_STORE_set_verify_cb (store, signet_authority_verify_cb);

  return TRUE;
}

static gboolean
set_pin (OSSL_CMP_CTX   *ctx,
         SignetProfile  *profile,
         GError        **error)
{
  g_autoptr (X509) pinned = NULL;

  if (signet_profile_get_n_certificates (profile, SIGNET_TRUST_SERVER) == 0)
    return TRUE;
  pinned =
    signet_x509_from_der (signet_profile_get_certificate (profile, SIGNET_TRUST_SERVER, 0), error);

  return pinned != NULL && OSSL_CMP_CTX_set1_srvCert (ctx, pinned);
}

static gboolean
set_trust (OSSL_CMP_CTX    *ctx,
           SignetExchange  *exchange,
           GError         **error)
{
  SignetProfile *profile = exchange->job->profile;

  return read_anchors (exchange, error) && set_anchors (ctx, exchange->anchors) &&
         set_authority (ctx, profile) && set_pin (ctx, profile, error) &&
         signet_context_set_name (ctx, signet_profile_get_expected_sender (profile),
                                  OSSL_CMP_CTX_set1_expected_sender, error);
}

static gboolean
add_untrusted (SignetX509Stack  *stack,
               SignetProfile    *profile,
               SignetSigner     *signer,
               GError          **error)
{
  GPtrArray *chain = signer != NULL ? signet_signer_get_chain (signer) : NULL;

  for (guint i = 0; i < signet_profile_get_n_certificates (profile, SIGNET_TRUST_UNTRUSTED); i++)
    {
      g_autoptr (X509) certificate = signet_x509_from_der (
        signet_profile_get_certificate (profile, SIGNET_TRUST_UNTRUSTED, i), error);

      if (certificate == NULL ||
          !X509_add_cert (stack, certificate, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP))
        return FALSE;
    }
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    {
      X509 *certificate = signet_certificate_get_x509 (g_ptr_array_index (chain, i));

      if (!X509_add_cert (stack, certificate, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_untrusted (OSSL_CMP_CTX  *ctx,
               SignetJob     *job,
               GError       **error)
{
  g_autoptr (SignetX509Stack) stack = sk_X509_new_null ();

  return stack != NULL &&
         add_untrusted (stack, job->profile, job->code == NULL ? job->signer : NULL, error) &&
         (sk_X509_num (stack) == 0 || OSSL_CMP_CTX_set1_untrusted (ctx, stack));
}

/* A secret value wins over a certificate, while the sender is still taken from the certificate:
 * only the credential that is meant is set. SHA-256 for both parts of the MAC is what RFC
 * 9481 6.1.1 asks for; the library's own default is HMAC-SHA1. */
static gboolean
set_credential (OSSL_CMP_CTX *ctx,
                SignetJob    *job)
{
  const char *reference = job->reference;

  if (job->code != NULL)
    return (reference == NULL || OSSL_CMP_CTX_set1_referenceValue (ctx, (const guchar *) reference,
                                                                   (int) strlen (reference))) &&
           OSSL_CMP_CTX_set1_secretValue (ctx, (const guchar *) signet_secret_get_text (job->code),
                                          (int) signet_secret_get_size (job->code)) &&
           OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_OWF_ALGNID, NID_sha256) &&
           OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_MAC_ALGNID, NID_hmacWithSHA256);

  return OSSL_CMP_CTX_set1_cert (
           ctx, signet_certificate_get_x509 (signet_signer_get_certificate (job->signer))) &&
         OSSL_CMP_CTX_set1_pkey (ctx, signet_key_get_pkey (signet_signer_get_key (job->signer)));
}

/* The recipient is taken from a certificate where one is known, so that it is spelled as the CA
 * spells it; the library falls back to the NULL-DN. */
static gboolean
set_recipient (OSSL_CMP_CTX    *ctx,
               SignetExchange  *exchange,
               GError         **error)
{
  SignetProfile *profile = exchange->job->profile;

  if (signet_profile_get_recipient (profile) != NULL)
    return signet_context_set_name (ctx, signet_profile_get_recipient (profile),
                                    OSSL_CMP_CTX_set1_recipient, error);
  if (signet_profile_get_n_certificates (profile, SIGNET_TRUST_SERVER) > 0 ||
      sk_X509_num (exchange->anchors) == 0)
    return TRUE;

  return OSSL_CMP_CTX_set1_recipient (
    ctx, X509_get_subject_name (sk_X509_value (exchange->anchors, 0)));
}

/**
 * signet_context_new:
 * @exchange: the state that the callbacks use; must outlive the context
 * @error: return location for a %SIGNET_ERROR
 *
 * Sets up a context for one step, as far as every operation needs it: the only place that does. A
 * context is never used for a second step, since what it keeps of the first (transaction, nonces,
 * certificates, trust) would leak.
 *
 * Returns: (transfer full) (nullable): the context
 */
OSSL_CMP_CTX *
signet_context_new (SignetExchange  *exchange,
                    GError         **error)
{
  SignetJob *job = exchange->job;
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);

  if (ctx != NULL && set_callbacks (ctx, exchange) && set_options (ctx, job->profile) &&
      set_trust (ctx, exchange, error) && set_untrusted (ctx, job, error) &&
      set_credential (ctx, job) && set_recipient (ctx, exchange, error))
    return g_steal_pointer (&ctx);

  if (error != NULL && *error == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return NULL;
}
