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
#include "pki/signet-root-update.h"

#define ROOT_CA_CERT "1.3.6.1.5.5.7.4.20"
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

static SignetCertificate *
read_part (SignetInfo     *info,
           SignetInfoRoot  which)
{
  GBytes *der = signet_info_get_part (info, which);

  return der != NULL ? signet_certificate_new_from_der (der, NULL) : NULL;
}

/* RFC 9483 4.3.2: the client checks by itself that its root vouches for the new one; every release
 * of the library with a function for that had a fault in it (CVE-2026-42769). */
static void
verify_root (SignetInfo        *info,
             SignetCertificate *old)
{
  g_autoptr (SignetCertificate) new_with_new = read_part (info, SIGNET_INFO_NEW_WITH_NEW);
  g_autoptr (SignetCertificate) new_with_old = read_part (info, SIGNET_INFO_NEW_WITH_OLD);
  g_autoptr (SignetCertificate) old_with_new = read_part (info, SIGNET_INFO_OLD_WITH_NEW);
  g_autoptr (GError) problem = NULL;

  if (new_with_new != NULL && signet_root_update_verify (old, new_with_new, new_with_old,
                                                         old_with_new, &problem))
    signet_info_set_vouched (info, TRUE);
  else
    signet_info_add_field (info, _ ("Not verified"), problem != NULL ? problem->message : "?");
}

static void
verify_roots (SignetJob *job,
              GPtrArray *infos)
{
  g_autoptr (SignetCertificate) old = NULL;

  if (g_strcmp0 (job->question, ROOT_CA_CERT) != 0 || job->question_value == NULL)
    return;
  old = signet_certificate_new_from_der (job->question_value, NULL);
  for (guint i = 0; old != NULL && i < infos->len; i++)
    {
      SignetInfo *info = g_ptr_array_index (infos, i);

      if (signet_info_get_kind (info) == SIGNET_INFO_ROOT_UPDATE)
        verify_root (info, old);
    }
}

static SignetOutcome *
read_answer (SignetExchange *exchange)
{
  GError *error = NULL;
  GPtrArray *infos = signet_info_read (exchange->answer, &error);
  SignetOutcome *outcome;

  if (infos == NULL)
    return signet_exchange_failed (exchange, error);
  verify_roots (exchange->job, infos);
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
