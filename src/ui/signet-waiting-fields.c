/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-waiting-fields.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error-text.h"
#include "core/signet-error.h"
#include "core/signet-text.h"
#include "ui/signet-code-paste.h"
#include "ui/signet-entry-row.h"
#include "ui/signet-row.h"

#define MAX_REFERENCE 1000 /* characters */

/**
 * SignetWaitingFields:
 *
 * What the person has to type so that a request goes on: the code, the passphrase of the key, both
 * or nothing. For a new request there may be another reference number; one that waits has its own.
 */
struct _SignetWaitingFields
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *known_reference;
  SignetEntryRow *reference;
  SignetEntryRow *code;
  SignetEntryRow *passphrase;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SignetWaitingFields, signet_waiting_fields, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_asked (SignetEntryRow *row)
{
  return gtk_widget_get_visible (GTK_WIDGET (row));
}

static gboolean
is_missing (SignetEntryRow *row)
{
  return is_asked (row) && signet_entry_row_is_empty (row);
}

static void
changed_cb (SignetWaitingFields *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
signet_waiting_fields_grab_focus (GtkWidget *widget)
{
  SignetWaitingFields *self = SIGNET_WAITING_FIELDS (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (is_asked (self->code) ? self->code : self->passphrase));
}

static void
signet_waiting_fields_class_init (SignetWaitingFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = signet_waiting_fields_grab_focus;

  /**
   * SignetWaitingFields::changed:
   *
   * What is typed has changed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SIGNET_TYPE_WAITING_FIELDS, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SIGNET_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-waiting-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFields, known_reference);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFields, reference);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFields, code);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFields, passphrase);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
signet_waiting_fields_init (SignetWaitingFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  signet_entry_row_set_max_chars (self->reference, MAX_REFERENCE);
}

/**
 * signet_waiting_fields_show:
 * @self: the fields
 * @form: what the page is about
 * @item: the request
 * @running: whether a job works on it, which has what it needs
 *
 * Shows the fields that are needed; what is typed stays.
 */
void
signet_waiting_fields_show (SignetWaitingFields *self,
                            SignetWaitingForm    form,
                            SignetItem          *item,
                            gboolean             running)
{
  const gboolean is_new = signet_waiting_form_is_new (form);
  const char *known = NULL;
  g_autofree char *clean = NULL;
  gboolean code;
  gboolean passphrase;

  g_return_if_fail (SIGNET_IS_WAITING_FIELDS (self) && SIGNET_IS_ITEM (item));

  code = !running && signet_waiting_form_wants_code (form, item);
  passphrase = !running && signet_waiting_form_wants_passphrase (form, item);
  if (code)
    known = signet_credential_get_reference (signet_item_get_credential (item));
  clean = signet_text_clean (known != NULL ? known : "", MAX_REFERENCE);
  signet_row_set_value (self->known_reference, *clean != '\0' && !is_new ? clean : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reference), code && is_new);
  gtk_widget_set_visible (GTK_WIDGET (self->code), code);
  gtk_widget_set_visible (GTK_WIDGET (self->passphrase), passphrase);
  gtk_widget_set_visible (GTK_WIDGET (self), code || passphrase);
}

/**
 * signet_waiting_fields_set_reference:
 * @self: the fields
 * @reference: (nullable): the reference number that was used before
 *
 * Fills the field that can be changed for a new request.
 */
void
signet_waiting_fields_set_reference (SignetWaitingFields *self,
                                     const char          *reference)
{
  g_return_if_fail (SIGNET_IS_WAITING_FIELDS (self));

  signet_entry_row_set_text (self->reference, reference);
}

/**
 * signet_waiting_fields_show_error:
 * @self: the fields
 * @error: why the last try did not work
 *
 * Says at the field it is about what was wrong.
 */
void
signet_waiting_fields_show_error (SignetWaitingFields *self,
                                  const GError        *error)
{
  g_return_if_fail (SIGNET_IS_WAITING_FIELDS (self) && error != NULL);

  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE))
    signet_entry_row_set_error (self->code, signet_error_text_get_title (error));
  else if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_PASSPHRASE))
    signet_entry_row_set_error (self->passphrase, signet_error_text_get_title (error));
}

/**
 * signet_waiting_fields_is_complete:
 * @self: the fields
 *
 * Returns: whether nothing that is asked for is missing
 */
gboolean
signet_waiting_fields_is_complete (SignetWaitingFields *self)
{
  g_return_val_if_fail (SIGNET_IS_WAITING_FIELDS (self), FALSE);

  return !is_missing (self->code) && !is_missing (self->passphrase);
}

/**
 * signet_waiting_fields_ask_missing:
 * @self: the fields, of which one is empty
 * @sentence: what it is needed for
 *
 * Says so at the empty field, and moves the focus there.
 */
void
signet_waiting_fields_ask_missing (SignetWaitingFields *self,
                                   const char          *sentence)
{
  SignetEntryRow *row;

  g_return_if_fail (SIGNET_IS_WAITING_FIELDS (self) && sentence != NULL);

  row = is_missing (self->code) ? self->code : self->passphrase;
  signet_entry_row_set_error (row, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * signet_waiting_fields_dup_credential:
 * @self: the fields
 *
 * Returns: (transfer full) (nullable): the code that is typed, without what is invisible at its
 *   ends, and with its reference number where that can be changed; %NULL where none is asked for
 */
SignetCredential *
signet_waiting_fields_dup_credential (SignetWaitingFields *self)
{
  g_autoptr (SignetSecret) typed = NULL;
  g_autoptr (SignetSecret) code = NULL;
  g_autofree char *reference = NULL;

  g_return_val_if_fail (SIGNET_IS_WAITING_FIELDS (self), NULL);

  if (is_asked (self->code))
    typed = signet_entry_row_dup_secret (self->code);
  code = signet_code_paste_trim (typed);
  if (code == NULL)
    return NULL;
  if (is_asked (self->reference) && !signet_entry_row_is_empty (self->reference))
    reference = signet_text_clean (signet_entry_row_get_text (self->reference), G_MAXSIZE);

  return signet_credential_new_code (reference != NULL && *reference != '\0' ? reference : NULL,
                                     code);
}

/**
 * signet_waiting_fields_dup_passphrase:
 * @self: the fields
 *
 * Returns: (transfer full) (nullable): the passphrase that is typed; %NULL where none is asked for
 */
SignetSecret *
signet_waiting_fields_dup_passphrase (SignetWaitingFields *self)
{
  g_return_val_if_fail (SIGNET_IS_WAITING_FIELDS (self), NULL);

  return is_asked (self->passphrase) ? signet_entry_row_dup_secret (self->passphrase) : NULL;
}
