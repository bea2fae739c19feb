/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "memory-journal.h"

#include "core/signet-error.h"

static gboolean
note (MemoryJournal  *self,
      const char     *step,
      GError        **error)
{
  if (g_strcmp0 (self->fail_at, step) == 0)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE, "The disk is full.");
      return FALSE;
    }
  if (self->steps->len > 0)
    g_string_append_c (self->steps, ' ');
  g_string_append (self->steps, step);

  return TRUE;
}

static void
promote (MemoryJournal *self)
{
  if (self->candidate == NULL)
    return;
  g_clear_pointer (&self->poll, g_bytes_unref);
  if (self->candidate_kind == SIGNET_ANSWER_POLL)
    {
      self->poll = g_steal_pointer (&self->candidate);
    }
  else
    {
      g_clear_pointer (&self->response, g_bytes_unref);
      self->response = g_steal_pointer (&self->candidate);
    }
}

static gboolean
memory_journal_sent (SignetJournal  *journal,
                     GBytes         *transaction_id,
                     GError        **error)
{
  g_assert_cmpuint (g_bytes_get_size (transaction_id), ==, 16);

  return note (MEMORY_JOURNAL (journal), "sent", error);
}

static gboolean
memory_journal_answer (SignetJournal  *journal,
                       SignetAnswer    kind,
                       GBytes         *der,
                       GError        **error)
{
  MemoryJournal *self = MEMORY_JOURNAL (journal);

  g_clear_pointer (&self->candidate, g_bytes_unref);
  self->candidate = g_bytes_ref (der);
  self->candidate_kind = kind;

  return note (self, kind == SIGNET_ANSWER_POLL ? "poll" : "answer", error);
}

static gboolean
memory_journal_accept (SignetJournal  *journal,
                       gint64          next_check,
                       const char     *reason,
                       GError        **error)
{
  MemoryJournal *self = MEMORY_JOURNAL (journal);

  promote (self);
  self->next_check = next_check;
  g_free (self->reason);
  self->reason = g_strdup (reason);

  return note (self, "accept", error);
}

static gboolean
memory_journal_key (SignetJournal  *journal,
                    GBytes         *pem,
                    const char     *key_id,
                    GError        **error)
{
  MemoryJournal *self = MEMORY_JOURNAL (journal);

  if (!note (self, "key", error))
    return FALSE;
  g_assert_null (self->key);
  self->key = g_bytes_ref (pem);
  self->key_id = g_strdup (key_id);

  return TRUE;
}

static gboolean
memory_journal_certificate (SignetJournal       *journal,
                            GBytes              *leaf,
                            GPtrArray           *chain,
                            SignetVerification   verification,
                            GError             **error)
{
  MemoryJournal *self = MEMORY_JOURNAL (journal);

  if (!note (self, "certificate", error))
    return FALSE;
  promote (self);
  g_clear_pointer (&self->leaf, g_bytes_unref);
  self->leaf = g_bytes_ref (leaf);
  self->n_chain = chain->len;
  self->verification = verification;

  return TRUE;
}

static gboolean
memory_journal_confirmed (SignetJournal  *journal,
                          GError        **error)
{
  return note (MEMORY_JOURNAL (journal), "confirmed", error);
}

static void
journal_iface_init (SignetJournalInterface *iface)
{
  iface->sent = memory_journal_sent;
  iface->answer = memory_journal_answer;
  iface->accept = memory_journal_accept;
  iface->key = memory_journal_key;
  iface->certificate = memory_journal_certificate;
  iface->confirmed = memory_journal_confirmed;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MemoryJournal,
                               memory_journal,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIGNET_TYPE_JOURNAL, journal_iface_init))

static void
memory_journal_finalize (GObject *object)
{
  MemoryJournal *self = MEMORY_JOURNAL (object);

  g_string_free (self->steps, TRUE);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_clear_pointer (&self->poll, g_bytes_unref);
  g_clear_pointer (&self->candidate, g_bytes_unref);
  g_clear_pointer (&self->leaf, g_bytes_unref);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self->key_id);
  g_free (self->reason);

  G_OBJECT_CLASS (memory_journal_parent_class)->finalize (object);
}

static void
memory_journal_class_init (MemoryJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = memory_journal_finalize;
}

static void
memory_journal_init (MemoryJournal *self)
{
  self->steps = g_string_new (NULL);
}

MemoryJournal *
memory_journal_new (void)
{
  return g_object_new (MEMORY_TYPE_JOURNAL, NULL);
}

static void
set_bytes (GBytes **target,
           GBytes  *source)
{
  g_clear_pointer (target, g_bytes_unref);
  *target = source != NULL ? g_bytes_ref (source) : NULL;
}

/* What a later process finds. */
void
memory_journal_load (MemoryJournal *self,
                     SignetJob     *job)
{
  set_bytes (&job->response, self->response);
  set_bytes (&job->poll, self->poll);
  set_bytes (&job->candidate, self->candidate);
}
