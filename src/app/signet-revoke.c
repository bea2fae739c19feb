/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/signet-conclusion-private.h"
#include "app/signet-errand-private.h"
#include "app/signet-proof-private.h"
#include "core/signet-error.h"
#include "core/signet-kill-point.h"
#include "pki/signet-certificate.h"

/* One request for revocation: the certificate, the item that it is of, and what that item said
 * before. */
typedef struct
{
  SignetErrand *errand;
  SignetItemJournal *journal; /* of the item, which is locked; NULL where there is none */
  SignetCertificate *certificate;
  SignetRevocationState before;
  gint64 before_time;
  int before_reason;
} Revoke;

static void
revoke_clear (Revoke *self)
{
  g_clear_object (&self->journal);
  g_clear_object (&self->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Revoke, revoke_clear)

static SignetItem *
item_of (Revoke *self)
{
  return self->journal != NULL ? signet_item_journal_get_item (self->journal) : NULL;
}

static gboolean
is_meant (SignetItem       *item,
          SignetRevocation *revocation)
{
  GBytes *wanted = signet_revocation_get_certificate (revocation);
  GBytes *der = signet_item_get_certificate (item);
  g_autoptr (SignetCertificate) certificate = NULL;

  if (der == NULL)
    return FALSE;
  if (wanted != NULL)
    return g_bytes_equal (der, wanted);
  certificate = signet_certificate_new_from_der (der, NULL);

  return certificate != NULL &&
         g_str_equal (signet_certificate_get_serial (certificate),
                      signet_revocation_get_serial (revocation)) &&
         signet_name_equal (signet_certificate_get_issuer (certificate),
                            signet_revocation_get_issuer (revocation));
}

/* The item that a certificate is of need not be named to be marked. */
static char *
find_item (SignetErrand *errand)
{
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GPtrArray) items = signet_item_store_list (errand->store, &damaged, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      SignetItem *item = g_ptr_array_index (items, i);

      if (is_meant (item, errand->revocation))
        return g_strdup (signet_item_get_id (item));
    }

  return NULL;
}

static gboolean
take_certificate (Revoke  *self,
                  GError **error)
{
  SignetItem *item = item_of (self);
  GBytes *der = item != NULL ? signet_item_get_certificate (item)
                             : signet_revocation_get_certificate (self->errand->revocation);

  if (item != NULL && der == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                   _ ("“%s” has no certificate that could be revoked."),
                   signet_item_get_label (item));
      return FALSE;
    }
  if (der == NULL)
    return TRUE;
  self->certificate = signet_certificate_new_from_der (der, error);

  return self->certificate != NULL;
}

static gboolean
open_item (Revoke  *self,
           GError **error)
{
  SignetErrand *errand = self->errand;
  const char *named = signet_revocation_get_item (errand->revocation);
  g_autofree char *id = named != NULL ? g_strdup (named) : find_item (errand);

  if (id == NULL)
    return TRUE;
  self->journal = signet_item_store_lock (errand->store, id, error);
  if (self->journal == NULL)
    return FALSE;
  self->before = signet_item_get_revocation (item_of (self));
  self->before_time = signet_item_get_revoked_at (item_of (self));
  self->before_reason = signet_item_get_revocation_reason (item_of (self));

  return TRUE;
}

static SignetProfile *
profile_of (Revoke  *self,
            GError **error)
{
  SignetProfile *profile = self->errand->profile;

  if (profile == NULL && self->journal != NULL)
    profile = signet_item_get_profile (item_of (self));
  if (profile != NULL && signet_profile_get_server (profile) != NULL)
    return signet_profile_for_operation (profile, SIGNET_OPERATION_RR);
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                       _ ("The address of the server is missing."));

  return NULL;
}

/* Whoever has the certificate may ask for its revocation with its own key. */
static SignetCredential *
credential_of (Revoke  *self,
               GError **error)
{
  if (self->errand->credential != NULL)
    return signet_credential_ref (self->errand->credential);
  if (self->journal != NULL && signet_item_has_key (item_of (self)))
    return signet_credential_new_item (signet_item_get_id (item_of (self)));
  g_set_error_literal (
    error, SIGNET_ERROR, SIGNET_ERROR_CODE,
    _ ("A code, or a certificate that may ask for the revocation, is missing."));

  return NULL;
}

