/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-secret-store.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "secret-fixture.h"

/* With a keyring in a file, which needs no session. What only the service of a desktop does is in
 * tests/interop/keyring. libsecret reads the file once in a process, so that a case that needs
 * another file is a process of its own. */

static void
assert_not_cleared (SignetSecretPurpose  purpose,
                    const char          *store,
                    const char          *item)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_secret_store_clear (purpose, store, item, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING);
  g_assert_false (signet_secret_store_clear (purpose, store, item, NULL));
}

static void
test_basic (void)
{
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, NULL);
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, "a passphrase");
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, "a passphrase");
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, NULL);
}

static void
test_replace (void)
{
  secret_fixture_assert_saved (SIGNET_SECRET_CODE, STORE, ITEM, "first");
  secret_fixture_assert_saved (SIGNET_SECRET_CODE, STORE, ITEM, "second");
  secret_fixture_assert_known (SIGNET_SECRET_CODE, STORE, ITEM, "second");
  secret_fixture_assert_cleared (SIGNET_SECRET_CODE, STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_CODE, STORE, ITEM, NULL);
}

static void
test_do_not_collide (void)
{
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, "one");
  secret_fixture_assert_saved (SIGNET_SECRET_CODE, STORE, ITEM, "two");
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, OTHER_STORE, ITEM, "three");
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, "four");

  secret_fixture_assert_cleared (SIGNET_SECRET_CODE, STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_CODE, STORE, ITEM, NULL);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, "one");
  secret_fixture_assert_known (SIGNET_SECRET_KEY, OTHER_STORE, ITEM, "three");
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, "four");

  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, OTHER_STORE, ITEM);
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, "four");
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, OTHER_ITEM);
}

/* Codes come with any letters, and a person may paste a long text. */
static void
test_contents (void)
{
  g_autofree char *text = g_strnfill (4000, 'x');

  secret_fixture_assert_saved (SIGNET_SECRET_CODE, STORE, ITEM, "Müller „ß“ \t=;\n%00");
  secret_fixture_assert_known (SIGNET_SECRET_CODE, STORE, ITEM, "Müller „ß“ \t=;\n%00");
  secret_fixture_assert_saved (SIGNET_SECRET_CODE, STORE, ITEM, text);
  secret_fixture_assert_known (SIGNET_SECRET_CODE, STORE, ITEM, text);
  secret_fixture_assert_cleared (SIGNET_SECRET_CODE, STORE, ITEM);
}

/* That nothing is found is no proof of a deletion, unless the keyring is known to be open. */
static void
test_clear_nothing (void)
{
  assert_not_cleared (SIGNET_SECRET_CODE, STORE, ITEM);
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, OTHER_STORE, ITEM, "of another keystore");
  assert_not_cleared (SIGNET_SECRET_CODE, STORE, ITEM);
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, OTHER_STORE, ITEM);

  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, "of this one");
  secret_fixture_assert_cleared (SIGNET_SECRET_CODE, STORE, ITEM);
  secret_fixture_assert_cleared (SIGNET_SECRET_CODE, STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, "of this one");
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
}

static char *
read_keyring (void)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (g_getenv ("SECRET_FILE_TEST_PATH"), &text, &length, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < length; i++)
    text[i] = text[i] == '\0' ? ' ' : text[i];

  return text;
}

static void
test_not_in_the_clear (void)
{
  g_autofree char *contents = NULL;

  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, "TOP-SECRET-TEXT");
  contents = read_keyring ();
  g_assert_null (strstr (contents, "TOP-SECRET-TEXT"));
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
}

static void
assert_in_child (void)
{
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* The next process finds what this one stored. */
static void
test_next_process (void)
{
  if (g_test_subprocess ())
    {
      secret_fixture_assert_known (SIGNET_SECRET_CODE, STORE, OTHER_ITEM, "for later");
      return;
    }

  secret_fixture_assert_saved (SIGNET_SECRET_CODE, STORE, OTHER_ITEM, "for later");
  assert_in_child ();
  secret_fixture_assert_cleared (SIGNET_SECRET_CODE, STORE, OTHER_ITEM);
}

static void
assert_unusable (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_secret_store_lookup (SIGNET_SECRET_KEY, STORE, ITEM, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING);
  g_assert_nonnull (signet_error_get_details (error)->technical);
  g_clear_error (&error);
  g_assert_null (signet_secret_store_lookup (SIGNET_SECRET_KEY, STORE, ITEM, NULL));

  g_assert_false (secret_fixture_save (SIGNET_SECRET_KEY, STORE, ITEM, "new", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING);
  assert_not_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
}

static void
test_damaged (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      assert_in_child ();
      return;
    }

  path = g_strconcat (g_getenv ("SECRET_FILE_TEST_PATH"), "-damaged", NULL);
  g_assert_true (g_file_set_contents (path, "no keyring", -1, &error));
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  assert_unusable ();
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Such a keyring looks empty, which must not pass for a deletion. */
static void
test_wrong_password (void)
{
  if (!g_test_subprocess ())
    {
      secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, "a passphrase");
      assert_in_child ();
      secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, "a passphrase");
      secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
      return;
    }

  g_setenv ("SECRET_FILE_TEST_PASSWORD", "another", TRUE);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, NULL);
  assert_not_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
}

static char *
use_file_keyring (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("signet-secrets-XXXXXX", &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  path = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "pw", TRUE);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");

  return folder;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    folder = use_file_keyring ();

  g_test_add_func ("/store/secret-store/basic", test_basic);
  g_test_add_func ("/store/secret-store/replace", test_replace);
  g_test_add_func ("/store/secret-store/do-not-collide", test_do_not_collide);
  g_test_add_func ("/store/secret-store/contents", test_contents);
  g_test_add_func ("/store/secret-store/clear-nothing", test_clear_nothing);
  g_test_add_func ("/store/secret-store/not-in-the-clear", test_not_in_the_clear);
  g_test_add_func ("/store/secret-store/next-process", test_next_process);
  g_test_add_func ("/store/secret-store/damaged", test_damaged);
  g_test_add_func ("/store/secret-store/wrong-password", test_wrong_password);

  status = g_test_run ();
  if (folder != NULL)
    signet_files_remove_folder (folder, NULL);

  return status;
}
