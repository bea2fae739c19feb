/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-manager.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/signet-recovery-private.h"
#include "app/signet-run-private.h"
#include "core/signet-error.h"
#include "pki/signet-init.h"
#include "store/signet-item-store.h"

/**
 * SignetManager:
 *
 * What Signet does: the one object of a process that knows the items and runs jobs on them. It is
 * used on one thread; the work is done in others.
 */
struct _SignetManager
{
  GObject parent_instance;

  SignetItemStore *store;
  GListStore *items;
  GStrv damaged;
};

G_DEFINE_FINAL_TYPE (SignetManager, signet_manager, G_TYPE_OBJECT)

static void
signet_manager_finalize (GObject *object)
{
  SignetManager *self = SIGNET_MANAGER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->items);
  g_clear_pointer (&self->damaged, g_strfreev);

  G_OBJECT_CLASS (signet_manager_parent_class)->finalize (object);
}

static void
signet_manager_class_init (SignetManagerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = signet_manager_finalize;
}

static void
signet_manager_init (SignetManager *self)
{
  self->items = g_list_store_new (SIGNET_TYPE_ITEM);
}

/**
 * signet_manager_new:
 * @data_folder: (nullable): the folder that holds “enrollments”; %NULL for the person's own,
 *   `$XDG_DATA_HOME/signet`
 *
 * Returns: (transfer full): a manager that does not know the items yet
 */
SignetManager *
signet_manager_new (const char *data_folder)
{
  SignetManager *self;
  g_autofree char *enrollments = NULL;

  signet_pki_init ();

  if (data_folder != NULL)
    enrollments = g_build_filename (data_folder, "enrollments", NULL);
  else
    enrollments = g_build_filename (g_get_user_data_dir (), "signet", "enrollments", NULL);
  self = g_object_new (SIGNET_TYPE_MANAGER, NULL);
  self->store = signet_item_store_new (enrollments);

  return self;
}

/**
 * signet_manager_get_items:
 * @self: a manager
 *
 * Returns: (transfer none): the items, a list model of #SignetItem
 */
GListModel *
signet_manager_get_items (SignetManager *self)
{
  g_return_val_if_fail (SIGNET_IS_MANAGER (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * signet_manager_get_damaged:
 * @self: a manager
 *
 * Returns: (transfer none) (nullable): sentences about folders of the keystore that make no sense;
 *   nothing in them was changed
 */
const char *const *
signet_manager_get_damaged (SignetManager *self)
{
  g_return_val_if_fail (SIGNET_IS_MANAGER (self), NULL);

  return (const char *const *) self->damaged;
}

static guint
find_item (SignetManager *self,
           const char    *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint i;

  for (i = 0; i < n; i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (signet_item_get_id (item), id))
        break;
    }

  return i;
}

/**
 * signet_manager_get_item:
 * @self: a manager
 * @id: the identifier of an item, or its first four or more characters where they name one only
 *
 * Returns: (transfer none) (nullable): the item, as far as the manager knows it already
 */
SignetItem *
signet_manager_get_item (SignetManager *self,
                         const char    *id)
{
  SignetItem *found = NULL;
  guint n;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (signet_item_get_id (item), id))
        return item;
      if (strlen (id) < 4 || !g_str_has_prefix (signet_item_get_id (item), id))
        continue;
      if (found != NULL)
        return NULL;
      found = item;
    }

  return found;
}

/* The list keeps its objects, so that what a window shows of an item changes in place. */
static void
publish_item (SignetManager *self,
              SignetItem    *item)
{
  guint position = find_item (self, signet_item_get_id (item));

  if (position == g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    {
      g_list_store_append (self->items, item);
    }
  else
    {
      g_autoptr (SignetItem) known = g_list_model_get_item (G_LIST_MODEL (self->items), position);

      if (known != item)
        signet_item_copy_from (known, item);
    }
}

/* What the start-up found. */
typedef struct
{
  GPtrArray *items;
  GPtrArray *damaged;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->items, g_ptr_array_unref);
  g_clear_pointer (&found->damaged, g_ptr_array_unref);
  g_free (found);
}

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Found *found = g_new0 (Found, 1);
  GError *error = NULL;

  found->items = signet_recovery_run (task_data, &found->damaged, &error);
  if (found->items != NULL)
    {
      g_task_return_pointer (task, found, found_free);
    }
  else
    {
      found_free (found);
      g_task_return_error (task, error);
    }
}

/**
 * signet_manager_load_async:
 * @self: a manager
 * @cancellable: (nullable): ends the wait
 * @callback: called when the items are known
 * @user_data: data for @callback
 *
 * Reads the keystore, and brings what a process left in the middle of a step to its last stable
 * state.
 */
void
signet_manager_load_async (SignetManager       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SIGNET_IS_MANAGER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, signet_manager_load_async);
  g_task_set_task_data (task, g_object_ref (self->store), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

static GStrv
strings_of (GPtrArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < array->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (array, i));

  return g_strv_builder_end (builder);
}

/**
 * signet_manager_load_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether the items are known now
 */
gboolean
signet_manager_load_finish (SignetManager  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  Found *found;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;

  for (guint i = 0; i < found->items->len; i++)
    publish_item (self, g_ptr_array_index (found->items, i));
  g_strfreev (self->damaged);
  self->damaged = strings_of (found->damaged);
  found_free (found);

  return TRUE;
}

static SignetStep *
step_new (SignetManager    *self,
          SignetCredential *credential,
          SignetSecret     *passphrase,
          SignetRunFlags    flags)
{
  SignetStep *step = g_new0 (SignetStep, 1);

  step->store = g_object_ref (self->store);
  step->credential = credential != NULL ? signet_credential_ref (credential) : NULL;
  step->passphrase = passphrase != NULL ? signet_secret_ref (passphrase) : NULL;
  step->flags = flags;

  return step;
}

