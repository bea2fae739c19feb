/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-authority-row.h"

#include "ui/signet-anchors.h"
#include "ui/signet-digits.h"
#include "ui/signet-row.h"

#include <glib/gi18n-lib.h>

/**
 * SignetAuthorityRow:
 *
 * A CA whose signature is trusted, with the fingerprint that a person compares on the phone.
 */
struct _SignetAuthorityRow
{
  AdwActionRow parent_instance;

  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (SignetAuthorityRow, signet_authority_row, ADW_TYPE_ACTION_ROW)

static void
signet_authority_row_class_init (SignetAuthorityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-authority-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetAuthorityRow, remove);
}

static void
signet_authority_row_init (SignetAuthorityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_remove (SignetAuthorityRow *self,
            const char         *action,
            const char         *fingerprint,
            const char         *name)
{
  /* Translators: the name of a CA. */
  g_autofree char *words = g_strdup_printf (_ ("Remove %s"), name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove), "s", fingerprint);
  gtk_widget_set_tooltip_text (self->remove, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_widget_set_visible (self->remove, TRUE);
}

/**
 * signet_authority_row_new:
 * @certificate: the CA's certificate
 * @remove_action: (nullable): an action with the fingerprint as its target, for a button that
 *   removes the CA; %NULL for none
 *
 * Returns: (transfer floating): a row with its name and its fingerprint
 */
GtkWidget *
signet_authority_row_new (SignetCertificate *certificate,
                          const char        *remove_action)
{
  SignetAuthorityRow *self;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *groups = NULL;
  const char *fingerprint;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (certificate), NULL);

  fingerprint = signet_certificate_get_fingerprint (certificate);
  name = signet_anchors_dup_name (certificate);
  /* Translators: the name of a CA, above the fingerprint of its certificate. */
  title = g_strdup_printf (_ ("Fingerprint of %s"), name);
  groups = signet_digits_dup_groups (fingerprint);
  self = g_object_new (SIGNET_TYPE_AUTHORITY_ROW, "title", title, NULL);
  signet_row_set_value (GTK_WIDGET (self), groups);
  if (remove_action != NULL)
    add_remove (self, remove_action, fingerprint, name);

  return GTK_WIDGET (self);
}
