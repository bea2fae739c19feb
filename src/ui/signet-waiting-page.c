/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-waiting-page.h"

struct _SignetWaitingPage
{
  SignetPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetWaitingPage, signet_waiting_page, SIGNET_TYPE_PAGE)

static void
signet_waiting_page_class_init (SignetWaitingPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-waiting-page.ui");
}

static void
signet_waiting_page_init (SignetWaitingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SignetPage *
signet_waiting_page_new (SignetKeeper *keeper,
                         SignetItem   *item)
{
  return g_object_new (SIGNET_TYPE_WAITING_PAGE, NULL);
}
