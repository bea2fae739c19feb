/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-error-page.h"
#include "ui/signet-resources.h"
#include "ui/signet-window.h"
#include "ui/signet-wizard-page.h"
#include "ui/signet-working-page.h"

#include <glib/gstdio.h>

/* The window without the program: its pages are plain ones, only the home page is real. */
typedef struct
{
  char *folder;
  char *practice_folder;
  SignetWindow *window;
  SignetPage *home;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (SignetManager) manager = NULL;
  g_autoptr (SignetKeeper) keeper = NULL;
  g_autoptr (SignetPractice) practice = NULL;

  self->folder = g_dir_make_tmp ("signet-window-XXXXXX", NULL);
  self->practice_folder = g_build_filename (self->folder, "practice", NULL);
  manager = signet_manager_new (self->folder);
  keeper = signet_keeper_new (manager);
  practice = signet_practice_new (self->practice_folder, 0, FALSE, 0, 1);
  self->window = signet_window_new (NULL, keeper, practice);
  self->home = signet_window_get_page (self->window);
  /* GTK keeps the focus of a window that is not shown yet. */
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_rmdir (self->folder);
  g_free (self->practice_folder);
  g_free (self->folder);
}

static SignetPage *
make_page (const char *title)
{
  return g_object_new (SIGNET_TYPE_PAGE, "title", title, "heading", title, NULL);
}

static void
assert_hidden (SignetPage *page,
               gboolean    hidden)
{
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, hidden);
}

static void
assert_shows (Fixture    *self,
              SignetPage *page,
              const char *title)
{
  g_assert_true (signet_window_get_page (self->window) == page);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, title);
  assert_hidden (page, FALSE);
}

static void
test_push_and_pop (Fixture       *self,
                   gconstpointer  data)
{
  SignetPage *page = make_page ("Get a Certificate");

  signet_window_push (self->window, page);
  assert_shows (self, page, "Get a Certificate");
  assert_hidden (self->home, TRUE);

  signet_page_set_subtitle (page, "Step 1 of 4");
  assert_shows (self, page, "Get a Certificate – Step 1 of 4");

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  signet_window_pop (self->window);
  assert_shows (self, self->home, "Signet");
  while (page != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The home page stays, whatever one presses. */
static void
test_home_stays (Fixture       *self,
                 gconstpointer  data)
{
  signet_window_pop (self->window);
  signet_window_go_home (self->window);
  assert_shows (self, self->home, "Signet");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  assert_shows (self, self->home, "Signet");
}

static void
test_replace (Fixture       *self,
              gconstpointer  data)
{
  SignetPage *working = make_page ("Working");
  SignetPage *ready = make_page ("Ready");

  signet_window_push (self->window, working);
  signet_window_replace (self->window, ready);
  assert_shows (self, ready, "Ready");
  signet_window_pop (self->window);
  assert_shows (self, self->home, "Signet");
}

/* Nothing is above the home page that could be replaced: the page comes on top of it. */
static void
test_replace_home (Fixture       *self,
                   gconstpointer  data)
{
  SignetPage *ready = make_page ("Ready");

  signet_window_replace (self->window, ready);
  assert_shows (self, ready, "Ready");
  signet_window_pop (self->window);
  assert_shows (self, self->home, "Signet");
}

static void
test_pop_to (Fixture       *self,
             gconstpointer  data)
{
  SignetPage *first = make_page ("First");
  SignetPage *stranger = g_object_ref_sink (make_page ("Stranger"));

  signet_window_push (self->window, first);
  signet_window_push (self->window, make_page ("Second"));
  signet_window_push (self->window, make_page ("Third"));
  signet_window_pop_to (self->window, stranger);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "Third");
  signet_window_pop_to (self->window, first);
  assert_shows (self, first, "First");
  g_object_unref (stranger);
}

static void
test_show_alone (Fixture       *self,
                 gconstpointer  data)
{
  SignetPage *ready = make_page ("Ready");

  signet_window_push (self->window, make_page ("First"));
  signet_window_push (self->window, make_page ("Second"));
  signet_window_show_alone (self->window, ready);
  assert_shows (self, ready, "Ready");
  signet_window_pop (self->window);
  assert_shows (self, self->home, "Signet");
}

static void
test_push_below (Fixture       *self,
                 gconstpointer  data)
{
  SignetPage *review = make_page ("Review");
  SignetPage *details = make_page ("Details");

  signet_window_push (self->window, review);
  signet_window_push_below (self->window, details);
  assert_shows (self, review, "Review");
  assert_hidden (details, TRUE);
  signet_window_pop (self->window);
  assert_shows (self, details, "Details");
}

/* A page that is kept by somebody comes back while it is still sliding out. */
static void
test_comes_back (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (SignetPage) page = g_object_ref_sink (make_page ("Code"));

  signet_window_push (self->window, page);
  signet_window_pop (self->window);
  signet_window_push (self->window, page);
  assert_shows (self, page, "Code");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_shows (self, page, "Code");
  g_assert_nonnull (gtk_widget_get_parent (GTK_WIDGET (page)));
}

/* A page that is kept stays among the children until it is dropped, else its buttons would find no
 * action when it comes back. */
static void
test_kept (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (SignetPage) page = g_object_ref_sink (make_page ("Code"));

  signet_page_set_kept (page, TRUE);
  signet_window_push (self->window, page);
  signet_window_pop (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_nonnull (gtk_widget_get_parent (GTK_WIDGET (page)));
  assert_hidden (page, TRUE);

  signet_window_push (self->window, page);
  assert_shows (self, page, "Code");
  signet_window_drop (self->window, page);
  assert_shows (self, page, "Code");
  signet_window_pop (self->window);
  while (gtk_widget_get_parent (GTK_WIDGET (page)) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_no_way_back (Fixture       *self,
                  gconstpointer  data)
{
  SignetPage *page = make_page ("Working");

  signet_page_set_can_go_back (page, FALSE);
  signet_window_push (self->window, page);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  assert_shows (self, page, "Working");
  signet_page_set_can_go_back (page, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  assert_shows (self, self->home, "Signet");
}

static void
slide (Fixture  *self,
       gboolean  slides)
{
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self->window)), "gtk-enable-animations",
                slides, NULL);
}

/* A second click still goes where the first one went, to a page that is on its way out. */
static void
test_second_click (Fixture       *self,
                   gconstpointer  data)
{
  SignetPage *page = make_page ("Code");

  slide (self, TRUE);
  signet_window_push (self->window, page);
  g_assert_false (gtk_widget_get_can_target (GTK_WIDGET (self->home)));
  g_assert_true (gtk_widget_get_can_target (GTK_WIDGET (page)));
  signet_window_pop (self->window);
  g_assert_true (gtk_widget_get_can_target (GTK_WIDGET (self->home)));
  g_assert_false (gtk_widget_get_can_target (GTK_WIDGET (page)));
  slide (self, FALSE);
}

/* The window is closed while one page slides in and another one out. */
static void
test_close_while_sliding (Fixture       *self,
                          gconstpointer  data)
{
  SignetPage *page = make_page ("Code");
  GtkStack *stack;

  slide (self, TRUE);
  signet_window_push (self->window, page);
  signet_window_replace (self->window, make_page ("Details"));
  stack = GTK_STACK (gtk_widget_get_parent (GTK_WIDGET (self->home)));
  g_assert_true (gtk_stack_get_transition_running (stack));
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  self->window = NULL;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* What Return presses may change while the page is shown. */
static void
test_primary (Fixture       *self,
              gconstpointer  data)
{
  SignetPage *page = make_page ("Ready");
  GtkWidget *button = gtk_button_new ();

  signet_window_push (self->window, page);
  adw_bin_set_child (ADW_BIN (page), button);
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (self->window)));
  g_object_set (page, "primary", button, NULL);
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (self->window)) == button);
  g_object_set (page, "primary", NULL, NULL);
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (self->window)));
}

