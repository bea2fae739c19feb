/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-journal.h"

G_DEFINE_INTERFACE (SignetJournal, signet_journal, G_TYPE_OBJECT)

static void
signet_journal_default_init (SignetJournalInterface *iface)
{
}

/**
 * signet_journal_sent:
 * @self: a journal
 * @transaction_id: transactionID of the request (RFC 9810 5.1.1)
 * @error: return location for a %SIGNET_ERROR
 *
 * Says that the first byte of the request leaves next. Blocks until that is on disk.
 *
 * Returns: whether the request may leave
 */
gboolean
signet_journal_sent (SignetJournal  *self,
                     GBytes         *transaction_id,
                     GError        **error)
{
  g_return_val_if_fail (SIGNET_IS_JOURNAL (self) && transaction_id != NULL, FALSE);

  return SIGNET_JOURNAL_GET_IFACE (self)->sent (self, transaction_id, error);
}

/**
 * signet_journal_answer:
 * @self: a journal
 * @kind: what the answer is
 * @der: the whole PKIMessage, not verified
 * @error: return location for a %SIGNET_ERROR
 *
 * Hands over an answer before anybody works on it. Blocks until it is on disk.
 *
 * Returns: whether it is
 */
gboolean
signet_journal_answer (SignetJournal  *self,
                       SignetAnswer    kind,
                       GBytes         *der,
                       GError        **error)
{
  g_return_val_if_fail (SIGNET_IS_JOURNAL (self) && der != NULL, FALSE);

  return SIGNET_JOURNAL_GET_IFACE (self)->answer (self, kind, der, error);
}

/**
 * signet_journal_accept:
 * @self: a journal
 * @next_check: when to ask again, in seconds since 1970
 * @reason: (nullable): why, in the server's words
 * @error: return location for a %SIGNET_ERROR
 *
 * Says that the answer that arrived last was verified and asks to wait. Blocks until that is on
 * disk.
 *
 * Returns: whether it is
 */
gboolean
signet_journal_accept (SignetJournal  *self,
                       gint64          next_check,
                       const char     *reason,
                       GError        **error)
{
  g_return_val_if_fail (SIGNET_IS_JOURNAL (self), FALSE);

  return SIGNET_JOURNAL_GET_IFACE (self)->accept (self, next_check, reason, error);
}

/**
 * signet_journal_key:
 * @self: a journal
 * @pem: a private key that the server made, encrypted with the passphrase of the request
 * @key_id: its identifier, see signet_key_get_id()
 * @error: return location for a %SIGNET_ERROR
 *
 * Hands over a key before its certificate is. Blocks until it is on disk.
 *
 * Returns: whether it is
 */
gboolean
signet_journal_key (SignetJournal  *self,
                    GBytes         *pem,
                    const char     *key_id,
                    GError        **error)
{
  g_return_val_if_fail (SIGNET_IS_JOURNAL (self) && pem != NULL && key_id != NULL, FALSE);

  return SIGNET_JOURNAL_GET_IFACE (self)->key (self, pem, key_id, error);
}

/**
 * signet_journal_certificate:
 * @self: a journal
 * @leaf: the new certificate, DER
 * @chain: (element-type GBytes): the CA certificates above it, DER, the issuer first
 * @verification: how the chain was verified
 * @error: return location for a %SIGNET_ERROR
 *
 * Hands over the new certificate before it is confirmed. Blocks until it is on disk.
 *
 * Returns: whether it is, and may be confirmed
 */
gboolean
signet_journal_certificate (SignetJournal       *self,
                            GBytes              *leaf,
                            GPtrArray           *chain,
                            SignetVerification   verification,
                            GError             **error)
{
  g_return_val_if_fail (SIGNET_IS_JOURNAL (self) && leaf != NULL && chain != NULL, FALSE);

  return SIGNET_JOURNAL_GET_IFACE (self)->certificate (self, leaf, chain, verification, error);
}

/**
 * signet_journal_confirmed:
 * @self: a journal
 * @error: return location for a %SIGNET_ERROR
 *
 * Says that the server has, or needs, no confirmation any more. Blocks until that is on disk.
 *
 * Returns: whether it is
 */
gboolean
signet_journal_confirmed (SignetJournal  *self,
                          GError        **error)
{
  g_return_val_if_fail (SIGNET_IS_JOURNAL (self), FALSE);

  return SIGNET_JOURNAL_GET_IFACE (self)->confirmed (self, error);
}
