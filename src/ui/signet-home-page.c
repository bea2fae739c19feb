/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-home-page.h"

struct _SignetHomePage
{
  SignetPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetHomePage, signet_home_page, SIGNET_TYPE_PAGE)

static void
signet_home_page_class_init (SignetHomePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-home-page.ui");
}

static void
signet_home_page_init (SignetHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SignetPage *
signet_home_page_new (SignetKeeper   *keeper,
                      SignetPractice *practice)
{
  return g_object_new (SIGNET_TYPE_HOME_PAGE, NULL);
}
