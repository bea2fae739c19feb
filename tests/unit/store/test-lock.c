/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "store-fixture.h"
#include "store/signet-item-journal-private.h"

static const char *
id_of (SignetItemJournal *journal)
{
  return signet_item_get_id (signet_item_journal_get_item (journal));
}

static void
assert_busy (SignetItemStore *store,
             const char      *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_item_store_lock (store, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
}

static void
test_two_stores (StoreFixture  *fixture,
                 gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autoptr (SignetItemStore) other = signet_item_store_new (fixture->enrollments);
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetItemJournal) again = NULL;
  g_autofree char *id = g_strdup (id_of (journal));
  g_autoptr (GError) error = NULL;

  assert_busy (other, id);
  assert_busy (fixture->store, id);

  /* reading needs no lock */
  item = signet_item_store_load (other, id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (item);

  signet_item_journal_close (journal);
  again = signet_item_store_lock (other, id, &error);
  g_assert_no_error (error);
  assert_busy (fixture->store, id);
  g_assert_finalize_object (g_steal_pointer (&again));
  again = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
}

/* The item is read after the lock was taken: what the other one wrote last is what counts. */
static void
test_reads_again (StoreFixture  *fixture,
                  gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *id = g_strdup (id_of (journal));
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) before = signet_item_store_load (fixture->store, id, &error);

  signet_item_set_state (signet_item_journal_get_item (journal), SIGNET_ITEM_STATE_REFUSED);
  signet_item_journal_save (journal, &error);
  g_assert_no_error (error);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_cmpint (signet_item_get_state (before), ==, SIGNET_ITEM_STATE_KEY_READY);
  g_assert_cmpint (signet_item_get_state (signet_item_journal_get_item (journal)), ==,
                   SIGNET_ITEM_STATE_REFUSED);
}

/* In a child: locks the item, says so, and holds it until @hold is closed, or without end. */
static void
hold_in_child (const char *enrollments,
               const char *id,
               int         say,
               int         hold)
{
  SignetItemStore *store = signet_item_store_new (enrollments);
  SignetItemJournal *journal = signet_item_store_lock (store, id, NULL);
  char c = journal != NULL ? 'y' : 'n';

  if (write (say, &c, 1) == 1)
    while (read (hold, &c, 1) > 0)
      ;
  g_clear_object (&journal);
  g_clear_object (&store);
  _exit (0);
}

static GPid
start_child (StoreFixture *fixture,
             const char   *id,
             int          *hold)
{
  int said[2], held[2];
  char c = '?';
  GPid pid;

  g_assert_cmpint (pipe (said), ==, 0);
  g_assert_cmpint (pipe (held), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (held[1]);
      hold_in_child (fixture->enrollments, id, said[1], held[0]);
    }
  close (said[1]);
  close (held[0]);
  g_assert_cmpint (read (said[0], &c, 1), ==, 1);
  g_assert_cmpint (c, ==, 'y');
  close (said[0]);
  *hold = held[1];

  return pid;
}

static void
wait_for (GPid pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
}

static void
test_two_processes (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *id = g_strdup (id_of (journal));
  g_autoptr (GError) error = NULL;
  GPid pid;
  int hold;

  g_assert_finalize_object (g_steal_pointer (&journal));
  pid = start_child (fixture, id, &hold);
  assert_busy (fixture->store, id);
  close (hold);
  wait_for (pid);
  journal = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
}

/* The kernel drops the lock of a process that is killed. */
static void
test_killed_holder (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *id = g_strdup (id_of (journal));
  g_autoptr (GError) error = NULL;
  GPid pid;
  int hold;

  g_assert_finalize_object (g_steal_pointer (&journal));
  pid = start_child (fixture, id, &hold);
  assert_busy (fixture->store, id);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  wait_for (pid);
  close (hold);
  journal = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
}

/* A lock that a program started from here would inherit would be held for as long as it runs. */
static void
test_not_inherited (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *id = g_strdup (id_of (journal));
  const char *argv[] = { "cat", NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int input, output;
  char c = 'x';

  g_assert_true (g_spawn_async_with_pipes (
    NULL, (char **) argv, NULL,
    G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL, NULL,
    &pid, &input, &output, NULL, &error));
  g_assert_no_error (error);
  /* once it answers it is that program and no copy of this one any more */
  g_assert_cmpint (write (input, &c, 1), ==, 1);
  g_assert_cmpint (read (output, &c, 1), ==, 1);

  g_assert_finalize_object (g_steal_pointer (&journal));
  journal = signet_item_store_lock (fixture->store, id, &error);
  g_assert_no_error (error);
  close (input);
  close (output);
  wait_for (pid);
}

static gpointer
create_thread (gpointer data)
{
  StoreFixture *fixture = data;

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (SignetItem) item = store_fixture_item (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetItemJournal) journal =
        signet_item_store_create (fixture->store, item, &error);

      g_assert_no_error (error);
      g_assert_nonnull (signet_item_store_get_id (fixture->store, &error));
      g_assert_no_error (error);
    }

  return NULL;
}

/* Nobody ever sees the half of an item, also while others are being made. */
static void
test_create_and_list (StoreFixture  *fixture,
                      gconstpointer  unused)
{
  GThread *threads[3];
  guint seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("create", create_thread, fixture);
  while (seen < 30)
    {
      g_autoptr (GPtrArray) damaged = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = signet_item_store_list (fixture->store, &damaged, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (damaged->len, ==, 0);
      g_assert_cmpuint (items->len, >=, seen);
      seen = items->len;
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_lock_is_link (StoreFixture  *fixture,
                   gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *id = g_strdup (id_of (journal));
  g_autofree char *path = store_fixture_path (fixture, id, "lock");
  g_autofree char *target = g_build_filename (fixture->root, "target", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (g_steal_pointer (&journal));
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (symlink (target, path), ==, 0);
  g_assert_null (signet_item_store_lock (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

static gpointer
wait_thread (gpointer data)
{
  int fd = signet_lock_take (data, TRUE, NULL);

  signet_lock_drop (fd);

  return GINT_TO_POINTER (fd);
}

static void
test_wait (StoreFixture  *fixture,
           gconstpointer  unused)
{
  g_autofree char *path = g_build_filename (fixture->root, "lock", NULL);
  g_autoptr (GError) error = NULL;
  int fd = signet_lock_take (path, TRUE, &error);
  GThread *thread;

  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (signet_lock_take (path, FALSE, &error), ==, -1);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  thread = g_thread_new ("wait", wait_thread, path);
  signet_lock_drop (fd);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), >=, 0);
  signet_lock_drop (-1);
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
    { "two-stores", test_two_stores },
    { "reads-again", test_reads_again },
    { "two-processes", test_two_processes },
    { "killed-holder", test_killed_holder },
    { "not-inherited", test_not_inherited },
    { "create-and-list", test_create_and_list },
    { "lock-is-link", test_lock_is_link },
    { "wait", test_wait },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/lock/", tests[i].name, NULL);

      g_test_add (path, StoreFixture, NULL, store_fixture_set_up, tests[i].run,
                  store_fixture_tear_down);
    }

  return g_test_run ();
}
