/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-san-editor.h"

#include "core/signet-states.h"
#include "signet-core-enums.h"
#include "ui/signet-san.h"
#include "ui/signet-window.h"

#include <glib/gi18n-lib.h>

/**
 * SignetSanEditor:
 *
 * The alternative names of a request, one row for each: they are added by kind, typed, and removed
 * with a way back. A name is checked when its field is left, not while it is typed.
 */
struct _SignetSanEditor
{
  AdwBin parent_instance;

  GtkWidget *add;
  GtkListBox *list;
  GListStore *names; /* of SignetSan; the rows of the list are those of the store */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SignetSanEditor, signet_san_editor, ADW_TYPE_BIN)

/* What a toast needs to bring a name back. */
typedef struct
{
  SignetSanEditor *editor; /* weak */
  SignetSan *san;
  guint position;
} Removed;

static void
removed_free (gpointer  data,
              GClosure *closure)
{
  Removed *removed = data;

  g_clear_weak_pointer (&removed->editor);
  g_object_unref (removed->san);
  g_free (removed);
}

static guint
count (SignetSanEditor *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->names));
}

static SignetEntryRow *
get_row (SignetSanEditor *self,
         guint            position)
{
  return SIGNET_ENTRY_ROW (gtk_list_box_get_row_at_index (self->list, (int) position));
}

static void
changed_cb (SignetSanEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
names_changed_cb (SignetSanEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list), count (self) > 0);
  changed_cb (self);
}

/* Returns the name in a row; in one that does not make sense, says so and returns NULL. */
static SignetAltName *
check_row (SignetSanEditor *self,
           guint            position)
{
  g_autoptr (SignetSan) san = g_list_model_get_item (G_LIST_MODEL (self->names), position);
  g_autoptr (GError) error = NULL;
  SignetAltName *name = signet_san_make (san, &error);

  if (name == NULL)
    signet_entry_row_set_error (get_row (self, position), error->message);

  return name;
}

static void
left_cb (SignetSanEditor         *self,
         GtkEventControllerFocus *controller)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  SignetSan *san = g_object_get_data (G_OBJECT (row), "san");
  SignetAltName *name;
  guint position;

  /* A row loses the focus while it is removed, too. */
  if (self->names == NULL || signet_san_is_empty (san) ||
      !g_list_store_find (self->names, san, &position))
    return;
  name = check_row (self, position);
  g_clear_pointer (&name, signet_alt_name_unref);
}

static void
undo_cb (AdwToast *toast,
         gpointer  user_data)
{
  Removed *removed = user_data;
  SignetSanEditor *self = removed->editor;
  guint position;

  if (self == NULL)
    return;
  position = MIN (removed->position, count (self));
  g_list_store_insert (self->names, position, removed->san);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, position)));
}

static void
offer_undo (SignetSanEditor *self,
            SignetSan       *san,
            guint            position)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = adw_toast_new (_ ("Name removed"));
  Removed *removed = g_new0 (Removed, 1);

  g_set_weak_pointer (&removed->editor, self);
  removed->san = g_object_ref (san);
  removed->position = position;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), removed, removed_free, 0);
  /* After Continue the name would come back to a page that nobody sees, and not into the request.
   */
  g_signal_connect_object (self, "unmap", G_CALLBACK (adw_toast_dismiss), toast, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/* The focus would be nowhere without the row: it goes to the one that takes its place. */
static void
focus_near (SignetSanEditor *self,
            guint            position)
{
  guint n = count (self);

  if (n == 0)
    gtk_widget_grab_focus (self->add);
  else
    gtk_widget_grab_focus (GTK_WIDGET (get_row (self, MIN (position, n - 1))));
}

static void
remove_cb (SignetSanEditor *self,
           GtkWidget       *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, SIGNET_TYPE_ENTRY_ROW);
  guint position = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  g_autoptr (SignetSan) san = g_list_model_get_item (G_LIST_MODEL (self->names), position);

  g_list_store_remove (self->names, position);
  focus_near (self, position);
  if (!signet_san_is_empty (san))
    offer_undo (self, san, position);
}

