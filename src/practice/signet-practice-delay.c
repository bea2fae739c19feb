/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-delay-private.h"

/* Keeps the confirmation of a certificate with the request for that. */
static gboolean
keep_confirmation (SignetPracticeExchange  *exchange,
                   GError                 **error)
{
  SignetPracticeTransaction *transaction = exchange->transaction;
  GBytes *before = transaction->delayed;

  transaction->delayed = exchange->der;
  transaction->polls = 0;
  if (!signet_practice_store_update (exchange->desk->store, transaction, error))
    {
      transaction->delayed = before;
      return FALSE;
    }
  g_bytes_ref (transaction->delayed);
  g_clear_pointer (&before, g_bytes_unref);

  return TRUE;
}

/**
 * signet_practice_delay_begin:
 * @exchange: an exchange whose message was verified and is to be worked off later
 * @error: return location for a %SIGNET_ERROR
 *
 * Keeps the message.
 *
 * Returns: whether it is on disk for good
 */
gboolean
signet_practice_delay_begin (SignetPracticeExchange  *exchange,
                             GError                 **error)
{
  SignetPracticeStore *store = exchange->desk->store;
  g_autoptr (SignetPracticeTransaction) new = NULL;

  if (exchange->transaction != NULL)
    return keep_confirmation (exchange, error);
  new = signet_practice_transaction_new (exchange->header->transaction,
                                         signet_practice_store_next_number (store), exchange->der);
  new->reference = g_strdup (exchange->reference);
  new->signer = g_strdup (exchange->signer);
  new->delayed = g_bytes_ref (exchange->der);
  if (!signet_practice_store_add (store, new, error))
    return FALSE;
  exchange->transaction = g_steal_pointer (&new);

  return TRUE;
}

/**
 * signet_practice_delay_poll:
 * @exchange: an exchange whose verified message is a pollReq for what is delayed
 * @error: return location for a %SIGNET_ERROR
 *
 * Decides whether the client has waited long enough, which it has after as many pollReq messages as
 * for a certificate, and after one at least.
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_delay_poll (SignetPracticeExchange  *exchange,
                            GError                 **error)
{
  SignetPracticeTransaction *transaction = exchange->transaction;

  if (transaction->polls >= MAX (exchange->desk->poll_count, 1))
    {
      exchange->delay = SIGNET_PRACTICE_DELAY_OVER;
      return TRUE;
    }
  exchange->delay = SIGNET_PRACTICE_DELAY_WAITING;
  transaction->polls++;
  if (signet_practice_store_update (exchange->desk->store, transaction, error))
    return TRUE;
  transaction->polls--;

  return FALSE;
}

/**
 * signet_practice_delay_end:
 * @exchange: an exchange in which the delayed message was worked off
 * @error: return location for a %SIGNET_ERROR
 *
 * Forgets the message.
 *
 * Returns: whether nothing is left of it
 */
gboolean
signet_practice_delay_end (SignetPracticeExchange  *exchange,
                           GError                 **error)
{
  SignetPracticeTransaction *transaction = exchange->transaction;

  if (transaction->serial == NULL)
    {
      exchange->transaction = NULL;
      return signet_practice_store_forget (exchange->desk->store, transaction, error);
    }
  g_clear_pointer (&transaction->delayed, g_bytes_unref);

  return signet_practice_store_update (exchange->desk->store, transaction, error);
}
