/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "app/signet-vault-private.h"
#include "core/signet-error.h"
#include "store/signet-secret-store.h"

#define ID "0f14d0ab-9605-4a62-a9e4-5ed26688389b"

static SignetItem *
item_new (SignetPassphraseKind kind)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", NULL);

  return signet_item_new (ID, request, credential, kind, 1);
}

static void
test_vault_random (AppFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = item_new (SIGNET_PASSPHRASE_KEYRING);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) made = signet_vault_make_passphrase (store, item, NULL, &error);
  g_autoptr (SignetSecret) found = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (signet_secret_get_size (made), ==, 43);
  found = signet_vault_get_passphrase (store, item, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (signet_secret_equal (found, made));

  signet_vault_drop_passphrase (store, item);
  g_assert_null (signet_vault_get_passphrase (store, item, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING);
}

/* One's own passphrase is in no keyring, and is counted in characters. */
static void
test_vault_own (AppFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = item_new (SIGNET_PASSPHRASE_OWN);
  g_autoptr (SignetSecret) text = signet_secret_new ("correct horse", 13);
  g_autoptr (SignetSecret) umlauts = signet_secret_new ("äöüäöüäö", strlen ("äöüäöüäö"));
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) made = signet_vault_make_passphrase (store, item, text, &error);
  g_autoptr (SignetSecret) found = NULL;
  g_autoptr (SignetSecret) kept = NULL;

  g_assert_no_error (error);
  g_assert_true (made == text);
  found = signet_vault_get_passphrase (store, item, text, &error);
  g_assert_no_error (error);
  g_assert_true (found == text);
  kept = signet_secret_store_lookup (SIGNET_SECRET_KEY, signet_item_store_get_id (store, NULL), ID,
                                     &error);
  g_assert_no_error (error);
  g_assert_null (kept);

  g_assert_null (signet_vault_make_passphrase (store, item, umlauts, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (signet_vault_get_passphrase (store, item, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
}

static void
test_vault_code (AppFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = item_new (SIGNET_PASSPHRASE_KEYRING);
  g_autoptr (SignetSecret) code = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetSecret) other = signet_secret_new ("other", 5);
  g_autoptr (SignetCredential) given = signet_credential_new_code ("77", other);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) passphrase = signet_vault_make_passphrase (store, item, NULL, &error);
  g_autoptr (SignetSecret) kept = NULL;
  g_autoptr (SignetSecret) typed = NULL;

  g_assert_no_error (error);
  signet_item_set_code_kept (item, TRUE);
  g_assert_true (signet_vault_keep_code (store, item, code));
  kept = signet_vault_get_code (store, item, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (signet_secret_equal (kept, code));
  /* What the person has just typed goes first. */
  typed = signet_vault_get_code (store, item, given, &error);
  g_assert_true (typed == other);

  signet_vault_forget_code (store, item);
  g_assert_false (signet_item_get_code_kept (item));
  g_assert_null (signet_vault_get_code (store, item, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
}

/* Ended between the note that there is a code to forget and the code itself. */
static void
test_vault_code_missing (AppFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = item_new (SIGNET_PASSPHRASE_KEYRING);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) passphrase = signet_vault_make_passphrase (store, item, NULL, &error);

  g_assert_no_error (error);
  signet_item_set_code_kept (item, TRUE);
  g_assert_null (signet_vault_get_code (store, item, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  signet_vault_forget_code (store, item);
  g_assert_false (signet_item_get_code_kept (item));
}

/* A keyring that cannot be asked may still have the code: the next start tries again. */
static void
test_vault_forget_without_keyring (AppFixture    *fixture,
                                   gconstpointer  data)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = item_new (SIGNET_PASSPHRASE_KEYRING);
  g_autofree char *backend = g_strdup (g_getenv ("SECRET_BACKEND"));

  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_setenv ("XDG_RUNTIME_DIR", fixture->folder, TRUE);
  signet_item_set_code_kept (item, TRUE);
  signet_vault_forget_code (store, item);
  g_assert_true (signet_item_get_code_kept (item));
  g_setenv ("SECRET_BACKEND", backend, TRUE);
}

static void
test_vault_signer (AppFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);
  g_autoptr (SignetCredential) credential = NULL;
  g_autoptr (SignetSigner) signer = NULL;

  g_assert_no_error (error);
  credential = signet_credential_new_item (signet_item_get_id (item));
  signer = signet_vault_get_signer (store, credential, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_get_id (signet_signer_get_key (signer)), ==,
                   signet_item_get_key_id (item));
  g_assert_cmpuint (signet_signer_get_chain (signer)->len, ==, 1);
}

/* An item without a certificate signs nothing, and neither does one that is not there. */
static void
test_vault_no_signer (AppFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetCredential) refused = NULL;
  g_autoptr (SignetCredential) nobody = signet_credential_new_item (ID);
  g_autoptr (GError) error = NULL;

  g_assert_null (app_fixture_request (fixture, "guess", SIGNET_RUN_NONE, &error));
  g_clear_error (&error);
  item = g_list_model_get_item (signet_manager_get_items (fixture->manager), 0);
  refused = signet_credential_new_item (signet_item_get_id (item));
  g_assert_null (signet_vault_get_signer (store, refused, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  g_clear_error (&error);
  g_assert_null (signet_vault_get_signer (store, nobody, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
}

#define ADD(path, function) \
  g_test_add ("/app/vault/" path, AppFixture, NULL, app_fixture_set_up, function, \
              app_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("random", test_vault_random);
  ADD ("own", test_vault_own);
  ADD ("code", test_vault_code);
  ADD ("code-missing", test_vault_code_missing);
  ADD ("forget-without-keyring", test_vault_forget_without_keyring);
  ADD ("signer", test_vault_signer);
  ADD ("no-signer", test_vault_no_signer);

  return app_fixture_run ();
}
