/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-question-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "cmp/signet-crl-status-private.h"
#include "cmp/signet-info-private.h"
#include "cmp/signet-itav-private.h"
#include "cmp/signet-pending-private.h"
#include "cmp/signet-sender-private.h"
#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

#define CRL_STATUS_LIST "1.3.6.1.5.5.7.4.22"

typedef STACK_OF (OSSL_CMP_ITAV) Itavs;

static void
itavs_free (Itavs *itavs)
{
  sk_OSSL_CMP_ITAV_pop_free (itavs, OSSL_CMP_ITAV_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Itavs, itavs_free)

/* Which revocation list is meant is told by an older one, or by a certificate. */
static GBytes *
dup_value (SignetJob *job)
{
  GBytes *made = NULL;

  if (job->question_value == NULL)
    return NULL;
  if (g_str_equal (job->question, CRL_STATUS_LIST))
    made = signet_crl_status_new (job->question_value);

  return made != NULL ? made : g_bytes_ref (job->question_value);
}

static gboolean
push_question (OSSL_CMP_CTX  *ctx,
               SignetJob     *job,
               GError       **error)
{
  g_autoptr (OSSL_CMP_ITAV) itav = NULL;
  g_autoptr (GBytes) value = NULL;

  /* RFC 9810 5.3.19: a genm without any asks for whatever the CA likes to tell. */
  if (job->question == NULL)
    return TRUE;
  value = dup_value (job);
  itav = signet_itav_new (job->question, value, error);
  if (itav == NULL || !OSSL_CMP_CTX_push0_genm_ITAV (ctx, itav))
    return FALSE;
  (void) g_steal_pointer (&itav);

  return TRUE;
}

static gboolean
set_sender (OSSL_CMP_CTX  *ctx,
            SignetJob     *job,
            GError       **error)
{
  SignetName *person =
    job->subject_template != NULL ? signet_template_get_subject (job->subject_template) : NULL;
  g_autoptr (X509_NAME) sender = NULL;

  if (job->code == NULL && job->signer != NULL)
    return TRUE;
  sender = signet_sender_new (job, person, error);

  return sender != NULL && OSSL_CMP_CTX_set1_subjectName (ctx, sender);
}

static gboolean
prepare (OSSL_CMP_CTX  *ctx,
         SignetJob     *job,
         GError       **error)
{
  if (push_question (ctx, job, error) && set_sender (ctx, job, error))
    return TRUE;
  if (error != NULL && *error == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return FALSE;
}

static SignetOutcome *
read_answer (SignetExchange *exchange)
{
  GError *error = NULL;
  GPtrArray *infos = signet_info_read (exchange->answer, &error);
  SignetOutcome *outcome;

  if (infos == NULL)
    return signet_exchange_failed (exchange, error);
  outcome = signet_outcome_new (SIGNET_OUTCOME_DONE);
  outcome->infos = infos;

  return outcome;
}

/**
 * signet_question_run:
 * @exchange: the state of a step that asks a CA something
 * @ctx: its context
 *
 * Asks a CA for information (genm, RFC 9810 5.3.19; RFC 9483 4.3).
 *
 * Returns: (transfer full): how it ended
 */
SignetOutcome *
signet_question_run (SignetExchange *exchange,
                     OSSL_CMP_CTX   *ctx)
{
  g_autoptr (Itavs) itavs = NULL;
  GError *error = NULL;

  /* Nothing changes at the server, so that the person may leave at any time. */
  signet_transport_set_abandonable (exchange->transport, TRUE);
  if (!prepare (ctx, exchange->job, &error))
    return signet_exchange_failed (exchange, error);
  itavs = OSSL_CMP_exec_GENM_ses (ctx);
  if (itavs == NULL)
    return signet_exchange_failed (exchange, signet_pending_to_error (exchange, ctx));

  return read_answer (exchange);
}
