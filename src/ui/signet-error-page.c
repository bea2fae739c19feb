/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-error-page.h"

struct _SignetErrorPage
{
  SignetPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetErrorPage, signet_error_page, SIGNET_TYPE_PAGE)

static void
signet_error_page_class_init (SignetErrorPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-error-page.ui");
}

static void
signet_error_page_init (SignetErrorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SignetPage *
signet_error_page_new (const GError *error,
                       SignetItem   *item,
                       SignetWizard *wizard)
{
  return g_object_new (SIGNET_TYPE_ERROR_PAGE, NULL);
}
