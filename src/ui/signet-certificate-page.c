/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-certificate-page.h"

struct _SignetCertificatePage
{
  SignetPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetCertificatePage, signet_certificate_page, SIGNET_TYPE_PAGE)

static void
signet_certificate_page_class_init (SignetCertificatePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/signet_desktop/Signet/signet-certificate-page.ui");
}

static void
signet_certificate_page_init (SignetCertificatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SignetPage *
signet_certificate_page_new (SignetKeeper *keeper,
                             SignetItem   *item)
{
  return g_object_new (SIGNET_TYPE_CERTIFICATE_PAGE, NULL);
}
