/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-ready-page.h"

#include <glib/gi18n-lib.h>

#include "core/signet-text.h"
#include "pki/signet-certificate.h"
#include "ui/signet-certificate-page.h"
#include "ui/signet-dates.h"
#include "ui/signet-differences.h"
#include "ui/signet-item-words.h"
#include "ui/signet-report.h"
#include "ui/signet-row.h"
#include "ui/signet-window.h"

#define MAX_NAME 200 /* characters */

/**
 * SignetReadyPage:
 *
 * The end of the way: the certificate is there. It says where it is kept, how it was verified, and
 * where it differs from what was asked for.
 */
struct _SignetReadyPage
{
  SignetPage parent_instance;

  AdwPreferencesGroup *differences;
  GtkWidget *kept;
  GtkWidget *verified;
  GtkWidget *practice;

  SignetKeeper *keeper;
  SignetItem *item;
};

G_DEFINE_FINAL_TYPE (SignetReadyPage, signet_ready_page, SIGNET_TYPE_PAGE)

/**
 * signet_ready_page_verified:
 * @verification: how the chain of a certificate was verified
 * @organization: who issued it, empty where that is not known
 *
 * Returns: (transfer full): that in a person's words
 */
char *
signet_ready_page_verified (SignetVerification  verification,
                            const char         *organization)
{
  g_return_val_if_fail (organization != NULL, NULL);

  switch (verification)
    {
    case SIGNET_VERIFICATION_ANCHOR:
      return g_strdup (_ ("Yes, with the CA that was set up"));
    case SIGNET_VERIFICATION_CODE:
      return g_strdup (_ ("Yes, with your code"));
    case SIGNET_VERIFICATION_NONE:
      break;
    }
  if (*organization == '\0')
    return g_strdup (_ ("No: the CA is not known"));

  /* Translators: the name of an organization. */
  return g_strdup_printf (_ ("No: the CA of %s is not known"), organization);
}

static const char *
kept_words (SignetItem *item)
{
  if (signet_item_get_passphrase_kind (item) == SIGNET_PASSPHRASE_OWN)
    return _ ("On this computer; the key is protected by your passphrase");
  if (!signet_item_has_key (item))
    return _ ("On this computer; the key is kept elsewhere");

  return _ ("On this computer; the key is protected by your keyring");
}

static void
show_description (SignetReadyPage   *self,
                  SignetCertificate *certificate)
{
  const char *name = signet_name_get_first (signet_certificate_get_subject (certificate), "CN");
  g_autofree char *clean = name != NULL ? signet_text_clean (name, MAX_NAME)
                                        : signet_item_words_dup_title (self->item, certificate);
  g_autofree char *day = signet_dates_day (signet_certificate_get_not_after (certificate));
  g_autofree char *text =
    /* Translators: a person's name, and a date. */
    g_strdup_printf (_ ("For %1$s, valid until %2$s."), clean, day);

  signet_page_set_description (SIGNET_PAGE (self), text);
}

static void
fill (SignetReadyPage *self)
{
  GBytes *der = signet_item_get_certificate (self->item);
  g_autoptr (SignetCertificate) certificate =
    der != NULL ? signet_certificate_new_from_der (der, NULL) : NULL;
  g_autofree char *organization = signet_report_dup_organization (self->item);
  g_autofree char *verified =
    signet_ready_page_verified (signet_item_get_verification (self->item), organization);

  signet_page_set_subtitle (SIGNET_PAGE (self), organization);
  signet_row_set_value (self->kept, kept_words (self->item));
  signet_row_set_value (self->verified, verified);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->practice),
                                 signet_item_words_practice ());
  gtk_widget_set_visible (self->practice, signet_item_is_practice (self->item));
  if (certificate == NULL)
    return;
  show_description (self, certificate);
  signet_differences_show (self->differences, self->item, certificate);
}

static void
done_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  signet_window_go_home (signet_window_from (widget));
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SignetReadyPage *self = SIGNET_READY_PAGE (widget);

  signet_window_push (signet_window_from (self),
                      signet_certificate_page_new (self->keeper, self->item));
}

static void
signet_ready_page_dispose (GObject *object)
{
  SignetReadyPage *self = SIGNET_READY_PAGE (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (signet_ready_page_parent_class)->dispose (object);
}

static void
signet_ready_page_class_init (SignetReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_ready_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-ready-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetReadyPage, differences);
  gtk_widget_class_bind_template_child (widget_class, SignetReadyPage, kept);
  gtk_widget_class_bind_template_child (widget_class, SignetReadyPage, verified);
  gtk_widget_class_bind_template_child (widget_class, SignetReadyPage, practice);

  gtk_widget_class_install_action (widget_class, "page.done", NULL, done_action);
  gtk_widget_class_install_action (widget_class, "page.details", NULL, details_action);
}

static void
signet_ready_page_init (SignetReadyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_ready_page_new:
 * @keeper: what runs the requests
 * @item: an item whose certificate is issued
 *
 * Returns: (transfer floating): a page that says so
 */
SignetPage *
signet_ready_page_new (SignetKeeper *keeper,
                       SignetItem   *item)
{
  SignetReadyPage *self;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_ITEM (item), NULL);

  self = g_object_new (SIGNET_TYPE_READY_PAGE, NULL);
  self->keeper = g_object_ref (keeper);
  self->item = g_object_ref (item);
  fill (self);

  return SIGNET_PAGE (self);
}
