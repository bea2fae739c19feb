/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-step-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-vault-private.h"
#include "core/signet-error.h"

static guint
iterations_of (SignetItem *item)
{
  return signet_item_get_passphrase_kind (item) == SIGNET_PASSPHRASE_OWN
           ? SIGNET_KEY_ITERATIONS_OWN
           : SIGNET_KEY_ITERATIONS_RANDOM;
}

static SignetKey *
read_back (SignetItemJournal  *journal,
           SignetSecret       *passphrase,
           GError            **error)
{
  g_autoptr (GBytes) pem = signet_item_journal_read_key (journal, error);

  return pem != NULL ? signet_key_new_from_pem (pem, passphrase, error) : NULL;
}

static gboolean
set_key_ready (SignetItemJournal  *journal,
               SignetKey          *key,
               GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);

  signet_item_set_key_id (item, signet_key_get_id (key));
  signet_item_set_state (item, SIGNET_ITEM_STATE_KEY_READY);
  signet_item_set_needs (item, signet_credential_get_kind (signet_item_get_credential (item)) ==
                                   SIGNET_CREDENTIAL_CODE
                                 ? SIGNET_NEEDS_CODE
                                 : SIGNET_NEEDS_NONE);

  return signet_item_journal_save (journal, error);
}

/**
 * signet_step_make_key:
 * @step: a step with a draft
 * @journal: the draft's journal
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes passphrase and key of a new item, in the order that loses nothing: the passphrase is in the
 * keyring and read back, then the encrypted key is on disk and read back, and the key that is used
 * from here on is the one that was read back. A person who does not want the certificate any more
 * is heard before the key is written.
 *
 * Returns: (transfer full) (nullable): the key
 */
SignetKey *
signet_step_make_key (SignetStep         *step,
                      SignetItemJournal  *journal,
                      GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (SignetSecret) passphrase =
    signet_vault_make_passphrase (step->store, item, step->passphrase, error);
  g_autoptr (SignetKey) made = NULL;
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (GBytes) pem = NULL;

  /* The keyring's prompt may have been there for long, and a key may take long. */
  if (passphrase == NULL || g_cancellable_set_error_if_cancelled (step->unwanted, error))
    return NULL;

  made = signet_key_generate (signet_item_get_key_spec (item), error);
  pem = made != NULL ? signet_key_to_encrypted_pem (made, passphrase, iterations_of (item), error)
                     : NULL;
  if (pem == NULL || g_cancellable_set_error_if_cancelled (step->unwanted, error) ||
      !signet_item_journal_write_key (journal, pem, error))
    return NULL;

  key = read_back (journal, passphrase, error);
  if (key == NULL)
    return NULL;
  if (g_strcmp0 (signet_key_get_id (key), signet_key_get_id (made)) != 0)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                           _ ("The key that was written is not the one that was made."));
      return NULL;
    }

  return set_key_ready (journal, key, error) ? g_steal_pointer (&key) : NULL;
}

/**
 * signet_step_open_key:
 * @step: a step of an item that has a key
 * @journal: the item's journal
 * @error: return location for a %SIGNET_ERROR
 *
 * Opens the key of an item. A draft whose key was written, but not read back before the program
 * ended, becomes key-ready by this.
 *
 * Returns: (transfer full) (nullable): the key
 */
SignetKey *
signet_step_open_key (SignetStep         *step,
                      SignetItemJournal  *journal,
                      GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (SignetSecret) passphrase =
    signet_vault_get_passphrase (step->store, item, step->passphrase, error);
  g_autoptr (SignetKey) key = passphrase != NULL ? read_back (journal, passphrase, error) : NULL;
  const char *expected = signet_item_get_key_id (item);

  if (key == NULL)
    return NULL;
  if (expected != NULL && g_strcmp0 (expected, signet_key_get_id (key)) != 0)
    {
      g_set_error_literal (
        error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
        _ ("The key in the item’s folder is not the one that the item was made with."));
      return NULL;
    }
  if (signet_item_get_state (item) == SIGNET_ITEM_STATE_DRAFT &&
      !set_key_ready (journal, key, error))
    return NULL;

  return g_steal_pointer (&key);
}
