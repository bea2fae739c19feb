/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-vault-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-kill-point.h"
#include "store/signet-secret-store.h"

#define MIN_OWN_PASSPHRASE 12 /* characters */

/* Every function here may block for as long as a person looks at the keyring's prompt, so that they
 * are for worker threads only. */

static char *
secret_label (SignetItem *item)
{
  return g_strdup_printf (_ ("Private key of %s"), signet_item_get_label (item));
}

static SignetSecret *
check_own (SignetSecret  *own,
           GError       **error)
{
  if (g_utf8_strlen (signet_secret_get_text (own), -1) >= MIN_OWN_PASSPHRASE)
    return signet_secret_ref (own);

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE,
               _ ("The passphrase must have at least %d characters."), MIN_OWN_PASSPHRASE);

  return NULL;
}

/**
 * signet_vault_make_passphrase:
 * @store: the keystore
 * @item: the new item
 * @own: (nullable): the person's own passphrase, where the item has one
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes the passphrase of a key that is about to be made: a random one that is in the keyring, and
 * was read back from it, before this returns, or the person's own.
 *
 * Returns: (transfer full) (nullable): the passphrase
 */
SignetSecret *
signet_vault_make_passphrase (SignetItemStore  *store,
                              SignetItem       *item,
                              SignetSecret     *own,
                              GError          **error)
{
  g_autoptr (SignetSecret) passphrase = NULL;
  g_autofree char *label = secret_label (item);
  const char *store_id;

  if (own != NULL)
    return check_own (own, error);

  store_id = signet_item_store_get_id (store, error);
  passphrase = store_id != NULL ? signet_passphrase_new_random (error) : NULL;
  if (passphrase == NULL ||
      !signet_secret_store_save (SIGNET_SECRET_KEY, store_id, signet_item_get_id (item), label,
                                 passphrase, error))
    return NULL;
  signet_kill_point ("passphrase");

  return g_steal_pointer (&passphrase);
}

/**
 * signet_vault_get_passphrase:
 * @store: the keystore
 * @item: an item with a key
 * @own: (nullable): the passphrase that the person typed
 * @error: return location for a %SIGNET_ERROR
 *
 * Finds the passphrase of an item's key. That the keyring does not know it is never taken as a
 * reason to discard anything.
 *
 * Returns: (transfer full) (nullable): the passphrase
 */
SignetSecret *
signet_vault_get_passphrase (SignetItemStore  *store,
                             SignetItem       *item,
                             SignetSecret     *own,
                             GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  SignetSecret *passphrase;
  const char *store_id;

  if (signet_item_get_passphrase_kind (item) == SIGNET_PASSPHRASE_OWN)
    {
      if (own != NULL)
        return signet_secret_ref (own);
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE,
                           _ ("The key of this item opens with your own passphrase only."));
      return NULL;
    }

  if (!signet_item_has_key (item))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                   _ ("The key of “%s” is kept elsewhere."), signet_item_get_label (item));
      return NULL;
    }

  store_id = signet_item_store_get_id (store, error);
  if (store_id == NULL)
    return NULL;
  passphrase = signet_secret_store_lookup (SIGNET_SECRET_KEY, store_id, signet_item_get_id (item),
                                           &local_error);
  if (passphrase == NULL && local_error == NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING,
                         _ ("The keyring does not know the passphrase of this key."));
  else if (passphrase == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return passphrase;
}

/**
 * signet_vault_drop_passphrase:
 * @store: the keystore
 * @item: an item that has no key
 *
 * Removes the passphrase of a key that was never made. Where that does not work it stays: a random
 * text that opens nothing.
 */
void
signet_vault_drop_passphrase (SignetItemStore *store,
                              SignetItem      *item)
{
  const char *store_id = signet_item_store_get_id (store, NULL);
  g_autoptr (GError) error = NULL;

  if (signet_item_get_passphrase_kind (item) != SIGNET_PASSPHRASE_KEYRING || store_id == NULL)
    return;
  if (!signet_secret_store_clear (SIGNET_SECRET_KEY, store_id, signet_item_get_id (item), &error))
    g_debug ("The passphrase of the draft %s stays in the keyring: %s", signet_item_get_id (item),
             error->message);
}

