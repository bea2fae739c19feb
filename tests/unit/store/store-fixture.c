/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

void
store_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      store_remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
store_fixture_set_up (StoreFixture  *fixture,
                      gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fixture->root = g_dir_make_tmp ("signet-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->enrollments = g_build_filename (fixture->root, "signet", "enrollments", NULL);
  fixture->store = signet_item_store_new (fixture->enrollments);
}

void
store_fixture_tear_down (StoreFixture  *fixture,
                         gconstpointer  unused)
{
  g_assert_finalize_object (fixture->store);
  store_remove_tree (fixture->root);
  g_clear_pointer (&fixture->root, g_free);
  g_clear_pointer (&fixture->enrollments, g_free);
}

SignetItem *
store_fixture_item (gint64 created)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetName) subject = signet_name_parse ("CN=Alice", NULL);
  g_autoptr (GPtrArray) alt_names = g_ptr_array_new ();
  g_autoptr (SignetTemplate) template = signet_template_new (subject, alt_names);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("4711", NULL);

  g_assert_true (signet_profile_set_server (profile, "http://ca.example.com/", NULL));
  signet_request_set_profile (request, profile);
  signet_request_set_template (request, template);

  return signet_item_new (id, request, credential, SIGNET_PASSPHRASE_KEYRING, created);
}

/* A draft. */
SignetItemJournal *
store_fixture_create (StoreFixture *fixture)
{
  g_autoptr (SignetItem) item = store_fixture_item (1000);
  g_autoptr (GError) error = NULL;
  SignetItemJournal *journal = signet_item_store_create (fixture->store, item, &error);

  g_assert_no_error (error);
  g_assert_nonnull (journal);

  return journal;
}

/* An item with a key. */
SignetItemJournal *
store_fixture_ready (StoreFixture *fixture)
{
  SignetItemJournal *journal = store_fixture_create (fixture);
  g_autoptr (GBytes) pem = g_bytes_new_static (KEY_PEM, strlen (KEY_PEM));
  g_autoptr (GError) error = NULL;

  signet_item_journal_write_key (journal, pem, &error);
  g_assert_no_error (error);
  signet_item_set_state (signet_item_journal_get_item (journal), SIGNET_ITEM_STATE_KEY_READY);
  signet_item_journal_save (journal, &error);
  g_assert_no_error (error);

  return journal;
}

/* An item whose request, with the transactionID 00ff10, is on its way. */
SignetItemJournal *
store_fixture_sent (StoreFixture *fixture)
{
  SignetItemJournal *journal = store_fixture_ready (fixture);
  g_autoptr (GBytes) id = g_bytes_new_static ("\x00\xff\x10", 3);
  g_autoptr (GError) error = NULL;

  signet_journal_sent (SIGNET_JOURNAL (journal), id, &error);
  g_assert_no_error (error);

  return journal;
}

/* What another process finds: @journal is let go, and the item locked once more. */
SignetItemJournal *
store_fixture_again (StoreFixture      *fixture,
                     SignetItemJournal *journal)
{
  g_autofree char *id = g_strdup (signet_item_get_id (signet_item_journal_get_item (journal)));
  g_autoptr (GError) error = NULL;
  SignetItemJournal *again;

  g_assert_finalize_object (journal);
  again = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);

  return again;
}

/* The state on disk, which a journal's own item must agree with. */
SignetItemState
store_fixture_state (StoreFixture      *fixture,
                     SignetItemJournal *journal)
{
  SignetItem *own = signet_item_journal_get_item (journal);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item =
    signet_item_store_load (fixture->store, signet_item_get_id (own), &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, signet_item_get_state (own));

  return signet_item_get_state (item);
}

char *
store_fixture_path (StoreFixture *fixture,
                    const char   *id,
                    const char   *name)
{
  return g_build_filename (fixture->enrollments, id, name, NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* What is in an item's folder besides lock and request.ini, sorted, with a space in between. */
char *
store_fixture_files (StoreFixture      *fixture,
                     SignetItemJournal *journal)
{
  const char *id = signet_item_get_id (signet_item_journal_get_item (journal));
  g_autofree char *folder = store_fixture_path (fixture, id, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_equal (name, "lock") && !g_str_equal (name, "request.ini"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return g_strjoinv (" ", (char **) names->pdata);
}

void
store_fixture_write (StoreFixture *fixture,
                     const char   *id,
                     const char   *name,
                     const char   *text)
{
  g_autofree char *path = store_fixture_path (fixture, id, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* PKIMessage ::= SEQUENCE { header SEQUENCE { pvno INTEGER }, body [n] UTF8String } */
GBytes *
store_message (guchar      tag,
               const char *text)
{
  guchar length = (guchar) strlen (text);
  guchar head[] = { 0x30, 9 + length, 0x30, 3, 2, 1, 2, tag, 2 + length, 0x0c, length };
  GByteArray *array = g_byte_array_new ();

  g_assert_cmpuint (length, <, 100);
  g_byte_array_append (array, head, sizeof head);
  g_byte_array_append (array, (const guchar *) text, length);

  return g_byte_array_free_to_bytes (array);
}

void
store_assert_bytes (GBytes *bytes,
                    GBytes *expected)
{
  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

/* From now on no file takes a byte, as on a disk that fails. Holds for root, too. */
void
store_forbid_writing (gboolean forbid)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = forbid ? 0 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}
