/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-practice-page.h"

#include "ui/signet-compat.h"
#include "ui/signet-error-page.h"
#include "ui/signet-practice-row.h"
#include "ui/signet-row.h"
#include "ui/signet-window.h"
#include "ui/signet-wizard.h"

#include <glib/gi18n-lib.h>

/**
 * SignetPracticePage:
 *
 * The practice CA from its own side: the code it hands out, and the requests it decides about. It
 * starts the CA where it does not run.
 */
struct _SignetPracticePage
{
  SignetPage parent_instance;

  GtkWidget *server;
  GtkWidget *code;
  GtkWidget *approval;
  GtkListBox *requests;

  SignetPractice *practice;
  SignetKeeper *keeper;
  gboolean removing;
};

G_DEFINE_FINAL_TYPE (SignetPracticePage, signet_practice_page, SIGNET_TYPE_PAGE)

/* This code is worth nothing outside this computer, so it may be seen. */
static char *
dup_code_line (SignetPracticePage *self)
{
  const char *reference = signet_practice_get_reference (self->practice);
  SignetSecret *code = signet_practice_get_code (self->practice);

  if (code == NULL)
    return g_strdup ("");

  return g_strdup_printf ("%s %s", reference != NULL ? reference : "",
                          signet_secret_get_text (code));
}

static void
update (SignetPracticePage *self)
{
  gboolean running = signet_practice_is_running (self->practice);
  const char *url = running ? signet_practice_get_url (self->practice) : NULL;
  g_autofree char *code = dup_code_line (self);

  signet_row_set_value (self->server, url != NULL ? url : _ ("Does not run"));
  signet_row_set_value (self->code, *code != '\0' ? code : NULL);
  gtk_widget_set_sensitive (self->approval, running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.get", running && !self->removing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.remove", running && !self->removing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.copy-code", running && *code != '\0');
}

static void
show_problem (SignetPracticePage *self,
              const GError       *error)
{
  SignetWindow *window = signet_window_from (self);

  if (window != NULL)
    signet_window_show_problem (window, error);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SignetPracticePage) self = user_data;
  g_autoptr (GError) error = NULL;
  SignetWindow *window = signet_window_from (self);

  if (signet_practice_start_finish (SIGNET_PRACTICE (object), result, &error) || window == NULL)
    return;
  /* Back from what went wrong would come here, and try it once more. */
  if (signet_window_get_page (window) == SIGNET_PAGE (self))
    signet_window_replace (window, signet_error_page_new (error, NULL, NULL));
}

static void
signet_practice_page_shown (SignetPage *page)
{
  SignetPracticePage *self = SIGNET_PRACTICE_PAGE (page);

  if (!signet_practice_is_running (self->practice))
    signet_practice_start_async (self->practice, NULL, started_cb, g_object_ref (self));
}

/* The page stays until it is known what came of the removal: below it may be the page of a request
 * that is going away. */
static void
set_removing (SignetPracticePage *self,
              gboolean            removing)
{
  self->removing = removing;
  signet_page_set_can_go_back (SIGNET_PAGE (self), !removing);
  update (self);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SignetPracticePage) self = user_data;
  g_autoptr (GError) error = NULL;
  SignetWindow *window = signet_window_from (self);

  set_removing (self, FALSE);
  if (!signet_practice_remove_all_finish (SIGNET_PRACTICE (object), result, &error))
    show_problem (self, error);
  else if (window != NULL)
    signet_window_go_home (window);
}

/* The CA goes last: until then the items can still be tried again. */
static void
items_removed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SignetPracticePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (signet_manager_remove_practice_finish (SIGNET_MANAGER (object), result, &error))
    {
      signet_practice_remove_all_async (self->practice, NULL, removed_cb, g_object_ref (self));
      return;
    }
  set_removing (self, FALSE);
  show_problem (self, error);
}

static void
remove_all (gpointer user_data)
{
  SignetPracticePage *self = user_data;

  if (self->removing)
    return;
  set_removing (self, TRUE);
  signet_manager_remove_practice_async (signet_keeper_get_manager (self->keeper), NULL,
                                        items_removed_cb, g_object_ref (self));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const SignetQuestion question = {
    .heading = _ ("Remove All Practice Data?"),
    .body = _ ("The practice CA, its requests and the certificates from it are deleted with their "
               "keys. Other certificates stay."),
    .no = _ ("_Cancel"),
    .yes = _ ("_Remove All"),
    .destructive = TRUE,
  };

  signet_compat_ask (widget, &question, remove_all, widget);
}

static void
get_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  signet_wizard_start_practice (signet_window_from (widget));
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  g_autofree char *code = dup_code_line (SIGNET_PRACTICE_PAGE (widget));

  signet_window_copy (signet_window_from (widget), code);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  SignetPracticePage *self = user_data;

  return signet_practice_row_new (self->practice, item);
}

static void
signet_practice_page_dispose (GObject *object)
{
  SignetPracticePage *self = SIGNET_PRACTICE_PAGE (object);

  g_clear_object (&self->practice);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (signet_practice_page_parent_class)->dispose (object);
}

static void
signet_practice_page_class_init (SignetPracticePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_practice_page_dispose;
  SIGNET_PAGE_CLASS (klass)->shown = signet_practice_page_shown;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-practice-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetPracticePage, server);
  gtk_widget_class_bind_template_child (widget_class, SignetPracticePage, code);
  gtk_widget_class_bind_template_child (widget_class, SignetPracticePage, approval);
  gtk_widget_class_bind_template_child (widget_class, SignetPracticePage, requests);

  gtk_widget_class_install_action (widget_class, "page.get", NULL, get_action);
  gtk_widget_class_install_action (widget_class, "page.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "page.copy-code", NULL, copy_code_action);
}

static void
signet_practice_page_init (SignetPracticePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_practice_page_new:
 * @practice: the practice CA
 * @keeper: what runs the requests
 *
 * Returns: (transfer floating): the page of the practice CA
 */
SignetPage *
signet_practice_page_new (SignetPractice *practice,
                          SignetKeeper   *keeper)
{
  SignetPracticePage *self;

  g_return_val_if_fail (SIGNET_IS_PRACTICE (practice) && SIGNET_IS_KEEPER (keeper), NULL);

  self = g_object_new (SIGNET_TYPE_PRACTICE_PAGE, NULL);
  self->practice = g_object_ref (practice);
  self->keeper = g_object_ref (keeper);
  gtk_list_box_bind_model (self->requests, signet_practice_get_requests (practice), make_row, self,
                           NULL);
  g_object_bind_property (practice, "approval", self->approval, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (practice, "notify::running", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return SIGNET_PAGE (self);
}