static void
name_button (SignetSan  *san,
             GParamSpec *pspec,
             GtkWidget  *button)
{
  g_autofree char *words = signet_san_dup_removal (san);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  SignetSanEditor *self = user_data;
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  GtkWidget *row, *button;
  GObject *focus;

  gtk_builder_expose_object (builder, "san", item);
  if (!gtk_builder_add_from_resource (
        builder, "/io/github/signet_desktop/Signet/signet-san-row.ui", NULL))
    g_assert_not_reached ();
  row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));
  button = GTK_WIDGET (gtk_builder_get_object (builder, "remove"));
  focus = gtk_builder_get_object (builder, "focus");

  g_object_set_data_full (G_OBJECT (row), "san", g_object_ref (item), g_object_unref);
  signet_entry_row_set_max_chars (SIGNET_ENTRY_ROW (row), signet_san_get_max_chars (item));
  g_signal_connect_object (item, "notify::text", G_CALLBACK (name_button), button, 0);
  name_button (item, NULL, button);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::problem", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);

  return g_object_ref (row);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SignetSanEditor *self = SIGNET_SAN_EDITOR (widget);
  g_autoptr (SignetSan) san = NULL;
  int kind;

  if (!signet_enum_from_nick (SIGNET_TYPE_ALT_NAME_KIND, g_variant_get_string (parameter, NULL),
                              &kind))
    g_return_if_reached ();
  san = signet_san_new (kind);
  g_list_store_append (self->names, san);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, count (self) - 1)));
}

static void
signet_san_editor_dispose (GObject *object)
{
  SignetSanEditor *self = SIGNET_SAN_EDITOR (object);

  if (self->names != NULL)
    g_signal_handlers_disconnect_by_data (self->names, self);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (signet_san_editor_parent_class)->dispose (object);
}

static void
signet_san_editor_class_init (SignetSanEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_san_editor_dispose;

  /**
   * SignetSanEditor::changed:
   * @self: an editor
   *
   * A name was added, removed or changed, or was found to make no sense.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SIGNET_TYPE_SAN_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SIGNET_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-san-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetSanEditor, add);
  gtk_widget_class_bind_template_child (widget_class, SignetSanEditor, list);
  gtk_widget_class_install_action (widget_class, "names.add", "s", add_action);
}

static void
signet_san_editor_init (SignetSanEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->names = g_list_store_new (SIGNET_TYPE_SAN);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->names), create_row, self, NULL);
  g_signal_connect_object (self->names, "items-changed", G_CALLBACK (names_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * signet_san_editor_is_empty:
 * @self: an editor
 *
 * Returns: whether no name is typed
 */
gboolean
signet_san_editor_is_empty (SignetSanEditor *self)
{
  g_return_val_if_fail (SIGNET_IS_SAN_EDITOR (self), TRUE);

  for (guint i = 0; i < count (self); i++)
    if (!signet_entry_row_is_empty (get_row (self, i)))
      return FALSE;

  return TRUE;
}

/**
 * signet_san_editor_get_problem:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the first row that was found to make no sense
 */
SignetEntryRow *
signet_san_editor_get_problem (SignetSanEditor *self)
{
  g_return_val_if_fail (SIGNET_IS_SAN_EDITOR (self), NULL);

  for (guint i = 0; i < count (self); i++)
    if (signet_entry_row_get_error (get_row (self, i)) != NULL)
      return get_row (self, i);

  return NULL;
}

static gboolean
contains (GPtrArray     *names,
          SignetAltName *name)
{
  for (guint i = 0; i < names->len; i++)
    if (signet_alt_name_equal (names->pdata[i], name))
      return TRUE;

  return FALSE;
}

/**
 * signet_san_editor_make_names:
 * @self: an editor
 *
 * Reads all names; rows without text are left out. Rows that make no sense say so, and the first of
 * them gets the focus.
 *
 * Returns: (transfer full) (nullable) (element-type SignetAltName): the names
 */
GPtrArray *
signet_san_editor_make_names (SignetSanEditor *self)
{
  g_autoptr (GPtrArray) names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  SignetEntryRow *problem;

  g_return_val_if_fail (SIGNET_IS_SAN_EDITOR (self), NULL);

  for (guint i = 0; i < count (self); i++)
    {
      g_autoptr (SignetAltName) name = NULL;

      if (signet_entry_row_is_empty (get_row (self, i)) || (name = check_row (self, i)) == NULL)
        continue;
      if (contains (names, name))
        signet_entry_row_set_error (get_row (self, i), _ ("This name is in the list twice."));
      else
        g_ptr_array_add (names, g_steal_pointer (&name));
    }

  problem = signet_san_editor_get_problem (self);
  if (problem == NULL)
    return g_steal_pointer (&names);
  gtk_widget_grab_focus (GTK_WIDGET (problem));

  return NULL;
}
