/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-server-page.h"

#include "ui/signet-anchors.h"
#include "ui/signet-authority-row.h"
#include "ui/signet-compat.h"
#include "ui/signet-entry-row.h"
#include "ui/signet-row.h"
#include "ui/signet-server-preview.h"

#include <glib/gi18n-lib.h>

#define MAX_ORGANIZATION 100 /* characters */

/**
 * SignetServerPage:
 *
 * Where the organization's server is, what the address means, and whose signature its answers shall
 * have.
 */
struct _SignetServerPage
{
  SignetWizardPage parent_instance;

  SignetEntryRow *address;
  GtkWidget *tick;
  GtkWidget *meaning;
  GtkLabel *host;
  GtkLabel *port;
  GtkLabel *path;
  GtkWidget *plain;
  SignetEntryRow *organization;
  GtkWidget *note;
  GtkImage *note_icon;
  GtkLabel *note_text;
  AdwPreferencesGroup *trust;
  GtkWidget *https;
  GtkWidget *answers;
  GtkWidget *choose;

  GCancellable *reading;
  GPtrArray *anchors;        /* of SignetCertificate; chosen by the person */
  GPtrArray *authority_rows; /* of GtkWidget, one for each of them */
};

G_DEFINE_FINAL_TYPE (SignetServerPage, signet_server_page, SIGNET_TYPE_WIZARD_PAGE)

/* The row is a stop, so that it can be read; and Tab would not go on behind a row that is none. */
static void
name_meaning (SignetServerPage          *self,
              const SignetServerPreview *preview)
{
  g_autofree char *name = NULL;

  if (preview == NULL)
    name = g_strdup (_ ("What the address means: nothing yet"));
  else
    /* Translators: what an address means, for a screen reader: server, port ("443 – HTTPS") and
       path. */
    name = g_strdup_printf (_ ("Server %s, port %s, path %s"), preview->host, preview->port,
                            preview->path);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->meaning), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
show_preview (SignetServerPage          *self,
              const SignetServerPreview *preview)
{
  name_meaning (self, preview);
  gtk_label_set_label (self->host, preview != NULL ? preview->host : "–");
  gtk_label_set_label (self->port, preview != NULL ? preview->port : "–");
  gtk_label_set_label (self->path, preview != NULL ? preview->path : "–");
  gtk_widget_set_visible (self->tick, preview != NULL);
  gtk_widget_set_visible (self->plain,
                          preview != NULL && !preview->encrypted && !preview->local);
  gtk_widget_set_visible (self->https, preview != NULL && preview->encrypted);
}

/* Says what is missing, at once but without alarm: the person is still typing. */
static void
show_missing (SignetServerPage *self,
              const GError     *error)
{
  gtk_widget_set_visible (self->note, error != NULL);
  if (error == NULL)
    return;
  gtk_image_set_from_icon_name (self->note_icon, "dialog-information-symbolic");
  gtk_label_set_label (self->note_text, signet_entry_row_is_empty (self->address)
                                          ? _ ("Type the address of the server to continue.")
                                          : error->message);
}

static void
address_changed_cb (SignetServerPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetServerPreview) preview =
    signet_server_preview_new (signet_entry_row_get_text (self->address), &error);

  show_preview (self, preview);
  show_missing (self, error);
  signet_wizard_page_set_complete (SIGNET_WIZARD_PAGE (self), preview != NULL);
}

/* Who leaves the field, or presses Return in it, has typed all. */
static void
address_left_cb (SignetServerPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetServerPreview) preview = NULL;

  if (signet_entry_row_is_empty (self->address))
    return;
  preview = signet_server_preview_new (signet_entry_row_get_text (self->address), &error);
  if (preview != NULL)
    return;
  signet_entry_row_set_error (self->address, error->message);
  gtk_widget_set_visible (self->note, FALSE);
}

static void
use_https_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SignetServerPage *self = SIGNET_SERVER_PAGE (widget);
  g_autoptr (SignetServerPreview) preview =
    signet_server_preview_new (signet_entry_row_get_text (self->address), NULL);
  g_autofree char *address = NULL;

  if (preview == NULL || preview->encrypted)
    return;
  address = signet_server_preview_dup_https (preview);

  /* The button goes away, so the focus must go first, to what has changed. */
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
  signet_entry_row_set_text (self->address, address);
  gtk_editable_set_position (signet_entry_row_get_delegate (self->address), -1);
}

