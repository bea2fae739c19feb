/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-responder-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "core/signet-text.h"
#include "practice/signet-practice-alter-private.h"
#include "practice/signet-practice-delay-private.h"
#include "practice/signet-practice-sender-private.h"

#define MAX_TEXT 1000

/* The first complaint of OpenSSL's server about the message that this thread works on: its log
 * function has no argument of ours. */
static GPrivate first_complaint = G_PRIVATE_INIT (g_free);

static int
log_cb (const char        *function,
        const char        *file,
        int                line,
        OSSL_CMP_severity  level,
        const char        *text)
{
  if (level <= OSSL_CMP_LOG_ERR && g_private_get (&first_complaint) == NULL)
    g_private_set (&first_complaint, signet_text_clean (text, MAX_TEXT));

  return 1;
}

static OSSL_CMP_MSG *
read_message (GBytes *der)
{
  gsize length;
  const guchar *data = g_bytes_get_data (der, &length);
  g_autoptr (BIO) bio = BIO_new_mem_buf (data, (int) MIN (length, G_MAXINT));
  g_autoptr (OSSL_CMP_MSG) message = bio != NULL && length > 0 ? d2i_OSSL_CMP_MSG_bio (bio, NULL)
                                                               : NULL;
  gboolean whole = message != NULL && BIO_pending (bio) == 0;

  ERR_clear_error ();

  return whole ? g_steal_pointer (&message) : NULL;
}

static GBytes *
write_message (const OSSL_CMP_MSG *message)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  if (bio == NULL || i2d_OSSL_CMP_MSG_bio (bio, message) != 1)
    return NULL;
  length = BIO_get_mem_data (bio, &data);

  return g_bytes_new (data, (gsize) length);
}

static gboolean
accepts_unprotected (SignetPracticeExchange *exchange)
{
  return signet_practice_behaviour_get_flag (exchange->desk->behaviour,
                                             SIGNET_PRACTICE_ACCEPT_UNPROTECTED);
}

static OSSL_CMP_SRV_CTX *
new_server (SignetPracticeExchange *exchange)
{
  const SignetPracticeBehaviour *behaviour = exchange->desk->behaviour;
  g_autoptr (OSSL_CMP_SRV_CTX) server = OSSL_CMP_SRV_CTX_new (NULL, NULL);
  OSSL_CMP_CTX *context = server != NULL ? OSSL_CMP_SRV_CTX_get0_cmp_ctx (server) : NULL;

  if (context == NULL || OSSL_CMP_CTX_set_log_cb (context, log_cb) != 1 ||
      !signet_practice_exchange_init_server (exchange, server) ||
      !signet_practice_sender_set_credentials (exchange, context) ||
      OSSL_CMP_SRV_CTX_set_accept_unprotected (server, accepts_unprotected (exchange)) != 1 ||
      OSSL_CMP_SRV_CTX_set_accept_raverified (
        server, signet_practice_behaviour_get_flag (behaviour,
                                                    SIGNET_PRACTICE_ACCEPT_RAVERIFIED)) != 1 ||
      OSSL_CMP_SRV_CTX_set_grant_implicit_confirm (
        server, signet_practice_behaviour_get_flag (
                  behaviour, SIGNET_PRACTICE_GRANT_IMPLICIT_CONFIRM)) != 1 ||
      OSSL_CMP_CTX_set_option (
        context, OSSL_CMP_OPT_UNPROTECTED_ERRORS,
        signet_practice_behaviour_get_flag (behaviour,
                                            SIGNET_PRACTICE_ACCEPT_UNPROTECTED_ERRORS)) != 1)
    return NULL;

  return g_steal_pointer (&server);
}

/* Brings a new server of OpenSSL to where the transaction is, with the request that began it. Every
 * later message goes this way, whether the CA was restarted in between or not. The request was
 * verified when it came: that its code was changed or its signer has expired since then does not
 * matter. The nonce that the client got last is not known here, and a client whose answer was lost
 * would have an older one, so any nonce is taken; that is safe since no message does harm twice. */
