/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "store-fixture.h"

static const char *
id_of (SignetItemJournal *journal)
{
  return signet_item_get_id (signet_item_journal_get_item (journal));
}

/* Lists, and insists on so many items and so many damaged folders. */
static GPtrArray *
list (StoreFixture  *fixture,
      guint          items,
      guint          damaged,
      GPtrArray    **reports)
{
  g_autoptr (GPtrArray) found_damaged = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = signet_item_store_list (fixture->store, &found_damaged, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, items);
  g_assert_cmpuint (found_damaged->len, ==, damaged);
  if (reports != NULL)
    *reports = g_steal_pointer (&found_damaged);

  return found;
}

static void
test_nothing_there (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autoptr (GPtrArray) items = list (fixture, 0, 0, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (signet_item_store_get_folder (fixture->store), ==, fixture->enrollments);
  g_assert_null (signet_item_store_load (fixture->store, "0f5e", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  /* reading makes nothing */
  g_assert_false (g_file_test (fixture->enrollments, G_FILE_TEST_EXISTS));
}

static void
test_order (StoreFixture  *fixture,
            gconstpointer  unused)
{
  static const gint64 created[] = { 300, 100, 200, 100 };
  g_autoptr (GPtrArray) items = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (created); i++)
    {
      g_autoptr (SignetItem) item = store_fixture_item (created[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetItemJournal) journal =
        signet_item_store_create (fixture->store, item, &error);

      g_assert_no_error (error);
    }
  items = list (fixture, 4, 0, NULL);
  for (guint i = 1; i < items->len; i++)
    g_assert_cmpint (signet_item_get_created (g_ptr_array_index (items, i - 1)), <=,
                     signet_item_get_created (g_ptr_array_index (items, i)));
}

static void
test_create_twice (StoreFixture  *fixture,
                   gconstpointer  unused)
{
  g_autoptr (SignetItem) item = store_fixture_item (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItemJournal) one = signet_item_store_create (fixture->store, item, &error);

  g_assert_no_error (error);
  g_assert_null (signet_item_store_create (fixture->store, item, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_cmpint (store_fixture_state (fixture, one), ==, SIGNET_ITEM_STATE_DRAFT);
}

/* Nothing of an item stays behind that could not be written. */
static void
test_create_fails (StoreFixture  *fixture,
                   gconstpointer  unused)
{
  g_autoptr (SignetItem) item = store_fixture_item (1);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *folder = store_fixture_path (fixture, signet_item_get_id (item), NULL);
  g_autoptr (GError) error = NULL;

  store_forbid_writing (TRUE);
  g_assert_null (signet_item_store_create (fixture->store, item, &error));
  store_forbid_writing (FALSE);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  items = list (fixture, 0, 0, NULL);
}

static void
test_abbreviations (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *id = g_strdup (id_of (journal));

  g_clear_object (&journal);
  for (gsize length = 4; length <= 36; length++)
    {
      g_autofree char *prefix = g_strndup (id, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetItem) item = signet_item_store_load (fixture->store, prefix, &error);
      g_autoptr (SignetItemJournal) again = signet_item_store_lock (fixture->store, prefix, &error);
      g_autoptr (GBytes) key = signet_item_store_read_key (fixture->store, prefix, &error);
      g_autoptr (GPtrArray) chain = signet_item_store_load_chain (fixture->store, prefix, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (signet_item_get_id (item), ==, id);
      g_assert_cmpstr (id_of (again), ==, id);
      g_assert_nonnull (key);
      g_assert_cmpuint (chain->len, ==, 0);
    }
}

/* Copies an item's folder, as a person with a file manager may. */
static void
copy_as (StoreFixture *fixture,
         const char   *id,
         const char   *other)
{
  g_autofree char *folder = store_fixture_path (fixture, other, NULL);
  g_autofree char *request = store_fixture_path (fixture, id, "request.ini");
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *changed = NULL;

  g_assert_true (g_file_get_contents (request, &text, NULL, NULL));
  parts = g_strsplit (text, id, -1);
  changed = g_strjoinv (other, parts);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  store_fixture_write (fixture, other, "request.ini", changed);
}

static void
test_ambiguous (StoreFixture  *fixture,
                gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);
  g_autofree char *other = g_strdup (id_of (journal));
  g_autofree char *prefix = g_strndup (other, 35);
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (GError) error = NULL;

  other[35] = other[35] == '0' ? '1' : '0';
  copy_as (fixture, id_of (journal), other);
  g_assert_null (signet_item_store_load (fixture->store, prefix, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  g_clear_error (&error);

  item = signet_item_store_load (fixture->store, other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_item_get_id (item), ==, other);
}

/* Nothing but an identifier becomes part of a path. */
static void
test_refused_ids (StoreFixture  *fixture,
                  gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);
  g_autofree char *upper = g_ascii_strup (id_of (journal), -1);
  g_autofree char *slash = g_strconcat (id_of (journal), "/", NULL);
  g_autofree char *around = g_strconcat ("../enrollments/", id_of (journal), NULL);
  g_autofree char *short_id = g_strndup (id_of (journal), 3);
  const char *ids[] = { "", ".", "..", "../..", "/etc", ".lock", "store-id", "----", "\n\x1b[2J",
                        "\xff\xfe\xff\xfe", upper, slash, around, short_id,
                        "00000000-0000-0000-0000-000000000000" };

  signet_item_journal_close (journal);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GError *errors[4] = { NULL };

      g_assert_null (signet_item_store_load (fixture->store, ids[i], &errors[0]));
      g_assert_null (signet_item_store_lock (fixture->store, ids[i], &errors[1]));
      g_assert_null (signet_item_store_read_key (fixture->store, ids[i], &errors[2]));
      g_assert_null (signet_item_store_load_chain (fixture->store, ids[i], &errors[3]));
      for (guint k = 0; k < G_N_ELEMENTS (errors); k++)
        {
          g_assert_error (errors[k], SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
          g_assert_true (g_utf8_validate (errors[k]->message, -1, NULL));
          g_assert_null (strpbrk (errors[k]->message, "\n\x1b"));
          g_clear_error (&errors[k]);
        }
    }
}

static void
assert_damaged (StoreFixture *fixture,
                const char   *id,
                SignetError   code)
{
  g_autoptr (GPtrArray) reports = NULL;
  g_autoptr (GPtrArray) items = list (fixture, 1, 1, &reports);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (g_ptr_array_index (reports, 0), id));
  g_assert_null (signet_item_store_load (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, (int) code);
  g_clear_error (&error);
  g_assert_null (signet_item_store_lock (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, (int) code);
}

/* One damaged item hides no other, and stays as it is. */
static void
test_damaged (StoreFixture  *fixture,
              gconstpointer  unused)
{
  static const char *const texts[] = { "", "[Item]\n", "no key file", "\xff\xff", "[Item\nid=" };
  g_autoptr (SignetItemJournal) good = store_fixture_create (fixture);
  g_autoptr (SignetItemJournal) bad = store_fixture_ready (fixture);
  g_autofree char *path = store_fixture_path (fixture, id_of (bad), "request.ini");
  g_autofree char *text = NULL;
  gsize length;

  signet_item_journal_close (bad);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      store_fixture_write (fixture, id_of (bad), "request.ini", texts[i]);
      assert_damaged (fixture, id_of (bad), SIGNET_ERROR_DAMAGED);
    }

  /* of another item */
  g_assert_cmpint (g_remove (path), ==, 0);
  {
    g_autofree char *other = store_fixture_path (fixture, id_of (good), "request.ini");
    g_autofree char *others = NULL;

    g_assert_true (g_file_get_contents (other, &others, NULL, NULL));
    store_fixture_write (fixture, id_of (bad), "request.ini", others);
    assert_damaged (fixture, id_of (bad), SIGNET_ERROR_DAMAGED);
  }

  /* a folder, a link, gone: but there is a key */
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_damaged (fixture, id_of (bad), SIGNET_ERROR_STORE);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (symlink ("/etc/passwd", path), ==, 0);
  assert_damaged (fixture, id_of (bad), SIGNET_ERROR_STORE);
  g_assert_cmpint (g_remove (path), ==, 0);
  assert_damaged (fixture, id_of (bad), SIGNET_ERROR_STORE);
}

/* Wherever it was cut off, the beginning of a file is either damaged or a whole item. */
static void
test_truncated (StoreFixture  *fixture,
                gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *path = store_fixture_path (fixture, id_of (journal), "request.ini");
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autofree char *part = g_strndup (text, cut);
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetItem) item = NULL;

      store_fixture_write (fixture, id_of (journal), "request.ini", part);
      item = signet_item_store_load (fixture->store, id_of (journal), &error);
      if (item == NULL)
        g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
    }
}

static void
test_strange_names (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);
  g_autofree char *upper = g_ascii_strup (id_of (journal), -1);
  const char *names[] = { "notes", "..x", upper };
  g_autoptr (GPtrArray) items = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = store_fixture_path (fixture, names[i], NULL);

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
    }
  items = list (fixture, 1, 0, NULL);
}

/* Left by a process that was killed between making a folder and writing into it. */
static void
test_empty_folder (StoreFixture  *fixture,
                   gconstpointer  unused)
{
  static const char *const left[] = { NULL, "lock", "request.ini.AB12CD" };
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *folder = store_fixture_path (fixture, id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_autoptr (GPtrArray) items = NULL;

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      if (left[i] != NULL)
        store_fixture_write (fixture, id, left[i], "");
      items = list (fixture, 1, 0, NULL);
      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }
}

/* What may be of worth is reported, never removed. */
static void
test_kept_folder (StoreFixture  *fixture,
                  gconstpointer  unused)
{
  static const char *const left[] = { "key.pem", "cert.pem", "key.pem.AB12CD", "notes.txt" };
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *folder = store_fixture_path (fixture, id, NULL);
      g_autofree char *path = store_fixture_path (fixture, id, left[i]);
      g_autoptr (GPtrArray) items = NULL;

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      store_fixture_write (fixture, id, left[i], "");
      items = list (fixture, 1, 1, NULL);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      store_remove_tree (folder);
    }
}

static void
test_store_id (StoreFixture  *fixture,
               gconstpointer  unused)
{
  g_autoptr (SignetItemStore) other = signet_item_store_new (fixture->enrollments);
  g_autoptr (SignetItemStore) third = signet_item_store_new (fixture->enrollments);
  g_autofree char *path = store_fixture_path (fixture, "store-id", NULL);
  g_autoptr (GError) error = NULL;
  const char *id = signet_item_store_get_id (fixture->store, &error);
  struct stat info;

  g_assert_no_error (error);
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpstr (signet_item_store_get_id (fixture->store, &error), ==, id);
  g_assert_cmpstr (signet_item_store_get_id (other, &error), ==, id);
  g_assert_no_error (error);
  g_assert_cmpint (lstat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);

  /* A new one would make every passphrase unfindable. */
  store_fixture_write (fixture, "store-id", NULL, "damaged");
  g_assert_null (signet_item_store_get_id (third, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
  g_assert_cmpstr (signet_item_store_get_id (other, NULL), ==, id);
}

static void
test_space (StoreFixture  *fixture,
            gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_item_store_check_space (fixture->store, &error));
  g_assert_no_error (error);
}

static void
assert_all_refuse (StoreFixture *fixture,
                   SignetError   code)
{
  g_autoptr (SignetItem) item = store_fixture_item (1);
  GError *errors[4] = { NULL };

  g_assert_null (signet_item_store_list (fixture->store, NULL, &errors[0]));
  g_assert_null (signet_item_store_create (fixture->store, item, &errors[1]));
  g_assert_false (signet_item_store_check_space (fixture->store, &errors[2]));
  g_assert_null (signet_item_store_get_id (fixture->store, &errors[3]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], SIGNET_ERROR, (int) code);
      g_clear_error (&errors[i]);
    }
}

/* Whoever may write the folder above could put another one in the keystore's place. */
static void
test_unsafe_data_folder (StoreFixture  *fixture,
                         gconstpointer  unused)
{
  g_autofree char *data = g_path_get_dirname (fixture->enrollments);

  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->enrollments, 0700), ==, 0);
  g_assert_cmpint (g_chmod (data, 0770), ==, 0);
  assert_all_refuse (fixture, SIGNET_ERROR_UNSAFE_FOLDER);
}