static char *
dup_signers (GPtrArray *anchors)
{
  g_autofree char *name = NULL;

  if (anchors->len == 0)
    return g_strdup (_ ("Checked with your code"));
  name = signet_anchors_dup_name (g_ptr_array_index (anchors, 0));
  if (anchors->len == 1)
    /* Translators: the name of a CA. */
    return g_strdup_printf (_ ("Signed by %s"), name);

  /* Translators: the name of a CA, and how many others there are. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Signed by %s or %u other CA",
                                       "Signed by %s or %u other CAs", anchors->len - 1),
                          name, anchors->len - 1);
}

/* Only what went wrong last stands on the row, as its text and to a screen reader. */
static void
show_answers (SignetServerPage *self,
              const char       *problem)
{
  g_autofree char *signers = dup_signers (self->anchors);

  signet_row_set_value (self->answers, problem != NULL ? problem : signers);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (self->answers, "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
      signet_compat_announce (self->choose, problem);
    }
  else
    {
      gtk_widget_remove_css_class (self->answers, "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->choose),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, signers, -1);
    }
}

static void
add_anchor (SignetServerPage  *self,
            SignetCertificate *certificate)
{
  GtkWidget *row = signet_authority_row_new (certificate, "page.remove-anchor");

  adw_preferences_group_add (self->trust, row);
  g_ptr_array_add (self->authority_rows, row);
  g_ptr_array_add (self->anchors, g_object_ref (certificate));
}

static void
set_anchors (SignetServerPage *self,
             GPtrArray        *anchors)
{
  g_ptr_array_set_size (self->anchors, 0);
  for (guint i = 0; i < self->authority_rows->len; i++)
    adw_preferences_group_remove (self->trust, self->authority_rows->pdata[i]);
  g_ptr_array_set_size (self->authority_rows, 0);

  for (guint i = 0; i < anchors->len; i++)
    add_anchor (self, anchors->pdata[i]);
  show_answers (self, NULL);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SignetServerPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) anchors = signet_anchors_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.choose-anchors", TRUE);
  if (anchors != NULL)
    set_anchors (self, anchors);
  else
    show_answers (self, error->message);
}

static void
chosen_cb (GFile    *file,
           gpointer  user_data)
{
  g_autoptr (SignetServerPage) self = user_data;

  if (file == NULL || self->reading != NULL || self->anchors == NULL)
    return;
  self->reading = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.choose-anchors", FALSE);
  signet_anchors_read_async (file, self->reading, read_cb, g_object_ref (self));
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  signet_compat_open_file (widget, _ ("Choose CA Certificate"), chosen_cb, g_object_ref (widget));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SignetServerPage *self = SIGNET_SERVER_PAGE (widget);
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func (g_object_unref);
  const char *fingerprint = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < self->anchors->len; i++)
    if (!g_str_equal (signet_certificate_get_fingerprint (self->anchors->pdata[i]), fingerprint))
      g_ptr_array_add (rest, g_object_ref (self->anchors->pdata[i]));

  /* The button goes away with its row. */
  gtk_widget_grab_focus (self->choose);
  set_anchors (self, rest);
}

static gboolean
signet_server_page_apply (SignetWizardPage *page)
{
  SignetServerPage *self = SIGNET_SERVER_PAGE (page);
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetServerPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  const char *organization = signet_entry_row_get_text (self->organization);

  preview = signet_server_preview_new (signet_entry_row_get_text (self->address), &error);
  if (preview == NULL || !signet_profile_set_server (profile, preview->url, &error))
    {
      signet_entry_row_set_error (self->address, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return FALSE;
    }
  signet_profile_set_name (profile, organization);
  if (signet_profile_get_name (profile) == NULL)
    signet_profile_set_name (profile, preview->host);
  for (guint i = 0; i < self->anchors->len; i++)
    if (!signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS,
                                         signet_certificate_get_der (self->anchors->pdata[i])))
      {
        show_answers (self, _ ("This CA certificate is too large. Choose another file."));
        gtk_widget_grab_focus (self->choose);
        return FALSE;
      }
  signet_request_set_profile (signet_wizard_get_request (signet_wizard_page_get_wizard (page)),
                              profile);

  return TRUE;
}

static void
signet_server_page_dispose (GObject *object)
{
  SignetServerPage *self = SIGNET_SERVER_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->authority_rows, g_ptr_array_unref);
  g_clear_pointer (&self->anchors, g_ptr_array_unref);

  G_OBJECT_CLASS (signet_server_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-server-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, address);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, tick);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, meaning);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, host);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, port);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, path);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, plain);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, organization);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, note);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, note_icon);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, note_text);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, trust);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, https);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, answers);
  gtk_widget_class_bind_template_child (widget_class, SignetServerPage, choose);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_left_cb);
}

static void
signet_server_page_class_init (SignetServerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_server_page_dispose;
  SIGNET_WIZARD_PAGE_CLASS (klass)->step = SIGNET_WIZARD_SERVER;
  SIGNET_WIZARD_PAGE_CLASS (klass)->apply = signet_server_page_apply;

  g_type_ensure (SIGNET_TYPE_ENTRY_ROW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "page.use-https", NULL, use_https_action);
  gtk_widget_class_install_action (widget_class, "page.choose-anchors", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "page.remove-anchor", "s", remove_action);
}

static void
signet_server_page_init (SignetServerPage *self)
{
  self->anchors = g_ptr_array_new_with_free_func (g_object_unref);
  self->authority_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  signet_entry_row_set_max_chars (self->organization, MAX_ORGANIZATION);
  address_changed_cb (self);
  show_answers (self, NULL);
}
