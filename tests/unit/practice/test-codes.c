/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-codes.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/signet-error.h"
#include "practice-fixture.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("signet-codes-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "codes.ini", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  practice_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
add (SignetPracticeCodes *codes,
     const char          *reference,
     const char          *text)
{
  g_autoptr (SignetSecret) code = signet_secret_new (text, strlen (text));

  signet_practice_codes_add (codes, reference, code);
}

static void
assert_code (SignetPracticeCodes *codes,
             const char          *reference,
             const char          *expected)
{
  SignetSecret *code = signet_practice_codes_lookup (codes, reference);

  g_assert_cmpstr (code != NULL ? signet_secret_get_text (code) : NULL, ==, expected);
}

static void
test_empty (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetPracticeCodes) codes = signet_practice_codes_load (self->path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (signet_practice_codes_get_size (codes), ==, 0);
  assert_code (codes, NULL, NULL);
  assert_code (codes, "1001", NULL);
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (SignetPracticeCodes) codes = signet_practice_codes_new ();
  g_autoptr (SignetPracticeCodes) loaded = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  add (codes, "[x]=1;\n ü", " \\n;code\t");
  add (codes, NULL, "alone");
  add (codes, "2", "two");
  g_assert_true (signet_practice_codes_save (codes, self->path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  loaded = signet_practice_codes_load (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signet_practice_codes_get_size (loaded), ==, 3);
  assert_code (loaded, "[x]=1;\n ü", " \\n;code\t");
  assert_code (loaded, NULL, "alone");
  assert_code (loaded, "2", "two");
  assert_code (loaded, "3", NULL);
  g_assert_cmpstr (signet_practice_codes_get_reference (loaded, 0), ==, "[x]=1;\n ü");
  g_assert_null (signet_practice_codes_get_reference (loaded, 1));
}

static void
test_change (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (SignetPracticeCodes) codes = signet_practice_codes_new ();

  add (codes, "1", "one");
  add (codes, "1", "uno");
  g_assert_cmpuint (signet_practice_codes_get_size (codes), ==, 1);
  assert_code (codes, "1", "uno");
}

static void
test_prepend (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (SignetPracticeCodes) codes = signet_practice_codes_new ();
  g_autoptr (SignetPracticeCodes) others = signet_practice_codes_new ();

  add (codes, "1", "one");
  add (codes, "2", "two");
  add (others, "3", "three");
  add (others, "2", "due");
  signet_practice_codes_prepend_all (codes, others);
  g_assert_cmpuint (signet_practice_codes_get_size (codes), ==, 3);
  g_assert_cmpstr (signet_practice_codes_get_reference (codes, 0), ==, "3");
  g_assert_cmpstr (signet_practice_codes_get_reference (codes, 1), ==, "2");
  g_assert_cmpstr (signet_practice_codes_get_reference (codes, 2), ==, "1");
  assert_code (codes, "2", "due");
}

static void
test_make (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (SignetPracticeCodes) codes = signet_practice_codes_new ();
  g_autoptr (GError) error = NULL;
  const char *reference;
  const char *code;

  g_assert_true (signet_practice_codes_make (codes, &error));
  g_assert_no_error (error);
  reference = signet_practice_codes_get_reference (codes, 0);
  g_assert_true (g_regex_match_simple ("^[1-9][0-9]{3}$", reference, 0, 0));
  code = signet_secret_get_text (signet_practice_codes_get_code (codes, 0));
  g_assert_true (g_regex_match_simple ("^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$", code, 0, 0));
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->path, "[code-1]\nreference=1\n", -1, NULL));
  g_assert_null (signet_practice_codes_load (self->path, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (self->path, "reference", -1, NULL));
  g_assert_null (signet_practice_codes_load (self->path, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
}

#define ADD(path, function) \
  g_test_add ("/practice/codes/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("empty", test_empty);
  ADD ("round-trip", test_round_trip);
  ADD ("change", test_change);
  ADD ("prepend", test_prepend);
  ADD ("make", test_make);
  ADD ("damaged", test_damaged);

  return g_test_run ();
}
