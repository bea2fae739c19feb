/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-home-list.h"

#define SLICE 8000       /* microseconds of work before a frame may be drawn */
#define REFRESH_AFTER 60 /* seconds; words like “today” grow old */

/**
 * SignetHomeList:
 *
 * The items in their groups. Rows are made and brought up to date a few at a time, so that a list
 * of a thousand certificates, each of which has to be read, never holds up the window.
 */
struct _SignetHomeList
{
  AdwBin parent_instance;

  GtkWidget *groups[SIGNET_ITEM_N_GROUPS];
  GtkListBox *lists[SIGNET_ITEM_N_GROUPS];
  guint n_rows[SIGNET_ITEM_N_GROUPS];

  SignetKeeper *keeper;
  GPtrArray *items; /* SignetItem, as in the manager's list */
  GHashTable *rows; /* SignetItem to SignetItemRow, for those that have one */
  GQueue *due;      /* SignetItem: those whose row is to be made or brought up to date */
  guint work;       /* source, or 0 */
  guint refresh;    /* source, or 0 */
};

enum {
  SIGNAL_OPENED,
  SIGNAL_SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SignetHomeList, signet_home_list, ADW_TYPE_BIN)

static void
count_row (SignetHomeList  *self,
           SignetItemGroup  group,
           int              change)
{
  self->n_rows[group] += (guint) change;
  gtk_widget_set_visible (self->groups[group], self->n_rows[group] > 0);
}

/* In which group the row stands, which may not be the one it belongs to any more. */
static SignetItemGroup
group_of_parent (SignetHomeList *self,
                 SignetItemRow  *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));
  guint group = 0;

  while (group < SIGNET_ITEM_N_GROUPS - 1 && GTK_WIDGET (self->lists[group]) != parent)
    group++;

  return (SignetItemGroup) group;
}

static void
add_row (SignetHomeList *self,
         SignetItemRow  *row)
{
  SignetItemGroup group = signet_item_row_get_group (row);

  gtk_list_box_append (self->lists[group], GTK_WIDGET (row));
  count_row (self, group, 1);
}

static void
take_row (SignetHomeList *self,
          SignetItemRow  *row)
{
  SignetItemGroup group = group_of_parent (self, row);

  gtk_list_box_remove (self->lists[group], GTK_WIDGET (row));
  count_row (self, group, -1);
}

/* The focus goes with the row. */
static void
group_cb (SignetHomeList *self,
          GParamSpec     *pspec,
          SignetItemRow  *row)
{
  gboolean has_focus = gtk_widget_is_focus (GTK_WIDGET (row));

  g_object_ref (row);
  take_row (self, row);
  add_row (self, row);
  if (has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  g_object_unref (row);
}

static void
make_row (SignetHomeList *self,
          SignetItem     *item)
{
  SignetItemRow *row = signet_item_row_new (self->keeper, item);

  g_hash_table_insert (self->rows, item, g_object_ref_sink (row));
  g_signal_connect_object (row, "notify::group", G_CALLBACK (group_cb), self, G_CONNECT_SWAPPED);
  add_row (self, row);
}

static void
make_or_update (SignetHomeList *self,
                SignetItem     *item)
{
  SignetItemRow *row = g_hash_table_lookup (self->rows, item);

  if (row == NULL)
    make_row (self, item);
  else
    signet_item_row_update (row);
}

/* Whether something is left to be done. */
static gboolean
work_a_while (SignetHomeList *self)
{
  const gint64 end = g_get_monotonic_time () + SLICE;

  do
    {
      g_autoptr (SignetItem) item = g_queue_pop_head (self->due);

      if (item == NULL)
        return FALSE;
      make_or_update (self, item);
    }
  while (g_get_monotonic_time () < end);

  return !g_queue_is_empty (self->due);
}

static gboolean
work_cb (gpointer user_data)
{
  SignetHomeList *self = user_data;

  if (work_a_while (self))
    return G_SOURCE_CONTINUE;
  self->work = 0;
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);

  return G_SOURCE_REMOVE;
}

