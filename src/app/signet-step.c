/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-step-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-conclusion-private.h"
#include "app/signet-removal-private.h"
#include "app/signet-vault-private.h"
#include "core/signet-error.h"

/**
 * signet_step_free:
 * @self: a step
 *
 * Frees @self and what it owns.
 */
void
signet_step_free (SignetStep *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->store);
  g_clear_object (&self->draft);
  g_clear_object (&self->unwanted);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->last, g_free);
  g_clear_pointer (&self->renewal, signet_renewal_free);
  g_clear_pointer (&self->profile, signet_profile_unref);
  g_clear_pointer (&self->credential, signet_credential_unref);
  g_clear_pointer (&self->passphrase, signet_secret_unref);
  g_clear_pointer (&self->trace, signet_trace_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

/**
 * signet_step_result_free:
 * @self: a result
 *
 * Frees @self and what it owns.
 */
void
signet_step_result_free (SignetStepResult *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->item);
  g_clear_error (&self->error);
  g_clear_pointer (&self->report, signet_report_unref);
  g_free (self);
}

/* The item of the journal belongs to this thread; the main thread gets one of its own. */
static SignetStepResult *
result_new (SignetItemJournal *journal,
            GError            *error)
{
  SignetStepResult *result = g_new0 (SignetStepResult, 1);

  result->error = error;
  if (journal != NULL)
    result->item = signet_item_copy (signet_item_journal_get_item (journal));

  return result;
}

static void
set_state_error (GError     **error,
                 const char  *message)
{
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE, message);
}

static gboolean
check_resume (SignetStep  *step,
              SignetItem  *item,
              GError     **error)
{
  gboolean start_over = (step->flags & SIGNET_RUN_START_OVER) != 0;

  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_ISSUED:
      set_state_error (error,
                       _ ("The certificate is issued and confirmed; nothing is left to do."));
      return FALSE;
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
      if (start_over)
        return TRUE;
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_UNKNOWN,
                           _ ("The request was sent, but no answer was seen."));
      return FALSE;
    case SIGNET_ITEM_STATE_GIVEN_UP:
      if (start_over)
        return TRUE;
      set_state_error (error, _ ("The request was given up."));
      return FALSE;
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
    case SIGNET_ITEM_STATE_WAITING:
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
    case SIGNET_ITEM_STATE_REFUSED:
    default:
      return TRUE;
    }
}

static gboolean
check_cancel (SignetItem  *item,
              GError     **error)
{
  SignetItemState state = signet_item_get_state (item);

  if (state == SIGNET_ITEM_STATE_ISSUED || state == SIGNET_ITEM_STATE_UNCONFIRMED)
    {
      set_state_error (error, _ ("The certificate is already there."));
      return FALSE;
    }
  if (state == SIGNET_ITEM_STATE_GIVEN_UP)
    {
      set_state_error (error, _ ("The request was given up before."));
      return FALSE;
    }

  return TRUE;
}

/* A code that is typed again belongs to the reference number of before. */
static void
take_over_credential (SignetItem       *item,
                      SignetCredential *given)
{
  SignetCredential *old = signet_item_get_credential (item);
  g_autoptr (SignetCredential) merged = NULL;

  if (signet_credential_get_kind (given) == SIGNET_CREDENTIAL_CODE &&
      signet_credential_get_reference (given) == NULL &&
      signet_credential_get_kind (old) == SIGNET_CREDENTIAL_CODE &&
      signet_credential_get_reference (old) != NULL)
    {
      merged = signet_credential_new_code (signet_credential_get_reference (old),
                                           signet_credential_get_code (given));
      given = merged;
    }
  signet_item_set_credential (item, given);
}

/* The item has a key already, or waits for one. */
static gboolean
check_profile (SignetItem     *item,
               SignetProfile  *profile,
               GError        **error)
{
  if (signet_profile_has_central_key (profile, signet_item_get_operation (item)) ==
      signet_profile_has_central_key (signet_item_get_profile (item),
                                      signet_item_get_operation (item)))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                       _ ("Who makes the key of a request cannot be changed any more."));

  return FALSE;
}

/* Later verbs need only the item's identifier: what was given with this one is kept, never the
 * code. */
static gboolean
apply_overrides (SignetStep         *step,
                 SignetItemJournal  *journal,
                 GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  gboolean accept = (step->flags & SIGNET_RUN_ACCEPT_UNVERIFIED) != 0;

  if (step->overrides_saved || (step->profile == NULL && step->credential == NULL && !accept))
    return TRUE;
  if (step->profile != NULL && !check_profile (item, step->profile, error))
    return FALSE;
  if (step->profile != NULL)
    signet_item_set_profile (item, step->profile);
  if (step->credential != NULL)
    take_over_credential (item, step->credential);
  if (accept)
    signet_item_set_accepts_unverified (item, TRUE);

  return signet_item_journal_save (journal, error);
}

