/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-secret-store.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#include "core/signet-error.h"

/* A search by the name of a schema finds nothing in a keyring that is locked, without an error;
 * SECRET_SCHEMA_DONT_MATCH_NAME and attributes of our own find it. No names are in the attributes,
 * since every program of the session can read them.
 *
 * No call here is given a cancellable: cancelling one that has a prompt up makes gnome-keyring 42
 * crash, and the call never return. A person who does not want to wait leaves the call behind. */

#define ATTRIBUTES \
  { \
    { "application", SECRET_SCHEMA_ATTRIBUTE_STRING }, \
      { "purpose", SECRET_SCHEMA_ATTRIBUTE_STRING }, \
      { "enrollment-id", SECRET_SCHEMA_ATTRIBUTE_STRING }, \
      { "store", SECRET_SCHEMA_ATTRIBUTE_STRING }, \
      { NULL, 0 }, \
  }

static const SecretSchema KEY_SCHEMA = {
  APPLICATION_ID ".Key", SECRET_SCHEMA_DONT_MATCH_NAME, ATTRIBUTES, 0, 0, 0, 0, 0, 0, 0, 0
};
static const SecretSchema CODE_SCHEMA = {
  APPLICATION_ID ".OneTimeCode", SECRET_SCHEMA_DONT_MATCH_NAME, ATTRIBUTES, 0, 0, 0, 0, 0, 0, 0, 0
};

static const SecretSchema *
schema_of (SignetSecretPurpose purpose)
{
  return purpose == SIGNET_SECRET_KEY ? &KEY_SCHEMA : &CODE_SCHEMA;
}

static GHashTable *
attributes_of (SignetSecretPurpose  purpose,
               const char          *store_id,
               const char          *item_id)
{
  return secret_attributes_build (schema_of (purpose), "application", APPLICATION_ID, "purpose",
                                  purpose == SIGNET_SECRET_KEY ? "key" : "code", "enrollment-id",
                                  item_id, "store", store_id, NULL);
}

/* Every secret of a keystore. */
static GHashTable *
attributes_of_store (const char *store_id)
{
  return secret_attributes_build (&KEY_SCHEMA, "application", APPLICATION_ID, "store", store_id,
                                  NULL);
}

/* Where there is no bus, GLib would try to start one; “autolaunch:” is the order to do so. */
static gboolean
has_bus (void)
{
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");
  g_autofree char *socket = NULL;

  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0)
    return TRUE;
  if (address != NULL && *address != '\0')
    return !g_str_has_prefix (address, "autolaunch:");
  socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_file_test (socket, G_FILE_TEST_EXISTS);
}

static gboolean
check_bus (GError **error)
{
  if (has_bus ())
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING,
                       _ ("There is no keyring in this session."));

  return FALSE;
}

static void
set_locked (GError     **error,
            const char  *technical)
{
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING_LOCKED,
                       _ ("The keyring is locked."));
  if (technical != NULL && error != NULL)
    signet_error_add_technical (*error, technical);
}

/* “Object does not exist at path” is what a keyring says that was not made because the person
 * closed the prompt. */
static gboolean
means_locked (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

static void
translate (GError       **error,
           const GError  *cause)
{
  if (means_locked (cause))
    {
      set_locked (error, cause->message);
      return;
    }
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING,
                       _ ("The keyring cannot be used."));
  if (error != NULL)
    signet_error_add_technical (*error, cause->message);
}

/* Returns the items, which free_found() frees. */
static gboolean
search (GHashTable         *attributes,
        SecretSearchFlags   flags,
        GList             **found,
        GError            **error)
{
  g_autoptr (GError) cause = NULL;

  *found = secret_password_searchv_sync (&KEY_SCHEMA, attributes, SECRET_SEARCH_ALL | flags, NULL,
                                         &cause);
  if (cause == NULL)
    return TRUE;
  translate (error, cause);

  return FALSE;
}

static void
free_found (GList *found)
{
  g_list_free_full (found, g_object_unref);
}

/* Only the Secret Service locks single items; a keyring in a file is open or not there. */
static gboolean
is_locked (SecretRetrievable *item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item));
}

static SecretRetrievable *
first_open (GList *found)
{
  for (; found != NULL; found = found->next)
    {
      if (!is_locked (found->data))
        return found->data;
    }

  return NULL;
}

static SignetSecret *
secret_of (SecretRetrievable  *item,
           GError            **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SecretValue) value = secret_retrievable_retrieve_secret_sync (item, NULL, &cause);
  SignetSecret *secret;
  const char *text;
  gsize length;

  if (value == NULL)
    {
      if (cause != NULL)
        translate (error, cause);
      else
        set_locked (error, NULL);
      return NULL;
    }
  /* libsecret keeps the value in memory of its own that it wipes. */
  text = secret_value_get (value, &length);
  secret = signet_secret_new (text, length);

  return secret;
}

/**
 * signet_secret_store_lookup:
 * @purpose: what the secret is for
 * @store_id: the keystore
 * @item_id: the item
 * @error: return location for a %SIGNET_ERROR_KEYRING or %SIGNET_ERROR_KEYRING_LOCKED
 *
 * Looks for a secret; the person may be asked to unlock the keyring. Blocks until they answered.
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error means “not known”, never
 *   “deleted”
 */
