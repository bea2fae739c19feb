/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-worker.h"
#include "memory-journal.h"
#include "practice/signet-practice-server.h"

G_BEGIN_DECLS

/* A practice CA with the code "s3cret" for the reference "77", and a job for it. */
typedef struct
{
  char *folder;
  SignetPracticeServer *ca;
  MemoryJournal *journal;
  SignetJob *job;
  guint waiting_number; /* of the last request that waits */
} CmpFixture;

/* What the CA does with a request; the data of a test. */
typedef struct
{
  gboolean approval;
  guint poll_count;
  guint check_after; /* seconds between two polls, or 0 for one */
  const char *trait; /* (nullable): an option of the practice CA */
  const char *value;
} CmpCase;

void           cmp_fixture_set_up         (CmpFixture    *self,
                                           gconstpointer  data);
void           cmp_fixture_set_up_at_once (CmpFixture    *self,
                                           gconstpointer  data);
void           cmp_fixture_tear_down      (CmpFixture    *self,
                                           gconstpointer  data);
void           cmp_fixture_restart_ca     (CmpFixture    *self,
                                           gconstpointer  data);
void           cmp_fixture_set_server     (CmpFixture    *self,
                                           const char    *url);
void           cmp_fixture_trust_file     (CmpFixture    *self,
                                           SignetTrust    trust,
                                           const char    *path);
void           cmp_fixture_set_subject    (CmpFixture    *self,
                                           const char    *subject);
gboolean       cmp_fixture_has_warning    (SignetReport  *report,
                                           const char    *words);
GBytes        *cmp_fixture_other_ca       (void);
GBytes        *cmp_fixture_forged_error   (void);
GBytes        *cmp_fixture_forge          (const char    *path,
                                           GBytes        *body,
                                           gpointer       message);
void           cmp_fixture_remove_tree    (const char    *path);
SignetOutcome *cmp_fixture_step           (CmpFixture    *self);
SignetOutcome *cmp_fixture_next_process   (CmpFixture    *self);

G_END_DECLS
