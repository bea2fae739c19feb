/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "practice/signet-practice-desk-private.h"
#include "practice/signet-practice-fail-info.h"

/**
 * signet_practice_desk_poll:
 * @self: a desk
 * @transaction: a transaction of the store
 * @ready: (out): whether the client can have the result
 * @error: return location for a %SIGNET_ERROR
 *
 * A client asks whether its request was decided (pollReq, RFC 9810 5.3.22).
 *
 * Returns: whether that could be written down
 */
gboolean
signet_practice_desk_poll (SignetPracticeDesk         *self,
                           SignetPracticeTransaction  *transaction,
                           gboolean                   *ready,
                           GError                    **error)
{
  *ready = transaction->state != SIGNET_PRACTICE_WAITING ||
           (!self->approval && transaction->polls >= self->poll_count);
  if (*ready || self->approval)
    return TRUE;

  transaction->polls++;
  if (signet_practice_store_update (self->store, transaction, error))
    return TRUE;
  transaction->polls--;

  return FALSE;
}

/**
 * signet_practice_desk_confirm:
 * @self: a desk
 * @transaction: a transaction of the store that led to a certificate
 * @accepted: whether the client wants it
 * @text: (nullable): the client's words
 * @error: return location for a %SIGNET_ERROR
 *
 * The client has checked its certificate (certConf, RFC 9810 5.3.18). What it says first counts.
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_desk_confirm (SignetPracticeDesk         *self,
                              SignetPracticeTransaction  *transaction,
                              gboolean                    accepted,
                              const char                 *text,
                              GError                    **error)
{
  SignetPracticeIssued *issued = signet_practice_store_get_issued (self->store);
  SignetPracticeCertState state = accepted ? SIGNET_PRACTICE_CERT_CONFIRMED
                                           : SIGNET_PRACTICE_CERT_NOT_ACCEPTED;

  SignetPracticeCertState before = signet_practice_issued_get_state (issued, transaction->serial);

  if (before == SIGNET_PRACTICE_CERT_NOT_ACCEPTED && accepted)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                           _ ("The certificate was rejected before."));
      return FALSE;
    }
  if (before != SIGNET_PRACTICE_CERT_ISSUED)
    return TRUE;
  if (!signet_practice_issued_set_state (issued, transaction->serial, state, error))
    return FALSE;
  signet_practice_desk_tell (self, accepted ? "confirmed" : "not-accepted", transaction, text);

  return TRUE;
}

/**
 * signet_practice_desk_abort:
 * @self: a desk
 * @transaction: a transaction of the store
 * @text: (nullable): the client's words
 *
 * The client does not want to go on. A certificate that was issued already is not accepted.
 */
void
signet_practice_desk_abort (SignetPracticeDesk        *self,
                            SignetPracticeTransaction *transaction,
                            const char                *text)
{
  g_autoptr (GError) error = NULL;
  gboolean written = TRUE;

  if (signet_practice_transaction_is_open (transaction))
    {
      transaction->state = SIGNET_PRACTICE_ABORTED;
      written = signet_practice_store_update (self->store, transaction, &error);
      signet_practice_desk_tell (self, "aborted", transaction, text);
    }
  else if (transaction->state == SIGNET_PRACTICE_ISSUED)
    written = signet_practice_desk_confirm (self, transaction, FALSE, text, &error);

  /* The client is told that it is aborted; until the next start it is, in memory. */
  if (!written)
    g_info ("An aborted request could not be written: %s", error->message);
}

static SignetPracticeTransaction *
find_waiting (SignetPracticeDesk  *self,
              guint                number,
              GError             **error)
{
  SignetPracticeTransaction *transaction = number > 0 ? signet_practice_store_find_number (
                                                          self->store, number)
                                                      : NULL;

  if (transaction == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND, _ ("There is no request number %u."),
                 number);
  else if (transaction->state != SIGNET_PRACTICE_WAITING)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                 _ ("Request number %u does not wait any more."), number);
  else
    return transaction;

  return NULL;
}

static gboolean
decide (SignetPracticeDesk         *self,
        SignetPracticeTransaction  *transaction,
        SignetPracticeState         state,
        const char                 *event,
        const char                 *text,
        GError                    **error)
{
  transaction->state = state;
  if (signet_practice_store_update (self->store, transaction, error))
    {
      signet_practice_desk_tell (self, event, transaction, text);
      return TRUE;
    }
  transaction->state = SIGNET_PRACTICE_WAITING;

  return FALSE;
}

/**
 * signet_practice_desk_approve:
 * @self: a desk
 * @number: number of a request that waits
 * @error: return location for a %SIGNET_ERROR_NOT_FOUND, %SIGNET_ERROR_STATE or what writing brings
 *
 * A person says yes. The certificate is made when the client asks next.
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_desk_approve (SignetPracticeDesk  *self,
                              guint                number,
                              GError             **error)
{
  SignetPracticeTransaction *transaction = find_waiting (self, number, error);

  return transaction != NULL &&
         decide (self, transaction, SIGNET_PRACTICE_APPROVED, "approved", NULL, error);
}

/**
 * signet_practice_desk_reject:
 * @self: a desk
 * @number: number of a request that waits
 * @fail_info: name of a bit of PKIFailureInfo (RFC 9810 5.2.3)
 * @error: return location for a %SIGNET_ERROR_USAGE, %SIGNET_ERROR_NOT_FOUND, %SIGNET_ERROR_STATE
 *   or what writing brings
 *
 * A person says no. The client hears of it when it asks next.
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_desk_reject (SignetPracticeDesk  *self,
                             guint                number,
                             const char          *fail_info,
                             GError             **error)
{
  SignetPracticeTransaction *transaction;
  guint bit;

  if (!signet_practice_fail_info_parse (fail_info, &bit, error))
    return FALSE;
  transaction = find_waiting (self, number, error);
  if (transaction == NULL)
    return FALSE;
  transaction->fail_info = bit;

  return decide (self, transaction, SIGNET_PRACTICE_REJECTED, "rejected", fail_info, error);
}
