/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/signet-item-store.h"

G_BEGIN_DECLS

/* Bytes that have the shape of a PKIMessage with this body; @text tells one from another. */
#define MESSAGE_IP(text) store_message (0xa1, text)
#define MESSAGE_CP(text) store_message (0xa3, text)
#define MESSAGE_KUP(text) store_message (0xa8, text)
#define MESSAGE_ERROR(text) store_message (0xb7, text)
#define MESSAGE_POLL(text) store_message (0xba, text)

#define KEY_PEM "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"

typedef struct
{
  char *root;        /* a new folder in the temporary folder */
  char *enrollments; /* not made yet */
  SignetItemStore *store;
} StoreFixture;

void               store_fixture_set_up    (StoreFixture      *fixture,
                                            gconstpointer      unused);
void               store_fixture_tear_down (StoreFixture      *fixture,
                                            gconstpointer      unused);
SignetItem        *store_fixture_item      (gint64             created) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *store_fixture_create    (StoreFixture      *fixture) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *store_fixture_ready     (StoreFixture      *fixture) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *store_fixture_sent      (StoreFixture      *fixture) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *store_fixture_again     (StoreFixture      *fixture,
                                            SignetItemJournal *journal) G_GNUC_WARN_UNUSED_RESULT;
SignetItemState    store_fixture_state     (StoreFixture      *fixture,
                                            SignetItemJournal *journal);
char              *store_fixture_path      (StoreFixture      *fixture,
                                            const char        *id,
                                            const char        *name) G_GNUC_WARN_UNUSED_RESULT;
char              *store_fixture_files     (StoreFixture      *fixture,
                                            SignetItemJournal *journal) G_GNUC_WARN_UNUSED_RESULT;
void               store_fixture_write     (StoreFixture      *fixture,
                                            const char        *id,
                                            const char        *name,
                                            const char        *text);
GBytes            *store_message           (guchar             tag,
                                            const char        *text) G_GNUC_WARN_UNUSED_RESULT;
void               store_assert_bytes      (GBytes            *bytes,
                                            GBytes            *expected);
void               store_forbid_writing    (gboolean           forbid);
void               store_remove_tree       (const char        *path);

G_END_DECLS
