/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-job.h"
#include "core/signet-journal.h"

G_BEGIN_DECLS

#define MEMORY_TYPE_JOURNAL (memory_journal_get_type ())
G_DECLARE_FINAL_TYPE (MemoryJournal, memory_journal, MEMORY, JOURNAL, GObject)

/* A journal in memory that keeps what the real one keeps, and the order in which it was told. */
struct _MemoryJournal
{
  GObject parent_instance;

  GString *steps; /* "sent answer accept answer certificate confirmed" */
  GBytes *response;
  GBytes *poll;
  GBytes *candidate;
  SignetAnswer candidate_kind;
  GBytes *leaf;
  GBytes *key; /* that the server made */
  char *key_id;
  guint n_chain;
  SignetVerification verification;
  gint64 next_check;
  char *reason;
  const char *fail_at; /* the step that cannot be written */
};

MemoryJournal *memory_journal_new  (void);
void           memory_journal_load (MemoryJournal *self,
                                    SignetJob     *job);

G_END_DECLS
