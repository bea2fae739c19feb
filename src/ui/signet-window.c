/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-window.h"

#include "ui/signet-compat.h"
#include "ui/signet-error-page.h"
#include "ui/signet-home-page.h"
#include "ui/signet-practice-page.h"
#include "ui/signet-ready-page.h"
#include "ui/signet-wizard.h"

#include <glib/gi18n-lib.h>

/**
 * SignetWindow:
 *
 * The one window: a stack of pages with the home page below all others. The page on top is shown;
 * Back takes it away. Pages that are not shown are hidden from screen readers as well, which the
 * stack does not do by itself in GTK 4.8.
 */
struct _SignetWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;

  SignetKeeper *keeper;
  SignetPractice *practice;
  GSettings *settings;
  GPtrArray *pages;   /* of SignetPage, the one that is shown last */
  GPtrArray *leaving; /* pages that still slide out */
};

G_DEFINE_FINAL_TYPE (SignetWindow, signet_window, ADW_TYPE_APPLICATION_WINDOW)

/* A page may have come back while it was sliding out. */
static void
remove_left_page (SignetWindow *self,
                  SignetPage   *page)
{
  if (!signet_page_get_kept (page) && !g_ptr_array_find (self->pages, page, NULL) &&
      gtk_widget_get_parent (GTK_WIDGET (page)) == GTK_WIDGET (self->stack))
    gtk_stack_remove (self->stack, GTK_WIDGET (page));
}

static void
remove_left_pages (SignetWindow *self)
{
  for (guint i = 0; i < self->leaving->len; i++)
    remove_left_page (self, self->leaving->pdata[i]);
  g_ptr_array_set_size (self->leaving, 0);
}

static void
transition_cb (SignetWindow *self)
{
  if (!gtk_stack_get_transition_running (self->stack))
    remove_left_pages (self);
}

static void
update_caption (SignetWindow *self)
{
  g_autofree char *caption = signet_page_dup_caption (signet_window_get_page (self));

  gtk_window_set_title (GTK_WINDOW (self), *caption != '\0' ? caption : _ ("Signet"));
}

static void
update_back (SignetWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back",
                                 self->pages->len > 1 &&
                                   signet_page_get_can_go_back (signet_window_get_page (self)));
}

static void
page_changed_cb (SignetWindow *self,
                 GParamSpec   *pspec,
                 SignetPage   *page)
{
  if (page != signet_window_get_page (self))
    return;
  update_caption (self);
  update_back (self);
}

static void
primary_changed_cb (SignetWindow *self,
                    GParamSpec   *pspec,
                    SignetPage   *page)
{
  if (page == signet_window_get_page (self))
    gtk_window_set_default_widget (GTK_WINDOW (self), signet_page_get_primary (page));
}

static void
add_page (SignetWindow *self,
          SignetPage   *page,
          guint         position)
{
  g_ptr_array_insert (self->pages, (int) position, g_object_ref_sink (page));
  if (gtk_widget_get_parent (GTK_WIDGET (page)) == NULL)
    gtk_stack_add_child (self->stack, GTK_WIDGET (page));
  g_signal_connect_object (page, "notify::title", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::subtitle", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::can-go-back", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::primary", G_CALLBACK (primary_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
take_page (SignetWindow *self,
           guint         position)
{
  SignetPage *page = self->pages->pdata[position];

  g_signal_handlers_disconnect_by_data (page, self);
  g_ptr_array_add (self->leaving, g_object_ref (page));
  g_ptr_array_remove_index (self->pages, position);
  signet_page_leave (page);
}

/* Shows the last page of the list. */
static void
show_top (SignetWindow *self)
{
  SignetPage *top = signet_window_get_page (self);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                   child != GTK_WIDGET (top), -1);
      /* The second click of two is not for the page that slides out. */
      gtk_widget_set_can_target (child, child == GTK_WIDGET (top));
    }
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (top));
  gtk_window_set_default_widget (GTK_WINDOW (self), signet_page_get_primary (top));
  signet_page_show (top);
  update_caption (self);
  update_back (self);
  if (!gtk_stack_get_transition_running (self->stack))
    remove_left_pages (self);
}

/* Return presses the primary button, but not from a row that does something of its own. GTK asks a
 * property for that which is set for buttons only. */
static void
focus_cb (SignetWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (GTK_IS_LIST_BOX_ROW (focus))
    gtk_widget_set_receives_default (
      focus, gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (focus)));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SignetWindow *self = SIGNET_WINDOW (widget);

  if (!signet_page_go_back (signet_window_get_page (self)))
    signet_window_pop (self);
}

