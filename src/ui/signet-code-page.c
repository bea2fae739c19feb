/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-code-page.h"

#include "core/signet-text.h"
#include "core/signet-url.h"
#include "ui/signet-anchors.h"
#include "ui/signet-authority-row.h"
#include "ui/signet-code-paste.h"
#include "ui/signet-compat.h"
#include "ui/signet-entry-row.h"
#include "ui/signet-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REFERENCE 256 /* characters */
#define MAX_CODE 1024     /* bytes */
#define NBSP "\u00a0"

/**
 * SignetCodePage:
 *
 * Reference number and code, and to whom they belong. A text with both in it, pasted or dropped
 * into either field, fills both.
 */
struct _SignetCodePage
{
  SignetWizardPage parent_instance;

  SignetEntryRow *reference;
  SignetEntryRow *code;
  GtkWidget *note;
  GtkImage *note_icon;
  GtkLabel *note_text;
  AdwPreferencesGroup *whom;
  GtkWidget *organization;

  SignetProfile *profile; /* whose organization is shown */
  GCancellable *loading;
  GPtrArray *authority_rows; /* of GtkWidget */
  gboolean filled;           /* the wizard's own values were put in */
  gboolean filling;          /* the page itself changes a field */
};

G_DEFINE_FINAL_TYPE (SignetCodePage, signet_code_page, SIGNET_TYPE_WIZARD_PAGE)

/* What is invisible at its ends or turns its direction never belongs to a reference number. */
static char *
dup_reference (SignetCodePage *self)
{
  return signet_text_clean (signet_entry_row_get_text (self->reference), G_MAXSIZE);
}

static SignetSecret *
dup_code (SignetCodePage *self)
{
  g_autoptr (SignetSecret) typed = signet_entry_row_dup_secret (self->code);

  return signet_code_paste_trim (typed);
}

static const char *
check_reference (const char *reference)
{
  return g_utf8_strlen (reference, -1) <= MAX_REFERENCE
           ? NULL
           : _ ("This is too long for a reference number. Paste only the number.");
}

static const char *
check_code (const SignetSecret *code)
{
  if (code == NULL)
    return NULL;
  if (signet_secret_get_size (code) > MAX_CODE)
    return _ ("This is too long for a code. Paste only the code.");

  return signet_text_is_clean (signet_secret_get_text (code))
           ? NULL
           : _ ("Something invisible is inside this code. Type it instead of pasting it.");
}

static void
show_note (SignetCodePage *self,
           const char     *text,
           gboolean        complete)
{
  gtk_image_set_from_icon_name (self->note_icon, complete ? "emblem-ok-symbolic"
                                                          : "dialog-information-symbolic");
  gtk_label_set_label (self->note_text, text);
  if (complete)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->note_icon), "success");
      gtk_widget_add_css_class (GTK_WIDGET (self->note_text), "success");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->note_icon), "success");
      gtk_widget_remove_css_class (GTK_WIDGET (self->note_text), "success");
    }
}

static void
update (SignetCodePage *self)
{
  g_autofree char *reference = dup_reference (self);
  g_autoptr (SignetSecret) code = dup_code (self);
  const char *bad_reference = check_reference (reference);
  const char *bad_code = check_code (code);
  gboolean complete = code != NULL && bad_reference == NULL && bad_code == NULL;

  signet_entry_row_set_error (self->reference, bad_reference);
  signet_entry_row_set_error (self->code, bad_code);
  gtk_widget_set_visible (self->note, bad_reference == NULL && bad_code == NULL);
  if (code == NULL)
    show_note (self, _ ("Type the code to continue."), FALSE);
  else if (*reference == '\0')
    show_note (self, _ ("The code is complete. Nothing has been sent yet."), TRUE);
  else
    show_note (self, _ ("Both are complete. Nothing has been sent yet."), TRUE);
  signet_wizard_page_set_complete (SIGNET_WIZARD_PAGE (self), complete);
}

static void
changed_cb (SignetCodePage *self)
{
  if (!self->filling)
    update (self);
}

static void
fill (SignetCodePage     *self,
      const char         *reference,
      const SignetSecret *code)
{
  self->filling = TRUE;
  if (reference != NULL)
    signet_entry_row_set_text (self->reference, reference);
  if (code != NULL)
    signet_entry_row_set_text (self->code, signet_secret_get_text (code));
  self->filling = FALSE;
  update (self);
}

/* Every text passes here: from the clipboard, from the other selection of X, dropped, or from a
 * password manager. A single key is never more than a character, which nothing is found in. */