/* What the item shows of itself; one that did not change needs no writing. */
static guint
digest_of (SignetItem *item)
{
  return (guint) signet_item_get_state (item) << 16 | (guint) signet_item_get_needs (item) << 8 |
         (guint) (signet_item_get_warnings (item)[0] != NULL) << 2 |
         (guint) (signet_item_get_error (item) != NULL) << 1 |
         (guint) signet_item_get_code_kept (item);
}

/* Without telling a server. A transaction that it never heard of is none. */
static void
set_given_up (SignetItem *item)
{
  signet_item_set_maybe_issued (item, signet_conclusion_maybe_issued (item));
  if (signet_item_get_state (item) == SIGNET_ITEM_STATE_KEY_READY)
    {
      signet_item_set_transaction_id (item, NULL);
      signet_item_set_sent (item, 0);
    }
  signet_item_set_state (item, SIGNET_ITEM_STATE_GIVEN_UP);
  signet_item_set_needs (item, SIGNET_NEEDS_NONE);
}

/* The person gave up before anything was sent: there is nobody to tell. */
static void
give_up_unsent (SignetStep *step,
                SignetItem *item)
{
  if (signet_item_get_state (item) != SIGNET_ITEM_STATE_KEY_READY || step->unwanted == NULL ||
      !g_cancellable_is_cancelled (step->unwanted))
    return;
  set_given_up (item);
}

/* Whoever looks at the certificate later sees them, too. */
static void
take_warnings (SignetItem          *item,
               const SignetOutcome *outcome)
{
  if (outcome->kind == SIGNET_OUTCOME_ISSUED && outcome->report != NULL)
    signet_item_set_warnings (item, signet_report_get_warnings (outcome->report));
}

static SignetStepResult *
conclude (SignetStep          *step,
          SignetJob           *job,
          SignetItemJournal   *journal,
          const SignetOutcome *outcome)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  guint before = digest_of (item);
  GError *error = outcome->error != NULL ? g_error_copy (outcome->error) : NULL;
  SignetStepResult *result;
  g_autoptr (GError) save_error = NULL;

  if (error != NULL)
    signet_step_doubt_code (step, item, error);
  signet_conclusion_apply (item, outcome);
  take_warnings (item, outcome);
  give_up_unsent (step, item);
  signet_step_care_for_code (step, job, journal, error == NULL);
  if (error == NULL)
    signet_item_set_needs (item, signet_conclusion_needs (item));

  if (outcome->candidate_refused && signet_item_get_state (item) == SIGNET_ITEM_STATE_WAITING &&
      !signet_item_journal_drop_candidate (journal, &save_error))
    g_debug ("An answer that could not be verified stays: %s", save_error->message);
  g_clear_error (&save_error);

  if ((error != NULL || digest_of (item) != before) &&
      !signet_item_journal_save (journal, &save_error) && error == NULL)
    error = g_steal_pointer (&save_error);

  result = result_new (journal, error);
  result->left = outcome->left;
  result->report = outcome->report != NULL ? signet_report_ref (outcome->report) : NULL;

  return result;
}

/* A question of keyring, code or file: nothing was sent and the state stays. */
static SignetStepResult *
fail (SignetItemJournal *journal,
      GError            *error)
{
  g_autoptr (GError) save_error = NULL;

  signet_conclusion_note (signet_item_journal_get_item (journal), error);
  if (!signet_item_journal_save (journal, &save_error))
    g_debug ("The reason could not be noted: %s", save_error->message);

  return result_new (journal, error);
}

static SignetStepResult *
take_step (SignetStep        *step,
           SignetItemJournal *journal,
           SignetKey         *key,
           GCancellable      *cancellable)
{
  GError *error = NULL;
  g_autoptr (SignetJob) job = signet_step_make_job (step, journal, key, &error);
  g_autoptr (SignetOutcome) outcome = NULL;

  if (job == NULL)
    return fail (journal, error);

  outcome = signet_worker_run (job, step->progress, step->progress_data, cancellable);

  return conclude (step, job, journal, outcome);
}

static gboolean
check_credential (SignetStep  *step,
                  SignetItem  *item,
                  GError     **error)
{
  SignetCredential *credential = signet_item_get_credential (item);
  SignetCredentialKind kind = signet_credential_get_kind (credential);
  g_autoptr (SignetSigner) signer = NULL;

  if (kind == SIGNET_CREDENTIAL_CODE || kind == SIGNET_CREDENTIAL_NONE)
    return TRUE;
  signer = signet_vault_get_signer (step->store, credential, step->passphrase, error);

  return signer != NULL;
}

