/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-journal.h"

#include "core/signet-error.h"

#define TEST_TYPE_JOURNAL (test_journal_get_type ())
G_DECLARE_FINAL_TYPE (TestJournal, test_journal, TEST, JOURNAL, GObject)

/* Notes what it is told, and refuses what comes after @room calls. */
struct _TestJournal
{
  GObject parent_instance;
  GString *log;
  guint room;
};

static gboolean
note (SignetJournal *journal,
      GError **error,
      const char *format,
      ...) G_GNUC_PRINTF (3, 4);

static gboolean
note (SignetJournal  *journal,
      GError        **error,
      const char     *format,
      ...)
{
  TestJournal *self = TEST_JOURNAL (journal);
  va_list arguments;

  if (self->room == 0)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE, "Full.");
      return FALSE;
    }
  self->room--;
  va_start (arguments, format);
  g_string_append_vprintf (self->log, format, arguments);
  va_end (arguments);

  return TRUE;
}

static gboolean
test_journal_sent (SignetJournal  *journal,
                   GBytes         *transaction_id,
                   GError        **error)
{
  return note (journal, error, "sent %" G_GSIZE_FORMAT ";", g_bytes_get_size (transaction_id));
}

static gboolean
test_journal_answer (SignetJournal  *journal,
                     SignetAnswer    kind,
                     GBytes         *der,
                     GError        **error)
{
  return note (journal, error, "answer %d %" G_GSIZE_FORMAT ";", (int) kind,
               g_bytes_get_size (der));
}

static gboolean
test_journal_accept (SignetJournal  *journal,
                     gint64          next_check,
                     const char     *reason,
                     GError        **error)
{
  return note (journal, error, "accept %" G_GINT64_FORMAT " %s;", next_check,
               reason != NULL ? reason : "-");
}

static gboolean
test_journal_key (SignetJournal  *journal,
                  GBytes         *pem,
                  const char     *key_id,
                  GError        **error)
{
  return note (journal, error, "key %" G_GSIZE_FORMAT " %s;", g_bytes_get_size (pem), key_id);
}

static gboolean
test_journal_certificate (SignetJournal       *journal,
                          GBytes              *leaf,
                          GPtrArray           *chain,
                          SignetVerification   verification,
                          GError             **error)
{
  return note (journal, error, "certificate %" G_GSIZE_FORMAT " %u %d;", g_bytes_get_size (leaf),
               chain->len, (int) verification);
}

static gboolean
test_journal_confirmed (SignetJournal  *journal,
                        GError        **error)
{
  return note (journal, error, "confirmed;");
}

static void
test_journal_iface_init (SignetJournalInterface *iface)
{
  iface->sent = test_journal_sent;
  iface->answer = test_journal_answer;
  iface->accept = test_journal_accept;
  iface->key = test_journal_key;
  iface->certificate = test_journal_certificate;
  iface->confirmed = test_journal_confirmed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestJournal,
                               test_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIGNET_TYPE_JOURNAL, test_journal_iface_init))

static void
test_journal_finalize (GObject *object)
{
  g_string_free (TEST_JOURNAL (object)->log, TRUE);
  G_OBJECT_CLASS (test_journal_parent_class)->finalize (object);
}

static void
test_journal_class_init (TestJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_journal_finalize;
}

static void
test_journal_init (TestJournal *self)
{
  self->log = g_string_new (NULL);
  self->room = 100;
}

static void
test_calls (void)
{
  g_autoptr (TestJournal) journal = g_object_new (TEST_TYPE_JOURNAL, NULL);
  SignetJournal *self = SIGNET_JOURNAL (journal);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("1234", 4);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  g_ptr_array_add (chain, bytes);
  g_assert_true (signet_journal_sent (self, bytes, &error));
  g_assert_true (signet_journal_answer (self, SIGNET_ANSWER_POLL, bytes, &error));
  g_assert_true (signet_journal_accept (self, 77, "why", &error));
  g_assert_true (signet_journal_accept (self, 78, NULL, &error));
  g_assert_true (signet_journal_key (self, bytes, "id", &error));
  g_assert_true (signet_journal_certificate (self, bytes, chain, SIGNET_VERIFICATION_CODE, &error));
  g_assert_true (signet_journal_confirmed (self, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (
    journal->log->str, ==,
    "sent 4;answer 1 4;accept 77 why;accept 78 -;key 4 id;certificate 4 1 2;confirmed;");
}

static void
test_error (void)
{
  g_autoptr (TestJournal) journal = g_object_new (TEST_TYPE_JOURNAL, NULL);
  g_autoptr (GError) error = NULL;

  journal->room = 0;
  g_assert_false (signet_journal_confirmed (SIGNET_JOURNAL (journal), &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/journal/calls", test_calls);
  g_test_add_func ("/core/journal/error", test_error);

  return g_test_run ();
}
