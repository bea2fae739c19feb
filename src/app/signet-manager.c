/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-manager-private.h"

#include <string.h>

#include "app/signet-recovery-private.h"
#include "app/signet-removal-private.h"
#include "pki/signet-init.h"

enum {
  PROP_0,
  PROP_LOADING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SignetManager, signet_manager, G_TYPE_OBJECT)

static void
signet_manager_finalize (GObject *object)
{
  SignetManager *self = SIGNET_MANAGER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->items);
  g_clear_pointer (&self->damaged, g_strfreev);
  g_clear_error (&self->load_error);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->trace, signet_trace_unref);

  G_OBJECT_CLASS (signet_manager_parent_class)->finalize (object);
}

static void
signet_manager_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, SIGNET_MANAGER (object)->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_manager_class_init (SignetManagerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = signet_manager_finalize;
  object_class->get_property = signet_manager_get_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
signet_manager_init (SignetManager *self)
{
  self->loading = TRUE;
  self->items = g_list_store_new (SIGNET_TYPE_ITEM);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
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

/**
 * signet_manager_is_loading:
 * @self: a manager
 *
 * Returns: whether the items are not known yet
 */
gboolean
signet_manager_is_loading (SignetManager *self)
{
  g_return_val_if_fail (SIGNET_IS_MANAGER (self), FALSE);

  return self->loading;
}

/**
 * signet_manager_get_load_error:
 * @self: a manager
 *
 * Returns: (transfer none) (nullable): why the items could not be read at the last attempt
 */
const GError *
signet_manager_get_load_error (SignetManager *self)
{
  g_return_val_if_fail (SIGNET_IS_MANAGER (self), NULL);

  return self->load_error;
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

/**
 * signet_manager_find_renewal:
 * @self: a manager
 * @id: the whole identifier of an item
 *
 * Returns: (transfer none) (nullable): the newest item that renews it and did not fail, as far as
 *   the manager knows it already
 */
SignetItem *
signet_manager_find_renewal (SignetManager *self,
                             const char    *id)
{
  SignetItem *found = NULL;
  guint n;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (signet_item_get_previous (item), id) == 0 && !signet_item_has_failed (item) &&
          (found == NULL || signet_item_get_created (item) >= signet_item_get_created (found)))
        found = item;
    }

  return found;
}

/*< private >
 * signet_manager_publish:
 * @self: a manager
 * @item: an item as it is on disk now
 *
 * Takes the news of an item into the list. The list keeps its objects, so that what a window shows
 * of an item changes in place.
 */
void
signet_manager_publish (SignetManager *self,
                        SignetItem    *item)
{
  guint position = find_item (self, signet_item_get_id (item));

  /* A step that ended before the removal may say so after it. */
  if (g_hash_table_contains (self->removed, signet_item_get_id (item)))
    return;

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

static void
set_loading (SignetManager *self,
             gboolean       loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
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

  set_loading (self, TRUE);
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

/* A list without items takes all at once: who shows it hears of them once, and nobody compares each
 * with all the others. */
static void
take_found (SignetManager *self,
            Found         *found)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0 &&
      g_hash_table_size (self->removed) == 0)
    g_list_store_splice (self->items, 0, 0, found->items->pdata, found->items->len);
  else
    for (guint i = 0; i < found->items->len; i++)
      signet_manager_publish (self, g_ptr_array_index (found->items, i));
  g_strfreev (self->damaged);
  self->damaged = strings_of (found->damaged);
  found_free (found);
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

  g_clear_error (&self->load_error);
  found = g_task_propagate_pointer (G_TASK (result), &self->load_error);
  if (found != NULL)
    take_found (self, found);
  set_loading (self, FALSE);
  if (found != NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->load_error));

  return FALSE;
}

static void
remove_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_task_return_pointer (task, signet_removal_run (task_data),
                         (GDestroyNotify) signet_removal_free);
}

/**
 * signet_manager_remove_practice_async:
 * @self: a manager
 * @cancellable: (nullable): ends the wait, not the removal
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Takes every item that the practice CA issued, or was asked for, out of the keystore for good,
 * with its key and its secrets. An item that somebody works on, or whose secrets the keyring does
 * not give up, stays as it is. No item without the mark of the practice CA is touched. The keyring
 * may ask the person to unlock it.
 */
void
signet_manager_remove_practice_async (SignetManager       *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SIGNET_IS_MANAGER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, signet_manager_remove_practice_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_object_ref (self->store), g_object_unref);
  g_task_run_in_thread (task, remove_thread);
}

/*< private >
 * signet_manager_drop:
 * @self: a manager
 * @id: an item that is out of the keystore for good
 *
 * Takes the item out of the list, and never into it again.
 */
void
signet_manager_drop (SignetManager *self,
                     const char    *id)
{
  guint position = find_item (self, id);

  g_hash_table_add (self->removed, g_strdup (id));
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    g_list_store_remove (self->items, position);
}

/**
 * signet_manager_remove_practice_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for the first reason why an item is still there: %SIGNET_ERROR_BUSY where
 *   somebody works on it, %SIGNET_ERROR_KEYRING or %SIGNET_ERROR_KEYRING_LOCKED, or a %SIGNET_ERROR
 *   of the disk
 *
 * Takes what was removed out of the list.
 *
 * Returns: whether no item of the practice CA is left
 */
gboolean
signet_manager_remove_practice_finish (SignetManager  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_autoptr (SignetRemoval) removal = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  removal = g_task_propagate_pointer (G_TASK (result), error);
  if (removal == NULL)
    return FALSE;

  for (guint i = 0; i < removal->ids->len; i++)
    signet_manager_drop (self, g_ptr_array_index (removal->ids, i));
  if (removal->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&removal->error));

  return FALSE;
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
