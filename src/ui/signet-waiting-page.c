/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-waiting-page.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error-text.h"
#include "core/signet-error.h"
#include "ui/signet-compat.h"
#include "ui/signet-error-page.h"
#include "ui/signet-item-words.h"
#include "ui/signet-ready-page.h"
#include "ui/signet-report.h"
#include "ui/signet-row.h"
#include "ui/signet-waiting-facts.h"
#include "ui/signet-waiting-fields.h"
#include "ui/signet-waiting-form.h"
#include "ui/signet-window.h"
#include "ui/signet-working-page.h"

#define TICK 10 /* seconds after which “in 25 minutes” is written again */

/**
 * SignetWaitingPage:
 *
 * A request that is not finished: what it waits for, what goes on with it, and what the person can
 * do. It follows the item and its job, and leaves by itself when the certificate is there.
 */
struct _SignetWaitingPage
{
  SignetPage parent_instance;

  SignetWaitingFields *fields;
  SignetWaitingFacts *facts;
  GtkWidget *happened;
  GtkWidget *practice;
  GtkWidget *start_over;
  GtkWidget *cancel;
  GtkWidget *go;

  SignetKeeper *keeper;
  SignetItem *item;
  SignetWaitingForm form;
  gboolean starting_over;
  gboolean asking;     /* the person has just had the server asked */
  gboolean cancelling; /* the server is being told */
  gboolean began_final;
  guint ticking;
};

G_DEFINE_FINAL_TYPE (SignetWaitingPage, signet_waiting_page, SIGNET_TYPE_PAGE)

static SignetTask *
get_task (SignetWaitingPage *self)
{
  return signet_keeper_get_task (self->keeper, signet_item_get_id (self->item));
}

/* What happened last, as far as it is still of interest. */
static const GError *
get_error (SignetWaitingPage *self)
{
  const GError *error = signet_keeper_get_error (self->keeper, signet_item_get_id (self->item));

  return error != NULL ? error : signet_item_get_error (self->item);
}

static gboolean
server_knows (SignetWaitingPage *self)
{
  const SignetItemState state = signet_item_get_state (self->item);

  return state == SIGNET_ITEM_STATE_WAITING || state == SIGNET_ITEM_STATE_RECEIVED;
}

static void
show_ways (SignetWaitingPage *self)
{
  const SignetItemState state = signet_item_get_state (self->item);
  const GError *error = self->form == SIGNET_WAITING_FORM_WAITING ? NULL : get_error (self);
  const char *cancels = server_knows (self) ? _ ("Tells the server that you no longer want it")
                                            : _ ("Gives it up here; the key is kept");
  const gboolean can_cancel =
    !signet_item_has_failed (self->item) && state != SIGNET_ITEM_STATE_UNCONFIRMED;

  signet_row_set_value (self->happened, error != NULL ? signet_error_text_get_title (error) : NULL);
  gtk_widget_set_visible (self->practice, signet_item_is_practice (self->item) &&
                                            state == SIGNET_ITEM_STATE_WAITING);
  gtk_widget_set_visible (self->start_over, self->form == SIGNET_WAITING_FORM_UNKNOWN ||
                                              self->form == SIGNET_WAITING_FORM_PERSON);
  signet_row_set_value (self->cancel, can_cancel ? cancels : NULL);
}

static void
show_facts (SignetWaitingPage *self)
{
  SignetTask *task = get_task (self);
  const SignetWaitingNews news = {
    .error = get_error (self),
    .next_check = task != NULL ? signet_task_get_next_check (task) : 0,
    .asking = self->asking,
  };

  signet_waiting_facts_show (self->facts, self->item, &news, g_get_real_time () / G_USEC_PER_SEC);
}

static void
changed_cb (SignetWaitingPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.go",
                                 !self->cancelling &&
                                   signet_waiting_fields_is_complete (self->fields));
}

static void
show_look (SignetWaitingPage *self)
{
  const SignetWaitingLook look = signet_waiting_form_get_look (self->form);

  signet_page_set_hero (SIGNET_PAGE (self), look.icon, look.tone);
  signet_page_set_heading (SIGNET_PAGE (self), look.heading);
  signet_page_set_description (SIGNET_PAGE (self),
                               self->cancelling ? _ ("The server is being told.")
                                                : look.description);
  gtk_button_set_label (GTK_BUTTON (self->go), look.primary);
}