/* The first step of a job on an item that exists. */
static SignetStep *
step_for_item (SignetManager    *self,
               const char       *id,
               SignetProfile    *profile,
               SignetCredential *credential,
               SignetSecret     *passphrase,
               SignetRunFlags    flags)
{
  SignetStep *step = step_new (self, credential, passphrase, flags);

  step->id = g_strdup (id);
  step->profile = profile != NULL ? signet_profile_ref (profile) : NULL;

  return step;
}

static gboolean
check_request (SignetRequest     *request,
               SignetCredential  *credential,
               GError           **error)
{
  if (!signet_request_validate (request, error))
    return FALSE;
  if (signet_credential_get_kind (credential) != SIGNET_CREDENTIAL_CODE ||
      signet_credential_get_code (credential) != NULL)
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CODE, _ ("The code is missing."));

  return FALSE;
}

/**
 * signet_manager_request_async:
 * @self: a manager
 * @request: what is asked for; copied before this returns
 * @credential: how the person proves who they are
 * @passphrase: (nullable): a passphrase of the person's own for the key; without one a random one
 * is made and kept in the keyring
 * @flags: how it is run
 * @cancellable: (nullable): the person does not want the certificate any more; the wait ends at
 * once, and the server is told where it knows of the request already
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Makes a key, asks for a certificate, waits where the server asks to, checks and stores what
 * comes.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_request_async (SignetManager       *self,
                              SignetRequest       *request,
                              SignetCredential    *credential,
                              SignetSecret        *passphrase,
                              SignetRunFlags       flags,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SignetStep *step;
  g_autofree char *id = g_uuid_string_random ();

  g_return_val_if_fail (
    SIGNET_IS_MANAGER (self) && SIGNET_IS_REQUEST (request) && credential != NULL, NULL);

  step = step_new (self, credential, passphrase, flags);
  check_request (request, credential, &step->problem);
  step->draft = signet_item_new (
    id, request, credential, passphrase != NULL ? SIGNET_PASSPHRASE_OWN : SIGNET_PASSPHRASE_KEYRING,
    g_get_real_time () / G_USEC_PER_SEC);

  signet_item_set_accepts_unverified (step->draft, (flags & SIGNET_RUN_ACCEPT_UNVERIFIED) != 0);

  return signet_run_start (self, step, publish_item, cancellable, callback, user_data,
                           signet_manager_request_async);
}

static SignetItem *
finish (SignetManager  *self,
        GAsyncResult   *result,
        gpointer        tag,
        GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * signet_manager_request_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the item: issued, or still waiting where that was wished
 */
SignetItem *
signet_manager_request_finish (SignetManager  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  return finish (self, result, signet_manager_request_async, error);
}

/**
 * signet_manager_resume_async:
 * @self: a manager
 * @id: an item, or the start of its identifier
 * @profile: (nullable): replaces what the item knows of the CA
 * @credential: (nullable): replaces the item's credential; needed where the code was not kept
 * @passphrase: (nullable): the passphrase of the person's own, where the key has one
 * @flags: how it is run
 * @cancellable: (nullable): as in signet_manager_request_async()
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Takes an item's next step, whatever it is: sends a request that was never sent, asks the server
 * again, works off an answer that is on disk, or repeats a confirmation.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_resume_async (SignetManager       *self,
                             const char          *id,
                             SignetProfile       *profile,
                             SignetCredential    *credential,
                             SignetSecret        *passphrase,
                             SignetRunFlags       flags,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SignetStep *step;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  step = step_for_item (self, id, profile, credential, passphrase, flags);

  return signet_run_start (self, step, publish_item, cancellable, callback, user_data,
                           signet_manager_resume_async);
}

/**
 * signet_manager_resume_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the item: issued, or still waiting where that was wished
 */
SignetItem *
signet_manager_resume_finish (SignetManager  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return finish (self, result, signet_manager_resume_async, error);
}

/**
 * signet_manager_cancel_async:
 * @self: a manager
 * @id: an item, or the start of its identifier
 * @profile: (nullable): replaces what the item knows of the CA
 * @credential: (nullable): replaces the item's credential; needed where the code was not kept
 * @passphrase: (nullable): the passphrase of the person's own, where the key has one
 * @cancellable: (nullable): ends the wait
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Gives a request up. A server that knows of it is told (RFC 9810 5.3.21, or 5.3.18 for a
 * certificate that is here already); where it cannot be told, the item stays as it is. The key is
 * kept.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_cancel_async (SignetManager       *self,
                             const char          *id,
                             SignetProfile       *profile,
                             SignetCredential    *credential,
                             SignetSecret        *passphrase,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SignetStep *step;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  step = step_for_item (self, id, profile, credential, passphrase, SIGNET_RUN_NONE);
  step->wish = SIGNET_JOB_CANCEL;

  return signet_run_start (self, step, publish_item, cancellable, callback, user_data,
                           signet_manager_cancel_async);
}

/**
 * signet_manager_cancel_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the item, given up
 */
SignetItem *
signet_manager_cancel_finish (SignetManager  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return finish (self, result, signet_manager_cancel_async, error);
}

/**
 * signet_manager_dup_chain:
 * @self: a manager
 * @id: an item
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the certificates above an item's own, the issuer first. Reads one small file.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the certificates in DER
 */
GPtrArray *
signet_manager_dup_chain (SignetManager  *self,
                          const char     *id,
                          GError        **error)
{
  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  return signet_item_store_load_chain (self->store, id, error);
}
