/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-details-page.h"
#include "ui/signet-entry-row.h"
#include "ui/signet-resources.h"
#include "ui/signet-review-page.h"
#include "ui/signet-san-editor.h"
#include "ui/signet-window.h"

#include <glib/gstdio.h>

/* The page Details of a wizard, without what comes before it. */
typedef struct
{
  char *folder;
  SignetWindow *window;
  SignetWizard *wizard;
  SignetPage *page;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (SignetManager) manager = NULL;
  g_autoptr (SignetKeeper) keeper = NULL;
  g_autoptr (SignetPractice) practice = NULL;
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autofree char *practice_folder = NULL;

  self->folder = g_dir_make_tmp ("signet-details-XXXXXX", NULL);
  practice_folder = g_build_filename (self->folder, "practice", NULL);
  manager = signet_manager_new (self->folder);
  keeper = signet_keeper_new (manager);
  practice = signet_practice_new (practice_folder, 0, FALSE, 0, 1);
  self->window = signet_window_new (NULL, keeper, practice);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));

  signet_wizard_start (self->window);
  self->wizard = g_object_ref (
    signet_wizard_page_get_wizard (SIGNET_WIZARD_PAGE (signet_window_get_page (self->window))));
  signet_profile_set_server (profile, "http://pki.example.edu/cmp", NULL);
  signet_request_set_profile (signet_wizard_get_request (self->wizard), profile);
  signet_wizard_go_on (self->wizard, SIGNET_WIZARD_SERVER);
  signet_wizard_go_on (self->wizard, SIGNET_WIZARD_CODE);
  self->page = signet_window_get_page (self->window);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  signet_wizard_leave (self->wizard);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->wizard);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static gpointer
get_child (Fixture    *self,
           const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self->page), SIGNET_TYPE_DETAILS_PAGE, name);
}

static gboolean
is_complete (Fixture *self)
{
  return signet_wizard_page_get_complete (SIGNET_WIZARD_PAGE (self->page));
}

static void
press_continue (Fixture *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), "page.continue", NULL));
}

static SignetEntryRow *
get_other (Fixture *self,
           int      index)
{
  gpointer list = gtk_widget_get_template_child (get_child (self, "others"),
                                                 SIGNET_TYPE_SAN_EDITOR, "list");

  return (SignetEntryRow *) gtk_list_box_get_row_at_index (list, index);
}

static void
add_other (Fixture    *self,
           const char *kind,
           const char *text)
{
  int n = 0;

  g_assert_true (gtk_widget_activate_action (get_child (self, "others"), "names.add", "s", kind));
  while (get_other (self, n) != NULL)
    n++;
  signet_entry_row_set_text (get_other (self, n - 1), text);
}

/* The first button below @widget with this label, or with this accessible name as its tooltip. */
static GtkWidget *
find_button (GtkWidget  *widget,
             const char *words)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) &&
      (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), words) == 0 ||
       g_strcmp0 (gtk_widget_get_tooltip_text (widget), words) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, words);

  return found;
}