static void
update (SignetWaitingPage *self)
{
  self->form = self->starting_over
                 ? SIGNET_WAITING_FORM_START_OVER
                 : signet_waiting_form_for (self->item, get_task (self) != NULL);
  show_look (self);
  signet_waiting_fields_show (self->fields, self->form, self->item, get_task (self) != NULL);
  show_facts (self);
  show_ways (self);
  changed_cb (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.cancel", !self->cancelling);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.start-over", !self->cancelling);
}

/* The window, where this is the page that the person sees. */
static SignetWindow *
get_shown_in (SignetWaitingPage *self)
{
  SignetWindow *window = signet_window_from (self);

  return window != NULL && signet_window_get_page (window) == SIGNET_PAGE (self) ? window : NULL;
}

/* Whether the request has come to an end that has a page of its own. */
static gboolean
lead_on (SignetWaitingPage *self)
{
  SignetWindow *window = get_shown_in (self);
  const GError *error = get_error (self);

  if (window == NULL)
    return FALSE;
  if (signet_item_get_state (self->item) == SIGNET_ITEM_STATE_ISSUED)
    signet_window_show_alone (window, signet_ready_page_new (self->keeper, self->item));
  else if (signet_item_has_failed (self->item) && !self->began_final && !self->cancelling &&
           error != NULL)
    signet_window_show_alone (window, signet_error_page_new (error, self->item, NULL));
  else
    return FALSE;

  return TRUE;
}

static void
item_cb (SignetWaitingPage *self)
{
  if (lead_on (self))
    return;
  update (self);
}

static void
end_cancelling (SignetWaitingPage *self,
                const GError      *error)
{
  SignetWindow *window = get_shown_in (self);

  self->cancelling = FALSE;
  update (self);
  if (window == NULL)
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      signet_window_push (window, signet_error_page_new (error, self->item, NULL));
      return;
    }
  signet_window_toast (window, _ ("Request cancelled"));
  signet_window_go_home (window);
}

static void
ended_cb (SignetWaitingPage *self,
          SignetTask        *task,
          const GError      *error)
{
  const gboolean asked = self->asking;

  if (g_strcmp0 (signet_task_get_item_id (task), signet_item_get_id (self->item)) != 0)
    return;
  if (self->cancelling)
    {
      end_cancelling (self, error);
      return;
    }
  self->asking = FALSE;
  if (lead_on (self))
    return;
  update (self);
  if (asked && error != NULL)
    signet_page_say (SIGNET_PAGE (self), signet_error_text_get_title (error));
}

/* The focus goes where the outcome is read: GTK 4.8 cannot announce it. */
static void
waits_cb (SignetWaitingPage *self)
{
  const gboolean asked = self->asking;
  const SignetWaitingForm before = self->form;

  self->asking = FALSE;
  update (self);
  if (!asked)
    return;
  if (self->form == before)
    signet_page_say (SIGNET_PAGE (self), self->form == SIGNET_WAITING_FORM_NETWORK
                                           ? _ ("No answer came")
                                           : _ ("Still waiting"));
  if (get_shown_in (self) != NULL)
    signet_page_focus_first (SIGNET_PAGE (self));
}

static void
follow_task (SignetWaitingPage *self)
{
  SignetTask *task = get_task (self);

  if (task == NULL)
    return;
  g_signal_handlers_disconnect_by_func (task, waits_cb, self);
  g_signal_connect_object (task, "waits", G_CALLBACK (waits_cb), self,
                           G_CONNECT_SWAPPED);
}

static SignetTask *
resume (SignetWaitingPage *self)
{
  g_autoptr (SignetCredential) credential = signet_waiting_fields_dup_credential (self->fields);
  g_autoptr (SignetSecret) passphrase = signet_waiting_fields_dup_passphrase (self->fields);
  const gboolean over = self->form == SIGNET_WAITING_FORM_START_OVER ||
                        signet_item_get_state (self->item) == SIGNET_ITEM_STATE_GIVEN_UP;

  return signet_keeper_resume (self->keeper, signet_item_get_id (self->item), NULL, credential,
                               passphrase, over ? SIGNET_RUN_START_OVER : SIGNET_RUN_NONE);
}

