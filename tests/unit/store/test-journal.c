/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-journal.h"

#include <string.h>
#include <sys/stat.h>

#include "core/signet-error.h"
#include "store-fixture.h"

#define LATER 2000000000

static void
answer (SignetItemJournal *journal,
        SignetAnswer       kind,
        GBytes            *der)
{
  g_autoptr (GError) error = NULL;

  signet_journal_answer (SIGNET_JOURNAL (journal), kind, der, &error);
  g_assert_no_error (error);
}

static void
accept_answer (SignetItemJournal *journal,
               const char        *reason)
{
  g_autoptr (GError) error = NULL;

  signet_journal_accept (SIGNET_JOURNAL (journal), LATER, reason, &error);
  g_assert_no_error (error);
}

static GPtrArray *
make_chain (guint length)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < length; i++)
    g_ptr_array_add (chain, store_message (0x30, i == 0 ? "issuer" : "root"));

  return chain;
}

static void
certificate (SignetItemJournal *journal,
             guint              chain_length)
{
  g_autoptr (GBytes) leaf = store_message (0x30, "leaf");
  g_autoptr (GPtrArray) chain = make_chain (chain_length);
  g_autoptr (GError) error = NULL;

  signet_journal_certificate (SIGNET_JOURNAL (journal), leaf, chain, SIGNET_VERIFICATION_CODE,
                              &error);
  g_assert_no_error (error);
}

static void
assert_files (StoreFixture      *fixture,
              SignetItemJournal *journal,
              const char        *expected)
{
  g_autofree char *files = store_fixture_files (fixture, journal);

  g_assert_cmpstr (files, ==, expected);
}

static void
assert_mode (StoreFixture      *fixture,
             SignetItemJournal *journal,
             const char        *name,
             guint              mode)
{
  g_autofree char *path = store_fixture_path (
    fixture, signet_item_get_id (signet_item_journal_get_item (journal)), name);
  struct stat info;

  g_assert_cmpint (lstat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 07777, ==, mode);
}

/* A request that waits: an ip and a pollRep were verified. */
static SignetItemJournal *
make_waiting (StoreFixture *fixture)
{
  SignetItemJournal *journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("wait");
  g_autoptr (GBytes) poll = MESSAGE_POLL ("one");

  answer (journal, SIGNET_ANSWER_CERTIFICATE, ip);
  accept_answer (journal, NULL);
  answer (journal, SIGNET_ANSWER_POLL, poll);
  accept_answer (journal, "A clerk looks at it");

  return journal;
}

static void
test_draft (StoreFixture  *fixture,
            gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);

  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_DRAFT);
  assert_files (fixture, journal, "");
  assert_mode (fixture, journal, NULL, 0700);
  assert_mode (fixture, journal, "request.ini", 0600);
  assert_mode (fixture, journal, "lock", 0600);
  g_assert_false (signet_item_journal_has_key (journal));
  g_assert_null (signet_item_journal_get_response (journal));
  g_assert_null (signet_item_journal_get_poll (journal));
  g_assert_null (signet_item_journal_get_candidate (journal));
}

