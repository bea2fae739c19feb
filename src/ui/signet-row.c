/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-row.h"

#include <glib/gi18n-lib.h>

/**
 * signet_row_new:
 * @title: a text from anywhere; no markup
 *
 * Returns: (transfer floating): a row that says it
 */
GtkWidget *
signet_row_new (const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  /* Set later: while the row is made, a title would still be taken for markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);

  return row;
}

/**
 * signet_row_set_value:
 * @row: an #AdwActionRow with a title, which takes no markup
 * @value: (nullable): what stands below the title; without it, the row is hidden
 *
 * Sets the second line. A screen reader reads the name of a row only, so it has both lines.
 */
void
signet_row_set_value (GtkWidget  *row,
                      const char *value)
{
  g_autofree char *name = NULL;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value != NULL ? value : "");
  gtk_widget_set_visible (row, value != NULL);
  if (value == NULL)
    return;
  /* Translators: the name of a row for screen readers: its title and its second line. */
  name = g_strdup_printf (_ ("%1$s, %2$s"),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), value);
  /* Newer releases of libadwaita name a row by its title alone, which goes before a name of its
   * own. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
