/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-details-page.h"

#include "core/signet-text.h"
#include "ui/signet-choice-row.h"
#include "ui/signet-entry-row.h"
#include "ui/signet-key-choice.h"
#include "ui/signet-san-editor.h"
#include "ui/signet-subject.h"

#include <glib/gi18n-lib.h>

#define MAX_LABEL 100
#define OWN_PASSPHRASE 1 /* position among the protections */

/**
 * SignetDetailsPage:
 *
 * The question what the certificate shall say, and which key it is for.
 */
struct _SignetDetailsPage
{
  SignetWizardPage parent_instance;

  SignetEntryRow *name;
  SignetEntryRow *department;
  SignetEntryRow *organization;
  SignetEntryRow *country;
  GtkWidget *missing;
  GtkLabel *missing_words;
  SignetSanEditor *others;
  AdwExpanderRow *options;
  AdwComboRow *key;
  SignetEntryRow *label;
  AdwComboRow *protection;
  SignetEntryRow *passphrase;
  SignetEntryRow *again;
  GtkWidget *problem;
  GtkLabel *problem_words;
};

G_DEFINE_FINAL_TYPE (SignetDetailsPage, signet_details_page, SIGNET_TYPE_WIZARD_PAGE)

static gboolean
has_own_passphrase (gpointer object,
                    guint    protection)
{
  return protection == OWN_PASSPHRASE;
}

static gboolean
wants_passphrase (SignetDetailsPage *self)
{
  return adw_combo_row_get_selected (self->protection) == OWN_PASSPHRASE;
}

static SignetEntryRow *
get_row (SignetDetailsPage  *self,
         SignetSubjectField  field)
{
  SignetEntryRow *const rows[SIGNET_SUBJECT_N_FIELDS] = {
    [SIGNET_SUBJECT_COUNTRY] = self->country,
    [SIGNET_SUBJECT_ORGANIZATION] = self->organization,
    [SIGNET_SUBJECT_DEPARTMENT] = self->department,
    [SIGNET_SUBJECT_NAME] = self->name,
  };

  return rows[field];
}

static gboolean
has_name (SignetDetailsPage *self)
{
  for (SignetSubjectField field = 0; field < SIGNET_SUBJECT_N_FIELDS; field++)
    if (!signet_entry_row_is_empty (get_row (self, field)))
      return TRUE;

  return !signet_san_editor_is_empty (self->others);
}

/* Returns the first row that was found to make no sense, from top to bottom. */
static SignetEntryRow *
get_problem (SignetDetailsPage *self)
{
  SignetEntryRow *const above[] = { self->name, self->department, self->organization,
                                    self->country };
  SignetEntryRow *const below[] = { self->label, self->passphrase, self->again };
  SignetEntryRow *other = signet_san_editor_get_problem (self->others);

  for (gsize i = 0; i < G_N_ELEMENTS (above); i++)
    if (signet_entry_row_get_error (above[i]) != NULL)
      return above[i];
  if (other != NULL)
    return other;
  for (gsize i = 0; i < G_N_ELEMENTS (below); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (below[i])) &&
        signet_entry_row_get_error (below[i]) != NULL)
      return below[i];

  return NULL;
}

