/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-journal.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "store-fixture.h"

#define LATER 2000000000

/* What the next process finds after one that was killed, step by step. */

static void
set_state (SignetItemJournal *journal,
           SignetItemState    state)
{
  g_autoptr (GError) error = NULL;

  signet_item_set_state (signet_item_journal_get_item (journal), state);
  signet_item_journal_save (journal, &error);
  g_assert_no_error (error);
}

static const char *
id_of (SignetItemJournal *journal)
{
  return signet_item_get_id (signet_item_journal_get_item (journal));
}

static void
write_message (StoreFixture      *fixture,
               SignetItemJournal *journal,
               const char        *name,
               GBytes            *der)
{
  g_autofree char *path = store_fixture_path (fixture, id_of (journal), name);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (der, NULL),
                                      (gssize) g_bytes_get_size (der), NULL));
}

/* Killed after the answer, before the state: whatever the state says, the answer is there. */
static void
test_answer_without_state (StoreFixture  *fixture,
                           gconstpointer  unused)
{
  static const SignetItemState states[] = { SIGNET_ITEM_STATE_SENT,
                                            SIGNET_ITEM_STATE_ANSWER_UNKNOWN };
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      set_state (journal, states[i]);
      write_message (fixture, journal, "answer.der", ip);
      journal = store_fixture_again (fixture, g_steal_pointer (&journal));
      g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_RECEIVED);
      store_assert_bytes (signet_item_journal_get_candidate (journal), ip);
    }
}

/* Killed in the middle of accept or of certificate: the answer was verified. */
static void
test_response_without_state (StoreFixture  *fixture,
                             gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");

  set_state (journal, SIGNET_ITEM_STATE_RECEIVED);
  write_message (fixture, journal, "response.der", ip);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_WAITING);
  store_assert_bytes (signet_item_journal_get_response (journal), ip);
}

static void
test_state_without_answer (StoreFixture  *fixture,
                           gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);

  set_state (journal, SIGNET_ITEM_STATE_RECEIVED);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
}

static void
test_issued_with_answers (StoreFixture  *fixture,
                          gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");
  g_autoptr (GBytes) poll = MESSAGE_POLL ("x");
  g_autofree char *files = NULL;

  set_state (journal, SIGNET_ITEM_STATE_ISSUED);
  write_message (fixture, journal, "response.der", ip);
  write_message (fixture, journal, "poll.der", poll);
  write_message (fixture, journal, "answer.der", ip);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  files = store_fixture_files (fixture, journal);
  g_assert_cmpstr (files, ==, "key.pem");
}

/* An answer that cannot be read is not one that is not there. */
static void
test_unreadable_answer (StoreFixture  *fixture,
                        gconstpointer  unused)
{
  static const char *const names[] = { "response.der", "poll.der", "answer.der" };
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autofree char *id = g_strdup (id_of (journal));

  g_assert_finalize_object (g_steal_pointer (&journal));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = store_fixture_path (fixture, id, names[i]);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_assert_null (signet_item_store_lock (fixture->store, id, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
      g_assert_cmpint (g_rmdir (path), ==, 0);
    }
}

static void
test_damaged_answer (StoreFixture  *fixture,
                     gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) damaged = g_bytes_new_static ("damaged", 7);
  g_autoptr (GError) error = NULL;

  write_message (fixture, journal, "answer.der", damaged);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_SENT);
  g_assert_false (signet_journal_accept (SIGNET_JOURNAL (journal), LATER, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
  g_assert_null (signet_item_journal_get_response (journal));
}

static void
test_temporary_files (StoreFixture  *fixture,
                      gconstpointer  unused)
{
  static const char *const left[] = { "request.ini.AB12CD", "key.pem.000000", "cert.pem.XX0XX0",
                                      "chain.pem.AB12CD", "poll.der.AB12CD" };
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *files = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    store_fixture_write (fixture, id_of (journal), left[i], "part");
  store_fixture_write (fixture, id_of (journal), "key.pem.backup", "a person's");
  store_fixture_write (fixture, id_of (journal), "notes.AB12CD", "a person's");
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  files = store_fixture_files (fixture, journal);
  g_assert_cmpstr (files, ==, "key.pem key.pem.backup notes.AB12CD");
}

/* While key or item cannot be read, nothing is removed that may help to find them again. */
static void
test_temporary_files_stay (StoreFixture  *fixture,
                           gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autofree char *id = g_strdup (id_of (journal));
  g_autofree char *key = store_fixture_path (fixture, id, "key.pem");
  g_autofree char *left = store_fixture_path (fixture, id, "key.pem.AB12CD");
  g_autoptr (GError) error = NULL;

  store_fixture_write (fixture, id, "key.pem.AB12CD", KEY_PEM);
  g_assert_cmpint (g_remove (key), ==, 0);
  g_assert_cmpint (g_mkdir (key, 0700), ==, 0);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));

  store_fixture_write (fixture, id, "request.ini", "damaged");
  g_assert_finalize_object (g_steal_pointer (&journal));
  g_assert_null (signet_item_store_lock (fixture->store, id, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));
}

#ifdef SIGNET_KILL_POINTS

