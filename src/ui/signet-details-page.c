/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-details-page.h"

struct _SignetDetailsPage
{
  SignetWizardPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetDetailsPage, signet_details_page, SIGNET_TYPE_WIZARD_PAGE)

static void
signet_details_page_class_init (SignetDetailsPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-details-page.ui");
}

static void
signet_details_page_init (SignetDetailsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