/* Returns what is missing or wrong below the names, NULL for nothing. */
static char *
dup_problem (SignetDetailsPage *self)
{
  SignetEntryRow *row = get_problem (self);

  if (row != NULL)
    /* Translators: %s is the title of a field. */
    return g_strdup_printf (_ ("Correct “%s” to go on."),
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  if (wants_passphrase (self) && (signet_entry_row_is_empty (self->passphrase) ||
                                  signet_entry_row_is_empty (self->again)))
    return g_strdup (_ ("Enter the same passphrase twice, or let the keyring protect the key."));

  return NULL;
}

static void
set_note (GtkWidget  *note,
          GtkLabel   *label,
          const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (note, words != NULL);
}

static void
update (SignetDetailsPage *self)
{
  gboolean named = has_name (self);
  g_autofree char *problem = dup_problem (self);

  set_note (self->missing, self->missing_words,
            named ? NULL : _ ("Enter a name, or add one that the certificate shall be valid for."));
  set_note (self->problem, self->problem_words, problem);
  signet_wizard_page_set_complete (SIGNET_WIZARD_PAGE (self), named && problem == NULL);
}

static void
check_field (SignetDetailsPage  *self,
             SignetSubjectField  field)
{
  SignetEntryRow *row = get_row (self, field);
  g_autoptr (GError) error = NULL;

  if (!signet_subject_check (field, signet_entry_row_get_text (row), &error))
    signet_entry_row_set_error (row, error->message);
}

static void
check_label (SignetDetailsPage *self)
{
  if (!signet_text_is_clean (signet_entry_row_get_text (self->label)))
    signet_entry_row_set_error (self->label,
                                _ ("This contains characters that cannot be seen. Type it anew."));
}

/* Says what is wrong with the passphrases as far as they are typed. Returns the passphrase where
 * nothing is. */
static SignetSecret *
check_passphrase (SignetDetailsPage *self)
{
  g_autoptr (SignetSecret) passphrase = signet_entry_row_dup_secret (self->passphrase);
  g_autoptr (SignetSecret) again = signet_entry_row_dup_secret (self->again);

  if (passphrase == NULL)
    return NULL;
  if (g_utf8_strlen (signet_secret_get_text (passphrase), -1) < SIGNET_SHORTEST_PASSPHRASE)
    {
      g_autofree char *sentence = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "A passphrase needs at least %d character.",
                     "A passphrase needs at least %d characters.", SIGNET_SHORTEST_PASSPHRASE),
        SIGNET_SHORTEST_PASSPHRASE);

      signet_entry_row_set_error (self->passphrase, sentence);
      return NULL;
    }
  if (again == NULL)
    return NULL;
  if (signet_secret_equal (passphrase, again))
    return g_steal_pointer (&passphrase);
  signet_entry_row_set_error (self->again, _ ("This is another passphrase than above."));

  return NULL;
}

static void
left_cb (SignetDetailsPage       *self,
         GtkEventControllerFocus *controller)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  for (SignetSubjectField field = 0; field < SIGNET_SUBJECT_N_FIELDS; field++)
    if (row == GTK_WIDGET (get_row (self, field)))
      check_field (self, field);
  if (row == GTK_WIDGET (self->label))
    check_label (self);
  if (wants_passphrase (self) &&
      (row == GTK_WIDGET (self->passphrase) || row == GTK_WIDGET (self->again)))
    {
      SignetSecret *passphrase = check_passphrase (self);

      g_clear_pointer (&passphrase, signet_secret_unref);
    }
}

static SignetName *
make_subject (SignetDetailsPage *self)
{
  const char *texts[SIGNET_SUBJECT_N_FIELDS];
  SignetSubjectField bad = SIGNET_SUBJECT_NAME;
  g_autoptr (GError) error = NULL;
  SignetName *subject;

  for (SignetSubjectField field = 0; field < SIGNET_SUBJECT_N_FIELDS; field++)
    texts[field] = signet_entry_row_get_text (get_row (self, field));
  subject = signet_subject_make (texts, &bad, &error);
  if (subject == NULL)
    {
      signet_entry_row_set_error (get_row (self, bad), error->message);
      gtk_widget_grab_focus (GTK_WIDGET (get_row (self, bad)));
    }

  return subject;
}