static void
practice_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SignetWindow *self = SIGNET_WINDOW (widget);

  if (!SIGNET_IS_PRACTICE_PAGE (signet_window_get_page (self)))
    signet_window_push (self, signet_practice_page_new (self->practice, self->keeper));
}

/* Only where no other flow is under way, so that nothing half filled in is covered. */
static void
get_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SignetWindow *self = SIGNET_WINDOW (widget);

  if (self->pages->len == 1)
    signet_wizard_start (self);
}

static void
ready_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SignetWindow *self = SIGNET_WINDOW (widget);
  SignetItem *item = signet_manager_get_item (signet_keeper_get_manager (self->keeper),
                                              g_variant_get_string (parameter, NULL));

  if (item != NULL && signet_item_get_state (item) == SIGNET_ITEM_STATE_ISSUED)
    signet_window_push (self, signet_ready_page_new (self->keeper, item));
}

/* A certificate that came while its page was not shown; it stands in the list as well. */
static void
tell_ready (SignetWindow *self,
            const char   *id)
{
  AdwToast *toast = adw_toast_new (_ ("Certificate ready"));

  adw_toast_set_button_label (toast, _ ("_Show"));
  adw_toast_set_action_name (toast, "win.ready");
  adw_toast_set_action_target (toast, "s", id);
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The page that shows the job hears of its end first, and has given way to the Ready page then. */
static void
ended_cb (SignetWindow *self,
          SignetTask   *task,
          const GError *error)
{
  const char *id = signet_task_get_item_id (task);
  SignetItem *item = NULL;

  if (id != NULL && error == NULL)
    item = signet_manager_get_item (signet_keeper_get_manager (self->keeper), id);
  if (item != NULL && signet_item_get_state (item) == SIGNET_ITEM_STATE_ISSUED &&
      !SIGNET_IS_READY_PAGE (signet_window_get_page (self)))
    tell_ready (self, id);
}

static void
shortcuts_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  signet_compat_show_shortcuts (GTK_WINDOW (widget));
}

static void
save_size (SignetWindow *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
restore_size (SignetWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
signet_window_close_request (GtkWindow *window)
{
  save_size (SIGNET_WINDOW (window));

  return GTK_WINDOW_CLASS (signet_window_parent_class)->close_request (window);
}

static void
signet_window_dispose (GObject *object)
{
  SignetWindow *self = SIGNET_WINDOW (object);

  if (self->pages != NULL)
    for (guint i = 0; i < self->pages->len; i++)
      g_signal_handlers_disconnect_by_data (self->pages->pdata[i], self);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->keeper);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (signet_window_parent_class)->dispose (object);
}

static void
signet_window_class_init (SignetWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = signet_window_close_request;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SignetWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, transition_cb);

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.get", NULL, get_action);
  gtk_widget_class_install_action (widget_class, "win.practice", NULL, practice_action);
  gtk_widget_class_install_action (widget_class, "win.ready", "s", ready_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK,
                                       "win.shortcuts", NULL);
}

static void
signet_window_init (SignetWindow *self)
{
  self->pages = g_ptr_array_new_with_free_func (g_object_unref);
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->settings = g_settings_new (APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
#ifdef SIGNET_DEVELOPMENT
  gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
#endif
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
  restore_size (self);
}

/**
 * signet_window_new:
 * @application: the application
 * @keeper: what runs the requests
 * @practice: the practice CA
 *
 * Returns: (transfer none): a window that shows the home page; the application owns it
 */
SignetWindow *
signet_window_new (GtkApplication *application,
                   SignetKeeper   *keeper,
                   SignetPractice *practice)
{
  SignetWindow *self;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_PRACTICE (practice), NULL);

  self = g_object_new (SIGNET_TYPE_WINDOW, "application", application, NULL);
  self->keeper = g_object_ref (keeper);
  self->practice = g_object_ref (practice);
  g_signal_connect_object (keeper, "ended", G_CALLBACK (ended_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  signet_window_push (self, signet_home_page_new (keeper, practice));

  return self;
}

/**
 * signet_window_from:
 * @widget: a widget
 *
 * Returns: (transfer none) (nullable): the window it is in
 */
SignetWindow *
signet_window_from (gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (widget));

  return SIGNET_IS_WINDOW (root) ? SIGNET_WINDOW (root) : NULL;
}

/**
 * signet_window_get_keeper:
 * @self: a window
 *
 * Returns: (transfer none): what runs the requests
 */
SignetKeeper *
signet_window_get_keeper (SignetWindow *self)
{
  g_return_val_if_fail (SIGNET_IS_WINDOW (self), NULL);

  return self->keeper;
}

/**
 * signet_window_get_practice:
 * @self: a window
 *
 * Returns: (transfer none): the practice CA
 */
SignetPractice *
signet_window_get_practice (SignetWindow *self)
{
  g_return_val_if_fail (SIGNET_IS_WINDOW (self), NULL);

  return self->practice;
}

/**
 * signet_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): the page that is shown
 */
SignetPage *
signet_window_get_page (SignetWindow *self)
{
  g_return_val_if_fail (SIGNET_IS_WINDOW (self), NULL);

  return self->pages->pdata[self->pages->len - 1];
}

/**
 * signet_window_push:
 * @self: a window
 * @page: (transfer floating): a page that is not in the window
 *
 * Shows a page on top of the one that is shown now.
 */
void
signet_window_push (SignetWindow *self,
                    SignetPage   *page)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && SIGNET_IS_PAGE (page));

  add_page (self, page, self->pages->len);
  show_top (self);
}

