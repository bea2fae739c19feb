/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-removal-private.h"

#include "app/signet-vault-private.h"
#include "core/signet-error.h"

/* The end of everything that the practice CA issued or was asked for. */

static gboolean
is_practice (SignetItem *item)
{
  SignetProfile *profile = signet_item_get_profile (item);

  return profile != NULL && signet_profile_get_practice (profile);
}

/* First the code, which a person can type again, then the passphrase, then the folder. A keyring
 * that fails stops the removal while the key still opens, and the item stays in the list. A process
 * that ends in between leaves an item that is still listed, so that it can be removed again. */
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
  if (!is_practice (signet_item_journal_get_item (journal)))
    return TRUE;
  *removed =
    signet_vault_remove_secrets (store, signet_item_journal_get_item (journal), error) &&
    signet_item_journal_remove (journal, error);

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

      if (!is_practice (item))
        continue;
      if (!remove_item (store, signet_item_get_id (item), &removed, &error) && self->error == NULL)
        self->error = g_steal_pointer (&error);
      if (removed)
        g_ptr_array_add (self->ids, g_strdup (signet_item_get_id (item)));
    }

  return self;
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
