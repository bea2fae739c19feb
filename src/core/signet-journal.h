/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/signet-states.h"

G_BEGIN_DECLS

/**
 * SignetAnswer:
 * @SIGNET_ANSWER_CERTIFICATE: an ip, cp or kup message: a certificate, or the request to wait
 * @SIGNET_ANSWER_POLL: a pollRep message
 *
 * The answers of a server that a later process needs to go on (RFC 9810 5.3.2, 5.3.22).
 */
typedef enum {
  SIGNET_ANSWER_CERTIFICATE,
  SIGNET_ANSWER_POLL,
} SignetAnswer;

#define SIGNET_TYPE_JOURNAL (signet_journal_get_type ())
G_DECLARE_INTERFACE (SignetJournal, signet_journal, SIGNET, JOURNAL, GObject)

/**
 * SignetJournalInterface:
 * @sent: the request leaves next
 * @answer: an answer arrived; nobody has verified it yet
 * @accept: the answer that arrived last was verified; the server asks to wait
 * @key: the answer that arrived last was verified and brought this key, which the server made
 * @certificate: the answer that arrived last was verified and holds this certificate
 * @confirmed: the server has, or needs, no confirmation any more
 *
 * What the CMP core tells the keystore, one step ahead of what it does next. Every function blocks
 * until the news is on disk for good, and is called on a worker thread.
 */
struct _SignetJournalInterface
{
  GTypeInterface parent_iface;

  gboolean (*sent) (SignetJournal *self, GBytes *transaction_id, GError **error);
  gboolean (*answer) (SignetJournal *self, SignetAnswer kind, GBytes *der, GError **error);
  gboolean (*accept) (SignetJournal *self, gint64 next_check, const char *reason, GError **error);
  gboolean (*key) (SignetJournal *self, GBytes *pem, const char *key_id, GError **error);
  gboolean (*certificate) (SignetJournal *self, GBytes *leaf, GPtrArray *chain, SignetVerification verification, GError **error);
  gboolean (*confirmed) (SignetJournal *self, GError **error);
};

gboolean signet_journal_sent        (SignetJournal       *self,
                                     GBytes              *transaction_id,
                                     GError             **error);
gboolean signet_journal_answer      (SignetJournal       *self,
                                     SignetAnswer         kind,
                                     GBytes              *der,
                                     GError             **error);
gboolean signet_journal_accept      (SignetJournal       *self,
                                     gint64               next_check,
                                     const char          *reason,
                                     GError             **error);
gboolean signet_journal_key         (SignetJournal       *self,
                                     GBytes              *pem,
                                     const char          *key_id,
                                     GError             **error);
gboolean signet_journal_certificate (SignetJournal       *self,
                                     GBytes              *leaf,
                                     GPtrArray           *chain,
                                     SignetVerification   verification,
                                     GError             **error);
gboolean signet_journal_confirmed   (SignetJournal       *self,
                                     GError             **error);

G_END_DECLS