/* The whole life of an item, until SIGNET_KILL_AT ends the process. */
static void
live (const char *enrollments)
{
  SignetItemStore *store = signet_item_store_new (enrollments);
  SignetItem *item = store_fixture_item (1);
  SignetItemJournal *journal = signet_item_store_create (store, item, NULL);
  SignetJournal *steps = SIGNET_JOURNAL (journal);
  GPtrArray *chain = g_ptr_array_new ();
  GBytes *id = g_bytes_new_static ("\x01", 1);

  g_ptr_array_add (chain, store_message (0x30, "issuer"));
  signet_item_journal_write_key (journal, g_bytes_new_static (KEY_PEM, strlen (KEY_PEM)), NULL);
  signet_item_set_state (signet_item_journal_get_item (journal), SIGNET_ITEM_STATE_KEY_READY);
  signet_item_journal_save (journal, NULL);
  signet_journal_sent (steps, id, NULL);
  signet_journal_answer (steps, SIGNET_ANSWER_CERTIFICATE, MESSAGE_IP ("wait"), NULL);
  signet_journal_accept (steps, LATER, "wait", NULL);
  signet_journal_answer (steps, SIGNET_ANSWER_POLL, MESSAGE_POLL ("wait"), NULL);
  signet_journal_accept (steps, LATER, "wait", NULL);
  signet_journal_answer (steps, SIGNET_ANSWER_CERTIFICATE, MESSAGE_IP ("here"), NULL);
  signet_journal_certificate (steps, store_message (0x30, "leaf"), chain, SIGNET_VERIFICATION_CODE,
                              NULL);
  signet_journal_confirmed (steps, NULL);
  _exit (0);
}

static void
live_until (StoreFixture *fixture,
            const char   *step)
{
  GPid pid = fork ();
  int status = 0;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      g_setenv ("SIGNET_KILL_AT", step, TRUE);
      live (fixture->enrollments);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
}

/* The one item that the killed process left. */
static SignetItemJournal *
find_only (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = signet_item_store_list (fixture->store, &damaged, &error);
  SignetItemJournal *journal;

  g_assert_no_error (error);
  g_assert_cmpuint (damaged->len, ==, 0);
  if (items->len == 0)
    return NULL;
  g_assert_cmpuint (items->len, ==, 1);
  journal = signet_item_store_lock (fixture->store,
                                    signet_item_get_id (g_ptr_array_index (items, 0)), &error);
  g_assert_no_error (error);

  return journal;
}

static void
test_killed (StoreFixture  *fixture,
             gconstpointer  unused)
{
  static const struct
  {
    const char *step;
    int state; /* -1: no item */
    const char *files;
  } cases[] = {
    { "folder", -1, NULL },
    { "draft", SIGNET_ITEM_STATE_DRAFT, "" },
    { "key-written", SIGNET_ITEM_STATE_DRAFT, "key.pem" },
    { "sent", SIGNET_ITEM_STATE_SENT, "key.pem" },
    { "answer", SIGNET_ITEM_STATE_RECEIVED, "answer.der key.pem" },
    { "received", SIGNET_ITEM_STATE_RECEIVED, "answer.der key.pem" },
    { "accept-renamed", SIGNET_ITEM_STATE_WAITING, "key.pem response.der" },
    { "accepted", SIGNET_ITEM_STATE_WAITING, "key.pem response.der" },
    { "certificate-written", SIGNET_ITEM_STATE_WAITING, "cert.pem chain.pem key.pem response.der" },
    { "certificate", SIGNET_ITEM_STATE_UNCONFIRMED, "cert.pem chain.pem key.pem response.der" },
    { "confirmed", SIGNET_ITEM_STATE_ISSUED, "cert.pem chain.pem key.pem" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetItemJournal) journal = NULL;

      g_test_message ("killed at %s", cases[i].step);
      live_until (fixture, cases[i].step);
      journal = find_only (fixture);
      if (journal != NULL)
        {
          g_autofree char *files = store_fixture_files (fixture, journal);

          g_assert_cmpint ((int) store_fixture_state (fixture, journal), ==, cases[i].state);
          g_assert_cmpstr (files, ==, cases[i].files);
        }
      g_assert_cmpint (journal != NULL, ==, cases[i].state >= 0);
      store_remove_tree (fixture->enrollments);
    }
}

#endif

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (StoreFixture *, gconstpointer);
  } tests[] = {
    { "answer-without-state", test_answer_without_state },
    { "response-without-state", test_response_without_state },
    { "state-without-answer", test_state_without_answer },
    { "issued-with-answers", test_issued_with_answers },
    { "unreadable-answer", test_unreadable_answer },
    { "damaged-answer", test_damaged_answer },
    { "temporary-files", test_temporary_files },
    { "temporary-files-stay", test_temporary_files_stay },
#ifdef SIGNET_KILL_POINTS
    { "killed", test_killed },
#endif
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/recovery/", tests[i].name, NULL);

      g_test_add (path, StoreFixture, NULL, store_fixture_set_up, tests[i].run,
                  store_fixture_tear_down);
    }

  return g_test_run ();
}
