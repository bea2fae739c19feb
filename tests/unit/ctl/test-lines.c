/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-lines.h"

#include <string.h>

#define BAD "(bad)"

static void
collect (const char *line,
         gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strdup (line != NULL ? line : BAD));
}

static void
assert_lines (GPtrArray  *lines,
              const char *wanted)
{
  g_autofree char *joined = NULL;

  g_ptr_array_add (lines, NULL);
  joined = g_strjoinv ("|", (char **) lines->pdata);
  g_assert_cmpstr (joined, ==, wanted);
  g_ptr_array_set_size (lines, 0);
}

static void
assert_fed (const char *data,
            gsize       length,
            const char *wanted)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SignetCtlLines) whole = signet_ctl_lines_new (collect, lines);
  g_autoptr (SignetCtlLines) bytewise = signet_ctl_lines_new (collect, lines);

  signet_ctl_lines_feed (whole, data, length);
  assert_lines (lines, wanted);
  for (gsize i = 0; i < length; i++)
    signet_ctl_lines_feed (bytewise, data + i, 1);
  assert_lines (lines, wanted);
}

static void
test_feed (void)
{
  assert_fed ("", 0, "");
  assert_fed ("no end", 6, "");
  assert_fed ("a\nb\r\n\nc", 7, "a|b|");
  assert_fed ("\n", 1, "");
}

static void
test_no_text (void)
{
  assert_fed ("\xff\ngood\n", 7, BAD "|good");
  assert_fed ("a\0b\ngood\n", 9, BAD "|good");
}

static void
test_long_line (void)
{
  g_autofree char *longest = g_strnfill (SIGNET_CTL_MAX_LINE, 'x');
  g_autofree char *fits = g_strconcat (longest, "\nnext\n", NULL);
  g_autofree char *fits_not = g_strconcat (longest, "x\nnext\n", NULL);
  g_autofree char *wanted = g_strconcat (longest, "|next", NULL);

  assert_fed (fits, strlen (fits), wanted);
  assert_fed (fits_not, strlen (fits_not), BAD "|next");
}

static void
test_stream (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  SignetCtlLines *reader = signet_ctl_lines_new (collect, lines);
  g_autoptr (GInputStream) stream =
    g_memory_input_stream_new_from_data ("one\ntwo\nrest", -1, NULL);

  g_object_add_weak_pointer (G_OBJECT (reader), (gpointer *) &reader);
  signet_ctl_lines_start (reader, stream);
  g_object_unref (reader);

  /* It keeps itself alive until the stream ends. */
  while (reader != NULL)
    g_main_context_iteration (NULL, TRUE);
  assert_lines (lines, "one|two");
}

static void
test_stop (void)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  SignetCtlLines *reader = signet_ctl_lines_new (collect, lines);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("one\n", -1, NULL);

  g_object_add_weak_pointer (G_OBJECT (reader), (gpointer *) &reader);
  signet_ctl_lines_start (reader, stream);
  signet_ctl_lines_stop (reader);
  g_object_unref (reader);
  while (reader != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (lines->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/lines/feed", test_feed);
  g_test_add_func ("/ctl/lines/no-text", test_no_text);
  g_test_add_func ("/ctl/lines/long-line", test_long_line);
  g_test_add_func ("/ctl/lines/stream", test_stream);
  g_test_add_func ("/ctl/lines/stop", test_stop);

  return g_test_run ();
}
