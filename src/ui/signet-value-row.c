/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-value-row.h"

#include <glib/gi18n-lib.h>

#include "ui/signet-row.h"
#include "ui/signet-window.h"

/**
 * SignetValueRow:
 *
 * What a certificate says, with a button that copies the whole of it.
 */
struct _SignetValueRow
{
  AdwActionRow parent_instance;

  GtkWidget *button;

  char *whole;
};

G_DEFINE_FINAL_TYPE (SignetValueRow, signet_value_row, ADW_TYPE_ACTION_ROW)

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  signet_window_copy (signet_window_from (widget), SIGNET_VALUE_ROW (widget)->whole);
}

static void
signet_value_row_finalize (GObject *object)
{
  g_free (SIGNET_VALUE_ROW (object)->whole);

  G_OBJECT_CLASS (signet_value_row_parent_class)->finalize (object);
}

static void
signet_value_row_class_init (SignetValueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = signet_value_row_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-value-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetValueRow, button);

  gtk_widget_class_install_action (widget_class, "row.copy", NULL, copy_action);
}

static void
signet_value_row_init (SignetValueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_value_row_new:
 * @fact: what to show; copied
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
signet_value_row_new (const SignetFact *fact)
{
  SignetValueRow *self;
  g_autofree char *copy = NULL;

  g_return_val_if_fail (fact != NULL, NULL);

  self = g_object_new (SIGNET_TYPE_VALUE_ROW, NULL);
  self->whole = g_strdup (fact->whole);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), fact->label);
  signet_row_set_value (GTK_WIDGET (self), fact->value);
  if (fact->digits)
    gtk_widget_add_css_class (GTK_WIDGET (self), "fingerprint");
  /* Translators: the name of a button; the argument is what stands beside it ("Serial Number"). */
  copy = g_strdup_printf (_ ("Copy %s"), fact->label);
  gtk_widget_set_tooltip_text (self->button, copy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  copy, -1);

  return GTK_WIDGET (self);
}