/* By whatever way the first question goes, the wizard and what was typed go with it. */
static void
test_wizard_left (Fixture       *self,
                  gconstpointer  data)
{
  SignetWizard *wizard;

  signet_wizard_start (self->window);
  wizard =
    signet_wizard_page_get_wizard (SIGNET_WIZARD_PAGE (signet_window_get_page (self->window)));
  g_object_add_weak_pointer (G_OBJECT (wizard), (gpointer *) &wizard);
  signet_window_push (self->window, make_page ("Ready"));
  signet_window_go_home (self->window);
  while (wizard != NULL)
    g_main_context_iteration (NULL, TRUE);

  signet_wizard_start (self->window);
  wizard =
    signet_wizard_page_get_wizard (SIGNET_WIZARD_PAGE (signet_window_get_page (self->window)));
  g_object_add_weak_pointer (G_OBJECT (wizard), (gpointer *) &wizard);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  assert_shows (self, self->home, "Signet");
  while (wizard != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* A job ends while its page is covered: the page that covers it stays, and the outcome is shown
 * behind it. */
static void
test_covered (Fixture       *self,
              gconstpointer  data)
{
  SignetKeeper *keeper = signet_window_get_keeper (self->window);
  SignetPage *ready = make_page ("Ready");
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetSecret) code = signet_secret_new ("code", 4);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("4711", code);
  /* Without a server nothing is sent. */
  SignetTask *task = signet_keeper_request (keeper, request, credential, NULL, SIGNET_RUN_NONE);

  signet_window_push (self->window, signet_working_page_new (keeper, task, NULL));
  signet_window_push (self->window, ready);
  while (signet_keeper_get_n_tasks (keeper) > 0)
    g_main_context_iteration (NULL, TRUE);
  assert_shows (self, ready, "Ready");

  signet_window_pop (self->window);
  while (!SIGNET_IS_ERROR_PAGE (signet_window_get_page (self->window)))
    g_main_context_iteration (NULL, TRUE);
  signet_window_pop (self->window);
  assert_shows (self, self->home, "Signet");
}

#define ADD(name, function) \
  g_test_add ("/ui/window/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (signet_get_resource ());

  ADD ("push-and-pop", test_push_and_pop);
  ADD ("home-stays", test_home_stays);
  ADD ("replace", test_replace);
  ADD ("replace-home", test_replace_home);
  ADD ("pop-to", test_pop_to);
  ADD ("show-alone", test_show_alone);
  ADD ("push-below", test_push_below);
  ADD ("comes-back", test_comes_back);
  ADD ("kept", test_kept);
  ADD ("no-way-back", test_no_way_back);
  ADD ("second-click", test_second_click);
  ADD ("close-while-sliding", test_close_while_sliding);
  ADD ("primary", test_primary);
  ADD ("wizard-left", test_wizard_left);
  ADD ("covered", test_covered);

  return g_test_run ();
}