static SignetJob *
job_new (Revoke  *self,
         GError **error)
{
  SignetErrand *errand = self->errand;
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (SignetCredential) credential = credential_of (self, error);
  SignetName *issuer = signet_revocation_get_issuer (errand->revocation);

  job->operation = SIGNET_OPERATION_RR;
  job->profile = credential != NULL ? profile_of (self, error) : NULL;
  if (job->profile == NULL)
    return NULL;
  job->old_certificate = self->certificate != NULL ? g_object_ref (self->certificate) : NULL;
  if (self->certificate == NULL)
    {
      job->issuer = signet_name_ref (issuer);
      job->serial = g_strdup (signet_revocation_get_serial (errand->revocation));
    }
  job->reason = signet_revocation_get_reason (errand->revocation);
  job->trace = errand->trace != NULL ? signet_trace_ref (errand->trace) : NULL;

  return signet_proof_take (job, errand->store, credential,
                            signet_credential_get_code (credential), errand->passphrase, error)
           ? g_steal_pointer (&job)
           : NULL;
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Nothing goes to the CA, so that nothing becomes of the certificate. */
static gboolean
sends_nothing (Revoke *self)
{
  SignetTrace *trace = self->errand->trace;

  return trace != NULL && (signet_trace_is_dry_run (trace) || signet_trace_is_replay (trace));
}

/* On disk before anything is sent: whatever happens from here on, nobody takes the certificate for
 * one that is certainly valid. What is revoked already stays so. */
static gboolean
note_unknown (Revoke  *self,
              GError **error)
{
  if (self->journal == NULL || self->before == SIGNET_REVOCATION_REVOKED || sends_nothing (self))
    return TRUE;
  signet_item_set_revocation (item_of (self), SIGNET_REVOCATION_UNKNOWN, now (),
                              signet_revocation_get_reason (self->errand->revocation));
  if (!signet_item_journal_save (self->journal, error))
    return FALSE;
  signet_kill_point ("revocation-unknown");

  return TRUE;
}

/* What was revoked before stays as it was. */
static void
set_done (Revoke *self)
{
  int reason = signet_revocation_get_reason (self->errand->revocation);

  if (reason == SIGNET_REVOCATION_REMOVE_FROM_CRL)
    signet_item_set_revocation (item_of (self), SIGNET_REVOCATION_NONE, 0,
                                SIGNET_REVOCATION_NO_REASON);
  else if (self->before != SIGNET_REVOCATION_REVOKED)
    signet_item_set_revocation (item_of (self), SIGNET_REVOCATION_REVOKED, now (), reason);
}

/* Nothing happened this time. Whether an earlier request, whose answer was lost, did what it was
 * for, is as open as before: a CA may well refuse because of that. */
static void
set_back (Revoke *self)
{
  signet_item_set_revocation (item_of (self), self->before, self->before_time, self->before_reason);
}

/* What the item says afterwards; a lost answer, or a “no” that anybody could have sent, leaves it
 * open. */
static void
note_end (Revoke              *self,
          const SignetOutcome *outcome)
{
  g_autoptr (GError) error = NULL;

  if (outcome->error == NULL)
    set_done (self);
  else if (!outcome->left || signet_error_is_verified_refusal (outcome->error))
    set_back (self);
  if (!signet_item_journal_save (self->journal, &error))
    g_debug ("What became of a revocation could not be noted: %s", error->message);
  signet_kill_point ("revocation-noted");
}

static SignetErrandResult *
conclude (Revoke        *self,
          SignetOutcome *outcome)
{
  SignetErrandResult *result;

  if (self->journal != NULL && !sends_nothing (self))
    note_end (self, outcome);
  result = signet_errand_result_new (g_steal_pointer (&outcome->error), outcome);
  if (result->error == NULL && sends_nothing (self))
    signet_report_add_warning (
      result->report,
      _ ("The answer is from a recording. Nothing was sent, and nothing was revoked."));
  if (self->journal != NULL)
    result->item = signet_item_copy (item_of (self));

  return result;
}

/* A CA may refuse whoever signs with a certificate that is revoked, and has nothing more to do. */
static gboolean
is_done (Revoke *self)
{
  int reason = signet_revocation_get_reason (self->errand->revocation);

  return self->before == SIGNET_REVOCATION_REVOKED && self->journal != NULL &&
         self->errand->credential == NULL &&
         (reason == SIGNET_REVOCATION_NO_REASON || reason == self->before_reason);
}

static SignetErrandResult *
conclude_done (Revoke *self)
{
  SignetErrandResult *result = signet_errand_result_new (NULL, NULL);

  signet_report_add_warning (result->report,
                             _ ("The certificate was revoked before. Nothing was sent."));

  return result;
}

static gboolean
prepare (Revoke  *self,
         GError **error)
{
  return open_item (self, error) && take_certificate (self, error) &&
         (self->journal == NULL || signet_item_store_check_space (self->errand->store, error));
}

/**
 * signet_revoke_run:
 * @errand: the wish to revoke a certificate
 * @cancellable: (nullable): ends it while nothing was sent
 *
 * Asks a CA to revoke a certificate (RFC 9810 5.3.9), under the lock of the item that it is of,
 * where there is one. Blocks, also for the keyring's prompt: for worker threads only.
 *
 * Returns: (transfer full): what became of it
 */
SignetErrandResult *
signet_revoke_run (SignetErrand *errand,
                   GCancellable *cancellable)
{
  g_auto (Revoke) self = { .errand = errand };
  g_autoptr (SignetJob) job = NULL;
  g_autoptr (SignetOutcome) outcome = NULL;
  GError *error = NULL;

  if (!prepare (&self, &error))
    return signet_errand_result_new (error, NULL);
  if (is_done (&self))
    return conclude_done (&self);
  job = job_new (&self, &error);
  if (job == NULL || !note_unknown (&self, &error))
    return signet_errand_result_new (error, NULL);
  outcome = signet_worker_run (job, errand->progress, errand->progress_data, cancellable);

  return conclude (&self, outcome);
}