static void
resume_and_follow (gpointer user_data)
{
  SignetWaitingPage *self = user_data;
  SignetWindow *window = get_shown_in (self);
  SignetTask *task = window != NULL ? resume (self) : NULL;

  if (task != NULL)
    signet_window_replace (window, signet_working_page_new (self->keeper, task, NULL));
}

/* The page stays: what comes of it is a state of the same request. */
static void
ask_server (SignetWaitingPage *self)
{
  SignetTask *task = get_task (self);

  self->asking = TRUE;
  if (task != NULL)
    signet_task_check_now (task);
  else if (resume (self) != NULL)
    follow_task (self);
  update (self);
  signet_page_say (SIGNET_PAGE (self), _ ("Asking the server now"));
}

static void
ask_to_start_over (SignetWaitingPage *self)
{
  const SignetQuestion question = {
    .heading = _ ("Start Over?"),
    .body = _ ("The server may have issued a certificate for the first request already. Starting "
               "over may create a second one."),
    .no = _ ("_Cancel"),
    .yes = _ ("_Start Over"),
    .destructive = TRUE,
  };

  signet_compat_ask (GTK_WIDGET (self), &question, resume_and_follow, self);
}

static void
go_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SignetWaitingPage *self = SIGNET_WAITING_PAGE (widget);

  switch (self->form)
    {
    case SIGNET_WAITING_FORM_WAITING:
    case SIGNET_WAITING_FORM_NETWORK:
    case SIGNET_WAITING_FORM_UNKNOWN:
      ask_server (self);
      break;
    case SIGNET_WAITING_FORM_START_OVER:
      ask_to_start_over (self);
      break;
    case SIGNET_WAITING_FORM_FINISH:
    case SIGNET_WAITING_FORM_NOT_SENT:
    case SIGNET_WAITING_FORM_CODE:
    case SIGNET_WAITING_FORM_PASSPHRASE:
    case SIGNET_WAITING_FORM_KEYRING:
    case SIGNET_WAITING_FORM_PERSON:
    case SIGNET_WAITING_FORM_AGAIN:
    case SIGNET_WAITING_N_FORMS:
      resume_and_follow (self);
      break;
    }
}

/* What a new request needs is asked for first. */
static void
start_over_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SignetWaitingPage *self = SIGNET_WAITING_PAGE (widget);

  self->starting_over = TRUE;
  update (self);
  signet_page_focus_first (SIGNET_PAGE (self));
}

static void
cancel_request (gpointer user_data)
{
  SignetWaitingPage *self = user_data;
  SignetWindow *window = get_shown_in (self);
  g_autoptr (SignetCredential) credential = signet_waiting_fields_dup_credential (self->fields);
  g_autoptr (SignetSecret) passphrase = signet_waiting_fields_dup_passphrase (self->fields);

  if (window == NULL || signet_item_has_failed (self->item))
    return;
  self->cancelling = signet_keeper_cancel (self->keeper, signet_item_get_id (self->item),
                                           credential, passphrase) != NULL;
  update (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SignetWaitingPage *self = SIGNET_WAITING_PAGE (widget);
  const SignetQuestion question = {
    .heading = _ ("Cancel Request?"),
    .body = server_knows (self)
              ? _ ("The server is told that you no longer want the certificate. A new request may "
                   "need a new code.")
              : _ ("The request is given up on this computer; the server is not told. The key is "
                   "kept."),
    .no = _ ("_Keep Request"),
    .yes = _ ("_Cancel Request"),
    .destructive = TRUE,
  };

  /* A server believes only who has the code. */
  if (server_knows (self) && !signet_waiting_fields_is_complete (self->fields))
    signet_waiting_fields_ask_missing (self->fields, _ ("This is needed to tell the server."));
  else
    signet_compat_ask (widget, &question, cancel_request, widget);
}

static void
copy_number_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_autofree char *number = signet_report_dup_number (SIGNET_WAITING_PAGE (widget)->item);

  signet_window_copy (signet_window_from (widget), number);
}