static gboolean
replay (SignetPracticeExchange *exchange,
        OSSL_CMP_SRV_CTX       *server,
        SignetPracticePhase     phase)
{
  OSSL_CMP_CTX *context = OSSL_CMP_SRV_CTX_get0_cmp_ctx (server);
  g_autoptr (OSSL_CMP_MSG) answer = NULL;

  exchange->request = read_message (exchange->transaction->request);
  if (exchange->request == NULL || OSSL_CMP_SRV_CTX_set_accept_unprotected (server, 1) != 1)
    return FALSE;
  exchange->phase = phase;
  answer = OSSL_CMP_SRV_process_request (server, exchange->request);
  exchange->phase = SIGNET_PRACTICE_PHASE_LIVE;
  exchange->handled = FALSE;
  ERR_clear_error ();
  g_private_replace (&first_complaint, NULL);

  return answer != NULL &&
         OSSL_CMP_SRV_CTX_set_accept_unprotected (server, accepts_unprotected (exchange)) == 1 &&
         OSSL_CMP_CTX_set1_senderNonce (context, NULL) == 1;
}

static gboolean
prepare (SignetPracticeExchange *exchange,
         OSSL_CMP_SRV_CTX       *server,
         int                     type)
{
  SignetPracticeTransaction *transaction = exchange->transaction;

  if (transaction == NULL || transaction->state == SIGNET_PRACTICE_ABORTED)
    return TRUE;
  if (type == SIGNET_PRACTICE_BODY_POLLREQ)
    return replay (exchange, server, SIGNET_PRACTICE_PHASE_REPLAY_WAITING);
  if (type == SIGNET_PRACTICE_BODY_CERTCONF && transaction->state == SIGNET_PRACTICE_ISSUED)
    return replay (exchange, server, SIGNET_PRACTICE_PHASE_REPLAY_ISSUED);

  return TRUE;
}

/* A certConf without any certificate's status is the client's way to want none of them (RFC 9810
 * 5.3.18); the library then calls nobody. */
static void
finish (SignetPracticeExchange *exchange,
        const OSSL_CMP_MSG     *answer,
        int                     type)
{
  int answer_type = OSSL_CMP_MSG_get_bodytype (answer);

  if (type == SIGNET_PRACTICE_BODY_CERTCONF && answer_type == SIGNET_PRACTICE_BODY_PKICONF &&
      !exchange->handled && exchange->request != NULL)
    signet_practice_desk_abort (exchange->desk, exchange->transaction, NULL);
  else if (answer_type == SIGNET_PRACTICE_BODY_ERROR || !exchange->handled)
    {
      g_autofree char *reference = exchange->reference != NULL
                                     ? signet_text_clean (exchange->reference, MAX_TEXT)
                                     : NULL;

      signet_practice_desk_refuse (exchange->desk, exchange->header->transaction, reference,
                                   g_private_get (&first_complaint));
    }
}

/* Works off the message that was kept, once for good, before only to get an answer whose body is
 * replaced. That it is no message of now does not matter, see replay(). */
static OSSL_CMP_MSG *
process_delayed (SignetPracticeExchange *exchange,
                 OSSL_CMP_SRV_CTX       *server)
{
  g_autoptr (OSSL_CMP_MSG) message = read_message (exchange->transaction->delayed);
  int type = message != NULL ? OSSL_CMP_MSG_get_bodytype (message) : -1;

  if (message == NULL || (type == SIGNET_PRACTICE_BODY_CERTCONF &&
                          !replay (exchange, server, SIGNET_PRACTICE_PHASE_REPLAY_ISSUED)))
    return NULL;
  exchange->work = g_bytes_ref (exchange->transaction->delayed);
  exchange->handled = TRUE;
  OSSL_CMP_SRV_CTX_set_accept_unprotected (server, 1);

  return OSSL_CMP_SRV_process_request (server, message);
}

/* The client asks for an answer that was delayed. OpenSSL's server takes a pollReq for requests for
 * certificates only; the message is verified here. One that does not verify gets the answer that
 * the server has for a transaction it does not know. */
