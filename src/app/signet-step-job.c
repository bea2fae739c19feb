/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-proof-private.h"
#include "app/signet-step-private.h"
#include "app/signet-task-private.h"
#include "app/signet-vault-private.h"
#include "pki/signet-csr.h"

/* What the CMP core needs for one step of an item's life. */

/**
 * signet_step_is_sent_as_new:
 * @step: a step
 * @item: its item
 *
 * Returns: whether the step leaves behind what was exchanged before
 */
gboolean
signet_step_is_sent_as_new (SignetStep *step,
                            SignetItem *item)
{
  SignetItemState state = signet_item_get_state (item);

  if (state == SIGNET_ITEM_STATE_RECEIVED)
    return (step->flags & SIGNET_RUN_START_OVER) != 0;

  return state != SIGNET_ITEM_STATE_WAITING && state != SIGNET_ITEM_STATE_UNCONFIRMED;
}

/* The messages to go on from; a request that starts over has none. */
static void
take_messages (SignetJob         *job,
               SignetStep        *step,
               SignetItemJournal *journal)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  SignetItemState state = signet_item_get_state (item);
  GBytes *response = signet_item_journal_get_response (journal);
  GBytes *poll = signet_item_journal_get_poll (journal);
  GBytes *candidate = signet_item_journal_get_candidate (journal);

  if (signet_step_is_sent_as_new (step, item))
    return;

  job->response = response != NULL ? g_bytes_ref (response) : NULL;
  job->poll = poll != NULL ? g_bytes_ref (poll) : NULL;
  job->candidate = candidate != NULL ? g_bytes_ref (candidate) : NULL;
  if (state == SIGNET_ITEM_STATE_UNCONFIRMED && signet_item_get_certificate (item) != NULL)
    job->certificate = g_bytes_ref (signet_item_get_certificate (item));
}

static gboolean
take_credential (SignetJob   *job,
                 SignetStep  *step,
                 SignetItem  *item,
                 GError     **error)
{
  SignetCredential *credential = signet_item_get_credential (item);
  g_autoptr (SignetSecret) code = NULL;

  if (signet_credential_get_kind (credential) == SIGNET_CREDENTIAL_CODE)
    {
      code = signet_vault_get_code (step->store, item, step->credential, error);
      if (code == NULL)
        return FALSE;
    }

  return signet_proof_take (job, step->store, credential, code, step->passphrase, error);
}

/* A signing request says itself what the certificate shall say, where nobody said more. */
static SignetTemplate *
template_of (SignetItem *item)
{
  g_autoptr (SignetTemplate) empty = signet_template_new (NULL, NULL);
  SignetTemplate *asked = signet_item_get_template (item);

  if (signet_item_get_csr (item) != NULL && signet_template_equal (asked, empty))
    return NULL;

  return signet_template_ref (asked);
}

static gboolean
take_origin (SignetJob   *job,
             SignetItem  *item,
             SignetKey   *key,
             GError     **error)
{
  GBytes *old = signet_item_get_old_certificate (item);
  GBytes *csr = signet_item_get_csr (item);
  g_autoptr (SignetCsr) parsed = NULL;

  if (csr != NULL)
    {
      parsed = signet_csr_new_from_data (csr, error);
      if (parsed == NULL)
        return FALSE;
      job->csr = g_bytes_ref (signet_csr_get_der (parsed));
    }
  if (old != NULL)
    {
      job->old_certificate = signet_certificate_new_from_der (old, error);
      if (job->old_certificate == NULL)
        return FALSE;
    }
  if (signet_item_get_public_key (item) != NULL)
    job->key = signet_key_new_public (signet_item_get_public_key (item), error);
  else if (key != NULL)
    job->key = g_object_ref (key);

  return job->key != NULL || !signet_item_get_operation (item)->needs_key ||
         signet_item_has_central_key (item);
}

/* What a key that the server makes is encrypted with. */
static gboolean
take_passphrase (SignetJob   *job,
                 SignetStep  *step,
                 SignetItem  *item,
                 GError     **error)
{
  if (!signet_item_has_central_key (item))
    return TRUE;
  job->passphrase = signet_vault_get_passphrase (step->store, item, step->passphrase, error);
  job->iterations = signet_step_get_iterations (item);

  return job->passphrase != NULL;
}

/* On the worker's thread. */
static SignetReviewVerdict
review_cb (SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds_left,
           gpointer           user_data)
{
  SignetStep *step = user_data;

  return signet_task_review (step->task, issued, differences, seconds_left, step->unwanted);
}

/**
 * signet_step_make_job:
 * @step: a step
 * @journal: the item's journal
 * @key: (nullable): the item's key, where it has one
 * @error: return location for a %SIGNET_ERROR
 *
 * Freezes what the step needs. The item keeps the whole profile; the job gets what it says for the
 * item's operation.
 *
 * Returns: (transfer full) (nullable): the job
 */
SignetJob *
signet_step_make_job (SignetStep         *step,
                      SignetItemJournal  *journal,
                      SignetKey          *key,
                      GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (SignetJob) job = signet_job_new ();

  job->operation = signet_item_get_operation (item);
  job->profile = signet_profile_for_operation (signet_item_get_profile (item), job->operation);
  job->subject_template = template_of (item);
  job->journal = SIGNET_JOURNAL (g_object_ref (journal));
  job->trace = step->trace != NULL ? signet_trace_ref (step->trace) : NULL;
  job->wish = step->wish;
  job->unwanted = step->unwanted != NULL ? g_object_ref (step->unwanted) : NULL;
  job->accept_unverified = signet_item_get_accepts_unverified (item);
  if (step->task != NULL)
    {
      job->review = review_cb;
      job->review_data = step;
    }
  take_messages (job, step, journal);

  return take_credential (job, step, item, error) && take_origin (job, item, key, error) &&
             take_passphrase (job, step, item, error)
           ? g_steal_pointer (&job)
           : NULL;
}
