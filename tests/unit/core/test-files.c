/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-files.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/signet-error.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("signet-files-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_files_remove_folder (fixture->folder, &error));
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static char *
in_folder (Fixture    *fixture,
           const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static int
get_mode (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);

  return info.st_mode & 07777;
}

static void
test_make_folder (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *top = in_folder (fixture, "a");
  g_autofree char *middle = g_build_filename (top, "b", NULL);
  g_autofree char *path = g_build_filename (middle, "c", "", NULL);

  g_assert_true (signet_files_make_folder (path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_mode (top), ==, 0700);
  g_assert_cmpint (get_mode (path), ==, 0700);
  /* Again is no error. */
  g_assert_true (signet_files_make_folder (path, &error));
  g_assert_no_error (error);

  g_assert_true (signet_files_remove_folder (path, &error));
  g_assert_true (signet_files_remove_folder (middle, &error));
  g_assert_true (signet_files_remove_folder (top, &error));
  g_assert_no_error (error);
}

static void
assert_unsafe (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_files_check_folder (path, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER);
  g_clear_error (&error);
  g_assert_false (signet_files_make_folder (path, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER);
}

static void
test_unsafe_mode (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_true (signet_files_check_folder (fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (fixture->folder, 0770), ==, 0);
  assert_unsafe (fixture->folder);
  g_assert_cmpint (g_chmod (fixture->folder, 0702), ==, 0);
  assert_unsafe (fixture->folder);
}

static void
test_unsafe_owner (Fixture       *fixture,
                   gconstpointer  data)
{
  if (geteuid () != 0)
    {
      g_test_skip ("only root can give a folder away");
      return;
    }

  g_assert_cmpint (chown (fixture->folder, 1, (gid_t) -1), ==, 0);
  assert_unsafe (fixture->folder);
}

static void
test_unsafe_kind (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = in_folder (fixture, "file");
  g_autofree char *link = in_folder (fixture, "link");
  g_autofree char *slash = g_strconcat (link, "/", NULL);

  g_assert_true (signet_files_write (file, "x", 1, &error));
  assert_unsafe (file);
  g_assert_cmpint (symlink (fixture->folder, link), ==, 0);
  assert_unsafe (link);
  assert_unsafe (slash);
}

static void
test_broken_link (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link = in_folder (fixture, "link");
  g_autofree char *below = g_build_filename (link, "below", NULL);

  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  g_assert_false (signet_files_make_folder (below, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_write_and_read (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) empty = NULL;
  g_autofree char *path = in_folder (fixture, "file");

  g_assert_true (signet_files_write (path, "first", 5, &error));
  g_assert_true (signet_files_write (path, "a\0b", 3, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_mode (path), ==, 0600);
  bytes = signet_files_read (path, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b", 3);

  g_assert_true (signet_files_write (path, NULL, 0, &error));
  empty = signet_files_read (path, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
}

static void
test_write_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "file", NULL);

  g_assert_false (signet_files_write (path, "x", 1, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (signet_error_get_details (error)->technical);
  g_assert_false (signet_files_write (path, "x", 1, NULL));
}

static void
test_errno (void)
{
  static const struct
  {
    int number;
    int code;
  } cases[] = {
    { ENOSPC, SIGNET_ERROR_NO_SPACE },
    { EDQUOT, SIGNET_ERROR_NO_SPACE },
    { EROFS, SIGNET_ERROR_READ_ONLY },
    { EACCES, SIGNET_ERROR_READ_ONLY },
    { EPERM, SIGNET_ERROR_READ_ONLY },
    { ENOENT, SIGNET_ERROR_STORE },
    { EIO, SIGNET_ERROR_STORE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message =
        g_strdup_printf ("/x\xef\xbf\xbd could not be read: %s.", g_strerror (cases[i].number));

      signet_set_errno_error (&error, cases[i].number, "could not be read", "/x\xff");
      g_assert_error (error, SIGNET_ERROR, cases[i].code);
      g_assert_cmpstr (error->message, ==, message);
    }
  signet_set_errno_error (NULL, EIO, "could not be read", "/x");
}

static void
test_read_limit (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fixture, "file");

  g_assert_true (signet_files_write (path, "1234", 4, &error));
  g_assert_null (signet_files_read (path, 3, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_read_endless (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_files_read_chosen ("/dev/zero", 1000, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
assert_not_read (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_files_read (path, 100, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_read_other_kinds (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *fifo = in_folder (fixture, "fifo");
  g_autofree char *file = in_folder (fixture, "file");
  g_autofree char *link = in_folder (fixture, "link");
  g_autofree char *missing = in_folder (fixture, "missing");

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_true (signet_files_write (file, "x", 1, &error));
  g_assert_cmpint (symlink (file, link), ==, 0);

  assert_not_read (fifo);
  assert_not_read (link);
  assert_not_read (missing);
  assert_not_read (fixture->folder);

  bytes = signet_files_read_chosen (link, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1);
  g_assert_null (signet_files_read_chosen (fifo, 100, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fixture, "file");

  g_assert_true (signet_files_write (path, "x", 1, &error));
  g_assert_true (signet_files_remove (path, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (signet_files_remove (path, &error));
  g_assert_no_error (error);
  g_assert_false (signet_files_remove (fixture->folder, &error));
  g_assert_nonnull (error);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *from = in_folder (fixture, "from");
  g_autofree char *to = in_folder (fixture, "to");

  g_assert_true (signet_files_write (from, "new", 3, &error));
  g_assert_true (signet_files_write (to, "old", 3, &error));
  g_assert_true (signet_files_rename (from, to, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (from, G_FILE_TEST_EXISTS));
  g_assert_false (signet_files_rename (from, to, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_rename_between_folders (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = in_folder (fixture, "folder");
  g_autofree char *from = in_folder (fixture, "file");
  g_autofree char *to = g_build_filename (folder, "file", NULL);

  g_assert_true (signet_files_make_folder (folder, &error));
  g_assert_true (signet_files_write (from, "x", 1, &error));
  g_assert_true (signet_files_rename (from, to, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (to, G_FILE_TEST_IS_REGULAR));
  g_assert_true (signet_files_remove_folder (folder, &error));
  g_assert_no_error (error);
}

static void
test_remove_folder (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = in_folder (fixture, "folder");
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char *link = in_folder (fixture, "link");

  g_assert_true (signet_files_remove_folder (folder, &error));
  g_assert_true (signet_files_make_folder (inner, &error));
  g_assert_no_error (error);

  /* One level only, and never through a link. */
  g_assert_false (signet_files_remove_folder (folder, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (symlink (folder, link), ==, 0);
  g_assert_false (signet_files_remove_folder (link, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_assert_true (signet_files_remove_folder (inner, &error));
  g_assert_true (signet_files_remove_folder (folder, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_sync_folder (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = in_folder (fixture, "missing");

  g_assert_true (signet_files_sync_folder (fixture->folder, &error));
  g_assert_no_error (error);
  g_assert_false (signet_files_sync_folder (missing, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = in_folder (fixture, "file");

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }

  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  g_assert_false (signet_files_write (path, "x", 1, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/core/files/make-folder", test_make_folder);
  ADD ("/core/files/unsafe-mode", test_unsafe_mode);
  ADD ("/core/files/unsafe-owner", test_unsafe_owner);
  ADD ("/core/files/unsafe-kind", test_unsafe_kind);
  ADD ("/core/files/broken-link", test_broken_link);
  ADD ("/core/files/write-and-read", test_write_and_read);
  ADD ("/core/files/write-fails", test_write_fails);
  ADD ("/core/files/read-limit", test_read_limit);
  ADD ("/core/files/read-other-kinds", test_read_other_kinds);
  ADD ("/core/files/remove", test_remove);
  ADD ("/core/files/rename", test_rename);
  ADD ("/core/files/rename-between-folders", test_rename_between_folders);
  ADD ("/core/files/remove-folder", test_remove_folder);
  ADD ("/core/files/sync-folder", test_sync_folder);
  ADD ("/core/files/read-only", test_read_only);
  g_test_add_func ("/core/files/errno", test_errno);
  g_test_add_func ("/core/files/read-endless", test_read_endless);

  return g_test_run ();
}