static void
insert_text_cb (GtkEditable    *delegate,
                const char     *text,
                int             length,
                int            *position,
                SignetCodePage *self)
{
  g_autofree char *known = NULL;
  g_autoptr (SignetCodePaste) paste = NULL;

  if (self->filling)
    return;
  if (delegate == signet_entry_row_get_delegate (self->code) &&
      !signet_entry_row_is_empty (self->reference))
    known = dup_reference (self);
  paste = signet_code_paste_new (text, length >= 0 ? (gsize) length : strlen (text), known);
  if (paste == NULL)
    return;

  g_signal_stop_emission_by_name (delegate, "insert-text");
  fill (self, paste->reference, paste->code);
  *position = (int) g_utf8_strlen (gtk_editable_get_text (delegate), -1);
  if (paste->reference != NULL && paste->code != NULL)
    signet_compat_announce (GTK_WIDGET (self), _ ("Reference number and code are filled in."));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SignetCodePage) self = user_data;
  g_autoptr (GPtrArray) anchors = signet_anchors_load_finish (result, NULL);

  /* Certificates were read before they came into a profile: this one was left meanwhile. */
  if (anchors == NULL || self->authority_rows == NULL)
    return;
  for (guint i = 0; i < anchors->len; i++)
    {
      GtkWidget *row = signet_authority_row_new (anchors->pdata[i], NULL);

      adw_preferences_group_add (self->whom, row);
      g_ptr_array_add (self->authority_rows, row);
    }
}

static void
show_organization (SignetCodePage *self,
                   SignetProfile  *profile)
{
  g_autofree char *host = signet_url_dup_host (signet_profile_get_server (profile));
  g_autofree char *line = NULL;
  const char *name = signet_profile_get_name (profile);

  if (name == NULL || g_strcmp0 (name, host) == 0)
    line = g_strdup (host);
  else
    /* Translators: the name of an organization, and that of its server. */
    line = g_strdup_printf (_ ("%s" NBSP "· %s"), name, host != NULL ? host : "");
  signet_row_set_value (self->organization, line);
}

static void
set_profile (SignetCodePage *self,
             SignetProfile  *profile)
{
  if (self->profile == profile)
    return;
  g_clear_pointer (&self->profile, signet_profile_unref);
  self->profile = signet_profile_ref (profile);
  show_organization (self, profile);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  for (guint i = 0; i < self->authority_rows->len; i++)
    adw_preferences_group_remove (self->whom, self->authority_rows->pdata[i]);
  g_ptr_array_set_size (self->authority_rows, 0);
  self->loading = g_cancellable_new ();
  signet_anchors_load_async (profile, self->loading, loaded_cb, g_object_ref (self));
}

static void
signet_code_page_prepare (SignetWizardPage *page)
{
  SignetCodePage *self = SIGNET_CODE_PAGE (page);
  SignetWizard *wizard = signet_wizard_page_get_wizard (page);
  SignetRequest *request = signet_wizard_get_request (wizard);

  set_profile (self, signet_request_get_profile (request));
  if (self->filled)
    return;
  self->filled = TRUE;
  fill (self, signet_request_get_reference (request), signet_wizard_get_code (wizard));
  if (signet_wizard_is_practice (wizard))
    signet_page_set_description (SIGNET_PAGE (self),
                                 _ ("The practice CA has filled in its own code."));
}

static gboolean
signet_code_page_apply (SignetWizardPage *page)
{
  SignetCodePage *self = SIGNET_CODE_PAGE (page);
  SignetWizard *wizard = signet_wizard_page_get_wizard (page);
  g_autofree char *reference = dup_reference (self);
  g_autoptr (SignetSecret) code = dup_code (self);

  update (self);
  if (!signet_wizard_page_get_complete (page))
    {
      gtk_widget_grab_focus (GTK_WIDGET (check_reference (reference) != NULL ? self->reference
                                                                             : self->code));
      return FALSE;
    }
  signet_request_set_reference (signet_wizard_get_request (wizard),
                                *reference != '\0' ? reference : NULL);
  signet_wizard_set_code (wizard, code);

  return TRUE;
}

static void
signet_code_page_dispose (GObject *object)
{
  SignetCodePage *self = SIGNET_CODE_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->authority_rows, g_ptr_array_unref);
  g_clear_pointer (&self->profile, signet_profile_unref);

  G_OBJECT_CLASS (signet_code_page_parent_class)->dispose (object);
}

static void
signet_code_page_class_init (SignetCodePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_code_page_dispose;
  SIGNET_WIZARD_PAGE_CLASS (klass)->step = SIGNET_WIZARD_CODE;
  SIGNET_WIZARD_PAGE_CLASS (klass)->prepare = signet_code_page_prepare;
  SIGNET_WIZARD_PAGE_CLASS (klass)->apply = signet_code_page_apply;

  g_type_ensure (SIGNET_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-code-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetCodePage, reference);
  gtk_widget_class_bind_template_child (widget_class, SignetCodePage, code);
  gtk_widget_class_bind_template_child (widget_class, SignetCodePage, note);
  gtk_widget_class_bind_template_child (widget_class, SignetCodePage, note_icon);
  gtk_widget_class_bind_template_child (widget_class, SignetCodePage, note_text);
  gtk_widget_class_bind_template_child (widget_class, SignetCodePage, whom);
  gtk_widget_class_bind_template_child (widget_class, SignetCodePage, organization);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
signet_code_page_init (SignetCodePage *self)
{
  self->authority_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (signet_entry_row_get_delegate (self->reference), "insert-text",
                           G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (signet_entry_row_get_delegate (self->code), "insert-text",
                           G_CALLBACK (insert_text_cb), self, 0);
  update (self);
}
