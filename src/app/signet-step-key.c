/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-step-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-vault-private.h"
#include "core/signet-error.h"
#include "pki/signet-csr.h"

/**
 * signet_step_get_iterations:
 * @item: an item
 *
 * Returns: of PBKDF2, for the passphrase of its key
 */
guint
signet_step_get_iterations (SignetItem *item)
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

  signet_item_set_key_id (item, key != NULL ? signet_key_get_id (key) : NULL);
  signet_item_set_state (item, SIGNET_ITEM_STATE_KEY_READY);
  signet_item_set_needs (item, signet_credential_get_kind (signet_item_get_credential (item)) ==
                                   SIGNET_CREDENTIAL_CODE
                                 ? SIGNET_NEEDS_CODE
                                 : SIGNET_NEEDS_NONE);

  return signet_item_journal_save (journal, error);
}

/**
 * signet_step_check_origin:
 * @item: a draft; named after its signing request, where nobody gave it a name
 * @error: return location for a %SIGNET_ERROR
 *
 * Looks at what a person brings along for a request, before anything is made: it is from files.
 *
 * Returns: whether it can be used
 */
gboolean
signet_step_check_origin (SignetItem  *item,
                          GError     **error)
{
  GBytes *old = signet_item_get_old_certificate (item);
  g_autoptr (SignetCsr) csr = NULL;
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (SignetCertificate) certificate = NULL;

  if (signet_item_get_csr (item) != NULL)
    {
      csr = signet_csr_new_from_data (signet_item_get_csr (item), error);
      if (csr == NULL)
        return FALSE;
      signet_item_suggest_label (item, signet_csr_get_subject (csr));
    }
  if (signet_item_get_public_key (item) != NULL)
    {
      key = signet_key_new_public (signet_item_get_public_key (item), error);
      if (key == NULL)
        return FALSE;
    }
  if (old == NULL)
    return TRUE;
  certificate = signet_certificate_new_from_der (old, error);

  return certificate != NULL;
}

/* A new key, the one of a file, or the one of the item that is renewed. */
static SignetKey *
obtain_key (SignetStep  *step,
            SignetItem  *item,
            GError     **error)
{
  if (signet_item_get_same_key (item))
    return signet_vault_open_key (step->store, signet_item_get_previous (item), step->passphrase,
                                  error);

  return signet_key_generate (signet_item_get_key_spec (item), error);
}

/* A signing request that is turned into another one proves with its own key who has it. */
static gboolean
check_csr_key (SignetItem  *item,
               SignetKey   *key,
               GError     **error)
{
  g_autoptr (SignetCsr) csr = NULL;

  if (signet_item_get_csr (item) == NULL)
    return TRUE;
  csr = signet_csr_new_from_data (signet_item_get_csr (item), error);
  if (csr == NULL || g_str_equal (signet_csr_get_key_id (csr), signet_key_get_id (key)))
    return csr != NULL;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CSR,
                       _ ("The signing request was made with another key."));

  return FALSE;
}

static gboolean
write_key (SignetStep         *step,
           SignetItemJournal  *journal,
           SignetKey          *made,
           SignetSecret       *passphrase,
           GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (GBytes) pem =
    signet_key_to_encrypted_pem (made, passphrase, signet_step_get_iterations (item), error);

  return pem != NULL && !g_cancellable_set_error_if_cancelled (step->unwanted, error) &&
         signet_item_journal_write_key (journal, pem, error);
}

static SignetKey *
make_key (SignetStep         *step,
          SignetItemJournal  *journal,
          GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (SignetSecret) passphrase =
    signet_vault_make_passphrase (step->store, item, step->passphrase, error);
  g_autoptr (SignetKey) made = NULL;
  g_autoptr (SignetKey) key = NULL;

  /* The keyring's prompt may have been there for long, and a key may take long. */
  if (passphrase == NULL || g_cancellable_set_error_if_cancelled (step->unwanted, error))
    return NULL;

  made = obtain_key (step, item, error);
  if (made == NULL || !check_csr_key (item, made, error) ||
      !write_key (step, journal, made, passphrase, error))
    return NULL;
  key = read_back (journal, passphrase, error);
  if (key == NULL || g_strcmp0 (signet_key_get_id (key), signet_key_get_id (made)) == 0)
    return g_steal_pointer (&key);
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                       _ ("The key that was written is not the one that was made."));

  return NULL;
}

