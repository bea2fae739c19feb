/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-input.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

static void
assert_usage (GError     *error,
              const char *option)
{
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (g_strstr_len (error->message, -1, option));
  g_error_free (error);
}

static void
test_absolute (void)
{
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *wanted = g_build_filename (here, "a.pem", NULL);
  g_autofree char *relative = signet_ctl_input_absolute ("./b/../a.pem");
  g_autofree char *absolute = signet_ctl_input_absolute ("/etc/a.pem");

  g_assert_cmpstr (relative, ==, wanted);
  g_assert_cmpstr (absolute, ==, "/etc/a.pem");
}

static void
test_number (void)
{
  g_autoptr (GError) error = NULL;
  guint number = 7;

  g_assert_true (signet_ctl_input_number ("--n", "0", 0, 9, &number, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (number, ==, 0);
  g_assert_true (signet_ctl_input_number ("--n", "9", 0, 9, &number, &error));
  g_assert_cmpuint (number, ==, 9);
}

static void
test_wrong_number (void)
{
  const char *const wrong[] = { "", "-1", "10",
                                "1.5", "1x", " 1",
                                "+1", "0x1", "99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      GError *error = NULL;
      guint number = 7;

      g_assert_false (signet_ctl_input_number ("--n", wrong[i], 0, 9, &number, &error));
      g_assert_cmpuint (number, ==, 7);
      assert_usage (error, "--n");
    }
}

static void
test_check_file (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "a", "x");
  g_autofree char *missing = g_build_filename (folder, "b", NULL);
  GError *error = NULL;

  g_assert_true (signet_ctl_input_check_file ("--f", path, &error));
  g_assert_no_error (error);
  g_assert_false (signet_ctl_input_check_file ("--f", missing, &error));
  assert_usage (g_steal_pointer (&error), "--f");
  g_assert_false (signet_ctl_input_check_file ("--f", folder, &error));
  assert_usage (g_steal_pointer (&error), "--f");

  fixture_remove (folder);
}

static void
test_certificates (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "a.pem", fixture_pem);
  g_autofree char *empty = fixture_write (folder, "empty.pem", "nothing here");
  g_autofree char *missing = g_build_filename (folder, "b", NULL);
  g_autoptr (GPtrArray) certificates = NULL;
  GError *error = NULL;

  certificates = signet_ctl_input_certificates ("--trusted", path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certificates->len, ==, 1);

  g_assert_null (signet_ctl_input_certificates ("--trusted", empty, &error));
  assert_usage (g_steal_pointer (&error), "--trusted");
  g_assert_null (signet_ctl_input_certificates ("--trusted", missing, &error));
  assert_usage (g_steal_pointer (&error), "--trusted");

  fixture_remove (folder);
}

static void
test_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name = signet_ctl_input_name ("--recipient", "CN=CA,O=Example", &error);
  g_autoptr (SignetName) empty = signet_ctl_input_name ("--recipient", "", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (signet_name_get_size (name), ==, 2);
  g_assert_cmpuint (signet_name_get_size (empty), ==, 0);
  g_assert_null (signet_ctl_input_name ("--recipient", "nonsense", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
  g_assert_true (g_str_has_prefix (error->message, "--recipient: "));
}

/* The file with the code is easily given in the place of another one. */
static void
test_no_profile (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "code", "s3cret\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_ctl_input_profile ("--profile", path, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strstr (error->message, "s3cret"));
  fixture_remove (folder);
}

static void
test_secret (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "code", "47-11\r\nnot this\n");
  g_autofree char *missing = g_build_filename (folder, "b", NULL);
  g_autoptr (SignetSecret) secret = NULL;
  GError *error = NULL;

  secret = signet_ctl_input_secret ("--secret-file", path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_secret_get_text (secret), ==, "47-11");

  g_assert_null (signet_ctl_input_secret ("--secret-file", missing, &error));
  assert_usage (g_steal_pointer (&error), "--secret-file");

  fixture_remove (folder);
}

/* The file is there, but the code is not: that is another mistake than a wrong file name. */
static void
test_empty_secret (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "code", "\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_ctl_input_secret ("--secret-file", path, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_assert_true (g_str_has_prefix (error->message, "--secret-file: "));

  fixture_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/input/absolute", test_absolute);
  g_test_add_func ("/ctl/input/number", test_number);
  g_test_add_func ("/ctl/input/wrong-number", test_wrong_number);
  g_test_add_func ("/ctl/input/check-file", test_check_file);
  g_test_add_func ("/ctl/input/certificates", test_certificates);
  g_test_add_func ("/ctl/input/name", test_name);
  g_test_add_func ("/ctl/input/no-profile", test_no_profile);
  g_test_add_func ("/ctl/input/secret", test_secret);
  g_test_add_func ("/ctl/input/empty-secret", test_empty_secret);

  return g_test_run ();
}
