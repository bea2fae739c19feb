/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-working-page.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-text.h"
#include "ui/signet-compat.h"
#include "ui/signet-error-page.h"
#include "ui/signet-item-words.h"
#include "ui/signet-ready-page.h"
#include "ui/signet-step-row.h"
#include "ui/signet-waiting-page.h"
#include "ui/signet-window.h"

#define MAX_NAME 200 /* characters */

/**
 * SignetWorkingPage:
 *
 * A request on its way: which steps are done, and which one is worked on. The page leaves by itself
 * when the job ends, or when the server asks to wait.
 */
struct _SignetWorkingPage
{
  SignetPage parent_instance;

  SignetStepRow *rows[SIGNET_STAGE_DONE];

  SignetKeeper *keeper;
  SignetTask *task;
  SignetWizard *wizard;
  gint64 since; /* monotonic time at which the step began */
  guint ticking;
  GError *error; /* with which the job has ended */
  gboolean ended;
  gboolean left;
};

G_DEFINE_FINAL_TYPE (SignetWorkingPage, signet_working_page, SIGNET_TYPE_PAGE)

/**
 * signet_working_page_state:
 * @row: a step that the page shows
 * @stage: what the job works on
 *
 * Returns: how far the step is
 */
SignetStepState
signet_working_page_state (SignetStage row,
                           SignetStage stage)
{
  if (row < stage)
    return SIGNET_STEP_DONE;

  return row == stage ? SIGNET_STEP_ACTIVE : SIGNET_STEP_PENDING;
}

static void
show_rows (SignetWorkingPage *self)
{
  const SignetStage stage = signet_task_get_stage (self->task);
  const guint seconds = (guint) ((g_get_monotonic_time () - self->since) / G_USEC_PER_SEC);

  for (SignetStage row = SIGNET_STAGE_KEY; row < SIGNET_STAGE_DONE; row++)
    signet_step_row_set_state (self->rows[row], signet_working_page_state (row, stage), seconds);
}

static void
stage_cb (SignetWorkingPage *self)
{
  const SignetStage stage = signet_task_get_stage (self->task);

  self->since = g_get_monotonic_time ();
  show_rows (self);
  if (stage < SIGNET_STAGE_DONE)
    signet_page_say (SIGNET_PAGE (self),
                     adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->rows[stage])));
}

static gboolean
tick_cb (gpointer user_data)
{
  show_rows (user_data);

  return G_SOURCE_CONTINUE;
}

static SignetItem *
get_item (SignetWorkingPage *self)
{
  const char *id = signet_task_get_item_id (self->task);

  return id != NULL ? signet_manager_get_item (signet_keeper_get_manager (self->keeper), id) : NULL;
}

/* The window, where the page is still to be left. One that is covered, by a certificate that came
 * meanwhile, leads on when it is shown again. */
static SignetWindow *
leave (SignetWorkingPage *self)
{
  SignetWindow *window = signet_window_from (self);

  if (self->left || window == NULL || signet_window_get_page (window) != SIGNET_PAGE (self))
    return NULL;
  self->left = TRUE;

  return window;
}

static void
next_check_cb (SignetWorkingPage *self)
{
  SignetItem *item = get_item (self);
  SignetWindow *window = NULL;

  if (signet_task_get_next_check (self->task) <= 0 || item == NULL)
    return;
  window = leave (self);
  if (window != NULL)
    signet_window_show_alone (window, signet_waiting_page_new (self->keeper, item));
}

/* Where the server may have the request, it is not sent once more as a new one, but has a page of
 * its own to go on from; so has a certificate that was there before it was asked for again. */
static gboolean
goes_on (SignetWorkingPage *self,
         SignetItem        *item,
         const GError      *error)
{
  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
    case SIGNET_ITEM_STATE_WAITING:
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
    case SIGNET_ITEM_STATE_ISSUED:
      return TRUE;
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
      /* What is missing is asked for there; with a wizard, the wizard asks. */
      return self->wizard == NULL &&
             (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_CODE) ||
              g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE) ||
              g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_PASSPHRASE));
    case SIGNET_ITEM_STATE_REFUSED:
    case SIGNET_ITEM_STATE_GIVEN_UP:
      break;
    }

  return FALSE;
}

static void
go_back (SignetWorkingPage *self,
         SignetWindow      *window)
{
  if (self->wizard != NULL)
    signet_wizard_edit (self->wizard, SIGNET_WIZARD_REVIEW);
  else
    signet_window_go_home (window);
}

static void
lead_on (SignetWorkingPage *self)
{
  const GError *error = self->error;
  SignetItem *item = get_item (self);
  SignetWindow *window = leave (self);

  if (window == NULL)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (error == NULL && (item == NULL || signet_item_has_failed (item))))
    go_back (self, window);
  else if (error != NULL && (item == NULL || !goes_on (self, item, error)))
    signet_window_replace (window, signet_error_page_new (error, item, self->wizard));
  else if (signet_item_get_state (item) == SIGNET_ITEM_STATE_ISSUED)
    signet_window_show_alone (window, signet_ready_page_new (self->keeper, item));
  else
    signet_window_show_alone (window, signet_waiting_page_new (self->keeper, item));
}

