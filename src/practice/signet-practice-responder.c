/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-responder-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <string.h>
#include <time.h>

#include "core/signet-text.h"
#include "practice/signet-practice-exchange-private.h"
#include "practice/signet-practice-message-private.h"

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

/* Who may have sent it. In an open transaction that is who began it: somebody else's code or
 * certificate does not verify there. */
static void
find_sender (SignetPracticeExchange *exchange,
             gboolean                begins)
{
  SignetPracticeIssued *issued = signet_practice_store_get_issued (exchange->desk->store);

  if (exchange->transaction != NULL && !begins)
    {
      exchange->reference = g_strdup (exchange->transaction->reference);
      exchange->signer = g_strdup (exchange->transaction->signer);
    }
  else if (exchange->header->is_mac)
    exchange->reference = signet_practice_header_dup_reference (exchange->header);
  else
    {
      g_autofree char *key_id = signet_practice_header_dup_key_id (exchange->header);

      g_autofree char *serial = signet_practice_read_signer_serial (exchange->der);

      exchange->signer = key_id != NULL
                           ? signet_practice_issued_find_signer (issued, key_id, serial)
                           : NULL;
    }
}

static gboolean
has_expired (X509 *certificate)
{
  return ASN1_TIME_cmp_time_t (X509_get0_notAfter (certificate), time (NULL)) < 0;
}

static gboolean
is_revoked (SignetPracticeExchange *exchange,
            const char             *serial)
{
  return signet_practice_issued_get_state (
           signet_practice_store_get_issued (exchange->desk->store), serial) ==
         SIGNET_PRACTICE_CERT_REVOKED;
}

/* The signer is pinned: OpenSSL then looks for no other certificate that could have signed, builds
 * no chain and keeps no certificate from the message that it might use after having freed it. */
static gboolean
pin_signer (SignetPracticeExchange *exchange,
            OSSL_CMP_CTX           *context)
{
  g_autoptr (X509) signer = signet_practice_desk_read_issued (exchange->desk, exchange->signer);

  return signer == NULL || has_expired (signer) || is_revoked (exchange, exchange->signer) ||
         OSSL_CMP_CTX_set1_srvCert (context, signer) == 1;
}

static gboolean
set_code (SignetPracticeExchange *exchange,
          OSSL_CMP_CTX           *context)
{
  SignetSecret *code = signet_practice_codes_lookup (exchange->desk->codes, exchange->reference);
  const char *reference = exchange->reference;

  if (code == NULL)
    return TRUE;
  if (reference != NULL && OSSL_CMP_CTX_set1_referenceValue (context, (const guchar *) reference,
                                                             (int) strlen (reference)) != 1)
    return FALSE;

  return OSSL_CMP_CTX_set1_secretValue (context, (const guchar *) signet_secret_get_text (code),
                                        (int) signet_secret_get_size (code)) == 1;
}

/* With no code and no signer nothing verifies, and the error that OpenSSL answers is signed by the
 * root. An empty store is still needed: without one it says only that it misses one. */
static gboolean
set_credentials (SignetPracticeExchange *exchange,
                 OSSL_CMP_CTX           *context)
{
  const SignetPracticePair *signer = signet_practice_ca_get_issuer (exchange->desk->ca);
  g_autoptr (X509_STORE) nobody = X509_STORE_new ();

  if (nobody == NULL || OSSL_CMP_CTX_set0_trustedStore (context, nobody) != 1)
    return FALSE;
  g_steal_pointer (&nobody);
  if (OSSL_CMP_CTX_set1_cert (context, signer->certificate) != 1 ||
      OSSL_CMP_CTX_set1_pkey (context, signer->key) != 1)
    return FALSE;
  if (exchange->signer != NULL)
    return pin_signer (exchange, context);

  return exchange->header->is_mac ? set_code (exchange, context) : TRUE;
}

static OSSL_CMP_SRV_CTX *
new_server (SignetPracticeExchange *exchange)
{
  g_autoptr (OSSL_CMP_SRV_CTX) server = OSSL_CMP_SRV_CTX_new (NULL, NULL);
  OSSL_CMP_CTX *context = server != NULL ? OSSL_CMP_SRV_CTX_get0_cmp_ctx (server) : NULL;

  if (context == NULL || OSSL_CMP_CTX_set_log_cb (context, log_cb) != 1 ||
      !signet_practice_exchange_init_server (exchange, server) ||
      !set_credentials (exchange, context))
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

  return answer != NULL && OSSL_CMP_SRV_CTX_set_accept_unprotected (server, 0) == 1 &&
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

/* OpenSSL's answer, with the parts that it cannot make itself. */
static GBytes *
alter (SignetPracticeExchange *exchange,
       const OSSL_CMP_MSG     *answer)
{
  g_autoptr (GBytes) der = write_message (answer);
  g_autoptr (SignetPracticeMessage) message = NULL;

  if (der == NULL || exchange->body == NULL ||
      OSSL_CMP_MSG_get_bodytype (answer) == SIGNET_PRACTICE_BODY_ERROR)
    return g_steal_pointer (&der);
  message = signet_practice_message_read (der);
  if (message == NULL)
    return NULL;
  signet_practice_message_set_body (message, exchange->body);

  return signet_practice_message_write (
    message, signet_practice_ca_get_issuer (exchange->desk->ca)->key,
    signet_practice_codes_lookup (exchange->desk->codes, exchange->reference));
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

  exchange->transaction = signet_practice_store_find (exchange->desk->store,
                                                      exchange->header->transaction);
  find_sender (exchange, begins);
  server = new_server (exchange);
  if (server == NULL || !prepare (exchange, server, type))
    return NULL;

  answer = OSSL_CMP_SRV_process_request (server, message);
  if (answer == NULL)
    return NULL;
  finish (exchange, answer, type);

  return alter (exchange, answer);
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
