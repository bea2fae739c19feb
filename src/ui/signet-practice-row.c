/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-practice-row.h"

#include "core/signet-name.h"
#include "core/signet-text.h"
#include "ui/signet-window.h"

#include <glib/gi18n-lib.h>

#define MAX_SUBJECT 200 /* characters */

/**
 * SignetPracticeRow:
 *
 * A request at the practice CA, with Approve and Refuse while it waits.
 */
struct _SignetPracticeRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *subject;
  GtkLabel *words;
  GtkWidget *decision;
  GtkWidget *refuse;
  GtkWidget *approve;

  SignetPractice *practice;
  SignetPracticeRequest *request;
};

G_DEFINE_FINAL_TYPE (SignetPracticeRow, signet_practice_row, ADW_TYPE_PREFERENCES_ROW)

static const char *
state_words (SignetPracticeRequestState state)
{
  switch (state)
    {
    case SIGNET_PRACTICE_REQUEST_WAITING:
      return _ ("Waits for your decision");
    case SIGNET_PRACTICE_REQUEST_APPROVED:
      return _ ("Approved; issued at the next check");
    case SIGNET_PRACTICE_REQUEST_REJECTED:
      return _ ("Refused");
    case SIGNET_PRACTICE_REQUEST_ISSUED:
      return _ ("Issued, not confirmed yet");
    case SIGNET_PRACTICE_REQUEST_CONFIRMED:
      return _ ("Issued and confirmed");
    case SIGNET_PRACTICE_REQUEST_NOT_ACCEPTED:
      return _ ("Issued, but not accepted");
    case SIGNET_PRACTICE_REQUEST_ABORTED:
      return _ ("Cancelled");
    }

  return "";
}

static void
name_button (GtkWidget  *button,
             const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Without the escapes of RFC 4514, where it can be read. */
static char *
dup_subject (SignetPracticeRow *self)
{
  const char *subject = signet_practice_request_get_subject (self->request);
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autofree char *display = name != NULL ? signet_name_to_display (name) : NULL;

  return signet_text_clean (display != NULL ? display : subject, MAX_SUBJECT);
}

static void
update (SignetPracticeRow *self)
{
  SignetPracticeRequestState state = signet_practice_request_get_state (self->request);
  g_autofree char *subject = dup_subject (self);
  g_autofree char *words =
    /* Translators: the number of a request, and what became of it. */
    g_strdup_printf (_ ("Request %1$u · %2$s"),
                     signet_practice_request_get_number (self->request),
                     state_words (state));
  g_autofree char *name = g_strdup_printf ("%s, %s", subject, words);
  /* Translators: the name of a button for screen readers; the request's subject. */
  g_autofree char *refuse = g_strdup_printf (_ ("Refuse %s"), subject);
  /* Translators: the name of a button for screen readers; the request's subject. */
  g_autofree char *approve = g_strdup_printf (_ ("Approve %s"), subject);

  gtk_label_set_label (self->subject, subject);
  gtk_label_set_label (self->words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->decision, state == SIGNET_PRACTICE_REQUEST_WAITING);
  name_button (self->refuse, refuse);
  name_button (self->approve, approve);
}

static void
show_failure (SignetPracticeRow *self,
              const GError      *error)
{
  SignetWindow *window = signet_window_from (self);

  gtk_widget_set_sensitive (self->decision, TRUE);
  if (error != NULL && window != NULL)
    signet_window_show_problem (window, error);
}

static void
approved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SignetPracticeRow) self = user_data;
  g_autoptr (GError) error = NULL;

  signet_practice_approve_finish (SIGNET_PRACTICE (object), result, &error);
  show_failure (self, error);
}

static void
refused_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SignetPracticeRow) self = user_data;
  g_autoptr (GError) error = NULL;

  signet_practice_reject_finish (SIGNET_PRACTICE (object), result, &error);
  show_failure (self, error);
}

static void
approve_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SignetPracticeRow *self = SIGNET_PRACTICE_ROW (widget);

  gtk_widget_set_sensitive (self->decision, FALSE);
  signet_practice_approve_async (self->practice,
                                 signet_practice_request_get_number (self->request), NULL,
                                 approved_cb, g_object_ref (self));
}

static void
refuse_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SignetPracticeRow *self = SIGNET_PRACTICE_ROW (widget);

  gtk_widget_set_sensitive (self->decision, FALSE);
  signet_practice_reject_async (self->practice, signet_practice_request_get_number (self->request),
                                "notAuthorized", NULL, refused_cb, g_object_ref (self));
}

static void
signet_practice_row_dispose (GObject *object)
{
  SignetPracticeRow *self = SIGNET_PRACTICE_ROW (object);

  g_clear_object (&self->practice);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (signet_practice_row_parent_class)->dispose (object);
}

static void
signet_practice_row_class_init (SignetPracticeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_practice_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-practice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetPracticeRow, subject);
  gtk_widget_class_bind_template_child (widget_class, SignetPracticeRow, words);
  gtk_widget_class_bind_template_child (widget_class, SignetPracticeRow, decision);
  gtk_widget_class_bind_template_child (widget_class, SignetPracticeRow, refuse);
  gtk_widget_class_bind_template_child (widget_class, SignetPracticeRow, approve);

  gtk_widget_class_install_action (widget_class, "row.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "row.refuse", NULL, refuse_action);
}

static void
signet_practice_row_init (SignetPracticeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_practice_row_new:
 * @practice: the practice CA
 * @request: a request at it
 *
 * Returns: (transfer floating): a row that follows the request
 */
GtkWidget *
signet_practice_row_new (SignetPractice        *practice,
                         SignetPracticeRequest *request)
{
  SignetPracticeRow *self;

  g_return_val_if_fail (SIGNET_IS_PRACTICE (practice), NULL);
  g_return_val_if_fail (SIGNET_IS_PRACTICE_REQUEST (request), NULL);

  self = g_object_new (SIGNET_TYPE_PRACTICE_ROW, NULL);
  self->practice = g_object_ref (practice);
  self->request = g_object_ref (request);
  g_signal_connect_object (request, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