static void
ended_cb (SignetWorkingPage *self,
          SignetTask        *task,
          const GError      *error)
{
  if (task != self->task)
    return;
  self->ended = TRUE;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  lead_on (self);
}

/* Whether nothing of the request can have left this computer. */
static gboolean
is_unsent (SignetWorkingPage *self)
{
  SignetItem *item = get_item (self);

  return signet_task_get_stage (self->task) == SIGNET_STAGE_KEY &&
         (item == NULL || signet_item_get_state (item) == SIGNET_ITEM_STATE_DRAFT ||
          signet_item_get_state (item) == SIGNET_ITEM_STATE_KEY_READY);
}

static void
cancel (gpointer user_data)
{
  SignetWorkingPage *self = user_data;

  if (self->task != NULL)
    signet_keeper_abort (self->keeper, self->task);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const SignetQuestion question = {
    .heading = _ ("Cancel Request?"),
    .body = _ ("The request may be with the server already. It is told that the certificate is "
               "not wanted; the code may be used up."),
    .no = _ ("_Go On"),
    .yes = _ ("_Cancel Request"),
    .destructive = TRUE,
  };

  if (is_unsent (SIGNET_WORKING_PAGE (widget)))
    cancel (widget);
  else
    signet_compat_ask (widget, &question, cancel, widget);
}

static gboolean
shown_cb (gpointer user_data)
{
  SignetWorkingPage *self = user_data;

  if (self->ended)
    lead_on (self);
  else
    next_check_cb (self);

  return G_SOURCE_REMOVE;
}

static void
signet_working_page_shown (SignetPage *page)
{
  SignetWorkingPage *self = SIGNET_WORKING_PAGE (page);

  if (self->ticking == 0)
    self->ticking = g_timeout_add_seconds (1, tick_cb, self);
  /* A job that waits or is over has nothing to show here. The window is just showing this page. */
  if (self->ended || signet_task_get_next_check (self->task) > 0)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, shown_cb, g_object_ref (self), g_object_unref);
}

static void
signet_working_page_dispose (GObject *object)
{
  SignetWorkingPage *self = SIGNET_WORKING_PAGE (object);

  g_clear_handle_id (&self->ticking, g_source_remove);
  g_clear_object (&self->keeper);
  g_clear_object (&self->task);
  g_clear_object (&self->wizard);

  G_OBJECT_CLASS (signet_working_page_parent_class)->dispose (object);
}

static void
signet_working_page_finalize (GObject *object)
{
  g_clear_error (&SIGNET_WORKING_PAGE (object)->error);

  G_OBJECT_CLASS (signet_working_page_parent_class)->finalize (object);
}

static void
signet_working_page_class_init (SignetWorkingPageClass *klass)
{
  static const char *const names[] = { "key", "contact", "wait", "check", "confirm", "save" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == SIGNET_STAGE_DONE);

  G_OBJECT_CLASS (klass)->dispose = signet_working_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = signet_working_page_finalize;
  SIGNET_PAGE_CLASS (klass)->shown = signet_working_page_shown;

  g_type_ensure (SIGNET_TYPE_STEP_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-working-page.ui");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, names[i], FALSE,
      G_STRUCT_OFFSET (SignetWorkingPage, rows) + i * sizeof (SignetStepRow *));

  gtk_widget_class_install_action (widget_class, "page.cancel", NULL, cancel_action);
}

static void
signet_working_page_init (SignetWorkingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->since = g_get_monotonic_time ();
}

static void
show_title (SignetWorkingPage *self)
{
  SignetItem *item = get_item (self);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (self->wizard != NULL)
    {
      title = g_strdup (_ ("Get a Certificate"));
      subtitle = signet_text_clean (signet_wizard_get_organization (self->wizard), MAX_NAME);
    }
  else if (item != NULL)
    {
      title = signet_item_words_dup_title (item, NULL);
    }
  signet_page_set_title (SIGNET_PAGE (self), title);
  signet_page_set_subtitle (SIGNET_PAGE (self), subtitle);
}

/**
 * signet_working_page_new:
 * @keeper: what runs the requests
 * @task: one of its jobs
 * @wizard: (nullable): where the request came from; it is left when the page leads on
 *
 * Returns: (transfer floating): a page that follows the job, and leaves for what comes of it
 */
SignetPage *
signet_working_page_new (SignetKeeper *keeper,
                         SignetTask   *task,
                         SignetWizard *wizard)
{
  SignetWorkingPage *self;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_TASK (task), NULL);

  self = g_object_new (SIGNET_TYPE_WORKING_PAGE, NULL);
  self->keeper = g_object_ref (keeper);
  self->task = g_object_ref (task);
  self->wizard = wizard != NULL ? g_object_ref (wizard) : NULL;
  show_title (self);
  show_rows (self);
  g_signal_connect_object (task, "notify::stage", G_CALLBACK (stage_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (task, "notify::next-check", G_CALLBACK (next_check_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);

  return SIGNET_PAGE (self);
}
