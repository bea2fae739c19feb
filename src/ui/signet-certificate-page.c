/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-certificate-page.h"

#include <glib/gi18n-lib.h>

#include "core/signet-revocation.h"
#include "pki/signet-validity.h"
#include "ui/signet-dates.h"
#include "ui/signet-differences.h"
#include "ui/signet-item-words.h"
#include "ui/signet-ready-page.h"
#include "ui/signet-report.h"
#include "ui/signet-row.h"
#include "ui/signet-value-row.h"

/**
 * SignetCertificatePage:
 *
 * What a certificate says: how long it is valid, whom it is for and what for, and for specialists
 * the rest.
 */
struct _SignetCertificatePage
{
  SignetPage parent_instance;

  AdwPreferencesGroup *differences;
  AdwPreferencesGroup *summary;
  GtkWidget *trust;
  GtkWidget *verified;
  GtkImage *verified_icon;
  AdwPreferencesRow *practice;
  GtkWidget *technical;
  AdwExpanderRow *details;

  SignetKeeper *keeper;
  SignetItem *item;
  SignetCertificate *certificate; /* NULL where it cannot be read */
  GCancellable *cancellable;
  GPtrArray *pending; /* facts among the details that have no row yet */
  guint work;         /* source, or 0 */
};

G_DEFINE_FINAL_TYPE (SignetCertificatePage, signet_certificate_page, SIGNET_TYPE_PAGE)

static void
set_state (SignetCertificatePage *self,
           const char            *icon,
           const char            *tone,
           const char            *heading,
           const char            *description)
{
  signet_page_set_hero (SIGNET_PAGE (self), icon, tone);
  signet_page_set_heading (SIGNET_PAGE (self), heading);
  signet_page_set_description (SIGNET_PAGE (self), description);
}

static char *
expiry_heading (guint days)
{
  if (days == 0)
    return g_strdup (_ ("Expires Today"));

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Expires in %u Day", "Expires in %u Days", days), days);
}

static void
show_dates (SignetCertificatePage *self,
            gint64                 now)
{
  const gint64 end = signet_certificate_get_not_after (self->certificate);
  g_autofree char *first = signet_dates_day (signet_certificate_get_not_before (self->certificate));
  g_autofree char *last = signet_dates_day (end);
  g_autofree char *until = g_strdup_printf (_ ("Valid until %s."), last);
  g_autofree char *text = NULL;

  switch (signet_certificate_get_validity (self->certificate, now))
    {
    case SIGNET_VALIDITY_VALID:
      set_state (self, "emblem-ok-symbolic", "success", _ ("Valid"), until);
      break;
    case SIGNET_VALIDITY_EXPIRING:
      text = expiry_heading (signet_dates_days_left (end, now));
      set_state (self, "alarm-symbolic", "warning", text, until);
      break;
    case SIGNET_VALIDITY_EXPIRED:
      text = g_strdup_printf (_ ("Expired on %s. The key is kept to read old mail."), last);
      set_state (self, "x-office-calendar-symbolic", "neutral", _ ("Expired"), text);
      break;
    case SIGNET_VALIDITY_NOT_YET_VALID:
      /* Translators: two dates. */
      text = g_strdup_printf (_ ("Valid from %1$s until %2$s."), first, last);
      set_state (self, "x-office-calendar-symbolic", "warning", _ ("Not Valid Yet"), text);
      break;
    }
}

static void
show_revoked (SignetCertificatePage *self)
{
  g_autofree char *day = signet_dates_day (signet_item_get_revoked_at (self->item));
  const char *reason =
    signet_revocation_reason_to_title (signet_item_get_revocation_reason (self->item));
  /* Translators: a date, and why: “Somebody else may have the key”. */
  g_autofree char *text = reason != NULL
                            ? g_strdup_printf (_ ("Revoked on %1$s. %2$s."), day, reason)
                            : g_strdup_printf (_ ("Revoked on %s."), day);

  set_state (self, "action-unavailable-symbolic", "neutral", _ ("Revoked"), text);
}

/* What is revoked is not valid, whatever its dates say. */
static void
show_state (SignetCertificatePage *self)
{
  SignetRevocationState revocation = signet_item_get_revocation (self->item);

  if (self->certificate == NULL)
    set_state (self, "dialog-error-symbolic", "error", _ ("Certificate Not Readable"),
               _ ("Its files are kept as they are."));
  else if (revocation == SIGNET_REVOCATION_REVOKED)
    show_revoked (self);
  else if (revocation == SIGNET_REVOCATION_UNKNOWN)
    set_state (self, "dialog-question-symbolic", "warning", _ ("Perhaps Revoked"),
               _ ("The request to revoke it got no answer. Ask your helpdesk whether it is "
                  "revoked."));
  else
    show_dates (self, g_get_real_time () / G_USEC_PER_SEC);
}

static void
show_trust (SignetCertificatePage *self)
{
  SignetVerification verification = signet_item_get_verification (self->item);
  g_autofree char *organization = signet_report_dup_organization (self->item);
  g_autofree char *words = signet_ready_page_verified (verification, organization);

  signet_row_set_value (self->verified, words);
  gtk_image_set_from_icon_name (self->verified_icon, verification != SIGNET_VERIFICATION_NONE
                                                       ? "emblem-ok-symbolic"
                                                       : "dialog-warning-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->verified_icon),
                            verification != SIGNET_VERIFICATION_NONE ? "success" : "warning");
  adw_preferences_row_set_title (self->practice, signet_item_words_practice ());
  gtk_widget_set_visible (GTK_WIDGET (self->practice),
                          signet_item_is_practice (self->item));
}