static void
press (Fixture    *self,
       const char *words)
{
  GtkWidget *button = find_button (GTK_WIDGET (self->window), words);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_missing (Fixture       *self,
              gconstpointer  data)
{
  signet_entry_row_set_text (get_child (self, "name"), " ");
  g_assert_false (is_complete (self));
  g_assert_true (gtk_widget_get_visible (get_child (self, "missing")));

  add_other (self, "email", "a@b.example");
  g_assert_true (is_complete (self));
  g_assert_false (gtk_widget_get_visible (get_child (self, "missing")));
}

/* A field is checked when it is left, and not before. */
static void
test_field (Fixture       *self,
            gconstpointer  data)
{
  SignetEntryRow *country = get_child (self, "country");

  signet_entry_row_set_text (get_child (self, "name"), "Anna Keller");
  gtk_widget_grab_focus (GTK_WIDGET (country));
  signet_entry_row_set_text (country, "D");
  g_assert_null (signet_entry_row_get_error (country));
  gtk_widget_grab_focus (get_child (self, "name"));
  g_assert_nonnull (signet_entry_row_get_error (country));
  g_assert_false (is_complete (self));

  signet_entry_row_set_text (country, "de");
  g_assert_true (is_complete (self));
}

static void
test_template (Fixture       *self,
               gconstpointer  data)
{
  SignetRequest *request = signet_wizard_get_request (self->wizard);
  g_autofree char *subject = NULL;

  signet_entry_row_set_text (get_child (self, "name"), "Anna Keller");
  signet_entry_row_set_text (get_child (self, "country"), "de");
  signet_entry_row_set_text (get_child (self, "label"), " Mail ");
  adw_combo_row_set_selected (get_child (self, "key"), 3);
  add_other (self, "upn", "akeller@ad");
  add_other (self, "dns", "");
  press_continue (self);

  g_assert_true (SIGNET_IS_REVIEW_PAGE (signet_window_get_page (self->window)));
  subject =
    signet_name_to_string (signet_template_get_subject (signet_request_get_template (request)));
  g_assert_cmpstr (subject, ==, "CN=Anna Keller,C=DE");
  g_assert_cmpuint (signet_template_get_n_alt_names (signet_request_get_template (request)), ==, 1);
  g_assert_cmpstr (signet_key_spec_get_text (signet_request_get_key_spec (request)), ==,
                   "rsa:4096");
  g_assert_cmpstr (signet_request_get_label (request), ==, "Mail");
  g_assert_null (signet_wizard_get_passphrase (self->wizard));
}

/* A name is checked when it is left; two that are the same are found when the page is. */
static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  signet_entry_row_set_text (get_child (self, "name"), "Anna Keller");
  add_other (self, "email", "nobody");
  g_assert_null (signet_entry_row_get_error (get_other (self, 0)));
  add_other (self, "ip", "192.0.2.1");
  g_assert_nonnull (signet_entry_row_get_error (get_other (self, 0)));
  g_assert_false (is_complete (self));

  signet_entry_row_set_text (get_other (self, 0), "a@b.example");
  add_other (self, "ip", "192.0.2.1");
  g_assert_true (is_complete (self));
  press_continue (self);
  g_assert_true (signet_window_get_page (self->window) == self->page);
  g_assert_null (signet_entry_row_get_error (get_other (self, 1)));
  g_assert_nonnull (signet_entry_row_get_error (get_other (self, 2)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)),
                                         GTK_WIDGET (get_other (self, 2))));
}

static void
test_removal (Fixture       *self,
              gconstpointer  data)
{
  add_other (self, "email", "a@b.example");
  add_other (self, "dns", "b.example");
  press (self, "Remove a@b.example");
  g_assert_cmpstr (signet_entry_row_get_text (get_other (self, 0)), ==, "b.example");
  g_assert_null (get_other (self, 1));

  press (self, "_Undo");
  g_assert_cmpstr (signet_entry_row_get_text (get_other (self, 0)), ==, "a@b.example");
  g_assert_cmpstr (signet_entry_row_get_text (get_other (self, 1)), ==, "b.example");
}

/* Once the page is left there is nothing to bring a name back to. */
static void
test_late_undo (Fixture       *self,
                gconstpointer  data)
{
  add_other (self, "email", "a@b.example");
  press (self, "Remove a@b.example");
  g_assert_nonnull (find_button (GTK_WIDGET (self->window), "_Undo"));
  signet_window_go_home (self->window);
  while (find_button (GTK_WIDGET (self->window), "_Undo") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_passphrase (Fixture       *self,
                 gconstpointer  data)
{
  SignetEntryRow *passphrase = get_child (self, "passphrase");
  SignetEntryRow *again = get_child (self, "again");

  signet_entry_row_set_text (get_child (self, "name"), "Anna Keller");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (passphrase)));
  adw_combo_row_set_selected (get_child (self, "protection"), 1);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (passphrase)));
  g_assert_false (is_complete (self));

  signet_entry_row_set_text (passphrase, "eleven char");
  signet_entry_row_set_text (again, "eleven char");
  press_continue (self);
  g_assert_nonnull (signet_entry_row_get_error (passphrase));

  signet_entry_row_set_text (passphrase, "correct horse");
  press_continue (self);
  g_assert_nonnull (signet_entry_row_get_error (again));
  g_assert_null (signet_wizard_get_passphrase (self->wizard));

  signet_entry_row_set_text (again, "correct horse");
  press_continue (self);
  g_assert_true (SIGNET_IS_REVIEW_PAGE (signet_window_get_page (self->window)));
  g_assert_cmpstr (signet_secret_get_text (signet_wizard_get_passphrase (self->wizard)), ==,
                   "correct horse");
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (signet_get_resource ());

  add ("/ui/details/missing", test_missing);
  add ("/ui/details/field", test_field);
  add ("/ui/details/template", test_template);
  add ("/ui/details/names", test_names);
  add ("/ui/details/removal", test_removal);
  add ("/ui/details/late-undo", test_late_undo);
  add ("/ui/details/passphrase", test_passphrase);

  return g_test_run ();
}
