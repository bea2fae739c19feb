/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include <locale.h>

/* A libadwaita program with a window and nothing in it: what Signet is measured beside.
 *
 *   blank [PAGES]
 *
 * With pages, each has a heading and a button to the next one, as large and of the same style as
 * those of Signet: the same walk, over empty pages. */

static int n_pages;

static void
next_cb (GtkWidget *button,
         gpointer   user_data)
{
  GtkStack *stack = GTK_STACK (gtk_widget_get_ancestor (button, GTK_TYPE_STACK));
  g_autofree char *name = g_strdup_printf ("%d", GPOINTER_TO_INT (user_data) % n_pages + 1);

  gtk_stack_set_visible_child_name (stack, name);
}

static GtkWidget *
make_page (int number)
{
  g_autofree char *title = g_strdup_printf ("Page %d", number);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *button = gtk_button_new_with_label ("Continue");

  gtk_widget_add_css_class (heading, "title-1");
  gtk_widget_set_vexpand (heading, TRUE);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (next_cb), GINT_TO_POINTER (number));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static void
page_cb (GtkStack *stack)
{
  GtkWidget *visible = gtk_stack_get_visible_child (stack);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                   child != visible, -1);
    }
}

static GtkWidget *
make_pages (void)
{
  GtkWidget *stack = gtk_stack_new ();

  gtk_stack_set_transition_type (GTK_STACK (stack), GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT);
  for (int i = 1; i <= n_pages; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      gtk_stack_add_named (GTK_STACK (stack), make_page (i), name);
    }
  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (page_cb), NULL);
  page_cb (GTK_STACK (stack));

  return stack;
}

static GtkWidget *
make_content (void)
{
  GtkWidget *box = NULL;

  if (n_pages > 0)
    return make_pages ();

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());

  return box;
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_title (GTK_WINDOW (window), "Signet");
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 640);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), make_content ());
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = NULL;

  setlocale (LC_ALL, "");
  n_pages = argc > 1 ? atoi (argv[1]) : 0;
  application = adw_application_new ("io.github.signet_desktop.Blank", G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
