/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-table.h"

static SignetCtlTable *
make_table (const char *subject)
{
  const char *const titles[] = { "ID", "Subject", "End", NULL };
  const char *const cells[] = { "0a1b2c3d", subject, "2031", NULL };
  SignetCtlTable *table = signet_ctl_table_new (titles);

  signet_ctl_table_add (table, cells);

  return table;
}

static void
assert_table (const char *subject,
              gboolean    for_terminal,
              const char *wanted)
{
  g_autoptr (SignetCtlTable) table = make_table (subject);
  g_autofree char *text = signet_ctl_table_to_string (table, for_terminal);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_align (void)
{
  assert_table ("CN=Ada Lovelace", FALSE,
                "ID        Subject          End\n"
                "0a1b2c3d  CN=Ada Lovelace  2031\n");
  assert_table ("CN=東京", FALSE,
                "ID        Subject  End\n"
                "0a1b2c3d  CN=東京  2031\n");
}

static void
test_empty_cells (void)
{
  const char *const titles[] = { "", "B", NULL };
  const char *const cells[] = { "", "b", NULL };
  g_autoptr (SignetCtlTable) table = signet_ctl_table_new (titles);
  g_autofree char *text = NULL;

  signet_ctl_table_add (table, cells);
  text = signet_ctl_table_to_string (table, FALSE);
  g_assert_cmpstr (text, ==, "   B\n   b\n");
}

static void
test_terminal (void)
{
  assert_table ("A", TRUE,
                "\033[1mID        Subject  End\033[0m\n"
                "0a1b2c3d  A        2031\n");
}

/* A long cell is cut on a terminal only; elsewhere nobody looks at the columns. */
static void
test_long_cell (void)
{
  g_autofree char *name = g_strnfill (100, 'x');
  g_autofree char *start = g_strnfill (59, 'x');
  g_autoptr (SignetCtlTable) table = make_table (name);
  g_autofree char *cut = signet_ctl_table_to_string (table, TRUE);
  g_autofree char *whole = signet_ctl_table_to_string (table, FALSE);
  g_autofree char *wanted = g_strconcat (start, "…  2031\n", NULL);

  g_assert_nonnull (g_strstr_len (whole, -1, name));
  g_assert_null (g_strstr_len (cut, -1, name));
  g_assert_true (g_str_has_suffix (cut, wanted));
}

static void
test_hostile_cell (void)
{
  assert_table ("a\n\033[2J", FALSE,
                "ID        Subject           End\n"
                "0a1b2c3d  a\\u000a\\u001b[2J  2031\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/table/align", test_align);
  g_test_add_func ("/ctl/table/empty-cells", test_empty_cells);
  g_test_add_func ("/ctl/table/terminal", test_terminal);
  g_test_add_func ("/ctl/table/long-cell", test_long_cell);
  g_test_add_func ("/ctl/table/hostile-cell", test_hostile_cell);

  return g_test_run ();
}
