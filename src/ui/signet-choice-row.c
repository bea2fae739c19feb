/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-choice-row.h"

/**
 * SignetChoiceRow:
 *
 * A row with a choice among texts, which a screen reader can use: with AdwComboRow of libadwaita
 * 1.2 it neither hears what is chosen, nor what it comes by in the list. Here the choice is the
 * description of the row, and the items of the list have names. It stands below the title, where
 * it has room in a narrow window, too.
 */
struct _SignetChoiceRow
{
  AdwComboRow parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetChoiceRow, signet_choice_row, ADW_TYPE_COMBO_ROW)

static void
update_mark (GtkListItem *item,
             GParamSpec  *pspec,
             AdwComboRow *row)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  gpointer chosen = adw_combo_row_get_selected_item (row);

  if (box != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box),
                            chosen != NULL && gtk_list_item_get_item (item) == chosen);
}

static void
setup_cb (SignetChoiceRow *self,
          GtkListItem     *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_item_set_child (item, box);
  g_signal_connect_object (self, "notify::selected", G_CALLBACK (update_mark), item,
                           G_CONNECT_SWAPPED);
}

static void
bind_cb (SignetChoiceRow *self,
         GtkListItem     *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), text);
  /* What has the focus is the box's parent, to which GTK 4.8 gives no name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  update_mark (item, NULL, ADW_COMBO_ROW (self));
}

static void
chosen_cb (SignetChoiceRow *self)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  chosen != NULL ? gtk_string_object_get_string (chosen) : "", -1);
}

static void
signet_choice_row_class_init (SignetChoiceRowClass *klass)
{
}

static void
signet_choice_row_init (SignetChoiceRow *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), factory);
  g_signal_connect (self, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
}
