/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice-client.h"
#include "practice/signet-practice-desk-private.h"

G_BEGIN_DECLS

/**
 * PracticeFixture:
 * @folder: a temporary folder for the CA
 * @options: how it behaves
 * @behaviour: how it behaves otherwise
 * @desk: the CA, without its web server
 * @events: names of the events since they were asked for last
 * @last: the last event
 *
 * A practice CA for a test, with the code "secret" for reference "1001" and "bare" without one.
 */
typedef struct
{
  char *folder;
  SignetPracticeOptions options;
  SignetPracticeBehaviour *behaviour;
  SignetPracticeDesk *desk;
  GPtrArray *events;
  SignetPracticeEvent *last;
} PracticeFixture;

void  practice_fixture_set_up    (PracticeFixture *self,
                                  gconstpointer    data);
void  practice_fixture_tear_down (PracticeFixture *self,
                                  gconstpointer    data);
void  practice_fixture_restart   (PracticeFixture *self);
void  practice_fixture_set       (PracticeFixture *self,
                                  const char      *name,
                                  const char      *value);
char *practice_fixture_events    (PracticeFixture *self);

PracticeClient *practice_fixture_new_client (PracticeFixture *fixture,
                                             const char      *common_name);
void            practice_assert_events      (PracticeFixture *fixture,
                                             const char      *expected);
void            practice_assert_fail_info   (PracticeClient  *client,
                                             int              bit);
void            practice_remove_folder      (const char      *folder);
gboolean        practice_contains           (GBytes          *der,
                                             const void      *part,
                                             gsize            length);
int             practice_get_body_type      (GBytes          *der);

G_END_DECLS
