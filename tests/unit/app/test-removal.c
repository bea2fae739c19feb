/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "app-fixture.h"
#include "app/signet-keeper.h"
#include "core/signet-error.h"
#include "store/signet-secret-store.h"

/* The CA of the fixture is asked; what the tests look at is the mark in the profile. */

static void
mark (AppFixture *fixture,
      gboolean    practice)
{
  g_autoptr (SignetProfile) profile =
    signet_profile_copy (signet_request_get_profile (fixture->request));

  signet_profile_set_practice (profile, practice);
  signet_request_set_profile (fixture->request, profile);
}

/* The identifier of a request that waits, with its code in the keyring. */
static char *
make_item (AppFixture *fixture,
           gboolean    practice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  mark (fixture, practice);
  item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_assert_no_error (error);
  g_assert_true (signet_item_get_code_kept (item));

  return g_strdup (signet_item_get_id (item));
}

static gboolean
remove_practice (AppFixture  *fixture,
                 GError     **error)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  signet_manager_remove_practice_async (fixture->manager, NULL, app_wait_cb, &wait);
  result = app_wait_run (&wait);

  return signet_manager_remove_practice_finish (fixture->manager, result, error);
}

static gboolean
has_secret (AppFixture          *fixture,
            SignetSecretPurpose  purpose,
            const char          *id)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) secret =
    signet_secret_store_lookup (purpose, signet_item_store_get_id (store, NULL), id, &error);

  g_assert_no_error (error);

  return secret != NULL;
}

static void
assert_there (AppFixture *fixture,
              const char *id,
              gboolean    there)
{
  g_autofree char *folder = app_fixture_file (fixture, id, NULL);
  g_autofree char *trash = g_build_filename (fixture->folder, "trash", id, NULL);

  g_assert_true ((signet_manager_get_item (fixture->manager, id) != NULL) == there);
  g_assert_true (g_file_test (folder, G_FILE_TEST_EXISTS) == there);
  g_assert_false (g_file_test (trash, G_FILE_TEST_EXISTS));
  g_assert_true (has_secret (fixture, SIGNET_SECRET_KEY, id) == there);
  g_assert_true (has_secret (fixture, SIGNET_SECRET_CODE, id) == there);
}

/* Nothing but what is marked goes, and of that everything. */
static void
test_removal (AppFixture    *fixture,
              gconstpointer  data)
{
  g_autofree char *first = make_item (fixture, TRUE);
  g_autofree char *real = make_item (fixture, FALSE);
  g_autofree char *second = make_item (fixture, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_true (remove_practice (fixture, &error));
  g_assert_no_error (error);
  assert_there (fixture, first, FALSE);
  assert_there (fixture, second, FALSE);
  assert_there (fixture, real, TRUE);

  app_fixture_restart_manager (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (fixture->manager)), ==, 1);
  g_assert_true (remove_practice (fixture, &error));
  assert_there (fixture, real, TRUE);
}

static void
test_nothing (AppFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (remove_practice (fixture, &error));
  g_assert_no_error (error);
}

/* What somebody works on stays, and the others go. */
static void
test_busy (AppFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *busy = make_item (fixture, TRUE);
  g_autofree char *idle = make_item (fixture, TRUE);
  g_autoptr (SignetItemJournal) journal = app_fixture_lock (fixture, busy);
  g_autoptr (GError) error = NULL;

  g_assert_false (remove_practice (fixture, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  assert_there (fixture, busy, TRUE);
  assert_there (fixture, idle, FALSE);

  g_clear_object (&journal);
  g_assert_true (remove_practice (fixture, NULL));
  assert_there (fixture, busy, FALSE);
}

/* A keyring that is away keeps the item as it is. */
static void
test_no_keyring (AppFixture    *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = make_item (fixture, TRUE);
  g_autoptr (GError) error = NULL;

  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_setenv ("XDG_RUNTIME_DIR", fixture->folder, TRUE);
  g_assert_false (remove_practice (fixture, &error));
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING);
  assert_there (fixture, id, TRUE);
}

/* Secrets that are gone already do not keep the item; so ends a removal that was interrupted. */
static void
test_no_secrets (AppFixture    *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = make_item (fixture, TRUE);
  g_autofree char *other = make_item (fixture, FALSE);
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  const char *store_id = signet_item_store_get_id (store, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_secret_store_clear (SIGNET_SECRET_CODE, store_id, id, &error));
  g_assert_true (signet_secret_store_clear (SIGNET_SECRET_KEY, store_id, id, &error));
  g_assert_true (remove_practice (fixture, &error));
  g_assert_no_error (error);
  assert_there (fixture, id, FALSE);
  assert_there (fixture, other, TRUE);
}

/* Where the folder cannot be taken out, the item stays in the list. */
static void
test_no_trash (AppFixture    *fixture,
               gconstpointer  data)
{
  g_autofree char *id = make_item (fixture, TRUE);
  g_autofree char *trash = g_build_filename (fixture->folder, "trash", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (trash, "", 0, NULL));
  g_assert_false (remove_practice (fixture, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_nonnull (signet_manager_get_item (fixture->manager, id));

  g_assert_cmpint (g_unlink (trash), ==, 0);
  g_assert_true (remove_practice (fixture, NULL));
  assert_there (fixture, id, FALSE);
}

static void
ended_cb (SignetKeeper *keeper,
          SignetTask   *task,
          const GError *error,
          guint        *n_ended)
{
  g_assert_no_error (error);
  (*n_ended)++;
}

/* A job that waits for an answer ends with its item, without an error to show. */
static void
test_with_job (AppFixture    *fixture,
               gconstpointer  data)
{
  g_autofree char *id = make_item (fixture, TRUE);
  g_autoptr (SignetKeeper) keeper = signet_keeper_new (fixture->manager);
  g_autoptr (GError) error = NULL;
  guint n_ended = 0;

  g_signal_connect (keeper, "ended", G_CALLBACK (ended_cb), &n_ended);
  signet_item_set_next_check (signet_manager_get_item (fixture->manager, id),
                              g_get_real_time () / G_USEC_PER_SEC + 3600);
  signet_keeper_take_up (keeper);
  g_assert_cmpuint (signet_keeper_get_n_tasks (keeper), ==, 1);
  g_assert_true (remove_practice (fixture, &error));
  g_assert_no_error (error);
  while (signet_keeper_get_n_tasks (keeper) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_ended, ==, 1);
  assert_there (fixture, id, FALSE);
}

#define ADD(path, function) \
  g_test_add ("/app/removal/" path, AppFixture, GINT_TO_POINTER (TRUE), app_fixture_set_up, \
              function, app_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("all", test_removal);
  ADD ("nothing", test_nothing);
  ADD ("busy", test_busy);
  ADD ("no-keyring", test_no_keyring);
  ADD ("no-secrets", test_no_secrets);
  ADD ("no-trash", test_no_trash);
  ADD ("with-job", test_with_job);

  return app_fixture_run ();
}
