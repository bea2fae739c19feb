/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-journal.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/signet-error.h"
#include "store-fixture.h"

static char *
trash_path (StoreFixture *fixture,
            const char   *id,
            const char   *name)
{
  g_autofree char *data = g_path_get_dirname (fixture->enrollments);

  return g_build_filename (data, "trash", id, name, NULL);
}

static void
assert_gone (StoreFixture *fixture,
             const char   *id)
{
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = signet_item_store_list (fixture->store, &damaged, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 0);
  g_assert_cmpuint (damaged->len, ==, 0);
  g_assert_null (signet_item_store_lock (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
}

static void
test_draft (StoreFixture  *fixture,
            gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);
  g_autofree char *id = g_strdup (signet_item_get_id (signet_item_journal_get_item (journal)));
  g_autofree char *trash = trash_path (fixture, id, NULL);
  g_autoptr (GError) error = NULL;

  signet_item_journal_discard (journal, &error);
  g_assert_no_error (error);
  assert_gone (fixture, id);
  g_assert_false (g_file_test (trash, G_FILE_TEST_EXISTS));

  /* the journal is closed */
  g_assert_false (signet_item_journal_save (journal, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
}

/* A key is moved, not deleted. */
static void
test_key (StoreFixture  *fixture,
          gconstpointer  unused)
{
  static const SignetItemState states[] = {
    SIGNET_ITEM_STATE_DRAFT,
    SIGNET_ITEM_STATE_KEY_READY,
    SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
    SIGNET_ITEM_STATE_ISSUED,
    SIGNET_ITEM_STATE_REFUSED,
    SIGNET_ITEM_STATE_GIVEN_UP,
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
      SignetItem *item = signet_item_journal_get_item (journal);
      g_autofree char *key = trash_path (fixture, signet_item_get_id (item), "key.pem");
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      signet_item_set_state (item, states[i]);
      signet_item_journal_discard (journal, &error);
      g_assert_no_error (error);
      assert_gone (fixture, signet_item_get_id (item));
      g_assert_true (g_file_get_contents (key, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, KEY_PEM);
    }
}

/* The CA may issue, or has issued, a certificate for this key, and waits to hear of it. */
static void
test_open_exchange (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  static const SignetItemState states[] = { SIGNET_ITEM_STATE_SENT, SIGNET_ITEM_STATE_WAITING,
                                            SIGNET_ITEM_STATE_RECEIVED,
                                            SIGNET_ITEM_STATE_UNCONFIRMED };
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  SignetItem *item = signet_item_journal_get_item (journal);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GError) error = NULL;

      signet_item_set_state (item, states[i]);
      g_assert_false (signet_item_journal_discard (journal, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
      g_assert_true (signet_item_journal_has_key (journal));
      g_assert_true (signet_item_journal_save (journal, NULL));
    }
}

/* What is removed for good leaves nothing behind, whatever its exchange waits for. */
static void
test_remove (StoreFixture  *fixture,
             gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autofree char *trash = trash_path (fixture, signet_item_get_id (item), NULL);
  g_autoptr (GError) error = NULL;

  signet_item_set_state (item, SIGNET_ITEM_STATE_WAITING);
  signet_item_journal_remove (journal, &error);
  g_assert_no_error (error);
  assert_gone (fixture, signet_item_get_id (item));
  g_assert_false (g_file_test (trash, G_FILE_TEST_EXISTS));

  g_assert_false (signet_item_journal_remove (journal, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
}

/* Where the trash cannot be made, the item stays, with its lock. */
static void
test_no_trash (StoreFixture  *fixture,
               gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *trash = trash_path (fixture, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (trash, "", 0, NULL));
  g_assert_false (signet_item_journal_discard (journal, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_KEY_READY);
  g_assert_true (signet_item_journal_save (journal, NULL));
}

static void
test_relative_folder (StoreFixture  *fixture,
                      gconstpointer  unused)
{
  g_autofree char *before = g_get_current_dir ();
  g_autoptr (SignetItemStore) store = signet_item_store_new ("enrollments/");
  g_autoptr (SignetItem) item = store_fixture_item (1);
  g_autofree char *trash = g_build_filename (fixture->root, "trash", NULL);
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chdir (fixture->root), ==, 0);
  journal = signet_item_store_create (store, item, &error);
  g_assert_no_error (error);
  signet_item_journal_discard (journal, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (trash, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (g_chdir (before), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (StoreFixture *, gconstpointer);
  } tests[] = {
    { "draft", test_draft },
    { "key", test_key },
    { "open-exchange", test_open_exchange },
    { "remove", test_remove },
    { "no-trash", test_no_trash },
    { "relative-folder", test_relative_folder },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/discard/", tests[i].name, NULL);

      g_test_add (path, StoreFixture, NULL, store_fixture_set_up, tests[i].run,
                  store_fixture_tear_down);
    }

  return g_test_run ();
}
