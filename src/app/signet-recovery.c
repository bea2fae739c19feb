/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-recovery-private.h"

#include "app/signet-conclusion-private.h"
#include "app/signet-vault-private.h"
#include "core/signet-error.h"

/* What a process left behind that ended in the middle of a step. A state that says “at work” falls
 * back to the last one that is stable; whether somebody is at work the item's lock tells. */

static gboolean
may_be_unsettled (SignetItemStore *store,
                  SignetItem      *item)
{
  SignetItemState state = signet_item_get_state (item);

  return state == SIGNET_ITEM_STATE_DRAFT || state == SIGNET_ITEM_STATE_SENT ||
         signet_item_store_has_leftovers (store, item) ||
         (signet_item_is_final (item) && signet_item_get_code_kept (item)) ||
         (!signet_item_is_final (item) && signet_item_get_needs (item) == SIGNET_NEEDS_NONE &&
          signet_conclusion_needs (item) != SIGNET_NEEDS_NONE);
}

/* Returns whether the item still exists. */
static gboolean
settle_locked (SignetItemStore   *store,
               SignetItemJournal *journal)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (GError) error = NULL;

  if (signet_item_get_state (item) == SIGNET_ITEM_STATE_DRAFT &&
      !signet_item_journal_has_key (journal))
    {
      signet_vault_drop_passphrase (store, item);
      return !signet_item_journal_discard (journal, &error);
    }

  /* Where an answer is on disk, the journal has made “received” of it when it was opened. */
  if (signet_item_get_state (item) == SIGNET_ITEM_STATE_SENT)
    signet_item_set_state (item, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  if (signet_item_is_final (item))
    signet_vault_forget_code (store, item);
  signet_item_set_needs (item, signet_conclusion_needs (item));
  if (!signet_item_journal_save (journal, &error))
    g_debug ("The item %s could not be settled: %s", signet_item_get_id (item), error->message);

  return TRUE;
}

/* Returns the item as it is afterwards, or NULL where it is gone. */
static SignetItem *
settle (SignetItemStore *store,
        SignetItem      *item)
{
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  if (!may_be_unsettled (store, item))
    return g_object_ref (item);

  journal = signet_item_store_lock (store, signet_item_get_id (item), &error);
  if (journal == NULL)
    return g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND) ? NULL
                                                                         : g_object_ref (item);
  if (!settle_locked (store, journal))
    return NULL;
  g_clear_object (&journal);

  return signet_item_store_load (store, signet_item_get_id (item), NULL);
}

/**
 * signet_recovery_run:
 * @store: the keystore
 * @damaged: (out) (transfer full) (element-type utf8): sentences about folders that make no sense
 * @error: return location for a %SIGNET_ERROR
 *
 * Lists the items, and brings each one that a dead process left in the middle of a step to its last
 * stable state. An item that somebody works on is left alone. Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type SignetItem): the items
 */
GPtrArray *
signet_recovery_run (SignetItemStore  *store,
                     GPtrArray       **damaged,
                     GError          **error)
{
  g_autoptr (GPtrArray) found = signet_item_store_list (store, damaged, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (found == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    {
      SignetItem *item = settle (store, g_ptr_array_index (found, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }

  return g_steal_pointer (&items);
}