/* Nothing of a new item stays behind when its key cannot be made. */
static void
discard_draft (SignetStep        *step,
               SignetItemJournal *journal)
{
  g_autoptr (SignetItem) item = g_object_ref (signet_item_journal_get_item (journal));
  g_autoptr (GError) error = NULL;

  if (!signet_item_journal_discard (journal, &error))
    {
      g_debug ("The draft stays: %s", error->message);
      return;
    }
  signet_vault_drop_passphrase (step->store, item);
}

/* A request that was only shown leaves nothing behind. */
static void
forget_shown (SignetStep        *step,
              SignetItemJournal *journal,
              SignetStepResult  *result)
{
  g_autoptr (GError) error = NULL;

  if (signet_conclusion_maybe_issued (signet_item_journal_get_item (journal)))
    return;
  if (signet_removal_run_for_try (step->store, journal, &error))
    g_clear_object (&result->item);
  else
    g_debug ("A request that was only shown stays: %s", error->message);
}

static SignetStepResult *
run_new (SignetStep   *step,
         GCancellable *cancellable)
{
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (SignetStepResult) result = NULL;
  GError *error = NULL;

  if (step->progress != NULL && signet_item_has_key (step->draft) &&
      !signet_item_has_central_key (step->draft))
    step->progress (SIGNET_STAGE_KEY, step->progress_data);

  if (!check_credential (step, step->draft, &error) ||
      !signet_step_check_origin (step->draft, &error) ||
      !signet_item_store_check_space (step->store, &error))
    return result_new (NULL, error);
  journal = signet_item_store_create (step->store, step->draft, &error);
  if (journal == NULL)
    return result_new (NULL, error);

  if (!signet_step_make_key (step, journal, &key, &error))
    {
      discard_draft (step, journal);
      return result_new (NULL, error);
    }
  result = take_step (step, journal, key, cancellable);
  if (g_error_matches (result->error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN))
    forget_shown (step, journal, result);

  return g_steal_pointer (&result);
}

/* Before anything was sent, and after the exchange ended, there is nobody to tell. */
static gboolean
cancels_silently (SignetStep *step,
                  SignetItem *item)
{
  SignetItemState state = signet_item_get_state (item);

  return step->silent ||
         (state != SIGNET_ITEM_STATE_WAITING && state != SIGNET_ITEM_STATE_RECEIVED);
}

static SignetStepResult *
give_up_silently (SignetStep        *step,
                  SignetItemJournal *journal)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  GError *error = NULL;

  set_given_up (item);
  signet_item_set_error (item, NULL);
  signet_vault_forget_code (step->store, item);
  signet_item_journal_save (journal, &error);

  return result_new (journal, error);
}

static SignetStepResult *
run_existing (SignetStep   *step,
              GCancellable *cancellable)
{
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (SignetKey) key = NULL;
  SignetItem *item;
  GError *error = NULL;

  journal = signet_item_store_lock (step->store, step->id, &error);
  if (journal == NULL)
    return result_new (NULL, error);

  item = signet_item_journal_get_item (journal);
  if (!(step->wish == SIGNET_JOB_CANCEL ? check_cancel (item, &error)
                                        : check_resume (step, item, &error)))
    return result_new (journal, error);
  if (step->wish == SIGNET_JOB_CANCEL && cancels_silently (step, item))
    return give_up_silently (step, journal);

  if (!signet_item_store_check_space (step->store, &error) ||
      !apply_overrides (step, journal, &error))
    return result_new (journal, error);
  if (!signet_step_open_key (step, journal, &key, &error))
    return fail (journal, error);
  /* It gets to the disk with the new transaction, whose state says nothing of the old one. */
  if (signet_step_is_sent_as_new (step, item))
    signet_item_set_maybe_issued (item, signet_conclusion_maybe_issued (item));

  return take_step (step, journal, key, cancellable);
}

/**
 * signet_step_run:
 * @self: a step
 * @cancellable: (nullable): ends the step while nothing was sent
 *
 * Takes one step of an item's life, under the item's lock from before it is read to the last write.
 * Blocks, also for the keyring's prompt: for worker threads only.
 *
 * Returns: (transfer full): what became of it
 */
SignetStepResult *
signet_step_run (SignetStep   *self,
                 GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->problem != NULL)
    return result_new (NULL, g_error_copy (self->problem));
  g_return_val_if_fail ((self->draft != NULL) != (self->id != NULL), NULL);

  return self->draft != NULL ? run_new (self, cancellable) : run_existing (self, cancellable);
}