/* What fits into the first slice is there before the next frame, so that a short list does not
 * come in pieces. */
static void
work (SignetHomeList *self)
{
  if (self->work != 0)
    return;
  if (work_a_while (self))
    self->work = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, work_cb, self, NULL);
  else
    g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

static void
forget_item (SignetHomeList *self,
             SignetItem     *item)
{
  SignetItemRow *row = g_hash_table_lookup (self->rows, item);

  if (g_queue_remove (self->due, item))
    g_object_unref (item);
  if (row == NULL)
    return;
  g_signal_handlers_disconnect_by_data (row, self);
  take_row (self, row);
  g_hash_table_remove (self->rows, item);
}

/* The newest first. */
static int
compare_items (SignetItem *a,
               SignetItem *b)
{
  gint64 later = signet_item_get_created (b) - signet_item_get_created (a);

  if (later != 0)
    return later > 0 ? 1 : -1;

  return g_strcmp0 (signet_item_get_id (a), signet_item_get_id (b));
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  return compare_items ((SignetItem *) a, (SignetItem *) b);
}

static void
items_changed_cb (SignetHomeList *self,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  GListModel     *model)
{
  for (guint i = position; i < position + n_removed; i++)
    forget_item (self, self->items->pdata[i]);
  if (n_removed > 0)
    g_ptr_array_remove_range (self->items, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    {
      SignetItem *item = g_list_model_get_item (model, i);

      g_ptr_array_insert (self->items, (int) i, item);
      g_queue_push_tail (self->due, g_object_ref (item));
    }
  /* What is made first stands first, so that rows do not jump about. */
  if (n_added > 1)
    g_queue_sort (self->due, compare_due, NULL);
  work (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  SignetHomeList *self = user_data;

  for (guint i = 0; g_queue_is_empty (self->due) && i < self->items->len; i++)
    g_queue_push_tail (self->due, g_object_ref (self->items->pdata[i]));
  work (self);

  return G_SOURCE_CONTINUE;
}

static void
job_changed (SignetHomeList *self,
             SignetTask     *task)
{
  const char *id = signet_task_get_item_id (task);
  SignetItem *item =
    id != NULL ? signet_manager_get_item (signet_keeper_get_manager (self->keeper), id) : NULL;
  SignetItemRow *row = item != NULL ? g_hash_table_lookup (self->rows, item) : NULL;

  if (row != NULL)
    signet_item_row_update (row);
}

static void
ended_cb (SignetHomeList *self,
          SignetTask     *task,
          const GError   *error)
{
  job_changed (self, task);
}

static void
next_check_cb (SignetHomeList *self,
               GParamSpec     *pspec,
               SignetTask     *task)
{
  job_changed (self, task);
}

static void
started_cb (SignetHomeList *self,
            SignetTask     *task)
{
  g_signal_connect_object (task, "notify::next-check", G_CALLBACK (next_check_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (task, "notify::item-id", G_CALLBACK (next_check_cb), self,
                           G_CONNECT_SWAPPED);
  job_changed (self, task);
}

static void
activated_cb (SignetHomeList *self,
              SignetItemRow  *row)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, row);
}

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  return compare_items (signet_item_row_get_item (SIGNET_ITEM_ROW (a)),
                        signet_item_row_get_item (SIGNET_ITEM_ROW (b)));
}

static void
signet_home_list_map (GtkWidget *widget)
{
  SignetHomeList *self = SIGNET_HOME_LIST (widget);

  GTK_WIDGET_CLASS (signet_home_list_parent_class)->map (widget);

  refresh_cb (self);
  self->refresh = g_timeout_add_seconds (REFRESH_AFTER, refresh_cb, self);
}

static void
signet_home_list_unmap (GtkWidget *widget)
{
  SignetHomeList *self = SIGNET_HOME_LIST (widget);

  g_clear_handle_id (&self->refresh, g_source_remove);

  GTK_WIDGET_CLASS (signet_home_list_parent_class)->unmap (widget);
}

static void
signet_home_list_dispose (GObject *object)
{
  SignetHomeList *self = SIGNET_HOME_LIST (object);

  g_clear_handle_id (&self->work, g_source_remove);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_queue_clear_full (self->due, g_object_unref);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (signet_home_list_parent_class)->dispose (object);
}

static void
signet_home_list_finalize (GObject *object)
{
  SignetHomeList *self = SIGNET_HOME_LIST (object);

  g_queue_free (self->due);
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (signet_home_list_parent_class)->finalize (object);
}

static void
bind_group (GtkWidgetClass  *widget_class,
            SignetItemGroup  group,
            const char      *name,
            const char      *rows_name)
{
  gtk_widget_class_bind_template_child_full (
    widget_class, name, FALSE,
    (gssize) (G_STRUCT_OFFSET (SignetHomeList, groups) + group * sizeof (GtkWidget *)));
  gtk_widget_class_bind_template_child_full (
    widget_class, rows_name, FALSE,
    (gssize) (G_STRUCT_OFFSET (SignetHomeList, lists) + group * sizeof (GtkListBox *)));
}

static void
signet_home_list_class_init (SignetHomeListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = signet_home_list_dispose;
  object_class->finalize = signet_home_list_finalize;
  widget_class->map = signet_home_list_map;
  widget_class->unmap = signet_home_list_unmap;

  /**
   * SignetHomeList::opened:
   * @self: a list
   * @row: the row of the item
   *
   * Emitted when a person wants to see an item.
   */
  signals[SIGNAL_OPENED] = g_signal_new ("opened", SIGNET_TYPE_HOME_LIST, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, SIGNET_TYPE_ITEM_ROW);

  /**
   * SignetHomeList::settled:
   * @self: a list
   *
   * Emitted when every item has a row that says how it is now.
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", SIGNET_TYPE_HOME_LIST, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-home-list.ui");
  bind_group (widget_class, SIGNET_ITEM_GROUP_ATTENTION, "attention", "attention_rows");
  bind_group (widget_class, SIGNET_ITEM_GROUP_VALID, "valid", "valid_rows");
  bind_group (widget_class, SIGNET_ITEM_GROUP_ENDED, "ended", "ended_rows");
  bind_group (widget_class, SIGNET_ITEM_GROUP_PRACTICE, "practice", "practice_rows");
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
signet_home_list_init (SignetHomeList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->due = g_queue_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SIGNET_ITEM_N_GROUPS; i++)
    gtk_list_box_set_sort_func (self->lists[i], compare_rows, NULL, NULL);
}

/**
 * signet_home_list_set_keeper:
 * @self: a list, once
 * @keeper: what runs the requests
 *
 * Shows the items of the keeper's manager.
 */
void
signet_home_list_set_keeper (SignetHomeList *self,
                             SignetKeeper   *keeper)
{
  GListModel *items;

  g_return_if_fail (SIGNET_IS_HOME_LIST (self) && SIGNET_IS_KEEPER (keeper));
  g_return_if_fail (self->keeper == NULL);

  self->keeper = g_object_ref (keeper);
  items = signet_manager_get_items (signet_keeper_get_manager (keeper));
  g_signal_connect_object (items, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "started", G_CALLBACK (started_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (items), items);
}

/**
 * signet_home_list_is_busy:
 * @self: a list
 *
 * Returns: whether rows are still to be made; #SignetHomeList::settled tells the end
 */
gboolean
signet_home_list_is_busy (SignetHomeList *self)
{
  g_return_val_if_fail (SIGNET_IS_HOME_LIST (self), FALSE);

  return self->work != 0;
}

/**
 * signet_home_list_get_first:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the row at the top
 */
GtkWidget *
signet_home_list_get_first (SignetHomeList *self)
{
  g_return_val_if_fail (SIGNET_IS_HOME_LIST (self), NULL);

  for (guint i = 0; i < SIGNET_ITEM_N_GROUPS; i++)
    if (self->n_rows[i] > 0)
      return GTK_WIDGET (gtk_list_box_get_row_at_index (self->lists[i], 0));

  return NULL;
}