static void
test_key (StoreFixture  *fixture,
          gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_autoptr (GBytes) expected = g_bytes_new_static (KEY_PEM, strlen (KEY_PEM));
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_item_journal_has_key (journal));
  assert_mode (fixture, journal, "key.pem", 0600);
  g_assert_false (signet_item_journal_write_key (journal, other, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  g_clear_error (&error);

  pem = signet_item_journal_read_key (journal, &error);
  g_assert_no_error (error);
  store_assert_bytes (pem, expected);
}

static void
test_key_too_large (StoreFixture  *fixture,
                    gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);
  g_autofree char *text = g_strnfill (64 * 1024 + 1, 'A');
  g_autoptr (GBytes) pem = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_item_journal_write_key (journal, pem, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY);
  g_clear_error (&error);
  assert_files (fixture, journal, "");

  store_fixture_write (fixture, signet_item_get_id (signet_item_journal_get_item (journal)),
                       "key.pem", text);
  g_assert_null (signet_item_journal_read_key (journal, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_sent (StoreFixture  *fixture,
           gconstpointer  unused)
{
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  SignetItem *item = signet_item_journal_get_item (journal);

  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_SENT);
  g_assert_cmpstr (signet_item_get_transaction_id (item), ==, "00ff10");
  g_assert_cmpint (signet_item_get_sent (item), >=, before);
  g_assert_null (signet_item_get_error (item));
  assert_files (fixture, journal, "key.pem");
}

static void
test_received (StoreFixture  *fixture,
               gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");

  answer (journal, SIGNET_ANSWER_CERTIFICATE, ip);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_RECEIVED);
  assert_files (fixture, journal, "answer.der key.pem");
  assert_mode (fixture, journal, "answer.der", 0600);
  store_assert_bytes (signet_item_journal_get_candidate (journal), ip);
  g_assert_null (signet_item_journal_get_response (journal));

  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  store_assert_bytes (signet_item_journal_get_candidate (journal), ip);
}

static void
test_waiting (StoreFixture  *fixture,
              gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("wait");
  g_autoptr (GBytes) poll = MESSAGE_POLL ("one");
  SignetItem *item;

  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  item = signet_item_journal_get_item (journal);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_cmpint (signet_item_get_next_check (item), ==, LATER);
  g_assert_cmpstr (signet_item_get_reason (item), ==, "A clerk looks at it");
  assert_files (fixture, journal, "key.pem poll.der response.der");
  store_assert_bytes (signet_item_journal_get_response (journal), ip);
  store_assert_bytes (signet_item_journal_get_poll (journal), poll);
  g_assert_null (signet_item_journal_get_candidate (journal));
}

/* Only what changed: no answer came between. */
static void
test_accept_without_candidate (StoreFixture  *fixture,
                               gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);

  accept_answer (journal, NULL);
  g_assert_null (signet_item_get_reason (signet_item_journal_get_item (journal)));
  assert_files (fixture, journal, "key.pem poll.der response.der");
}

/* The kind of a candidate is told from the file, in another process too. */
static void
test_accept_after_restart (StoreFixture  *fixture,
                           gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) poll = MESSAGE_POLL ("two");
  g_autoptr (GBytes) kup = MESSAGE_KUP ("late");

  answer (journal, SIGNET_ANSWER_POLL, poll);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  accept_answer (journal, NULL);
  store_assert_bytes (signet_item_journal_get_poll (journal), poll);
  assert_files (fixture, journal, "key.pem poll.der response.der");

  /* a new answer makes the pollRep of before meaningless */
  answer (journal, SIGNET_ANSWER_CERTIFICATE, kup);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  accept_answer (journal, NULL);
  store_assert_bytes (signet_item_journal_get_response (journal), kup);
  g_assert_null (signet_item_journal_get_poll (journal));
  assert_files (fixture, journal, "key.pem response.der");
}

/* Anybody on the way can send something: it changes neither state nor the verified answers. */
static void
test_forged_while_waiting (StoreFixture  *fixture,
                           gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("wait");
  g_autoptr (GBytes) poll = MESSAGE_POLL ("one");
  g_autoptr (GBytes) forged = MESSAGE_IP ("forged");
  g_autoptr (GError) error = NULL;

  answer (journal, SIGNET_ANSWER_CERTIFICATE, forged);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_WAITING);
  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_WAITING);
  store_assert_bytes (signet_item_journal_get_candidate (journal), forged);
  store_assert_bytes (signet_item_journal_get_response (journal), ip);
  store_assert_bytes (signet_item_journal_get_poll (journal), poll);

  signet_item_journal_drop_candidate (journal, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_WAITING);
  assert_files (fixture, journal, "key.pem poll.der response.der");
}

static void
test_drop_only_answer (StoreFixture  *fixture,
                       gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) forged = MESSAGE_IP ("forged");
  g_autoptr (GError) error = NULL;

  answer (journal, SIGNET_ANSWER_CERTIFICATE, forged);
  signet_item_journal_drop_candidate (journal, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  g_assert_null (signet_item_journal_get_candidate (journal));
  assert_files (fixture, journal, "key.pem");

  /* nothing is left to drop */
  signet_item_journal_drop_candidate (journal, &error);
  g_assert_no_error (error);
}

