/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-entry-row.h"
#include "ui/signet-resources.h"

/* The entry in a row, found as a screen reader finds it. */
static GtkWidget *
find_entry (GtkWidget *widget)
{
  if (GTK_IS_ENTRY (widget) || GTK_IS_PASSWORD_ENTRY (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static SignetEntryRow *
make_row (gboolean password)
{
  return g_object_ref_sink (
    g_object_new (SIGNET_TYPE_ENTRY_ROW, "title", "Reference Number", "password", password, NULL));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_title_names_entry (void)
{
  g_autoptr (SignetEntryRow) row = make_row (FALSE);
  GtkWidget *entry = find_entry (GTK_WIDGET (row));

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Reference Number");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Code");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Code");
}

static void
test_text (void)
{
  g_autoptr (SignetEntryRow) row = make_row (FALSE);
  g_autofree char *text = NULL;
  guint changes = 0;
  guint notifications = 0;

  g_signal_connect_swapped (row, "changed", G_CALLBACK (count_cb), &changes);
  g_signal_connect_swapped (row, "notify::text", G_CALLBACK (count_cb), &notifications);
  g_assert_true (signet_entry_row_is_empty (row));
  g_object_set (row, "text", "4711", NULL);
  signet_entry_row_set_text (row, "4711");
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (notifications, ==, 1);
  g_assert_cmpstr (signet_entry_row_get_text (row), ==, "4711");
  g_object_get (row, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "4711");

  signet_entry_row_set_text (row, " \t\u00a0");
  g_assert_true (signet_entry_row_is_empty (row));
  signet_entry_row_set_text (row, NULL);
  g_assert_cmpstr (signet_entry_row_get_text (row), ==, "");
}

static void
test_max_chars (void)
{
  g_autoptr (SignetEntryRow) row = make_row (FALSE);

  signet_entry_row_set_max_chars (row, 3);
  signet_entry_row_set_text (row, "4711");
  g_assert_cmpstr (signet_entry_row_get_text (row), ==, "471");
}

/* What is hidden comes out as a secret only. */
static void
test_password (void)
{
  g_autoptr (SignetEntryRow) row = make_row (TRUE);
  g_autoptr (SignetSecret) secret = NULL;
  g_autofree char *text = NULL;
  guint notifications = 0;

  g_assert_null (signet_entry_row_dup_secret (row));
  g_signal_connect_swapped (row, "notify::text", G_CALLBACK (count_cb), &notifications);
  signet_entry_row_set_text (row, "k7Xp");
  g_object_get (row, "text", &text, NULL);
  g_assert_null (text);
  g_assert_null (signet_entry_row_get_text (row));
  g_assert_cmpuint (notifications, ==, 0);
  g_assert_false (signet_entry_row_is_empty (row));
  secret = signet_entry_row_dup_secret (row);
  g_assert_cmpstr (signet_secret_get_text (secret), ==, "k7Xp");
  /* What was typed is nowhere but in the entry. */
  g_assert_false (gtk_editable_get_enable_undo (signet_entry_row_get_delegate (row)));
}

static void
test_error (void)
{
  g_autoptr (SignetEntryRow) row = make_row (FALSE);
  GtkAccessible *entry = GTK_ACCESSIBLE (find_entry (GTK_WIDGET (row)));
  g_autofree char *problem = NULL;

  signet_entry_row_set_error (row, "Two letters, as in “DE”.");
  g_object_get (row, "problem", &problem, NULL);
  g_assert_cmpstr (problem, ==, "Two letters, as in “DE”.");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Two letters, as in “DE”.");
}

/* A sentence about what was typed is not about what is typed now. */
static void
test_error_goes_with_change (void)
{
  g_autoptr (SignetEntryRow) row = make_row (FALSE);
  g_autofree char *problem = NULL;

  signet_entry_row_set_error (row, "Two letters, as in “DE”.");
  signet_entry_row_set_text (row, "D");
  g_object_get (row, "problem", &problem, NULL);
  g_assert_null (problem);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (signet_get_resource ());

  g_test_add_func ("/ui/entry-row/title-names-entry", test_title_names_entry);
  g_test_add_func ("/ui/entry-row/text", test_text);
  g_test_add_func ("/ui/entry-row/max-chars", test_max_chars);
  g_test_add_func ("/ui/entry-row/password", test_password);
  g_test_add_func ("/ui/entry-row/error", test_error);
  g_test_add_func ("/ui/entry-row/error-goes-with-change", test_error_goes_with_change);

  return g_test_run ();
}
