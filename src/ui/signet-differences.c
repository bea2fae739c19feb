/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-differences.h"

#include "core/signet-text.h"
#include "pki/signet-difference.h"
#include "ui/signet-row.h"

#include <glib/gi18n-lib.h>

#define MAX_DIFFERENCE 500 /* characters */

static GtkWidget *
make_row (const char *line)
{
  g_autofree char *clean = signet_text_clean (line, MAX_DIFFERENCE);
  GtkWidget *row = signet_row_new (clean);
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (image, "row-icon");
  gtk_widget_add_css_class (image, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Different"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);

  return row;
}

/**
 * signet_differences_show:
 * @group: an empty group of a page; hidden where there is nothing to show
 * @item: an item
 * @certificate: its certificate
 *
 * Shows where what was issued is not what was asked for, a row for each difference.
 */
void
signet_differences_show (AdwPreferencesGroup *group,
                         SignetItem          *item,
                         SignetCertificate   *certificate)
{
  SignetTemplate *asked;
  g_auto (GStrv) lines = NULL;

  g_return_if_fail (SIGNET_IS_ITEM (item) && SIGNET_IS_CERTIFICATE (certificate));

  asked = signet_item_get_template (item);
  lines =
    asked != NULL ? signet_certificate_dup_differences (certificate, asked) : g_new0 (char *, 1);
  for (guint i = 0; lines[i] != NULL; i++)
    adw_preferences_group_add (group, make_row (lines[i]));
  gtk_widget_set_visible (GTK_WIDGET (group), lines[0] != NULL);
}
