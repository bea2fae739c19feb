/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-trace.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

#include <glib/gstdio.h>

static void
test_nothing (void)
{
  const SignetCtlTrace options = { 0 };

  g_assert_false (signet_ctl_trace_is_given (&options));
}

static void
test_all (void)
{
  char *folder = fixture_folder ();
  g_autofree char *record = g_build_filename (folder, "record", NULL);
  const SignetCtlTrace options = { .record = record, .dry_run = TRUE, .log_level = (char *) "7" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTrace) trace = NULL;

  g_assert_true (signet_ctl_trace_is_given (&options));
  trace = signet_ctl_trace_build (&options, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signet_trace_get_level (trace), ==, 7);
  g_assert_true (signet_trace_is_dry_run (trace));
  g_assert_false (signet_trace_is_replay (trace));
  g_assert_cmpint (g_rmdir (record), ==, 0);

  fixture_remove (folder);
}

static void
assert_wrong (SignetCtlTrace  options,
              const char     *option)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_ctl_trace_is_given (&options));
  g_assert_null (signet_ctl_trace_build (&options, FALSE, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, SIGNET_ERROR);
  g_assert_true (g_str_has_prefix (error->message, option));
}

static void
test_wrong (void)
{
  assert_wrong ((SignetCtlTrace){ .log_level = (char *) "9" }, "--log-level");
  assert_wrong ((SignetCtlTrace){ .log_level = (char *) "all" }, "--log-level");
  assert_wrong ((SignetCtlTrace){ .replay = (char *) "/nonexistent" }, "--replay");
  assert_wrong ((SignetCtlTrace){ .record = (char *) "/dev/null/x" }, "--record");
}

/* What a terminal would act upon is shown, and beside JSON nothing else is on standard output. */
static void
show (gboolean json)
{
  const SignetCtlTrace options = { .dry_run = TRUE, .log_level = (char *) "3" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTrace) trace = signet_ctl_trace_build (&options, json, &error);

  g_assert_no_error (error);
  signet_trace_log (trace, SIGNET_TRACE_SHOWN, "what is shown");
  signet_trace_log (trace, 3, "an error \x1b[2J");
  signet_trace_log (trace, 6, "what happens");
}

static void
test_lines (void)
{
  if (g_test_subprocess ())
    {
      show (FALSE);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*what is shown*");
  g_test_trap_assert_stderr ("*signetctl?3?: an error*");
  g_test_trap_assert_stderr_unmatched ("*\x1b*");
  g_test_trap_assert_stderr_unmatched ("*what happens*");
}

static void
test_lines_beside_json (void)
{
  if (g_test_subprocess ())
    {
      show (TRUE);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout_unmatched ("*what is shown*");
  g_test_trap_assert_stderr ("*what is shown*");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/trace/nothing", test_nothing);
  g_test_add_func ("/ctl/trace/all", test_all);
  g_test_add_func ("/ctl/trace/wrong", test_wrong);
  g_test_add_func ("/ctl/trace/lines", test_lines);
  g_test_add_func ("/ctl/trace/lines-beside-json", test_lines_beside_json);

  return g_test_run ();
}
