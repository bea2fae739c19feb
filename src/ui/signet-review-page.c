/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-review-page.h"

struct _SignetReviewPage
{
  SignetWizardPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetReviewPage, signet_review_page, SIGNET_TYPE_WIZARD_PAGE)

static void
signet_review_page_class_init (SignetReviewPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-review-page.ui");
}

static void
signet_review_page_init (SignetReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