/* The keystore's folder is a file, a link, or one that others may write to. */
static void
test_unsafe_folder (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autofree char *data = g_path_get_dirname (fixture->enrollments);
  g_autofree char *elsewhere = g_build_filename (fixture->root, "elsewhere", NULL);

  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);

  g_assert_true (g_file_set_contents (fixture->enrollments, "", 0, NULL));
  assert_all_refuse (fixture, SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpint (g_remove (fixture->enrollments), ==, 0);

  g_assert_cmpint (symlink (elsewhere, fixture->enrollments), ==, 0);
  assert_all_refuse (fixture, SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpint (g_remove (fixture->enrollments), ==, 0);

  g_assert_cmpint (symlink ("/nonexistent", fixture->enrollments), ==, 0);
  assert_all_refuse (fixture, SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpint (g_remove (fixture->enrollments), ==, 0);

  g_assert_cmpint (g_mkdir (fixture->enrollments, 0700), ==, 0);
  g_assert_cmpint (chmod (fixture->enrollments, 0720), ==, 0);
  assert_all_refuse (fixture, SIGNET_ERROR_UNSAFE_FOLDER);
}

/* A file where the folder above should be: as little can be made there as on a disk that is
 * read-only. */
static void
test_no_folder (StoreFixture  *fixture,
                gconstpointer  unused)
{
  g_autofree char *data = g_path_get_dirname (fixture->enrollments);
  g_autoptr (SignetItem) item = store_fixture_item (1);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (data, "", 0, NULL));
  g_assert_null (signet_item_store_create (fixture->store, item, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_clear_error (&error);
  g_assert_null (signet_item_store_get_id (fixture->store, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

/* For others the permission bits do it, for root the bits mean nothing. */
static void
test_read_only (StoreFixture  *fixture,
                gconstpointer  unused)
{
  g_autoptr (SignetItem) item = store_fixture_item (1);
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere; small-disk.sh has a disk that is read-only");
      return;
    }
  g_assert_true (signet_item_store_check_space (fixture->store, &error));
  g_assert_cmpint (chmod (fixture->enrollments, 0500), ==, 0);
  g_assert_null (signet_item_store_create (fixture->store, item, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_READ_ONLY);
  g_assert_cmpint (chmod (fixture->enrollments, 0700), ==, 0);
}

/* One item's folder is a link, writable for others, or somebody else's. */
static void
test_unsafe_item (StoreFixture  *fixture,
                  gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) good = store_fixture_create (fixture);
  g_autoptr (SignetItemJournal) bad = store_fixture_ready (fixture);
  g_autofree char *folder = store_fixture_path (fixture, id_of (bad), NULL);
  g_autofree char *moved = g_build_filename (fixture->root, "moved", NULL);

  signet_item_journal_close (bad);
  g_assert_cmpint (chmod (folder, 0702), ==, 0);
  assert_damaged (fixture, id_of (bad), SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpint (chmod (folder, 0700), ==, 0);

  g_assert_cmpint (g_rename (folder, moved), ==, 0);
  g_assert_cmpint (symlink (moved, folder), ==, 0);
  assert_damaged (fixture, id_of (bad), SIGNET_ERROR_UNSAFE_FOLDER);
  g_assert_cmpint (g_remove (folder), ==, 0);
  g_assert_cmpint (g_rename (moved, folder), ==, 0);

  if (geteuid () != 0)
    return;
  g_assert_cmpint (chown (folder, 65534, 65534), ==, 0);
  assert_damaged (fixture, id_of (bad), SIGNET_ERROR_UNSAFE_FOLDER);
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
    { "nothing-there", test_nothing_there },
    { "order", test_order },
    { "create-twice", test_create_twice },
    { "create-fails", test_create_fails },
    { "abbreviations", test_abbreviations },
    { "ambiguous", test_ambiguous },
    { "refused-ids", test_refused_ids },
    { "damaged", test_damaged },
    { "truncated", test_truncated },
    { "strange-names", test_strange_names },
    { "empty-folder", test_empty_folder },
    { "kept-folder", test_kept_folder },
    { "store-id", test_store_id },
    { "space", test_space },
    { "unsafe-folder", test_unsafe_folder },
    { "unsafe-data-folder", test_unsafe_data_folder },
    { "no-folder", test_no_folder },
    { "read-only", test_read_only },
    { "unsafe-item", test_unsafe_item },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/item-store/", tests[i].name, NULL);

      g_test_add (path, StoreFixture, NULL, store_fixture_set_up, tests[i].run,
                  store_fixture_tear_down);
    }

  return g_test_run ();
}
