/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-secret.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/signet-error.h"

static SignetSecret *
read_bytes (const char  *data,
            gsize        length,
            GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *path = NULL;
  SignetSecret *secret;
  int fd = g_file_open_tmp ("signet-secret-XXXXXX", &path, &local_error);

  g_assert_no_error (local_error);
  g_assert_cmpint (write (fd, data, length), ==, length);
  close (fd);
  secret = signet_secret_new_from_file (path, error);
  g_assert_cmpint (g_unlink (path), ==, 0);

  return secret;
}

static void
test_new (void)
{
  g_autoptr (SignetSecret) secret = signet_secret_new ("a\0b", 3);
  g_autoptr (SignetSecret) empty = signet_secret_new (NULL, 0);

  g_assert_cmpmem (signet_secret_get_text (secret), signet_secret_get_size (secret) + 1, "a\0b\0",
                   4);
  g_assert_cmpuint (signet_secret_get_size (empty), ==, 0);
  g_assert_cmpstr (signet_secret_get_text (empty), ==, "");
}

static void
test_take (void)
{
  g_autoptr (SignetSecret) secret = signet_secret_new_take (g_strdup ("geheim"));

  g_assert_cmpstr (signet_secret_get_text (secret), ==, "geheim");
  g_assert_cmpuint (signet_secret_get_size (secret), ==, 6);
}

static void
test_equal (void)
{
  g_autoptr (SignetSecret) a = signet_secret_new ("abc", 3);
  g_autoptr (SignetSecret) same = signet_secret_new ("abc", 3);
  g_autoptr (SignetSecret) other = signet_secret_new ("abd", 3);
  g_autoptr (SignetSecret) longer = signet_secret_new ("abcd", 4);

  g_assert_true (signet_secret_equal (a, same));
  g_assert_false (signet_secret_equal (a, other));
  g_assert_false (signet_secret_equal (a, longer));
}

static void
test_wipe (void)
{
  char data[] = "geheim";

  signet_secret_wipe (data, sizeof data);
  g_assert_cmpmem (data, sizeof data, "\0\0\0\0\0\0\0", 7);
  signet_secret_wipe (NULL, 0);
}

static void
test_file (void)
{
  static const struct
  {
    const char *data;
    const char *secret;
  } cases[] = {
    { "code", "code" },
    { "code\n", "code" },
    { "code\r\nsecond line", "code" },
    { " spaces count \n", " spaces count " },
    { "zoë\n", "zoë" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetSecret) secret = read_bytes (cases[i].data, strlen (cases[i].data), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (signet_secret_get_text (secret), ==, cases[i].secret);
    }
}

static void
test_file_refused (void)
{
  static const struct
  {
    const char *data;
    gsize length;
  } cases[] = {
    { "", 0 },
    { "\ncode", 5 },
    { "\r\n", 2 },
    { "a\0b\n", 4 },
    { "\xff\n", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_bytes (cases[i].data, cases[i].length, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
    }
}

static void
test_file_too_long (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) longest = NULL;
  g_autofree char *data = g_strnfill (5000, 'x');

  g_assert_null (read_bytes (data, 5000, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_clear_error (&error);
  /* What looks like the end of the line may be the middle of a longer one. */
  data[4095] = '\r';
  g_assert_null (read_bytes (data, 5000, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_clear_error (&error);
  data[4095] = '\n';
  longest = read_bytes (data, 5000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signet_secret_get_size (longest), ==, 4095);
}

static void
test_file_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_secret_new_from_file ("/nonexistent/code", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_clear_error (&error);
  /* A folder can be opened, but not read. */
  g_assert_null (signet_secret_new_from_file ("/", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_pipe (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) secret = NULL;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], "one\n", 4), ==, 4);
  /* The other end stays open: the line is enough. */
  secret = signet_secret_new_from_fd (ends[0], &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_secret_get_text (secret), ==, "one");
  close (ends[0]);
  close (ends[1]);
}

static void
test_boxed (void)
{
  g_autoptr (SignetSecret) secret = signet_secret_new ("abc", 3);
  SignetSecret *copy = g_boxed_copy (SIGNET_TYPE_SECRET, secret);

  g_assert_true (copy == secret);
  g_boxed_free (SIGNET_TYPE_SECRET, copy);
  g_assert_cmpstr (signet_secret_get_text (secret), ==, "abc");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/secret/new", test_new);
  g_test_add_func ("/core/secret/take", test_take);
  g_test_add_func ("/core/secret/equal", test_equal);
  g_test_add_func ("/core/secret/wipe", test_wipe);
  g_test_add_func ("/core/secret/file", test_file);
  g_test_add_func ("/core/secret/file-refused", test_file_refused);
  g_test_add_func ("/core/secret/file-too-long", test_file_too_long);
  g_test_add_func ("/core/secret/file-missing", test_file_missing);
  g_test_add_func ("/core/secret/pipe", test_pipe);
  g_test_add_func ("/core/secret/boxed", test_boxed);

  return g_test_run ();
}