static gboolean
work_cb (gpointer user_data)
{
  SignetCertificatePage *self = user_data;

  adw_expander_row_add_row (self->details, signet_value_row_new (self->pending->pdata[0]));
  g_ptr_array_remove_index (self->pending, 0);
  if (self->pending->len > 0)
    return G_SOURCE_CONTINUE;
  self->work = 0;

  return G_SOURCE_REMOVE;
}

/* The details are closed at first and have many rows: they are made one by one, when nothing else
 * is to be done, so that the page slides in without a stop. */
static void
add_details (SignetCertificatePage *self,
             GPtrArray             *facts)
{
  g_ptr_array_extend_and_steal (self->pending, facts);
  if (self->work == 0 && self->pending->len > 0)
    self->work = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, work_cb, self, NULL);
}

static void
show_facts (SignetCertificatePage *self)
{
  g_autoptr (GPtrArray) summary = signet_facts_dup_summary (self->certificate);

  for (guint i = 0; i < summary->len; i++)
    adw_preferences_group_add (self->summary, signet_value_row_new (summary->pdata[i]));
  add_details (self, signet_facts_dup_details (self->certificate));
}

static void
chain_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) chain =
    signet_manager_dup_chain (SIGNET_MANAGER (source_object), task_data, &error);
  GPtrArray *certificates;

  if (chain == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  certificates = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < chain->len; i++)
    {
      SignetCertificate *certificate = signet_certificate_new_from_der (chain->pdata[i], NULL);

      if (certificate != NULL)
        g_ptr_array_add (certificates, certificate);
    }
  g_task_return_pointer (task, certificates, (GDestroyNotify) g_ptr_array_unref);
}

static void
chain_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SignetCertificatePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = g_task_propagate_pointer (G_TASK (result), &error);

  if (certificates == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The chain cannot be read: %s", error->message);
      return;
    }
  if (!g_cancellable_is_cancelled (self->cancellable))
    add_details (self, signet_facts_dup_chain (certificates));
}

static void
read_chain (SignetCertificatePage *self)
{
  g_autoptr (GTask) task = g_task_new (signet_keeper_get_manager (self->keeper), self->cancellable,
                                       chain_cb, g_object_ref (self));

  g_task_set_source_tag (task, read_chain);
  g_task_set_task_data (task, g_strdup (signet_item_get_id (self->item)), g_free);
  g_task_run_in_thread (task, chain_thread);
}

static void
fill (SignetCertificatePage *self)
{
  g_autofree char *title = NULL;
  GBytes *der = signet_item_get_certificate (self->item);

  self->certificate = der != NULL ? signet_certificate_new_from_der (der, NULL) : NULL;
  title = signet_item_words_dup_title (self->item, self->certificate);
  signet_page_set_title (SIGNET_PAGE (self), title);
  show_state (self);
  show_trust (self);
  gtk_widget_set_visible (self->trust, self->certificate != NULL);
  gtk_widget_set_visible (self->technical, self->certificate != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), self->certificate != NULL);
  if (self->certificate == NULL)
    return;
  signet_differences_show (self->differences, self->item, self->certificate);
  show_facts (self);
  read_chain (self);
}

/* “Expires Today” grows old as well. */
static void
signet_certificate_page_shown (SignetPage *page)
{
  show_state (SIGNET_CERTIFICATE_PAGE (page));
}

static void
signet_certificate_page_dispose (GObject *object)
{
  SignetCertificatePage *self = SIGNET_CERTIFICATE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->work, g_source_remove);
  g_clear_object (&self->certificate);
  g_clear_object (&self->item);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (signet_certificate_page_parent_class)->dispose (object);
}

static void
signet_certificate_page_finalize (GObject *object)
{
  SignetCertificatePage *self = SIGNET_CERTIFICATE_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pending, g_ptr_array_unref);

  G_OBJECT_CLASS (signet_certificate_page_parent_class)->finalize (object);
}

static void
signet_certificate_page_class_init (SignetCertificatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = signet_certificate_page_dispose;
  object_class->finalize = signet_certificate_page_finalize;
  SIGNET_PAGE_CLASS (klass)->shown = signet_certificate_page_shown;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-certificate-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, differences);
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, summary);
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, trust);
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, verified);
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, verified_icon);
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, practice);
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, technical);
  gtk_widget_class_bind_template_child (widget_class, SignetCertificatePage, details);
}

static void
signet_certificate_page_init (SignetCertificatePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->pending = signet_facts_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_certificate_page_new:
 * @keeper: what runs the requests
 * @item: an item whose certificate is issued
 *
 * Returns: (transfer floating): a page with what the certificate says
 */
SignetPage *
signet_certificate_page_new (SignetKeeper *keeper,
                             SignetItem   *item)
{
  SignetCertificatePage *self;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_ITEM (item), NULL);

  self = g_object_new (SIGNET_TYPE_CERTIFICATE_PAGE, NULL);
  self->keeper = g_object_ref (keeper);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::revocation", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  fill (self);

  return SIGNET_PAGE (self);
}