static gboolean
apply_template (SignetDetailsPage *self,
                SignetRequest     *request)
{
  g_autoptr (SignetName) subject = make_subject (self);
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (SignetTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  if (subject == NULL || (others = signet_san_editor_make_names (self->others)) == NULL)
    return FALSE;
  /* A request of before may ask for more than this page shows. */
  template = signet_request_get_template (request) != NULL
               ? signet_template_rename (signet_request_get_template (request), subject, others)
               : signet_template_new (subject, others);
  if (!signet_template_validate (template, &error))
    {
      set_note (self->problem, self->problem_words, error->message);
      return FALSE;
    }
  signet_request_set_template (request, template);

  return TRUE;
}

/* The row may be hidden in the options. */
static gboolean
refuse (SignetDetailsPage *self,
        SignetEntryRow    *row)
{
  adw_expander_row_set_expanded (self->options, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));

  return FALSE;
}

static gboolean
apply_options (SignetDetailsPage *self,
               SignetWizard      *wizard)
{
  SignetRequest *request = signet_wizard_get_request (wizard);
  g_autoptr (SignetKeySpec) spec =
    signet_key_choice_dup_spec (adw_combo_row_get_selected (self->key));
  g_autoptr (SignetSecret) passphrase = NULL;
  g_autofree char *label = g_strstrip (g_strdup (signet_entry_row_get_text (self->label)));

  check_label (self);
  if (signet_entry_row_get_error (self->label) != NULL)
    return refuse (self, self->label);
  if (wants_passphrase (self) && (passphrase = check_passphrase (self)) == NULL)
    return refuse (self, signet_entry_row_get_error (self->again) != NULL ? self->again
                                                                          : self->passphrase);

  signet_request_set_key_spec (request, spec);
  signet_request_set_label (request, *label != '\0' ? label : NULL);
  signet_wizard_set_passphrase (wizard, passphrase);

  return TRUE;
}

static gboolean
signet_details_page_apply (SignetWizardPage *page)
{
  SignetDetailsPage *self = SIGNET_DETAILS_PAGE (page);
  SignetWizard *wizard = signet_wizard_page_get_wizard (page);

  return apply_template (self, signet_wizard_get_request (wizard)) && apply_options (self, wizard);
}

static void
signet_details_page_class_init (SignetDetailsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  SIGNET_WIZARD_PAGE_CLASS (klass)->step = SIGNET_WIZARD_DETAILS;
  SIGNET_WIZARD_PAGE_CLASS (klass)->apply = signet_details_page_apply;

  g_type_ensure (SIGNET_TYPE_CHOICE_ROW);
  g_type_ensure (SIGNET_TYPE_ENTRY_ROW);
  g_type_ensure (SIGNET_TYPE_SAN_EDITOR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, name);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, department);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, organization);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, country);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, missing);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, missing_words);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, others);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, options);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, key);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, label);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, protection);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, again);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SignetDetailsPage, problem_words);
  gtk_widget_class_bind_template_callback (widget_class, has_own_passphrase);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
fill_keys (SignetDetailsPage *self)
{
  g_autoptr (GtkStringList) keys = gtk_string_list_new (NULL);

  for (guint i = 0; i < signet_key_choice_get_size (); i++)
    {
      g_autoptr (SignetKeySpec) spec = signet_key_choice_dup_spec (i);

      gtk_string_list_take (keys, signet_key_choice_dup_words (spec));
    }
  adw_combo_row_set_model (self->key, G_LIST_MODEL (keys));
}

/* The desktop knows who the person is, unless nobody has told it. */
static void
fill_name (SignetDetailsPage *self)
{
  const char *known = g_get_real_name ();
  g_autofree char *name = NULL;

  if (known == NULL || g_str_equal (known, "Unknown"))
    return;
  name = signet_text_clean (known, (gsize) signet_subject_get_max_chars (SIGNET_SUBJECT_NAME));
  signet_entry_row_set_text (self->name, name);
}

static void
signet_details_page_init (SignetDetailsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (SignetSubjectField field = 0; field < SIGNET_SUBJECT_N_FIELDS; field++)
    signet_entry_row_set_max_chars (get_row (self, field), signet_subject_get_max_chars (field));
  signet_entry_row_set_max_chars (self->label, MAX_LABEL);
  fill_keys (self);
  fill_name (self);
  update (self);
}
