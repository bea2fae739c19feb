/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-context-private.h"

#include <glib/gi18n-lib.h>

#include "cmp/signet-context-credential-private.h"
#include "cmp/signet-context-trust-private.h"
#include "cmp/signet-review-private.h"
#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

#define DEFAULT_DEADLINE (10 * 60) /* seconds of one step, where the profile does not say */

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

/* The clock of an exchange is ours, since OpenSSL before 3.3 counts what lies between two steps,
 * and the time for which a person looks at the certificate. Later releases sleep within a call when
 * the server asks to wait for the answer to a confirmation, which nothing but this limit ends. */
static int
total_timeout (SignetProfile *profile)
{
#ifdef HAVE_OSSL_CMP_CTX_GET0_GENINFO_ITAVS
  int deadline = (int) signet_profile_get_number (profile, SIGNET_SETTING_TOTAL_TIMEOUT);

  return (deadline > 0 ? deadline : DEFAULT_DEADLINE) + SIGNET_REVIEW_MAX_WAIT;
#else
  return 0;
#endif
}

static gboolean
set_confirm (OSSL_CMP_CTX  *ctx,
             SignetProfile *profile)
{
  switch (signet_profile_get_choice (profile, SIGNET_SETTING_CONFIRM))
    {
    case SIGNET_CONFIRM_IMPLICIT:
      return OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_IMPLICIT_CONFIRM, 1);
    case SIGNET_CONFIRM_DISABLED:
      return OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_DISABLE_CONFIRM, 1);
    case SIGNET_CONFIRM_EXPLICIT:
    default:
      return TRUE;
    }
}

static gboolean
set_options (OSSL_CMP_CTX  *ctx,
             SignetProfile *profile)
{
  return OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_MSG_TIMEOUT,
                                  (int) signet_profile_get_timeout (profile)) &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_TOTAL_TIMEOUT, total_timeout (profile)) &&
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
      set_confirm (ctx, job->profile) &&
      signet_context_set_trust (ctx, exchange, error) &&
      signet_context_set_credential (ctx, exchange, error) && set_recipient (ctx, exchange, error))
    return g_steal_pointer (&ctx);

  if (error != NULL && *error == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return NULL;
}