SignetSecret *
signet_secret_store_lookup (SignetSecretPurpose   purpose,
                            const char           *store_id,
                            const char           *item_id,
                            GError              **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  SignetSecret *secret = NULL;
  SecretRetrievable *open = NULL;
  GList *found = NULL;

  g_return_val_if_fail (store_id != NULL && item_id != NULL, NULL);

  attributes = attributes_of (purpose, store_id, item_id);
  if (!check_bus (error) ||
      !search (attributes, SECRET_SEARCH_UNLOCK, &found, error))
    return NULL;

  open = first_open (found);
  if (open != NULL)
    secret = secret_of (open, error);
  else if (found != NULL)
    set_locked (error, NULL);
  free_found (found);

  return secret;
}

static gboolean
read_back (SignetSecretPurpose   purpose,
           const char           *store_id,
           const char           *item_id,
           SignetSecret         *expected,
           GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SignetSecret) found =
    signet_secret_store_lookup (purpose, store_id, item_id, &local_error);

  if (found != NULL && signet_secret_equal (found, expected))
    return TRUE;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING,
                         _ ("The keyring did not keep what was stored in it."));

  return FALSE;
}

/**
 * signet_secret_store_save:
 * @purpose: what the secret is for
 * @store_id: the keystore
 * @item_id: the item
 * @label: what the keyring shows to the person
 * @secret: the secret
 * @error: return location for a %SIGNET_ERROR_KEYRING or %SIGNET_ERROR_KEYRING_LOCKED
 *
 * Stores a secret in the person's default keyring and reads it back; the person may be asked to
 * unlock or to make the keyring. Blocks until they answered.
 *
 * Returns: whether the keyring has it
 */
gboolean
signet_secret_store_save (SignetSecretPurpose   purpose,
                          const char           *store_id,
                          const char           *item_id,
                          const char           *label,
                          SignetSecret         *secret,
                          GError              **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (store_id != NULL && item_id != NULL && label != NULL && secret != NULL,
                        FALSE);

  if (!check_bus (error))
    return FALSE;

  attributes = attributes_of (purpose, store_id, item_id);
  value = secret_value_new (signet_secret_get_text (secret),
                            (gssize) signet_secret_get_size (secret), "text/plain");
  if (!secret_password_storev_binary_sync (schema_of (purpose), attributes,
                                           SECRET_COLLECTION_DEFAULT, label, value, NULL, &cause))
    {
      if (cause != NULL)
        translate (error, cause);
      else
        set_locked (error, NULL);
      return FALSE;
    }

  return read_back (purpose, store_id, item_id, secret, error);
}

/* How many of the secrets are there, open or locked, without asking the person for anything. */
typedef struct
{
  guint open;
  guint locked;
} Sight;

static gboolean
look (GHashTable  *attributes,
      Sight       *sight,
      GError     **error)
{
  GList *found = NULL;

  *sight = (Sight){ 0, 0 };
  if (!search (attributes, SECRET_SEARCH_NONE, &found, error))
    return FALSE;
  for (GList *item = found; item != NULL; item = item->next)
    {
      if (is_locked (item->data))
        sight->locked++;
      else
        sight->open++;
    }
  free_found (found);

  return TRUE;
}

static gboolean
clear_open (GHashTable  *attributes,
            GError     **error)
{
  g_autoptr (GError) cause = NULL;

  secret_password_clearv_sync (&KEY_SCHEMA, attributes, NULL, &cause);
  if (cause == NULL)
    return TRUE;
  translate (error, cause);

  return FALSE;
}

/* A keyring that shows nothing may be one that is empty, or one that does not show what it has
 * while it is locked. Another secret of the keystore that is seen open tells the two apart. */
static gboolean
check_seen_open (const char  *store_id,
                 GError     **error)
{
  g_autoptr (GHashTable) attributes = attributes_of_store (store_id);
  Sight sight;

  if (!look (attributes, &sight, error))
    return FALSE;
  if (sight.open > 0)
    return TRUE;
  if (sight.locked > 0)
    set_locked (error, NULL);
  else
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING,
                         _ ("The keyring does not tell whether it still has the secret."));

  return FALSE;
}

/**
 * signet_secret_store_clear:
 * @purpose: what the secret is for
 * @store_id: the keystore
 * @item_id: the item
 * @error: return location for a %SIGNET_ERROR_KEYRING or %SIGNET_ERROR_KEYRING_LOCKED
 *
 * Deletes a secret, without asking the person for anything. A locked keyring answers a deletion
 * with neither success nor error, but shows its items to a search: only what is not found
 * afterwards, in a keyring that was seen open, counts as deleted.
 *
 * Returns: whether it is gone
 */
gboolean
signet_secret_store_clear (SignetSecretPurpose   purpose,
                           const char           *store_id,
                           const char           *item_id,
                           GError              **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  Sight before, after;

  g_return_val_if_fail (store_id != NULL && item_id != NULL, FALSE);

  attributes = attributes_of (purpose, store_id, item_id);
  if (!check_bus (error) || !look (attributes, &before, error) ||
      (before.open > 0 && !clear_open (attributes, error)) || !look (attributes, &after, error))
    return FALSE;

  if (after.locked > 0)
    {
      set_locked (error, NULL);
      return FALSE;
    }
  if (after.open > 0)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING,
                           _ ("The keyring did not delete the secret."));
      return FALSE;
    }

  return before.open > 0 || check_seen_open (store_id, error);
}