static void
copy_report_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_autofree char *report = signet_report_for_item (SIGNET_WAITING_PAGE (widget)->item,
                                                    g_get_real_time () / G_USEC_PER_SEC);

  signet_window_copy (signet_window_from (widget), report);
}

static void
show_error_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SignetWaitingPage *self = SIGNET_WAITING_PAGE (widget);
  const GError *error = get_error (self);

  if (error != NULL)
    signet_window_push (signet_window_from (self),
                        signet_error_page_new (error, self->item, NULL));
}

static gboolean
tick_cb (gpointer user_data)
{
  update (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
lead_on_cb (gpointer user_data)
{
  lead_on (user_data);

  return G_SOURCE_REMOVE;
}

static void
signet_waiting_page_shown (SignetPage *page)
{
  SignetWaitingPage *self = SIGNET_WAITING_PAGE (page);

  if (self->ticking == 0)
    self->ticking = g_timeout_add_seconds (TICK, tick_cb, self);
  update (self);
  /* It may have been covered when the request came to its end; the window is showing it just now.
   */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, lead_on_cb, g_object_ref (self), g_object_unref);
}

static gboolean
signet_waiting_page_go_back (SignetPage *page)
{
  SignetWaitingPage *self = SIGNET_WAITING_PAGE (page);

  if (!self->starting_over)
    return FALSE;
  self->starting_over = FALSE;
  update (self);
  signet_page_focus_first (page);

  return TRUE;
}

static void
signet_waiting_page_dispose (GObject *object)
{
  SignetWaitingPage *self = SIGNET_WAITING_PAGE (object);

  g_clear_handle_id (&self->ticking, g_source_remove);
  g_clear_object (&self->keeper);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (signet_waiting_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingPage, fields);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingPage, facts);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingPage, happened);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingPage, practice);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingPage, start_over);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingPage, go);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
signet_waiting_page_class_init (SignetWaitingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_waiting_page_dispose;
  SIGNET_PAGE_CLASS (klass)->shown = signet_waiting_page_shown;
  SIGNET_PAGE_CLASS (klass)->go_back = signet_waiting_page_go_back;

  g_type_ensure (SIGNET_TYPE_WAITING_FACTS);
  g_type_ensure (SIGNET_TYPE_WAITING_FIELDS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-waiting-page.ui");
  bind_children (widget_class);

  gtk_widget_class_install_action (widget_class, "page.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "page.start-over", NULL, start_over_action);
  gtk_widget_class_install_action (widget_class, "page.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "page.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "page.copy-report", NULL, copy_report_action);
  gtk_widget_class_install_action (widget_class, "page.show-error", NULL, show_error_action);
}

static void
signet_waiting_page_init (SignetWaitingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (SignetWaitingPage *self)
{
  g_autofree char *title = signet_item_words_dup_title (self->item, NULL);

  signet_page_set_title (SIGNET_PAGE (self), title);
  signet_waiting_fields_set_reference (
    self->fields, signet_credential_get_reference (signet_item_get_credential (self->item)));
  update (self);
  if (get_error (self) != NULL)
    signet_waiting_fields_show_error (self->fields, get_error (self));
}

/**
 * signet_waiting_page_new:
 * @keeper: what runs the requests
 * @item: a request that is not finished
 *
 * Returns: (transfer floating): a page that follows @item
 */
SignetPage *
signet_waiting_page_new (SignetKeeper *keeper,
                         SignetItem   *item)
{
  SignetWaitingPage *self;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_ITEM (item), NULL);

  self = g_object_new (SIGNET_TYPE_WAITING_PAGE, NULL);
  self->keeper = g_object_ref (keeper);
  self->item = g_object_ref (item);
  self->began_final = signet_item_has_failed (item);
  fill (self);
  g_signal_connect_object (item, "notify", G_CALLBACK (item_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "notify::n-tasks", G_CALLBACK (follow_task), self,
                           G_CONNECT_SWAPPED);
  follow_task (self);

  return SIGNET_PAGE (self);
}
