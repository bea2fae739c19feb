/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-step-private.h"
#include "app/signet-vault-private.h"
#include "core/signet-error.h"

/* The one-time code of an item that waits. */

/* On disk first, that there is a code to forget, and then the code: none stays in the keyring that
 * no item knows of. */
static void
keep_code (SignetStep        *step,
           SignetJob         *job,
           SignetItemJournal *journal)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (GError) error = NULL;

  signet_item_set_code_kept (item, TRUE);
  if (signet_item_journal_save (journal, &error) &&
      signet_vault_keep_code (step->store, item, job->code))
    return;

  signet_item_set_code_kept (item, FALSE);
  g_clear_error (&error);
  if (!signet_item_journal_save (journal, &error))
    g_debug ("It could not be noted that the code is not kept: %s", error->message);
}

/**
 * signet_step_care_for_code:
 * @step: a step
 * @job: its job
 * @journal: the item's journal
 * @worked: whether the step did
 *
 * Keeps or forgets the code of an item. Only a code that has just worked is worth keeping: with a
 * wrong one the request would be taken up in vain, and nobody would be asked for the right one.
 */
void
signet_step_care_for_code (SignetStep        *step,
                           SignetJob         *job,
                           SignetItemJournal *journal,
                           gboolean           worked)
{
  SignetItem *item = signet_item_journal_get_item (journal);

  if (signet_item_is_final (item) || (step->flags & SIGNET_RUN_FORGET_CODE) != 0)
    signet_vault_forget_code (step->store, item);
  else if (worked && signet_item_get_state (item) == SIGNET_ITEM_STATE_WAITING &&
           job->code != NULL &&
           !signet_item_get_code_kept (item) &&
           signet_item_get_passphrase_kind (item) != SIGNET_PASSPHRASE_OWN)
    keep_code (step, job, journal);
}

/**
 * signet_step_doubt_code:
 * @step: a step
 * @item: its item
 * @error: why the step did not work
 *
 * Forgets a code that was kept, but turned out wrong: it is no code to go on with.
 */
void
signet_step_doubt_code (SignetStep   *step,
                        SignetItem   *item,
                        const GError *error)
{
  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE) &&
      signet_item_get_state (item) == SIGNET_ITEM_STATE_RECEIVED)
    signet_vault_forget_code (step->store, item);
}
