/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-trace.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/signet-error.h"

typedef struct
{
  char *folder;
  SignetTrace *trace;
  GString *lines;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("signet-trace-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->trace = signet_trace_new ();
  fixture->lines = g_string_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  signet_trace_unref (fixture->trace);
  g_string_free (fixture->lines, TRUE);
  g_free (fixture->folder);
}

static void
line_cb (guint       level,
         const char *line,
         gpointer    user_data)
{
  g_string_append_printf (user_data, "%u:%s|", level, line);
}

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
record (SignetTrace *trace,
        gboolean     answer,
        const char  *word,
        const char  *text)
{
  g_autoptr (GBytes) der = bytes (text);
  g_autoptr (GError) error = NULL;

  if (answer)
    signet_trace_record_answer (trace, word, der, &error);
  else
    signet_trace_record_request (trace, word, der, &error);
  g_assert_no_error (error);
}

static void
test_trace_nothing (Fixture       *fixture,
                    gconstpointer  data)
{
  g_assert_false (signet_trace_is_replay (fixture->trace));
  g_assert_false (signet_trace_is_dry_run (fixture->trace));
  g_assert_cmpuint (signet_trace_get_level (fixture->trace), ==, 0);
  /* Without a folder nothing is written, without a reader nothing is said. */
  record (fixture->trace, FALSE, "ir", "request");
  signet_trace_log (fixture->trace, 0, "nobody listens");
  g_assert_cmpuint (fixture->lines->len, ==, 0);
}

static void
test_trace_log (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SignetSecret) code = signet_secret_new ("s3cret", 6);

  signet_trace_set_log (fixture->trace, 6, line_cb, fixture->lines, NULL);
  signet_trace_hide (fixture->trace, code);
  signet_trace_hide (fixture->trace, code);
  signet_trace_log (fixture->trace, 3, "one\n\ntwo\033[1m\n");
  signet_trace_log (fixture->trace, 7, "not wanted");
  signet_trace_log (fixture->trace, SIGNET_TRACE_SHOWN, "the code is s3cret, yes: s3cret");
  g_assert_cmpstr (fixture->lines->str, ==,
                   "3:one|3:two [1m|9:the code is [hidden], yes: [hidden]|");
}

/* At the end of what is shown of a line, and with characters in it that are not shown. */
static void
test_trace_secret_cut (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetSecret) plain = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetSecret) odd = signet_secret_new ("pass\tword", 9);
  g_autofree char *filler = g_strnfill (1996, 'x');
  g_autofree char *line = g_strconcat (filler, "s3cret\n", "a pass\tword", NULL);

  signet_trace_set_log (fixture->trace, 6, line_cb, fixture->lines, NULL);
  signet_trace_hide (fixture->trace, plain);
  signet_trace_hide (fixture->trace, odd);
  signet_trace_log (fixture->trace, SIGNET_TRACE_SHOWN, line);
  g_assert_null (strstr (fixture->lines->str, "s3c"));
  g_assert_null (strstr (fixture->lines->str, "pass"));
  g_assert_nonnull (strstr (fixture->lines->str, "a [hidden]"));
}

static void
test_trace_record (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *first = g_build_filename (fixture->folder, "001-req-ir.der", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "002-rsp-ip.der", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  signet_trace_set_record_folder (fixture->trace, fixture->folder, &error);
  g_assert_no_error (error);
  record (fixture->trace, FALSE, "ir", "request");
  record (fixture->trace, TRUE, "ip", "answer");

  g_assert_cmpint (g_stat (first, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (second, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "answer");
}

/* A file that is there already stays what it is, and so does what a link names. */
static void
test_trace_record_exists (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *first = g_build_filename (fixture->folder, "001-req-ir.der", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "002-rsp-ip.der", NULL);
  g_autoptr (GBytes) der = bytes ("request");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) link_error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (first, "old", -1, NULL));
  g_assert_cmpint (symlink ("elsewhere", second), ==, 0);
  g_assert_true (signet_trace_set_record_folder (fixture->trace, fixture->folder, NULL));
  g_assert_false (signet_trace_record_request (fixture->trace, "ir", der, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_false (signet_trace_record_answer (fixture->trace, "ip", der, &link_error));
  g_assert_error (link_error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_true (g_file_get_contents (first, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
}

static void
test_trace_unsafe_folder (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (fixture->folder, 0777), ==, 0);
  g_assert_false (signet_trace_set_record_folder (fixture->trace, fixture->folder, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

static void
assert_replayed (SignetTrace *trace,
                 const char  *word,
                 const char  *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = signet_trace_replay (trace, word, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), expected,
                   strlen (expected));
}

static void
assert_not_replayed (SignetTrace *trace,
                     const char  *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = signet_trace_replay (trace, word, &error);

  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_REPLAY);
  g_assert_null (answer);
}

static void
test_trace_replay (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SignetTrace) replay = signet_trace_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_trace_set_record_folder (fixture->trace, fixture->folder, NULL));
  record (fixture->trace, FALSE, "ir", "request");
  record (fixture->trace, TRUE, "ip", "answer");
  record (fixture->trace, FALSE, "certConf", "yes");
  record (fixture->trace, TRUE, "pkiconf", "good");

  signet_trace_set_replay_folder (replay, fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_true (signet_trace_is_replay (replay));
  assert_replayed (replay, "ir", "answer");
  assert_replayed (replay, "certConf", "good");
  assert_not_replayed (replay, "certConf");
}

static void
test_trace_replay_other_kind (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (SignetTrace) replay = signet_trace_new ();

  g_assert_true (signet_trace_set_record_folder (fixture->trace, fixture->folder, NULL));
  record (fixture->trace, FALSE, "ir", "request");
  record (fixture->trace, TRUE, "ip", "answer");
  g_assert_true (signet_trace_set_replay_folder (replay, fixture->folder, NULL));
  assert_not_replayed (replay, "cr");
}

/* Answers alone are a recording as well; other files are none of it. */
static void
test_trace_replay_answers (Fixture       *fixture,
                           gconstpointer  data)
{
  static const char *const NAMES[] = { "10-rsp-pkiconf.der", "9-rsp-ip.der", "notes.txt" };
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_trace_set_replay_folder (fixture->trace, fixture->folder, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_REPLAY);
  g_assert_false (signet_trace_is_replay (fixture->trace));
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, NAMES[i], NULL);

      g_assert_true (g_file_set_contents (path, NAMES[i], -1, NULL));
    }
  g_assert_true (signet_trace_set_replay_folder (fixture->trace, fixture->folder, NULL));
  assert_replayed (fixture->trace, "ir", "9-rsp-ip.der");
  assert_replayed (fixture->trace, "certConf", "10-rsp-pkiconf.der");
  assert_not_replayed (fixture->trace, "ir");
}

static void
test_trace_replay_no_folder (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nothing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_trace_set_replay_folder (fixture->trace, path, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

#define ADD(path, function) \
  g_test_add ("/core/trace/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("nothing", test_trace_nothing);
  ADD ("log", test_trace_log);
  ADD ("secret-cut", test_trace_secret_cut);
  ADD ("record", test_trace_record);
  ADD ("record-exists", test_trace_record_exists);
  ADD ("unsafe-folder", test_trace_unsafe_folder);
  ADD ("replay", test_trace_replay);
  ADD ("replay-other-kind", test_trace_replay_other_kind);
  ADD ("replay-answers", test_trace_replay_answers);
  ADD ("replay-no-folder", test_trace_replay_no_folder);

  return g_test_run ();
}
