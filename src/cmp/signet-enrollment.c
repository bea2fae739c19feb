/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-enrollment-private.h"

#include <glib/gi18n-lib.h>

#include "cmp/signet-central-key-private.h"
#include "cmp/signet-confirm-warned-private.h"
#include "cmp/signet-crm-private.h"
#include "cmp/signet-sender-private.h"
#include "cmp/signet-stand-in-private.h"
#include "cmp/signet-status-private.h"
#include "core/signet-error.h"
#include "core/signet-kill-point.h"
#include "pki/signet-csr-private.h"
#include "pki/signet-ossl-private.h"

#define MIN_WAIT 5       /* seconds between two pollReq, whatever the server says */
#define JITTER 0.1       /* so that clients told the same time do not come at the same time */
#define TRY_WAITING (-1) /* OSSL_CMP_try_certreq(3): the server asks to wait */

static gboolean
set_key (OSSL_CMP_CTX *ctx,
         SignetKey    *key)
{
  EVP_PKEY *pkey = signet_key_get_pkey (key);

  if (!EVP_PKEY_up_ref (pkey))
    return FALSE;
  if (OSSL_CMP_CTX_set0_newPkey (ctx, signet_key_is_private (key) ? 1 : 0, pkey))
    return TRUE;
  EVP_PKEY_free (pkey);

  return FALSE;
}

/* The library takes the sender from the certificate that signs, then from an old certificate, then,
 * since 3.2, from a PKCS#10 request, and only then from the name that is set here. With a request
 * of others a stand-in takes the place of the old certificate. */
static gboolean
set_sender (OSSL_CMP_CTX  *ctx,
            SignetJob     *job,
            SignetName    *person,
            GError       **error)
{
  g_autoptr (X509_NAME) nobody = X509_NAME_new ();
  g_autoptr (X509_NAME) sender = NULL;
  g_autoptr (X509) stand_in = NULL;

  if (job->code == NULL && job->signer != NULL)
    return TRUE;
  sender = signet_sender_new (job, person, error);
  if (sender == NULL || nobody == NULL)
    return FALSE;
  if (job->operation != SIGNET_OPERATION_P10CR)
    return OSSL_CMP_CTX_set1_subjectName (ctx, sender);
  stand_in = signet_stand_in_new (sender, nobody, NULL);

  return stand_in != NULL && OSSL_CMP_CTX_set1_oldCert (ctx, stand_in);
}

/* What is asked for with a template: ir, cr and kur. A renewal speaks for the one who has the old
 * certificate, also where a code protects it and the certificate is only named. */
static gboolean
prepare_template (SignetExchange  *exchange,
                  OSSL_CMP_CTX    *ctx,
                  OSSL_CRMF_MSG  **request,
                  GError         **error)
{
  SignetJob *job = exchange->job;
  g_autoptr (SignetTemplate) asked = signet_crm_dup_template (job, error);
  SignetName *person;

  if (asked == NULL)
    return FALSE;
  person = job->operation == SIGNET_OPERATION_KUR && job->old_certificate != NULL
             ? signet_certificate_get_subject (job->old_certificate)
             : signet_template_get_subject (asked);
  if ((!signet_central_key_is_wanted (job) && !set_key (ctx, job->key)) ||
      !set_sender (ctx, job, person, error))
    return FALSE;
  *request = signet_crm_new (ctx, job, asked, error);

  return *request != NULL;
}

/* What is asked for with a PKCS#10 request (p10cr), which goes out as it is. */
static gboolean
prepare_csr (OSSL_CMP_CTX  *ctx,
             SignetJob     *job,
             GError       **error)
{
  g_autoptr (SignetCsr) csr = signet_csr_new_from_data (job->csr, error);

  return csr != NULL && set_sender (ctx, job, signet_csr_get_subject (csr), error) &&
         OSSL_CMP_CTX_set1_p10CSR (ctx, signet_csr_get_x509_req (csr));
}

