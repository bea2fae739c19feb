/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-server-page.h"

struct _SignetServerPage
{
  SignetWizardPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetServerPage, signet_server_page, SIGNET_TYPE_WIZARD_PAGE)

static void
signet_server_page_class_init (SignetServerPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-server-page.ui");
}

static void
signet_server_page_init (SignetServerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
