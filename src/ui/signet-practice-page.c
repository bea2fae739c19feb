/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-practice-page.h"

struct _SignetPracticePage
{
  SignetPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetPracticePage, signet_practice_page, SIGNET_TYPE_PAGE)

static void
signet_practice_page_class_init (SignetPracticePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-practice-page.ui");
}

static void
signet_practice_page_init (SignetPracticePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SignetPage *
signet_practice_page_new (SignetPractice *practice,
                          SignetKeeper   *keeper)
{
  return g_object_new (SIGNET_TYPE_PRACTICE_PAGE, NULL);
}