static gboolean
prepare (SignetExchange  *exchange,
         OSSL_CMP_CTX    *ctx,
         OSSL_CRMF_MSG  **request,
         GError         **error)
{
  SignetJob *job = exchange->job;

  if (job->operation == SIGNET_OPERATION_P10CR ? prepare_csr (ctx, job, error)
                                               : prepare_template (exchange, ctx, request, error))
    return TRUE;
  if (error != NULL && *error == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return FALSE;
}

/* Never earlier than the server asked, never in a tight loop. */
static gint64
next_check (SignetExchange *exchange)
{
  gint64 asked =
    exchange->last != NULL && exchange->last->check_after > 0 ? exchange->last->check_after : 0;
  gint64 wait = CLAMP (asked, MIN_WAIT, G_MAXINT32);

  return g_get_real_time () / G_USEC_PER_SEC + wait +
         (gint64) ((double) wait * JITTER * g_random_double ());
}

static SignetOutcome *
outcome_waiting (SignetExchange *exchange)
{
  SignetOutcome *outcome;
  GError *error = NULL;
  gint64 when = next_check (exchange);

  if (!signet_exchange_accept (exchange, when, &error))
    return signet_exchange_failed (exchange, error);

  outcome = signet_outcome_new (SIGNET_OUTCOME_WAITING);
  outcome->next_check = when;

  return outcome;
}

static SignetOutcome *
outcome_issued (SignetExchange *exchange)
{
  SignetOutcome *outcome;
  GError *error = NULL;

  signet_exchange_tell (exchange, SIGNET_STAGE_SAVE);
  signet_kill_point ("pkiconf");
  if (!signet_journal_confirmed (exchange->job->journal, &error))
    return signet_exchange_failed (exchange, error);

  outcome = signet_outcome_new (SIGNET_OUTCOME_ISSUED);
  outcome->stored = TRUE;

  return outcome;
}

/* A repeated certConf may be answered with “certConfirmed”: then the first one had arrived. */
static gboolean
was_confirmed_before (SignetExchange *exchange,
                      OSSL_CMP_CTX   *ctx)
{
  return exchange->stored &&
         signet_status_is_refused_for (ctx, OSSL_CMP_PKIFAILUREINFO_certConfirmed);
}

/* An answer that was verified, but whose key did not open, may hold the only copy of that. */
static SignetOutcome *
failed_try (SignetExchange *exchange,
            OSSL_CMP_CTX   *ctx)
{
  GError *error;

  /* A refusal that was verified is no answer to fall back behind. */
  if (signet_status_is_refusal (ctx))
    exchange->unaccepted = FALSE;
  error = signet_status_to_error (exchange, ctx);
  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_KEY))
    exchange->unaccepted = FALSE;

  return signet_exchange_failed (exchange, error);
}

static SignetOutcome *
finish_try (SignetExchange *exchange,
            OSSL_CMP_CTX   *ctx,
            int             result)
{
  if (result == TRY_WAITING)
    return outcome_waiting (exchange);
  if (result == 1 && exchange->stored && exchange->rejected == NULL)
    return outcome_issued (exchange);
  if (was_confirmed_before (exchange, ctx) || signet_confirm_take_warned (exchange, ctx))
    return outcome_issued (exchange);
  if (exchange->job->wish == SIGNET_JOB_CANCEL &&
      g_error_matches (exchange->rejected, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return signet_outcome_new (SIGNET_OUTCOME_CANCELLED);

  return failed_try (exchange, ctx);
}

static gboolean
has_stored_answer (SignetExchange *exchange)
{
  return exchange->job->response != NULL || exchange->use_candidate;
}

/* The first call replays; where that leads to the point at which the server was last asked to wait,
 * the second one polls for real. */
static int
try_certificate (SignetExchange      *exchange,
                 OSSL_CMP_CTX        *ctx,
                 const OSSL_CRMF_MSG *request)
{
  int request_type = exchange->job->operation->request_body;
  int result = OSSL_CMP_try_certreq (ctx, request_type, request, NULL);

  if (result != TRY_WAITING || exchange->polled || !has_stored_answer (exchange))
    return result;
  /* A stored pollRep that nobody had accepted yet: its waiting time starts now. */
  if (exchange->unaccepted)
    return result;
  if (exchange->job->wish == SIGNET_JOB_CANCEL)
    return result;

  return OSSL_CMP_try_certreq (ctx, request_type, request, NULL);
}

/* RFC 9810 5.3.21: an error message tells the server that the client gives up; pkiConf answers it.
 */
static SignetOutcome *
tell_server (SignetExchange *exchange,
             OSSL_CMP_CTX   *ctx)
{
  signet_exchange_tell (exchange, SIGNET_STAGE_CONTACT);
  if (OSSL_CMP_try_certreq (ctx, -1, NULL, NULL) == 1)
    return signet_outcome_new (SIGNET_OUTCOME_CANCELLED);

  return signet_exchange_failed (exchange, signet_status_to_error (exchange, ctx));
}

/**
 * signet_enrollment_run:
 * @exchange: the state of a step of an operation that leads to a certificate
 * @ctx: its context
 *
 * Asks for a certificate (ir, cr, p10cr and kur, RFC 9810 5.3.1 to 5.3.5), or takes whatever step
 * comes next.
 *
 * Returns: (transfer full): how the step ended
 */
SignetOutcome *
signet_enrollment_run (SignetExchange *exchange,
                       OSSL_CMP_CTX   *ctx)
{
  SignetJob *job = exchange->job;
  g_autoptr (OSSL_CRMF_MSG) request = NULL;
  GError *error = NULL;
  int result;

  if (!prepare (exchange, ctx, &request, &error))
    return signet_exchange_failed (exchange, error);

  result = try_certificate (exchange, ctx, request);
  if (result == TRY_WAITING && job->wish == SIGNET_JOB_CANCEL)
    {
      /* Whatever becomes of the error message: the answer that asks to wait is verified. */
      exchange->unaccepted = FALSE;
      return tell_server (exchange, ctx);
    }

  return finish_try (exchange, ctx, result);
}
