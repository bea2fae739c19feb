/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-code-page.h"

struct _SignetCodePage
{
  SignetWizardPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetCodePage, signet_code_page, SIGNET_TYPE_WIZARD_PAGE)

static void
signet_code_page_class_init (SignetCodePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-code-page.ui");
}

static void
signet_code_page_init (SignetCodePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
