/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "store-fixture.h"

/* What a keystore never writes, but a person, a backup program or an attacker may put there. */

#define OTHER_KEY_PEM \
  "-----BEGIN ENCRYPTED PRIVATE KEY-----\nBBBB\n-----END ENCRYPTED PRIVATE KEY-----\n"

/* The files of an item from which the next step is known. */
static const char *const messages[] = { "response.der", "poll.der", "answer.der" };

/* An item that nobody works on; its identifier. */
static char *
make_ready (StoreFixture *fixture)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);

  return g_strdup (signet_item_get_id (signet_item_journal_get_item (journal)));
}

static void
make_pipe (StoreFixture *fixture,
           const char   *id,
           const char   *name)
{
  g_autofree char *path = store_fixture_path (fixture, id, name);

  g_assert_true (g_remove (path) == 0 || errno == ENOENT);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

static void
make_link (StoreFixture *fixture,
           const char   *id,
           const char   *name,
           const char   *target)
{
  g_autofree char *path = store_fixture_path (fixture, id, name);

  g_assert_true (g_remove (path) == 0 || errno == ENOENT);
  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
assert_lock_fails (StoreFixture *fixture,
                   const char   *id,
                   int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_item_store_lock (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, code);
}

static void
assert_key_fails (StoreFixture *fixture,
                  const char   *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_item_store_read_key (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
assert_chain_fails (StoreFixture *fixture,
                    const char   *id,
                    int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_item_store_load_chain (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, code);
}

static void
assert_listed (StoreFixture *fixture,
               guint         n_items,
               guint         n_damaged)
{
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = signet_item_store_list (fixture->store, &damaged, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, n_items);
  g_assert_cmpuint (damaged->len, ==, n_damaged);
}

/* Nobody writes into it, and whoever waits for that waits for ever. */
static void
test_pipe (StoreFixture  *fixture,
           gconstpointer  unused)
{
  g_autofree char *good = make_ready (fixture);
  g_autofree char *bad = make_ready (fixture);

  make_pipe (fixture, bad, "key.pem");
  assert_key_fails (fixture, bad);
  make_pipe (fixture, bad, "chain.pem");
  assert_chain_fails (fixture, bad, SIGNET_ERROR_STORE);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *path = store_fixture_path (fixture, bad, messages[i]);

      make_pipe (fixture, bad, messages[i]);
      assert_lock_fails (fixture, bad, SIGNET_ERROR_STORE);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  assert_listed (fixture, 2, 0);
  make_pipe (fixture, bad, "request.ini");
  assert_lock_fails (fixture, bad, SIGNET_ERROR_STORE);
  assert_listed (fixture, 1, 1);
}

/* A lock is a lock, whatever the file is; only waiting for a writer must not happen. */
static void
test_pipe_as_lock (StoreFixture  *fixture,
                   gconstpointer  unused)
{
  g_autofree char *id = make_ready (fixture);
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  make_pipe (fixture, id, "lock");
  make_pipe (fixture, ".lock", NULL);
  journal = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
  assert_lock_fails (fixture, id, SIGNET_ERROR_BUSY);
  g_assert_true (signet_item_journal_discard (journal, &error));
  g_assert_no_error (error);
}

static void
test_pipe_as_store_id (StoreFixture  *fixture,
                       gconstpointer  unused)
{
  g_autofree char *id = make_ready (fixture);
  g_autoptr (GError) error = NULL;

  make_pipe (fixture, "store-id", NULL);
  g_assert_null (signet_item_store_get_id (fixture->store, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

/* What a link names may be anybody's. */
static void
test_link (StoreFixture  *fixture,
           gconstpointer  unused)
{
  g_autofree char *id = make_ready (fixture);
  g_autofree char *target = g_build_filename (fixture->root, "target", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (target, OTHER_KEY_PEM, -1, &error));
  make_link (fixture, id, "key.pem", target);
  assert_key_fails (fixture, id);
  make_link (fixture, id, "chain.pem", target);
  assert_chain_fails (fixture, id, SIGNET_ERROR_STORE);
  make_link (fixture, id, "request.ini", target);
  assert_lock_fails (fixture, id, SIGNET_ERROR_STORE);
  assert_listed (fixture, 0, 1);
}

/* The disk behind the link may come back: the item is not taken for one without a key. */
static void
test_link_to_nowhere (StoreFixture  *fixture,
                      gconstpointer  unused)
{
  g_autofree char *id = make_ready (fixture);
  g_autofree char *trash = g_build_filename (fixture->root, "signet", "trash", id, NULL);
  g_autofree char *kept = g_build_filename (trash, "key.pem", NULL);
  g_autoptr (GBytes) pem = g_bytes_new_static (KEY_PEM, strlen (KEY_PEM));
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  make_link (fixture, id, "key.pem", "/nowhere/key.pem");
  journal = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_true (signet_item_journal_has_key (journal));
  g_assert_false (signet_item_journal_write_key (journal, pem, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  g_clear_error (&error);
  g_assert_true (signet_item_journal_discard (journal, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_SYMLINK));
}

/* A file system may leave these after a power cut, for a file that was not written by us. */
static void
test_no_bytes (StoreFixture  *fixture,
               gconstpointer  unused)
{
  g_autofree char *id = make_ready (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = NULL;

  store_fixture_write (fixture, id, "chain.pem", "");
  assert_chain_fails (fixture, id, SIGNET_ERROR_DAMAGED);
  store_fixture_write (fixture, "store-id", NULL, "");
  g_assert_null (signet_item_store_get_id (fixture->store, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
  g_clear_error (&error);
  store_fixture_write (fixture, id, "key.pem", "");
  key = signet_item_store_read_key (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (key), ==, 0);
  store_fixture_write (fixture, id, "request.ini", "");
  assert_lock_fails (fixture, id, SIGNET_ERROR_DAMAGED);
  assert_listed (fixture, 0, 1);
}

/* A part of a chain is another chain. */
static void
test_part_of_chain (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  static const char chain[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
                              "-----BEGIN CERTIFICATE-----\nBBBB\n-----END CERTIFICATE-----\n";
  g_autofree char *id = make_ready (fixture);
  g_autofree char *part = g_strndup (chain, strlen (chain) - 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ders = NULL;

  store_fixture_write (fixture, id, "chain.pem", chain);
  ders = signet_item_store_load_chain (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ders->len, ==, 2);
  store_fixture_write (fixture, id, "chain.pem", part);
  assert_chain_fails (fixture, id, SIGNET_ERROR_DAMAGED);
}

static void
make_long (StoreFixture *fixture,
           const char   *id,
           const char   *name,
           gint64        length)
{
  g_autofree char *path = store_fixture_path (fixture, id, name);

  store_fixture_write (fixture, id, name, "x");
  g_assert_cmpint (truncate (path, length), ==, 0);
}

/* Memory is not filled with whatever lies there. */
static void
test_too_long (StoreFixture  *fixture,
               gconstpointer  unused)
{
  const gint64 huge = G_GINT64_CONSTANT (1) << 40;
  g_autofree char *id = make_ready (fixture);
  g_autofree char *path = store_fixture_path (fixture, id, "answer.der");

  make_long (fixture, id, "key.pem", 64 * 1024 + 1);
  assert_key_fails (fixture, id);
  make_long (fixture, id, "chain.pem", huge);
  assert_chain_fails (fixture, id, SIGNET_ERROR_STORE);
  make_long (fixture, id, "answer.der", huge);
  assert_lock_fails (fixture, id, SIGNET_ERROR_STORE);
  g_assert_cmpint (g_remove (path), ==, 0);
  make_long (fixture, id, "request.ini", huge);
  assert_lock_fails (fixture, id, SIGNET_ERROR_STORE);
  assert_listed (fixture, 0, 1);
}

/* The temporary file may be all that is left of the key. */
static void
test_only_temporary_key (StoreFixture  *fixture,
                         gconstpointer  unused)
{
  g_autofree char *id = make_ready (fixture);
  g_autofree char *key = store_fixture_path (fixture, id, "key.pem");
  g_autofree char *left = store_fixture_path (fixture, id, "key.pem.AB12CD");
  g_autofree char *other = store_fixture_path (fixture, id, "cert.pem.AB12CD");
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_write (fixture, id, "key.pem.AB12CD", KEY_PEM);
  store_fixture_write (fixture, id, "cert.pem.AB12CD", "");
  g_assert_cmpint (g_remove (key), ==, 0);
  journal = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));

  store_fixture_write (fixture, id, "key.pem", "");
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));

  store_fixture_write (fixture, id, "key.pem", KEY_PEM);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

static void
assert_private (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  struct stat info;

  g_assert_cmpint (lstat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, S_ISDIR (info.st_mode) ? 0700 : 0600);
  if (S_ISDIR (info.st_mode))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      assert_private (child);
    }
}

/* Everything is ours alone, also for a person whose files are everybody's. */
static void
test_open_umask (StoreFixture  *fixture,
                 gconstpointer  unused)
{
  const mode_t before = umask (0);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (SignetItemJournal) other = store_fixture_ready (fixture);
  g_autoptr (GBytes) waiting = MESSAGE_IP ("waiting");
  g_autoptr (GBytes) poll = MESSAGE_POLL ("poll");
  g_autoptr (GBytes) issued = MESSAGE_IP ("issued");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (signet_item_store_get_id (fixture->store, &error));
  signet_journal_answer (SIGNET_JOURNAL (journal), SIGNET_ANSWER_CERTIFICATE, waiting, &error);
  signet_journal_accept (SIGNET_JOURNAL (journal), 1, NULL, &error);
  signet_journal_answer (SIGNET_JOURNAL (journal), SIGNET_ANSWER_POLL, poll, &error);
  signet_journal_accept (SIGNET_JOURNAL (journal), 1, NULL, &error);
  assert_private (fixture->root);
  signet_journal_answer (SIGNET_JOURNAL (journal), SIGNET_ANSWER_CERTIFICATE, issued, &error);
  assert_private (fixture->root);
  g_ptr_array_add (chain, g_bytes_new_static ("CA", 2));
  signet_journal_certificate (SIGNET_JOURNAL (journal), issued, chain, SIGNET_VERIFICATION_ANCHOR,
                              &error);
  g_assert_true (signet_item_journal_discard (other, &error));
  g_assert_no_error (error);
  assert_private (fixture->root);
  umask (before);
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
    { "pipe", test_pipe },
    { "pipe-as-lock", test_pipe_as_lock },
    { "pipe-as-store-id", test_pipe_as_store_id },
    { "link", test_link },
    { "link-to-nowhere", test_link_to_nowhere },
    { "no-bytes", test_no_bytes },
    { "part-of-chain", test_part_of_chain },
    { "too-long", test_too_long },
    { "only-temporary-key", test_only_temporary_key },
    { "open-umask", test_open_umask },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/strange-files/", tests[i].name, NULL);

      g_test_add (path, StoreFixture, NULL, store_fixture_set_up, tests[i].run,
                  store_fixture_tear_down);
    }

  return g_test_run ();
}