/**
 * signet_vault_get_code:
 * @store: the keystore
 * @item: an item whose requests are protected with a code
 * @given: (nullable): a credential that the person gave just now
 * @error: return location for a %SIGNET_ERROR
 *
 * Finds the code: the one given just now, else the one kept while the request waits.
 *
 * Returns: (transfer full) (nullable): the code
 */
SignetSecret *
signet_vault_get_code (SignetItemStore   *store,
                       SignetItem        *item,
                       SignetCredential  *given,
                       GError           **error)
{
  SignetSecret *code = NULL;
  const char *store_id;

  if (given != NULL && signet_credential_get_code (given) != NULL)
    return signet_secret_ref (signet_credential_get_code (given));

  if (signet_item_get_code_kept (item))
    {
      g_autoptr (GError) local_error = NULL;

      store_id = signet_item_store_get_id (store, error);
      if (store_id == NULL)
        return NULL;
      code = signet_secret_store_lookup (SIGNET_SECRET_CODE, store_id, signet_item_get_id (item),
                                         &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  if (code == NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CODE,
                         _ ("The code is needed again to continue."));

  return code;
}

/**
 * signet_vault_keep_code:
 * @store: the keystore
 * @item: an item that waits, which says on disk already that its code is kept
 * @code: the code
 *
 * Keeps the code in the keyring so that a later process can go on. Where there is no keyring it is
 * not kept, and the person is asked again.
 *
 * Returns: whether it is kept
 */
gboolean
signet_vault_keep_code (SignetItemStore *store,
                        SignetItem      *item,
                        SignetSecret    *code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label =
    g_strdup_printf (_ ("Code of the request for %s"), signet_item_get_label (item));
  const char *store_id = signet_item_store_get_id (store, &error);

  if (store_id == NULL ||
      !signet_secret_store_save (SIGNET_SECRET_CODE, store_id, signet_item_get_id (item), label,
                                 code, &error))
    {
      g_debug ("The code is not kept: %s", error->message);
      return FALSE;
    }
  signet_kill_point ("code-kept");

  return TRUE;
}

/**
 * signet_vault_forget_code:
 * @store: the keystore
 * @item: an item that does not need its code any more; its code-kept changes
 *
 * Deletes the kept code. Only a deletion that was seen to work counts; else code-kept stays set and
 * the next start tries again.
 */
void
signet_vault_forget_code (SignetItemStore *store,
                          SignetItem      *item)
{
  g_autoptr (GError) error = NULL;
  const char *store_id;

  if (!signet_item_get_code_kept (item))
    return;
  store_id = signet_item_store_get_id (store, NULL);
  if (store_id == NULL)
    return;
  if (signet_secret_store_clear (SIGNET_SECRET_CODE, store_id, signet_item_get_id (item), &error))
    signet_item_set_code_kept (item, FALSE);
  else
    g_debug ("The code is still in the keyring: %s", error->message);
}

/* What was never in the keyring, or was taken out of it by the person, is gone, too. */
static gboolean
remove_secret (SignetItemStore      *store,
               SignetItem           *item,
               SignetSecretPurpose   purpose,
               GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SignetSecret) secret = NULL;
  const char *store_id = signet_item_store_get_id (store, error);

  if (store_id == NULL)
    return FALSE;
  secret = signet_secret_store_lookup (purpose, store_id, signet_item_get_id (item), &local_error);
  if (secret != NULL)
    return signet_secret_store_clear (purpose, store_id, signet_item_get_id (item), error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * signet_vault_remove_secrets:
 * @store: the keystore
 * @item: an item that is about to be removed for good
 * @error: return location for a %SIGNET_ERROR_KEYRING or %SIGNET_ERROR_KEYRING_LOCKED
 *
 * Takes the secrets of an item out of the keyring: the code first, and the passphrase, without
 * which the key does not open any more, only where that worked.
 *
 * Returns: whether the keyring has none any more
 */
gboolean
signet_vault_remove_secrets (SignetItemStore  *store,
                             SignetItem       *item,
                             GError          **error)
{
  if (signet_item_get_code_kept (item) && !remove_secret (store, item, SIGNET_SECRET_CODE, error))
    return FALSE;

  return signet_item_get_passphrase_kind (item) != SIGNET_PASSPHRASE_KEYRING ||
         remove_secret (store, item, SIGNET_SECRET_KEY, error);
}

static GPtrArray *
load_chain (SignetItemStore  *store,
            const char       *id,
            GError          **error)
{
  g_autoptr (GPtrArray) ders = signet_item_store_load_chain (store, id, error);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);

  if (ders == NULL)
    return NULL;
  for (guint i = 0; i < ders->len; i++)
    {
      SignetCertificate *certificate =
        signet_certificate_new_from_der (g_ptr_array_index (ders, i), error);

      if (certificate == NULL)
        return NULL;
      g_ptr_array_add (chain, certificate);
    }

  return g_steal_pointer (&chain);
}

static SignetKey *
key_of_item (SignetItemStore  *store,
             SignetItem       *item,
             SignetSecret     *own,
             GError          **error)
{
  g_autoptr (SignetSecret) passphrase = signet_vault_get_passphrase (store, item, own, error);
  g_autoptr (GBytes) pem = NULL;

  if (passphrase == NULL)
    return NULL;
  pem = signet_item_store_read_key (store, signet_item_get_id (item), error);

  return pem != NULL ? signet_key_new_from_pem (pem, passphrase, error) : NULL;
}

/**
 * signet_vault_open_key:
 * @store: the keystore
 * @id: an item that has a key
 * @own: (nullable): the passphrase that the person typed, for an item that has one of its own
 * @error: return location for a %SIGNET_ERROR
 *
 * Opens the key of an item that nobody works on, which stays as it is.
 *
 * Returns: (transfer full) (nullable): the key
 */
SignetKey *
signet_vault_open_key (SignetItemStore  *store,
                       const char       *id,
                       SignetSecret     *own,
                       GError          **error)
{
  g_autoptr (SignetItem) item = signet_item_store_load (store, id, error);

  return item != NULL ? key_of_item (store, item, own, error) : NULL;
}

static SignetSigner *
signer_of_item (SignetItemStore  *store,
                const char       *id,
                SignetSecret     *own,
                GError          **error)
{
  g_autoptr (SignetItem) item = signet_item_store_load (store, id, error);
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (GPtrArray) chain = NULL;

  if (item == NULL)
    return NULL;
  if (signet_item_get_certificate (item) == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                   _ ("“%s” has no certificate to sign with."), signet_item_get_label (item));
      return NULL;
    }

  key = key_of_item (store, item, own, error);
  certificate = key != NULL
                  ? signet_certificate_new_from_der (signet_item_get_certificate (item), error)
                  : NULL;
  chain = certificate != NULL ? load_chain (store, signet_item_get_id (item), error) : NULL;

  return chain != NULL ? signet_signer_new (key, certificate, chain, error) : NULL;
}

static SignetSigner *
signer_of_files (SignetCredential  *credential,
                 GError           **error)
{
  const char *passphrase_file = signet_credential_get_passphrase_file (credential);
  g_autoptr (SignetSecret) passphrase = NULL;

  if (passphrase_file != NULL)
    {
      passphrase = signet_secret_new_from_file (passphrase_file, error);
      if (passphrase == NULL)
        return NULL;
    }

  return signet_signer_new_from_files (signet_credential_get_certificate_file (credential),
                                       signet_credential_get_key_file (credential), passphrase,
                                       error);
}

/**
 * signet_vault_get_signer:
 * @store: the keystore
 * @credential: a credential that names an item or files
 * @own: (nullable): the passphrase that the person typed, for an item that has one of its own
 * @error: return location for a %SIGNET_ERROR
 *
 * Opens the key and the certificate that requests are signed with.
 *
 * Returns: (transfer full) (nullable): the signer
 */
SignetSigner *
signet_vault_get_signer (SignetItemStore   *store,
                         SignetCredential  *credential,
                         SignetSecret      *own,
                         GError           **error)
{
  if (signet_credential_get_kind (credential) == SIGNET_CREDENTIAL_ITEM)
    return signer_of_item (store, signet_credential_get_item (credential), own, error);

  return signer_of_files (credential, error);
}
