/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "core/signet-error.h"
#include "store/signet-secret-store.h"

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)

/* A pollRep as the journal recognizes it. */
static const guchar POLL_REPLY[] = { 0x30, 0x06, 0x30, 0x02, 0x05, 0x00, 0xba, 0x00 };

/* An item whose request was refused: it has a key and nothing else. */
static char *
make_item (AppFixture *fixture)
{
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (app_fixture_request (fixture, "guess", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  item = g_list_model_get_item (signet_manager_get_items (fixture->manager), 0);

  return g_strdup (signet_item_get_id (item));
}

static SignetItem *
recovered (AppFixture *fixture,
           const char *id)
{
  app_fixture_restart_manager (fixture);

  return signet_manager_get_item (fixture->manager, id);
}

static void
put_draft (AppFixture *fixture,
           const char *id)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", NULL);
  g_autoptr (SignetItem) item =
    signet_item_new (id, fixture->request, credential, SIGNET_PASSPHRASE_KEYRING, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItemJournal) journal = signet_item_store_create (store, item, &error);

  g_assert_no_error (error);
}

static gboolean
keyring_has_passphrase (AppFixture *fixture,
                        const char *id)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetSecret) secret = signet_secret_store_lookup (
    SIGNET_SECRET_KEY, signet_item_store_get_id (store, NULL), id, NULL);

  return secret != NULL;
}

/* Ended between the passphrase and the key: nothing is left, neither here nor in the keyring. */
static void
test_recovery_draft_without_key (AppFixture    *fixture,
                                 gconstpointer  data)
{
  static const char id[] = "0f14d0ab-9605-4a62-a9e4-5ed26688389b";
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetSecret) passphrase = signet_secret_new ("random", 6);
  g_autofree char *folder = app_fixture_file (fixture, id, "");
  g_autoptr (GError) error = NULL;

  put_draft (fixture, id);
  signet_secret_store_save (SIGNET_SECRET_KEY, signet_item_store_get_id (store, NULL), id, "Label",
                            passphrase, &error);
  g_assert_no_error (error);

  g_assert_null (recovered (fixture, id));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_false (keyring_has_passphrase (fixture, id));
}

/* Somebody is just making it. */
static void
test_recovery_draft_at_work (AppFixture    *fixture,
                             gconstpointer  data)
{
  static const char id[] = "0f14d0ab-9605-4a62-a9e4-5ed26688389b";
  g_autoptr (SignetItemJournal) other = NULL;
  SignetItem *item;

  put_draft (fixture, id);
  other = app_fixture_lock (fixture, id);
  item = recovered (fixture, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_DRAFT);
}

/* Ended between the key and the note that it is ready: the key is used. */
static void
test_recovery_draft_with_key (AppFixture    *fixture,
                              gconstpointer  data)
{
  g_autofree char *id = make_item (fixture);
  g_autofree char *key_id =
    g_strdup (signet_item_get_key_id (signet_manager_get_item (fixture->manager, id)));
  g_autoptr (SignetItem) finished = NULL;
  g_autoptr (GError) error = NULL;
  SignetItem *item;

  app_fixture_set_state (fixture, id, SIGNET_ITEM_STATE_DRAFT);
  item = recovered (fixture, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_DRAFT);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_CODE);

  finished = app_fixture_resume (fixture, id, "s3cret", SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (finished), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpstr (signet_item_get_key_id (finished), ==, key_id);
}

static void
test_recovery_key_ready (AppFixture    *fixture,
                         gconstpointer  data)
{
  g_autofree char *id = make_item (fixture);
  SignetItem *item;

  app_fixture_set_state (fixture, id, SIGNET_ITEM_STATE_KEY_READY);
  item = recovered (fixture, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_KEY_READY);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_CODE);
}

static void
test_recovery_sent (AppFixture    *fixture,
                    gconstpointer  data)
{
  g_autofree char *id = make_item (fixture);
  SignetItem *item;

  app_fixture_set_state (fixture, id, SIGNET_ITEM_STATE_SENT);
  item = recovered (fixture, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_PERSON);
}

static void
put_file (AppFixture    *fixture,
          const char    *id,
          const char    *name,
          gconstpointer  data,
          gsize          length)
{
  g_autofree char *path = app_fixture_file (fixture, id, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* What came was no answer to a request: that it is there must not lead to a second request. */
static void
test_recovery_sent_with_poll (AppFixture    *fixture,
                              gconstpointer  data)
{
  g_autofree char *id = make_item (fixture);
  g_autoptr (GError) error = NULL;
  SignetItem *item;

  app_fixture_set_state (fixture, id, SIGNET_ITEM_STATE_SENT);
  put_file (fixture, id, "answer.der", POLL_REPLY, sizeof POLL_REPLY);
  item = recovered (fixture, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  g_assert_null (app_fixture_resume (fixture, id, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_UNKNOWN);
}

static void
test_recovery_waiting (AppFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) made = app_fixture_request (
    fixture, "s3cret", SIGNET_RUN_NO_WAIT | SIGNET_RUN_FORGET_CODE, &error);
  SignetItem *item;

  g_assert_no_error (error);
  app_fixture_set_state (fixture, signet_item_get_id (made), SIGNET_ITEM_STATE_WAITING);
  item = recovered (fixture, signet_item_get_id (made));
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_CODE);
}

/* Ended before the code of a request that is over was deleted. */
static void
test_recovery_forgets_code (AppFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) made = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_autoptr (SignetItemStore) store = app_fixture_store (fixture);
  g_autoptr (SignetSecret) code = NULL;
  SignetItem *item;

  g_assert_no_error (error);
  g_assert_true (signet_item_get_code_kept (made));
  app_fixture_set_state (fixture, signet_item_get_id (made), SIGNET_ITEM_STATE_GIVEN_UP);
  item = recovered (fixture, signet_item_get_id (made));
  g_assert_false (signet_item_get_code_kept (item));
  code = signet_secret_store_lookup (SIGNET_SECRET_CODE, signet_item_store_get_id (store, NULL),
                                     signet_item_get_id (made), &error);
  g_assert_no_error (error);
  g_assert_null (code);
}

#define ADD(path, data, function) \
  g_test_add ("/app/recovery/" path, AppFixture, data, app_fixture_set_up, function, \
              app_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("draft-without-key", NULL, test_recovery_draft_without_key);
  ADD ("draft-at-work", NULL, test_recovery_draft_at_work);
  ADD ("draft-with-key", NULL, test_recovery_draft_with_key);
  ADD ("key-ready", NULL, test_recovery_key_ready);
  ADD ("sent", NULL, test_recovery_sent);
  ADD ("sent-with-poll", NULL, test_recovery_sent_with_poll);
  ADD ("waiting", WITH_APPROVAL, test_recovery_waiting);
  ADD ("forgets-code", WITH_APPROVAL, test_recovery_forgets_code);

  return app_fixture_run ();
}