/* The passphrase of a key that the server makes is there before it is asked for one. */
static gboolean
prepare_for_key (SignetStep         *step,
                 SignetItemJournal  *journal,
                 GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (SignetSecret) passphrase = NULL;

  if (!signet_item_has_central_key (item))
    return TRUE;
  passphrase = signet_vault_make_passphrase (step->store, item, step->passphrase, error);

  return passphrase != NULL;
}

/**
 * signet_step_make_key:
 * @step: a step with a draft
 * @journal: the draft's journal
 * @key: (out) (nullable) (transfer full): return location for the key; %NULL where the item has
 *   none of its own
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes passphrase and key of a new item, in the order that loses nothing: the passphrase is in the
 * keyring and read back, then the encrypted key is on disk and read back, and the key that is used
 * from here on is the one that was read back. A person who does not want the certificate any more
 * is heard before the key is written. An item whose key is kept elsewhere, or made by the server,
 * is ready without one.
 *
 * Returns: whether the item is ready to be sent
 */
gboolean
signet_step_make_key (SignetStep         *step,
                      SignetItemJournal  *journal,
                      SignetKey         **key,
                      GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);

  *key = NULL;
  if (!signet_item_has_key (item) || signet_item_has_central_key (item))
    return prepare_for_key (step, journal, error) &&
           !g_cancellable_set_error_if_cancelled (step->unwanted, error) &&
           set_key_ready (journal, NULL, error);
  *key = make_key (step, journal, error);

  return *key != NULL && set_key_ready (journal, *key, error);
}

static SignetKey *
open_key (SignetStep         *step,
          SignetItemJournal  *journal,
          GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (SignetSecret) passphrase =
    signet_vault_get_passphrase (step->store, item, step->passphrase, error);
  g_autoptr (SignetKey) key = passphrase != NULL ? read_back (journal, passphrase, error) : NULL;
  const char *expected = signet_item_get_key_id (item);

  /* One that the server made is noted with its certificate, which an earlier process did not reach.
   */
  if (key != NULL && expected == NULL && signet_item_has_central_key (item))
    signet_item_set_key_id (item, signet_key_get_id (key));
  if (key == NULL || expected == NULL || g_strcmp0 (expected, signet_key_get_id (key)) == 0)
    return g_steal_pointer (&key);
  g_set_error_literal (
    error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
    _ ("The key in the item’s folder is not the one that the item was made with."));

  return NULL;
}

/* Another answer would bring another key, in whose place the first one stands. */
static gboolean
check_place (SignetStep         *step,
             SignetItemJournal  *journal,
             GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);

  if (!signet_item_has_central_key (item) || !signet_item_journal_has_key (journal) ||
      !signet_step_is_sent_as_new (step, item))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                       _ ("The server has made a key for this request. Make a new request for "
                          "another one."));

  return FALSE;
}

static gboolean
is_key_to_come (SignetItemJournal *journal)
{
  return signet_item_has_central_key (signet_item_journal_get_item (journal)) &&
         !signet_item_journal_has_key (journal);
}

/**
 * signet_step_open_key:
 * @step: a step of an item
 * @journal: the item's journal
 * @key: (out) (nullable) (transfer full): return location for the key; %NULL where the item has
 *   none of its own
 * @error: return location for a %SIGNET_ERROR
 *
 * Opens the key of an item; one that the server makes may not be there yet. A draft whose key was
 * written, but not read back before the program ended, becomes key-ready by this.
 *
 * Returns: whether that worked
 */
gboolean
signet_step_open_key (SignetStep         *step,
                      SignetItemJournal  *journal,
                      SignetKey         **key,
                      GError            **error)
{
  SignetItem *item = signet_item_journal_get_item (journal);

  *key = NULL;
  if (!check_place (step, journal, error))
    return FALSE;
  if (signet_item_has_key (item) && !is_key_to_come (journal))
    {
      *key = open_key (step, journal, error);
      if (*key == NULL)
        return FALSE;
    }

  return signet_item_get_state (item) != SIGNET_ITEM_STATE_DRAFT ||
         set_key_ready (journal, *key, error);
}
