/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-secret-store.h"

#include <gio/gio.h>
#include <string.h>

#include "core/signet-error.h"
#include "secret-fixture.h"

/* The Secret Service of a desktop, in each of the states in which a person may have it. This runs
 * in secret-session.sh, which makes the state that the name of a case begins with. */

#define MISSING_ITEM "55555555-5555-4555-8555-555555555555"
#define LOGIN_KEYRING "/org/freedesktop/secrets/collection/login"
#define PASSPHRASE "the passphrase of a key"

static void
assert_save_fails (int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (secret_fixture_save (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, "new", &error));
  g_assert_error (error, SIGNET_ERROR, code);
  g_assert_false (secret_fixture_save (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, "new", NULL));
}

static void
assert_lookup_fails (int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_secret_store_lookup (SIGNET_SECRET_KEY, STORE, ITEM, &error));
  g_assert_error (error, SIGNET_ERROR, code);
  g_assert_null (signet_secret_store_lookup (SIGNET_SECRET_KEY, STORE, ITEM, NULL));
}

static void
assert_clear_fails (const char *item,
                    int         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_secret_store_clear (SIGNET_SECRET_KEY, STORE, item, &error));
  g_assert_error (error, SIGNET_ERROR, code);
  g_assert_false (signet_secret_store_clear (SIGNET_SECRET_KEY, STORE, item, NULL));
}

static void
assert_no_service (void)
{
  assert_save_fails (SIGNET_ERROR_KEYRING);
  assert_lookup_fails (SIGNET_ERROR_KEYRING);
  assert_clear_fails (ITEM, SIGNET_ERROR_KEYRING);
}

static GVariant *
call_service (const char *interface,
              const char *method,
              GVariant   *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GVariant *reply;

  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                       interface, method, arguments, NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  return reply;
}

/* Locks the keyring as the person does in a password manager. */
static void
lock (void)
{
  const char *const keyrings[] = { LOGIN_KEYRING, NULL };
  g_autoptr (GVariant) reply = call_service ("org.freedesktop.Secret.Service", "Lock",
                                             g_variant_new ("(^ao)", keyrings));

  g_assert_nonnull (reply);
}

/* Unlocks it without a prompt, by a door that gnome-keyring leaves to its own programs. */
static void
unlock (void)
{
  g_autoptr (GVariant) session = call_service (
    "org.freedesktop.Secret.Service", "OpenSession",
    g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  g_autoptr (GVariant) reply = NULL;
  const char *password = g_getenv ("KEYRING_PASSWORD");
  const char *path;

  g_assert_nonnull (password);
  g_variant_get (session, "(v&o)", NULL, &path);
  reply = call_service ("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
                        "UnlockWithMasterPassword",
                        g_variant_new ("(o(o@ay@ays))", LOGIN_KEYRING, path,
                                       g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                                       g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, password,
                                                                  strlen (password), 1),
                                       "text/plain"));
  g_assert_nonnull (reply);
}

static void
test_unlocked (void)
{
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, NULL);
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  /* A second one takes the place of the first. */
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, "ñew");
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, "ñew");
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, NULL);
}

static void
test_unlocked_do_not_collide (void)
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

  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, OTHER_STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, "four");
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, OTHER_ITEM);
}

/* That nothing is found is no proof of a deletion, unless the keyring is known to be open. */
static void
test_unlocked_clear_nothing (void)
{
  assert_clear_fails (MISSING_ITEM, SIGNET_ERROR_KEYRING);
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, MISSING_ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
}

/* What other programs of the session can read without a password tells nobody's name. */
static void
test_unlocked_attributes (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GSubprocess) tool = NULL;

  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  tool = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                           "secret-tool", "search", "--all", "application", APPLICATION_ID, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (tool, NULL, NULL, &output, &errors, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (output, "label = A test of Signet\n"));
  g_assert_nonnull (strstr (output, "secret = " PASSPHRASE "\n"));
  g_assert_nonnull (strstr (errors, "attribute.application = " APPLICATION_ID "\n"));
  g_assert_nonnull (strstr (errors, "attribute.purpose = key\n"));
  g_assert_nonnull (strstr (errors, "attribute.store = " STORE "\n"));
  g_assert_nonnull (strstr (errors, "attribute.enrollment-id = " ITEM "\n"));
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
}

static void
assert_all_locked (void)
{
  assert_lookup_fails (SIGNET_ERROR_KEYRING_LOCKED);
  assert_save_fails (SIGNET_ERROR_KEYRING_LOCKED);
  assert_clear_fails (ITEM, SIGNET_ERROR_KEYRING_LOCKED);
  /* Nothing is found of this one; the one beside it shows that the keyring is locked. */
  assert_clear_fails (MISSING_ITEM, SIGNET_ERROR_KEYRING_LOCKED);
}

static void
test_unlocked_then_locked (void)
{
  secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  lock ();
  assert_all_locked ();
  unlock ();
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, NULL);
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
}

/* The keyring was locked before this session began. */
static void
test_locked (void)
{
  assert_all_locked ();
  unlock ();
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, NULL);
  secret_fixture_assert_cleared (SIGNET_SECRET_KEY, STORE, ITEM);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, NULL);
}

/* To make a keyring takes a prompt for its new password, and none can show. */
static void
test_fresh (void)
{
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, ITEM, NULL);
  assert_save_fails (SIGNET_ERROR_KEYRING_LOCKED);
  assert_clear_fails (ITEM, SIGNET_ERROR_KEYRING);
  secret_fixture_assert_known (SIGNET_SECRET_KEY, STORE, OTHER_ITEM, NULL);
}

static void
test_bare (void)
{
  assert_no_service ();
}

static void
assert_no_bus (void)
{
  g_autofree char *mark =
    g_build_filename (g_get_home_dir (), "dbus-launch-was-called", NULL);
  gint64 start = g_get_monotonic_time ();

  assert_no_service ();
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_false (g_file_test (mark, G_FILE_TEST_EXISTS));
}

static void
test_none (void)
{
  assert_no_bus ();
}

static void
test_none_autolaunch (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "autolaunch:", TRUE);
  assert_no_bus ();
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

/* A bus that was there once. */
static void
test_none_dead (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  assert_no_bus ();
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

int
main (int    argc,
      char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--seed"))
    {
      secret_fixture_assert_saved (SIGNET_SECRET_KEY, STORE, ITEM, PASSPHRASE);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring/unlocked/basic", test_unlocked);
  g_test_add_func ("/keyring/unlocked/do-not-collide", test_unlocked_do_not_collide);
  g_test_add_func ("/keyring/unlocked/clear-nothing", test_unlocked_clear_nothing);
  g_test_add_func ("/keyring/unlocked/attributes", test_unlocked_attributes);
  g_test_add_func ("/keyring/unlocked/then-locked", test_unlocked_then_locked);
  g_test_add_func ("/keyring/locked/all", test_locked);
  g_test_add_func ("/keyring/fresh/all", test_fresh);
  g_test_add_func ("/keyring/bare/all", test_bare);
  g_test_add_func ("/keyring/none/unset", test_none);
  g_test_add_func ("/keyring/none/autolaunch", test_none_autolaunch);
  g_test_add_func ("/keyring/none/dead", test_none_dead);

  return g_test_run ();
}
