/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-removal-private.h"

#include "app/signet-conclusion-private.h"
#include "app/signet-vault-private.h"
#include "core/signet-error.h"
#include "core/signet-kill-point.h"

/* The end of items for good: of everything that the practice CA issued or was asked for, and of a
 * try that came to nothing. */

/* First the code, which a person can type again, then the passphrase, then the folder. A keyring
 * that fails stops the removal while the key still opens, and the item stays in the list. A process
 * that ends in between leaves an item that is still listed, so that it can be removed again. */
static gboolean
remove_locked (SignetItemStore    *store,
               SignetItemJournal  *journal,
               GError            **error)
{
  if (!signet_vault_remove_secrets (store, signet_item_journal_get_item (journal), error))
    return FALSE;
  signet_kill_point ("secrets-removed");

  return signet_item_journal_remove (journal, error);
}

static gboolean
remove_item (SignetItemStore  *store,
             const char       *id,
             gboolean         *removed,
             GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SignetItemJournal) journal = signet_item_store_lock (store, id, &local_error);

  /* Somebody else was faster. */
  *removed = g_error_matches (local_error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  if (*removed)
    return TRUE;
  if (journal == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* What counts is the item under its lock. */
  if (!signet_item_is_practice (signet_item_journal_get_item (journal)))
    return TRUE;
  *removed = remove_locked (store, journal, error);

  return *removed;
}

/**
 * signet_removal_run:
 * @store: the keystore
 *
 * Removes every item whose profile is the practice CA's. One that cannot be removed stays, and the
 * others are removed. Blocks, also for the keyring's prompt: for worker threads only.
 *
 * Returns: (transfer full): what became of it
 */
SignetRemoval *
signet_removal_run (SignetItemStore *store)
{
  SignetRemoval *self = g_new0 (SignetRemoval, 1);
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GPtrArray) items = signet_item_store_list (store, &damaged, &self->error);

  self->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      SignetItem *item = g_ptr_array_index (items, i);
      g_autoptr (GError) error = NULL;
      gboolean removed;

      if (!signet_item_is_practice (item))
        continue;
      if (!remove_item (store, signet_item_get_id (item), &removed, &error) && self->error == NULL)
        self->error = g_steal_pointer (&error);
      if (removed)
        g_ptr_array_add (self->ids, g_strdup (signet_item_get_id (item)));
    }

  return self;
}

/**
 * signet_removal_run_for_try:
 * @store: the keystore
 * @journal: an item for whose key no certificate can exist; closed afterwards, if that worked
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes an item for good that a person tried to send and does not want to send any more. It is
 * given up on disk first: a process that ends before the folder is out of the list leaves a request
 * there that says so, not one that waits to be sent and whose key does not open. Blocks, also for
 * the keyring's prompt.
 *
 * Returns: whether it is gone; else the item is given up, if that could be written
 */
gboolean
signet_removal_run_for_try (SignetItemStore    *store,
                            SignetItemJournal  *journal,
                            GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);

  g_return_val_if_fail (!signet_conclusion_maybe_issued (item), FALSE);

  /* No exchange of it came to anything, so that it can be removed later all the same. */
  signet_item_set_transaction_id (item, NULL);
  signet_item_set_sent (item, 0);
  signet_item_set_state (item, SIGNET_ITEM_STATE_GIVEN_UP);
  signet_item_set_needs (item, SIGNET_NEEDS_NONE);
  signet_item_set_error (item, NULL);
  if (!signet_item_journal_save (journal, error))
    return FALSE;
  signet_kill_point ("try-given-up");

  return remove_locked (store, journal, error);
}

/**
 * signet_removal_free:
 * @self: (transfer full): what became of a removal
 *
 * Frees @self.
 */
void
signet_removal_free (SignetRemoval *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->ids);
  g_clear_error (&self->error);
  g_free (self);
}
