/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-compat.h"

#include <glib/gi18n-lib.h>

/* What differs between the oldest releases that Signet runs on and today's. Only this file is
 * compiled without the version caps; config.h says which symbols the libraries have. */

/**
 * SignetSpinner:
 *
 * Says that something goes on, without a word for how far it is.
 */
struct _SignetSpinner
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SignetSpinner, signet_spinner, ADW_TYPE_BIN)

static void
signet_spinner_class_init (SignetSpinnerClass *klass)
{
}

static void
signet_spinner_init (SignetSpinner *self)
{
#ifdef HAVE_ADW_SPINNER_NEW
  GtkWidget *spinner = adw_spinner_new ();
#else
  GtkWidget *spinner = g_object_new (GTK_TYPE_SPINNER, "spinning", TRUE, NULL);
#endif

  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("In progress"), -1);
  adw_bin_set_child (ADW_BIN (self), spinner);
}

typedef struct
{
  SignetAnswerFunc answer;
  GObject *object; /* what the answer is given to */
} Asked;

static void
response_cb (GObject    *dialog,
             const char *response,
             Asked      *asked)
{
  if (g_str_equal (response, "yes"))
    asked->answer (asked->object);
}

static void
asked_free (gpointer  data,
            GClosure *closure)
{
  Asked *asked = data;

  g_object_unref (asked->object);
  g_free (asked);
}

#ifdef HAVE_ADW_ALERT_DIALOG_NEW
static void
present_question (GtkWidget            *parent,
                  const SignetQuestion *question,
                  Asked                *asked)
{
  AdwDialog *dialog = adw_alert_dialog_new (question->heading, question->body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "no", question->no, "yes", question->yes, NULL);
  adw_alert_dialog_set_response_appearance (alert, "yes",
                                            question->destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                                  : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "no");
  adw_alert_dialog_set_close_response (alert, "no");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asked, asked_free, 0);
  adw_dialog_present (dialog, parent);
}
#else
static void
present_question (GtkWidget            *parent,
                  const SignetQuestion *question,
                  Asked                *asked)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  GtkWidget *dialog = adw_message_dialog_new (window, question->heading, question->body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "no", question->no, "yes", question->yes, NULL);
  adw_message_dialog_set_response_appearance (message, "yes",
                                              question->destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                                    : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "no");
  adw_message_dialog_set_close_response (message, "no");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asked, asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
#endif

/**
 * signet_compat_ask:
 * @parent: a widget of the window
 * @question: the question; copied
 * @answer: called for a yes only
 * @object: a #GObject for @answer; the question holds it, since a page may be left meanwhile
 *
 * Asks a question. Escape, Return and closing it mean no.
 */
void
signet_compat_ask (GtkWidget            *parent,
                   const SignetQuestion *question,
                   SignetAnswerFunc      answer,
                   gpointer              object)
{
  Asked *asked = g_new (Asked, 1);

  asked->answer = answer;
  asked->object = g_object_ref (G_OBJECT (object));
  present_question (parent, question, asked);
}

typedef struct
{
  SignetFileFunc answer;
  gpointer user_data;
} FileWanted;

#ifdef HAVE_GTK_FILE_DIALOG_NEW
static void
file_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree FileWanted *wanted = user_data;
  g_autoptr (GFile) file =
    gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  wanted->answer (file, wanted->user_data);
}

static void
present_chooser (GtkWindow  *window,
                 const char *title,
                 FileWanted *wanted)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_open (dialog, window, NULL, file_cb, wanted);
}
#else
static void
file_cb (GtkNativeDialog *dialog,
         int              response,
         FileWanted      *wanted)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  wanted->answer (file, wanted->user_data);
  g_free (wanted);
  g_object_unref (dialog);
}

static void
present_chooser (GtkWindow  *window,
                 const char *title,
                 FileWanted *wanted)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    title, window, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_cb), wanted);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
#endif

/**
 * signet_compat_open_file:
 * @parent: a widget of the window
 * @title: title of the dialog, in header capitals
 * @answer: called once
 * @user_data: data for @answer; must live until then
 *
 * Lets the person choose a file to be read.
 */
void
signet_compat_open_file (GtkWidget      *parent,
                         const char     *title,
                         SignetFileFunc  answer,
                         gpointer        user_data)
{
  FileWanted *wanted = g_new (FileWanted, 1);

  wanted->answer = answer;
  wanted->user_data = user_data;
  present_chooser (GTK_WINDOW (gtk_widget_get_root (parent)), title, wanted);
}

/**
 * signet_compat_show_about:
 * @parent: the window
 * @debug_info: which libraries are used; no secrets
 *
 * Shows who made Signet, which version it is and under which licence.
 */
void
signet_compat_show_about (GtkWindow  *parent,
                          const char *debug_info)
{
  const char *const developers[] = { "The Signet Developers", NULL };

#ifdef HAVE_ADW_ABOUT_DIALOG_NEW
  AdwDialog *about = adw_about_dialog_new ();
#else
  GtkWidget *about = adw_about_window_new ();
#endif

  g_object_set (about, "application-name", _ ("Signet"), "application-icon", APPLICATION_ID,
                "version", PACKAGE_VERSION, "developer-name", _ ("The Signet Developers"),
                "developers", developers, "comments",
                _ ("Get, renew and revoke a certificate from your organization"), "license-type",
                GTK_LICENSE_GPL_3_0, "debug-info", debug_info, "debug-info-filename",
                "signet-versions.txt", "copyright", "© 2026 The Signet Developers", NULL);

#ifdef HAVE_ADW_ABOUT_DIALOG_NEW
  adw_dialog_present (about, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
#endif
}

/**
 * signet_compat_show_shortcuts:
 * @parent: the window
 *
 * Shows the keys that do something.
 */
void
signet_compat_show_shortcuts (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/signet_desktop/Signet/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, parent);
  gtk_window_present (shortcuts);
}

/**
 * signet_compat_announce:
 * @widget: a widget of the page
 * @text: what a screen reader shall say
 *
 * Says something that changed without the focus moving. GTK 4.8 has no way to; there the page's
 * heading, which has the focus, says it by its name.
 */
void
signet_compat_announce (GtkWidget  *widget,
                        const char *text)
{
#ifdef HAVE_GTK_ACCESSIBLE_ANNOUNCE
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#endif
}
