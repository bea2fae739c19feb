/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-question-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "cmp/signet-info-private.h"
#include "cmp/signet-itav-private.h"
#include "cmp/signet-pending-private.h"
#include "cmp/signet-sender-private.h"
#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"
#include "pki/signet-root-update.h"

#define ROOT_CA_CERT "1.3.6.1.5.5.7.4.20"

typedef STACK_OF (OSSL_CMP_ITAV) Itavs;

static void
itavs_free (Itavs *itavs)
{
  sk_OSSL_CMP_ITAV_pop_free (itavs, OSSL_CMP_ITAV_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Itavs, itavs_free)

static gboolean
push_question (OSSL_CMP_CTX  *ctx,
               SignetJob     *job,
               GError       **error)
{
  g_autoptr (OSSL_CMP_ITAV) itav = NULL;

  /* RFC 9810 5.3.19: a genm without any asks for whatever the CA likes to tell. */
  if (job->question == NULL)
    return TRUE;
  itav = signet_itav_new (job->question, job->question_value, error);
  if (itav == NULL || !OSSL_CMP_CTX_push0_genm_ITAV (ctx, itav))
    return FALSE;
  (void) g_steal_pointer (&itav);

  return TRUE;
}

/* The library refuses to send a header with neither a name nor a reference number, although the
 * server need not know who asks. */
static gboolean
name_nobody (X509_NAME *sender,
             SignetJob *job)
{
  return job->reference != NULL || X509_NAME_entry_count (sender) > 0 ||
         X509_NAME_add_entry_by_NID (sender, NID_commonName, MBSTRING_ASC,
                                     (const guchar *) "anonymous", -1, -1, 0);
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

  return sender != NULL && name_nobody (sender, job) &&
         OSSL_CMP_CTX_set1_subjectName (ctx, sender);
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

/* RFC 9483 4.3.2: the client checks by itself that its root vouches for the new one; every release
 * of the library with a function for that had a fault in it (CVE-2026-42769). */
static void
verify_root (SignetInfo *info,
             GBytes     *root)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SignetCertificate) old = signet_certificate_new_from_der (root, &problem);

  if (old != NULL && signet_root_update_check (old, info, &problem))
    signet_info_add_field (info, _ ("Verified"), _ ("The old root vouches for the new one."));
  else
    signet_info_add_field (info, _ ("Not verified"), problem->message);
}

static void
verify_roots (SignetJob *job,
              GPtrArray *infos)
{
  if (g_strcmp0 (job->question, ROOT_CA_CERT) != 0 || job->question_value == NULL)
    return;
  for (guint i = 0; i < infos->len; i++)
    {
      SignetInfo *info = g_ptr_array_index (infos, i);

      if (signet_info_get_kind (info) == SIGNET_INFO_ROOT_UPDATE)
        verify_root (info, job->question_value);
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
