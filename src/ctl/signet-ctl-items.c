/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-items.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define SHORTEST_ID 4
#define LONGEST_ID 36 /* a UUID, RFC 9562 4 */

static void
loaded_cb (GObject      *source_object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **returned = user_data;

  *returned = g_object_ref (result);
}

/* A folder that makes no sense does not keep the others from being used, but is not kept silent. */
static void
print_damaged (SignetManager *manager)
{
  const char *const *sentences = signet_manager_get_damaged (manager);

  for (guint i = 0; sentences != NULL && sentences[i] != NULL; i++)
    {
      g_autofree char *line = signet_ctl_text_escape (sentences[i]);

      g_printerr ("signetctl: %s\n", line);
    }
}

/**
 * signet_ctl_items_load:
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the person's items, and waits for it. Tells on standard error what could not be read.
 *
 * Returns: (transfer full) (nullable): a manager that knows all items
 */
SignetManager *
signet_ctl_items_load (GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "signet", NULL);
  g_autoptr (SignetManager) manager = signet_manager_new (folder);
  g_autoptr (GAsyncResult) result = NULL;

  signet_manager_load_async (manager, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  if (!signet_manager_load_finish (manager, result, error))
    return NULL;
  print_damaged (manager);

  return g_steal_pointer (&manager);
}

/**
 * signet_ctl_items_is_id:
 * @text: a word from the command line
 *
 * Returns: whether @text looks like the identifier of an item or the beginning of one
 */
gboolean
signet_ctl_items_is_id (const char *text)
{
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);

  length = strlen (text);

  return length >= SHORTEST_ID && length <= LONGEST_ID &&
         strspn (text, "0123456789abcdefABCDEF-") == length;
}

static SignetItem *
find_one (GListModel  *items,
          const char  *text,
          GError     **error)
{
  g_autoptr (SignetItem) found = NULL;
  gsize length = strlen (text);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (items, i);

      if (g_ascii_strncasecmp (signet_item_get_id (item), text, length) != 0)
        continue;
      if (found != NULL)
        {
          g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                       _ ("The identifiers of several items begin with “%s”. Give more of it."),
                       text);
          return NULL;
        }
      found = g_steal_pointer (&item);
    }
  if (found == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND,
                 _ ("No item has the identifier “%s”."), text);

  return g_steal_pointer (&found);
}

/**
 * signet_ctl_items_find:
 * @items: (element-type SignetItem): the items
 * @text: an identifier, or at least four characters of its beginning
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the one item that @text can mean
 */
SignetItem *
signet_ctl_items_find (GListModel  *items,
                       const char  *text,
                       GError     **error)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (items) && text != NULL, NULL);

  if (signet_ctl_items_is_id (text))
    return find_one (items, text, error);

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("“%s” is no identifier: at least %d of its hexadecimal digits are needed."),
               text, SHORTEST_ID);

  return NULL;
}
