/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-working-page.h"

struct _SignetWorkingPage
{
  SignetPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetWorkingPage, signet_working_page, SIGNET_TYPE_PAGE)

static void
signet_working_page_class_init (SignetWorkingPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-working-page.ui");
}

static void
signet_working_page_init (SignetWorkingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SignetPage *
signet_working_page_new (SignetKeeper *keeper,
                         SignetTask   *task,
                         SignetWizard *wizard)
{
  return g_object_new (SIGNET_TYPE_WORKING_PAGE, NULL);
}