/**
 * signet_window_push_below:
 * @self: a window
 * @page: (transfer floating): a page that is not in the window
 *
 * Puts a page below the one that is shown, so that Back comes to it.
 */
void
signet_window_push_below (SignetWindow *self,
                          SignetPage   *page)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && SIGNET_IS_PAGE (page));

  add_page (self, page, self->pages->len - 1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  update_back (self);
}

/**
 * signet_window_replace:
 * @self: a window
 * @page: (transfer floating): a page that is not in the window
 *
 * Shows a page in place of the one that is shown now.
 */
void
signet_window_replace (SignetWindow *self,
                       SignetPage   *page)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && SIGNET_IS_PAGE (page));

  add_page (self, page, self->pages->len);
  if (self->pages->len > 2)
    take_page (self, self->pages->len - 2);
  show_top (self);
}

/**
 * signet_window_pop:
 * @self: a window
 *
 * Takes away the page that is shown. The home page stays.
 */
void
signet_window_pop (SignetWindow *self)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self));

  if (self->pages->len < 2)
    return;
  take_page (self, self->pages->len - 1);
  show_top (self);
}

/**
 * signet_window_pop_to:
 * @self: a window
 * @page: a page of the window
 *
 * Takes away all pages above @page. Does nothing where @page is not in the window.
 */
void
signet_window_pop_to (SignetWindow *self,
                      SignetPage   *page)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && SIGNET_IS_PAGE (page));

  if (!g_ptr_array_find (self->pages, page, NULL) || page == signet_window_get_page (self))
    return;
  while (signet_window_get_page (self) != page)
    take_page (self, self->pages->len - 1);
  show_top (self);
}

/**
 * signet_window_drop:
 * @self: a window
 * @page: a page that was kept
 *
 * Lets go of a page that does not come back. Where it is shown, or below the one that is, it stays
 * until it is left.
 */
void
signet_window_drop (SignetWindow *self,
                    SignetPage   *page)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && SIGNET_IS_PAGE (page));

  signet_page_set_kept (page, FALSE);
  if (self->pages != NULL && !g_ptr_array_find (self->leaving, page, NULL))
    remove_left_page (self, page);
}

/**
 * signet_window_go_home:
 * @self: a window
 *
 * Takes away all pages but the home page.
 */
void
signet_window_go_home (SignetWindow *self)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self));

  signet_window_pop_to (self, self->pages->pdata[0]);
}

/**
 * signet_window_show_alone:
 * @self: a window
 * @page: (transfer floating): a page that is not in the window
 *
 * Shows how a flow has ended: below the page there is only the home page.
 */
void
signet_window_show_alone (SignetWindow *self,
                          SignetPage   *page)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && SIGNET_IS_PAGE (page));

  add_page (self, page, self->pages->len);
  while (self->pages->len > 2)
    take_page (self, 1);
  show_top (self);
}

/**
 * signet_window_show_problem:
 * @self: a window
 * @error: what went wrong
 *
 * Shows an error that belongs to no request.
 */
void
signet_window_show_problem (SignetWindow *self,
                            const GError *error)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && error != NULL);

  signet_window_push (self, signet_error_page_new (error, NULL, NULL));
}

/**
 * signet_window_toast:
 * @self: a window
 * @text: a short sentence; no markup
 *
 * Says for a moment what has just happened. Nothing may be known from it alone, since a screen
 * reader does not hear it.
 */
void
signet_window_toast (SignetWindow *self,
                     const char   *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (SIGNET_IS_WINDOW (self) && text != NULL);

  markup = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

/**
 * signet_window_copy:
 * @self: a window
 * @text: the text; never a secret
 *
 * Puts a text into the clipboard and says so.
 */
void
signet_window_copy (SignetWindow *self,
                    const char   *text)
{
  g_return_if_fail (SIGNET_IS_WINDOW (self) && text != NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  signet_window_toast (self, _ ("Copied"));
}
