/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-replay-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

/* OSSL_CMP_CTX cannot be saved. What can be done with public API alone is to make a fresh one do
 * the first steps again, with the stored answers in the server's place: the rebuilt request and
 * pollReq never leave, the library verifies the stored answers once more, and then it stands where
 * the last process stood. This is the only way by which an exchange takes a further step, also
 * within one process, since after a failed transfer OpenSSL 3.5 would send a new request (RFC
 * 9810 5.3.22; OSSL_CMP_exec_certreq(3)). */

static gboolean
is_poll (GBytes *der)
{
  gsize length;
  const guchar *data = g_bytes_get_data (der, &length);
  g_autoptr (SignetReply) reply = signet_reply_parse (data, length);

  return reply != NULL && reply->body == SIGNET_BODY_POLLREP;
}

/* The stored answer to the first request: the candidate where it is one, else the verified one. */
static GBytes *
first_answer (SignetExchange *exchange)
{
  SignetJob *job = exchange->job;

  if (exchange->use_candidate && !is_poll (job->candidate))
    return job->candidate;

  return job->response;
}

static GBytes *
poll_answer (SignetExchange *exchange)
{
  SignetJob *job = exchange->job;

  if (!exchange->use_candidate)
    return job->poll;

  return is_poll (job->candidate) ? job->candidate : NULL;
}

/**
 * signet_replay_next:
 * @exchange: the step's state
 * @request_body: tag of the PKIBody that the library wants to send
 *
 * Finds the stored answer to a request that the library has rebuilt: the first request of a step is
 * answered with the stored ip, cp or kup, the pollReq that follows at once with the stored pollRep.
 *
 * Returns: (transfer none) (nullable): the answer, or %NULL where the request goes to the server
 */
GBytes *
signet_replay_next (SignetExchange *exchange,
                    int             request_body)
{
  GBytes *answer = NULL;

  if (exchange->replayed == 0 && request_body == exchange->job->operation->request_body)
    answer = first_answer (exchange);
  else if (exchange->replayed == 1 && request_body == SIGNET_BODY_POLLREQ && !exchange->polled)
    answer = poll_answer (exchange);

  if (answer != NULL)
    exchange->replayed++;

  return answer;
}

/**
 * signet_replay_decode:
 * @der: a message
 * @error: return location for a %SIGNET_ERROR_NOT_CMP
 *
 * Decodes a PKIMessage and insists that nothing follows it.
 *
 * Returns: (transfer full) (nullable): the message
 */
OSSL_CMP_MSG *
signet_replay_decode (GBytes  *der,
                      GError **error)
{
  gsize length;
  const guchar *start = g_bytes_get_data (der, &length);
  const guchar *end = start;
  OSSL_CMP_MSG *message = d2i_OSSL_CMP_MSG (NULL, &end, (long) length);

  if (message != NULL && end == start + length)
    return message;

  OSSL_CMP_MSG_free (message);
  signet_set_ossl_error (error, SIGNET_ERROR_NOT_CMP,
                         _ ("The server’s answer is not a CMP message."));

  return NULL;
}

/**
 * signet_replay_adopt:
 * @ctx: a context
 * @message: a stored answer
 *
 * Makes @ctx believe that @message answers what it has just built: it takes over the transaction
 * and the nonce that the real request had.
 *
 * Returns: whether it worked
 */
gboolean
signet_replay_adopt (OSSL_CMP_CTX *ctx,
                     OSSL_CMP_MSG *message)
{
  OSSL_CMP_PKIHEADER *header = OSSL_CMP_MSG_get0_header (message);

  return OSSL_CMP_CTX_set1_senderNonce (ctx, OSSL_CMP_HDR_get0_recipNonce (header)) &&
         OSSL_CMP_CTX_set1_transactionID (ctx, OSSL_CMP_HDR_get0_transactionID (header));
}