static void
test_bad_answers (StoreFixture  *fixture,
                  gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autofree guchar *zeros = g_malloc0 (4 * 1024 * 1024 + 1);
  g_autoptr (GBytes) large = g_bytes_new_static (zeros, 4 * 1024 * 1024 + 1);
  g_autoptr (GBytes) other = MESSAGE_ERROR ("x");
  g_autoptr (GBytes) poll = MESSAGE_POLL ("x");
  struct
  {
    GBytes *der;
    SignetError code;
  } cases[] = {
    { large, SIGNET_ERROR_TOO_LARGE },
    { other, SIGNET_ERROR_NOT_CMP },
    { poll, SIGNET_ERROR_NOT_CMP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (signet_journal_answer (SIGNET_JOURNAL (journal), SIGNET_ANSWER_CERTIFICATE,
                                             cases[i].der, &error));
      g_assert_error (error, SIGNET_ERROR, (int) cases[i].code);
      g_assert_null (signet_item_journal_get_candidate (journal));
      assert_files (fixture, journal, "key.pem");
    }
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_SENT);
}

static void
test_certificate (StoreFixture  *fixture,
                  gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) cp = MESSAGE_CP ("here it is");
  g_autoptr (GBytes) leaf = store_message (0x30, "leaf");
  g_autoptr (GPtrArray) expected = make_chain (2);
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (GError) error = NULL;
  SignetItem *item;

  answer (journal, SIGNET_ANSWER_CERTIFICATE, cp);
  certificate (journal, 2);
  assert_files (fixture, journal, "cert.pem chain.pem key.pem response.der");
  assert_mode (fixture, journal, "cert.pem", 0600);

  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  item = signet_item_journal_get_item (journal);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_UNCONFIRMED);
  g_assert_cmpint (signet_item_get_verification (item), ==, SIGNET_VERIFICATION_CODE);
  store_assert_bytes (signet_item_get_certificate (item), leaf);
  store_assert_bytes (signet_item_journal_get_response (journal), cp);

  chain = signet_item_store_load_chain (fixture->store, signet_item_get_id (item), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chain->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    store_assert_bytes (g_ptr_array_index (chain, i), g_ptr_array_index (expected, i));
}

static void
test_certificate_without_chain (StoreFixture  *fixture,
                                gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (GError) error = NULL;

  answer (journal, SIGNET_ANSWER_CERTIFICATE, ip);
  certificate (journal, 1);
  /* once more, as a replay does, and now nobody knows a chain */
  certificate (journal, 0);
  assert_files (fixture, journal, "cert.pem key.pem response.der");

  chain = signet_item_store_load_chain (
    fixture->store, signet_item_get_id (signet_item_journal_get_item (journal)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chain->len, ==, 0);
}

/* A pollRep that nobody verified does not become verified by a certificate. */
static void
test_certificate_beside_poll (StoreFixture  *fixture,
                              gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) one = MESSAGE_POLL ("one");
  g_autoptr (GBytes) two = MESSAGE_POLL ("two");

  answer (journal, SIGNET_ANSWER_POLL, two);
  certificate (journal, 0);
  store_assert_bytes (signet_item_journal_get_poll (journal), one);
  store_assert_bytes (signet_item_journal_get_candidate (journal), two);
}

static void
test_confirmed (StoreFixture  *fixture,
                gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");
  g_autoptr (GError) error = NULL;
  SignetItem *item = signet_item_journal_get_item (journal);

  signet_item_set_needs (item, SIGNET_NEEDS_NETWORK);
  answer (journal, SIGNET_ANSWER_CERTIFICATE, ip);
  certificate (journal, 1);
  signet_journal_confirmed (SIGNET_JOURNAL (journal), &error);
  g_assert_no_error (error);
  g_assert_null (signet_item_journal_get_response (journal));

  journal = store_fixture_again (fixture, g_steal_pointer (&journal));
  item = signet_item_journal_get_item (journal);
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NONE);
  g_assert_cmpint (signet_item_get_next_check (item), ==, 0);
  g_assert_null (signet_item_get_reason (item));
  assert_files (fixture, journal, "cert.pem chain.pem key.pem");
}