static OSSL_CMP_MSG *
poll_delayed (SignetPracticeExchange *exchange,
              OSSL_CMP_SRV_CTX       *server,
              const OSSL_CMP_MSG     *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OSSL_CMP_MSG) answer = NULL;

  if (!accepts_unprotected (exchange) &&
      OSSL_CMP_validate_msg (OSSL_CMP_SRV_CTX_get0_cmp_ctx (server), message) != 1)
    return OSSL_CMP_SRV_process_request (server, message);
  if (signet_practice_delay_poll (exchange, &error))
    answer = process_delayed (exchange, server);
  if (answer != NULL && exchange->delay == SIGNET_PRACTICE_DELAY_OVER &&
      !signet_practice_delay_end (exchange, &error))
    g_info ("The end of a delay could not be written: %s", error->message);

  return g_steal_pointer (&answer);
}

static gboolean
is_delayed (SignetPracticeExchange *exchange,
            int                     type)
{
  return type == SIGNET_PRACTICE_BODY_POLLREQ && exchange->transaction != NULL &&
         exchange->transaction->delayed != NULL;
}

static OSSL_CMP_MSG *
work_off (SignetPracticeExchange *exchange,
          OSSL_CMP_SRV_CTX       *server,
          const OSSL_CMP_MSG     *message,
          int                     type)
{
  g_autoptr (OSSL_CMP_MSG) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (is_delayed (exchange, type))
    return poll_delayed (exchange, server, message);
  if (!prepare (exchange, server, type))
    return NULL;
  answer = OSSL_CMP_SRV_process_request (server, message);
  if (answer == NULL || exchange->delay != SIGNET_PRACTICE_DELAY_BEGUN ||
      signet_practice_delay_begin (exchange, &error))
    return g_steal_pointer (&answer);
  g_info ("A message to be answered later could not be written: %s", error->message);

  return NULL;
}

static GBytes *
process (SignetPracticeExchange *exchange,
         const OSSL_CMP_MSG     *message)
{
  int type = OSSL_CMP_MSG_get_bodytype (message);
  gboolean begins = type != SIGNET_PRACTICE_BODY_POLLREQ && type != SIGNET_PRACTICE_BODY_CERTCONF &&
                    type != SIGNET_PRACTICE_BODY_ERROR;
  g_autoptr (OSSL_CMP_SRV_CTX) server = NULL;
  g_autoptr (OSSL_CMP_MSG) answer = NULL;
  g_autoptr (GBytes) der = NULL;

  exchange->transaction = signet_practice_store_find (exchange->desk->store,
                                                      exchange->header->transaction);
  signet_practice_sender_find (exchange, begins);
  server = new_server (exchange);
  answer = server != NULL ? work_off (exchange, server, message, type) : NULL;
  if (answer == NULL)
    return NULL;
  finish (exchange, answer, type);
  der = write_message (answer);

  return der != NULL ? signet_practice_alter (exchange, der, OSSL_CMP_MSG_get_bodytype (answer))
                     : NULL;
}

/**
 * signet_practice_responder_answer:
 * @desk: who decides
 * @message: a message of a client: DER of a PKIMessage (RFC 9810 5.1)
 * @error: return location for a %SIGNET_ERROR_NOT_CMP, or a %SIGNET_ERROR_FAILED when there is no
 *   answer
 *
 * Answers one message, whatever it is. Safe from any thread; one message is worked off at a time.
 *
 * Returns: (transfer full) (nullable): DER of the answer, which may be an error message of CMP
 */
GBytes *
signet_practice_responder_answer (SignetPracticeDesk  *desk,
                                  GBytes              *message,
                                  GError             **error)
{
  g_auto (SignetPracticeExchange) exchange = { .desk = desk };
  g_autoptr (OSSL_CMP_MSG) parsed = NULL;
  GBytes *answer;

  ERR_clear_error ();
  parsed = read_message (message);
  if (parsed == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP,
                           _ ("This is no CMP message."));
      return NULL;
    }
  exchange.header = signet_practice_header_new (parsed, error);
  if (exchange.header == NULL)
    return NULL;
  exchange.der = g_bytes_ref (message);

  g_mutex_lock (&desk->lock);
  answer = process (&exchange, parsed);
  g_mutex_unlock (&desk->lock);
  g_private_replace (&first_complaint, NULL);
  if (answer == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The practice CA could not answer."));
  ERR_clear_error ();

  return answer;
}
