/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-ready-page.h"

struct _SignetReadyPage
{
  SignetPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetReadyPage, signet_ready_page, SIGNET_TYPE_PAGE)

static void
signet_ready_page_class_init (SignetReadyPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-ready-page.ui");
}

static void
signet_ready_page_init (SignetReadyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SignetPage *
signet_ready_page_new (SignetKeeper *keeper,
                       SignetItem   *item)
{
  return g_object_new (SIGNET_TYPE_READY_PAGE, NULL);
}