static void
set_state (SignetItemJournal *journal,
           SignetItemState    state)
{
  g_autoptr (GError) error = NULL;

  signet_item_set_state (signet_item_journal_get_item (journal), state);
  signet_item_journal_save (journal, &error);
  g_assert_no_error (error);
}

/* The person said “start over”: nothing of the first transaction gets into the second one. */
static void
test_start_over (StoreFixture  *fixture,
                 gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) forged = MESSAGE_IP ("forged");
  g_autoptr (GBytes) id = g_bytes_new_static ("\xab", 1);
  g_autoptr (GError) error = NULL;

  answer (journal, SIGNET_ANSWER_CERTIFICATE, forged);
  set_state (journal, SIGNET_ITEM_STATE_GIVEN_UP);
  signet_journal_sent (SIGNET_JOURNAL (journal), id, &error);
  g_assert_no_error (error);
  assert_files (fixture, journal, "key.pem");
  g_assert_null (signet_item_journal_get_response (journal));
  g_assert_null (signet_item_journal_get_poll (journal));
  g_assert_null (signet_item_journal_get_candidate (journal));
  g_assert_cmpstr (signet_item_get_transaction_id (signet_item_journal_get_item (journal)), ==,
                   "ab");
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_SENT);
}

/* An exchange that is open is not asked for twice, and nothing is asked for without a key. */
static void
test_may_not_send (StoreFixture  *fixture,
                   gconstpointer  unused)
{
  static const SignetItemState states[] = { SIGNET_ITEM_STATE_DRAFT, SIGNET_ITEM_STATE_WAITING,
                                            SIGNET_ITEM_STATE_UNCONFIRMED,
                                            SIGNET_ITEM_STATE_ISSUED };
  g_autoptr (SignetItemJournal) journal = make_waiting (fixture);
  g_autoptr (GBytes) id = g_bytes_new_static ("\xab", 1);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GError) error = NULL;

      set_state (journal, states[i]);
      g_assert_false (signet_journal_sent (SIGNET_JOURNAL (journal), id, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
      g_assert_cmpint (store_fixture_state (fixture, journal), ==, states[i]);
      assert_files (fixture, journal, "key.pem poll.der response.der");
    }
}

static void
test_closed (StoreFixture  *fixture,
             gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_sent (fixture);
  SignetJournal *steps = SIGNET_JOURNAL (journal);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");
  g_autoptr (GPtrArray) chain = make_chain (0);
  GError *errors[9] = { NULL };

  signet_item_journal_close (journal);
  signet_item_journal_close (journal);
  g_assert_false (signet_journal_sent (steps, ip, &errors[0]));
  g_assert_false (signet_journal_answer (steps, SIGNET_ANSWER_CERTIFICATE, ip, &errors[1]));
  g_assert_false (signet_journal_accept (steps, 1, NULL, &errors[2]));
  g_assert_false (
    signet_journal_certificate (steps, ip, chain, SIGNET_VERIFICATION_NONE, &errors[3]));
  g_assert_false (signet_journal_confirmed (steps, &errors[4]));
  g_assert_false (signet_item_journal_save (journal, &errors[5]));
  g_assert_false (signet_item_journal_write_key (journal, ip, &errors[6]));
  g_assert_false (signet_item_journal_drop_candidate (journal, &errors[7]));
  g_assert_false (signet_item_journal_discard (journal, &errors[8]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], SIGNET_ERROR, SIGNET_ERROR_STATE);
      g_clear_error (&errors[i]);
    }
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_SENT);
  assert_files (fixture, journal, "key.pem");
}

/* Takes the step that @state asks for while no file takes a byte. */
static gboolean
fail_at_step (SignetItemJournal  *journal,
              SignetItemState     state,
              GError            **error)
{
  SignetJournal *steps = SIGNET_JOURNAL (journal);
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");
  g_autoptr (GPtrArray) chain = make_chain (1);

  if (state == SIGNET_ITEM_STATE_SENT)
    return signet_journal_sent (steps, ip, error);
  if (state == SIGNET_ITEM_STATE_RECEIVED)
    return signet_journal_answer (steps, SIGNET_ANSWER_CERTIFICATE, ip, error);
  if (state == SIGNET_ITEM_STATE_WAITING)
    return signet_journal_accept (steps, LATER, "why", error);
  if (state == SIGNET_ITEM_STATE_UNCONFIRMED)
    return signet_journal_certificate (steps, ip, chain, SIGNET_VERIFICATION_CODE, error);

  return signet_journal_confirmed (steps, error);
}

/* A step that is not on disk was not taken, in memory neither. */
static void
test_not_written (StoreFixture  *fixture,
                  gconstpointer  unused)
{
  static const SignetItemState before[] = { SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
                                            SIGNET_ITEM_STATE_SENT, SIGNET_ITEM_STATE_RECEIVED,
                                            SIGNET_ITEM_STATE_RECEIVED,
                                            SIGNET_ITEM_STATE_UNCONFIRMED };
  static const SignetItemState after[] = { SIGNET_ITEM_STATE_SENT, SIGNET_ITEM_STATE_RECEIVED,
                                           SIGNET_ITEM_STATE_WAITING, SIGNET_ITEM_STATE_UNCONFIRMED,
                                           SIGNET_ITEM_STATE_ISSUED };
  g_autoptr (SignetItemJournal) journal = store_fixture_ready (fixture);
  SignetItem *item = signet_item_journal_get_item (journal);

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autoptr (GError) error = NULL;

      set_state (journal, before[i]);
      store_forbid_writing (TRUE);
      g_assert_false (fail_at_step (journal, after[i], &error));
      store_forbid_writing (FALSE);
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
      g_assert_cmpint (store_fixture_state (fixture, journal), ==, before[i]);
      g_assert_null (signet_item_get_transaction_id (item));
      g_assert_null (signet_item_get_reason (item));
      g_assert_null (signet_item_get_certificate (item));
      g_assert_null (signet_item_journal_get_candidate (journal));
      assert_files (fixture, journal, "key.pem");
    }
}

static void
test_key_not_written (StoreFixture  *fixture,
                      gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = store_fixture_create (fixture);
  g_autoptr (GBytes) pem = g_bytes_new_static (KEY_PEM, strlen (KEY_PEM));
  g_autoptr (GError) error = NULL;

  store_forbid_writing (TRUE);
  g_assert_false (signet_item_journal_write_key (journal, pem, &error));
  store_forbid_writing (FALSE);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_false (signet_item_journal_has_key (journal));
  assert_files (fixture, journal, "");
}

/* The caller's item and the journal's are two. */
static void
test_own_item (StoreFixture  *fixture,
               gconstpointer  unused)
{
  g_autoptr (SignetItem) item = store_fixture_item (7);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItemJournal) journal = signet_item_store_create (fixture->store, item, &error);

  g_assert_no_error (error);
  g_assert_true (signet_item_journal_get_item (journal) != item);
  set_state (journal, SIGNET_ITEM_STATE_KEY_READY);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_DRAFT);
  g_assert_finalize_object (g_steal_pointer (&journal));
  g_assert_finalize_object (g_steal_pointer (&item));
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
    { "key-too-large", test_key_too_large },
    { "sent", test_sent },
    { "received", test_received },
    { "waiting", test_waiting },
    { "accept-without-candidate", test_accept_without_candidate },
    { "accept-after-restart", test_accept_after_restart },
    { "forged-while-waiting", test_forged_while_waiting },
    { "drop-only-answer", test_drop_only_answer },
    { "bad-answers", test_bad_answers },
    { "certificate", test_certificate },
    { "certificate-without-chain", test_certificate_without_chain },
    { "certificate-beside-poll", test_certificate_beside_poll },
    { "confirmed", test_confirmed },
    { "start-over", test_start_over },
    { "may-not-send", test_may_not_send },
    { "closed", test_closed },
    { "not-written", test_not_written },
    { "key-not-written", test_key_not_written },
    { "own-item", test_own_item },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/journal/", tests[i].name, NULL);

      g_test_add (path, StoreFixture, NULL, store_fixture_set_up, tests[i].run,
                  store_fixture_tear_down);
    }

  return g_test_run ();
}
