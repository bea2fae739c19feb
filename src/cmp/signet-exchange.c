/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-exchange-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cmp/signet-replay-private.h"
#include "core/signet-error.h"
#include "core/signet-text.h"
#include "pki/signet-ossl-private.h"

#define MAX_LOG (8 * 1024)

/* OSSL_CMP_log_cb_t has no user data; a step never leaves its thread. */
static _Thread_local SignetExchange *current;

/**
 * signet_exchange_init:
 * @self: memory for the state
 * @job: what is to be done; borrowed
 * @use_candidate: whether the unverified answer of the job is tried
 *
 * Prepares the state of a step and makes it this thread's current one.
 */
void
signet_exchange_init (SignetExchange *self,
                      SignetJob      *job,
                      gboolean        use_candidate)
{
  memset (self, 0, sizeof *self);
  self->job = job;
  self->use_candidate = use_candidate;
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_x509_stack_free);
  self->log = g_string_new (NULL);
  current = self;
}

/**
 * signet_exchange_clear:
 * @self: the state of a step whose OSSL_CMP_CTX is already freed
 *
 * Frees what @self owns.
 */
void
signet_exchange_clear (SignetExchange *self)
{
  current = NULL;
  g_clear_pointer (&self->anchors, signet_x509_stack_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->last, signet_reply_free);
  g_clear_error (&self->error);
  g_clear_error (&self->rejected);
  if (self->log != NULL)
    g_string_free (g_steal_pointer (&self->log), TRUE);
}

/**
 * signet_exchange_tell:
 * @self: the state of a step
 * @stage: what begins
 *
 * Reports progress.
 */
void
signet_exchange_tell (SignetExchange *self,
                      SignetStage     stage)
{
  if (self->progress != NULL)
    self->progress (stage, self->progress_data);
}

/**
 * signet_exchange_accept:
 * @self: the state of a step
 * @next_check: when to ask again, or 0 where that is not known yet
 * @error: return location for an error of the journal
 *
 * Journals that the answer which the library has just verified asks to wait.
 *
 * Returns: whether it is on disk
 */
gboolean
signet_exchange_accept (SignetExchange  *self,
                        gint64           next_check,
                        GError         **error)
{
  g_autofree char *reason = self->last != NULL && self->last->text != NULL
                              ? signet_text_clean (self->last->text, 1000)
                              : NULL;

  self->unaccepted = FALSE;

  return signet_journal_accept (self->job->journal, next_check, reason, error);
}

static gboolean
is_certificate_answer (int body)
{
  return body == SIGNET_BODY_IP || body == SIGNET_BODY_CP || body == SIGNET_BODY_KUP;
}

/* Takes down what an answer says of itself. */
static gboolean
note_answer (SignetExchange *self,
             GBytes         *der)
{
  gsize length;
  const guchar *data = g_bytes_get_data (der, &length);

  g_clear_pointer (&self->last, signet_reply_free);
  self->last = signet_reply_parse (data, length);
  if (self->last == NULL)
    return FALSE;

  if (is_certificate_answer (self->last->body))
    self->last_certificate = self->last->protection;

  return TRUE;
}

/* What a later process may need: an answer to the request itself, or to a pollReq. */
static gboolean
is_worth_keeping (SignetExchange *self,
                  int             request_body)
{
  if (request_body == SIGNET_BODY_POLLREQ)
    return is_certificate_answer (self->last->body) || self->last->body == SIGNET_BODY_POLLREP;

  return request_body == self->job->operation->request_body &&
         is_certificate_answer (self->last->body);
}

/* Such an answer is on disk before the library sees it. */
static gboolean
journal_answer (SignetExchange *self,
                GBytes         *der)
{
  SignetAnswer kind = is_certificate_answer (self->last->body) ? SIGNET_ANSWER_CERTIFICATE
                                                               : SIGNET_ANSWER_POLL;

  if (!signet_journal_answer (self->job->journal, kind, der, &self->error))
    return FALSE;
  self->unaccepted = TRUE;

  return TRUE;
}

static gboolean
journal_sent (SignetExchange     *self,
              const OSSL_CMP_MSG *request)
{
  const ASN1_OCTET_STRING *id =
    OSSL_CMP_HDR_get0_transactionID (OSSL_CMP_MSG_get0_header (request));
  g_autoptr (GBytes) bytes = NULL;

  if (id == NULL)
    {
      g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_FAILED,
                           _ ("The request has no transaction identifier."));
      return FALSE;
    }
  bytes = g_bytes_new (ASN1_STRING_get0_data (id), (gsize) ASN1_STRING_length (id));

  return signet_journal_sent (self->job->journal, bytes, &self->error);
}

static GBytes *
encode (const OSSL_CMP_MSG *message)
{
  guchar *der = NULL;
  int length = i2d_OSSL_CMP_MSG (message, &der);
  GBytes *bytes;

  if (length <= 0)
    return NULL;
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);

  return bytes;
}

static int
body_of (GBytes *der)
{
  gsize length;
  const guchar *data = g_bytes_get_data (der, &length);
  g_autoptr (SignetReply) reply = signet_reply_parse (data, length);

  return reply != NULL ? reply->body : -1;
}

/* check_msg_find_cert () of OpenSSL 3.0 frees the certificate of an earlier answer and then goes on
 * using it when a later one does not verify: our own reference keeps it alive. */
static void
keep_certificates (SignetExchange *self,
                   OSSL_CMP_CTX   *ctx)
{
  SignetX509Stack *received = OSSL_CMP_CTX_get1_extraCertsIn (ctx);

  if (received != NULL)
    g_ptr_array_add (self->kept, received);
}

/* OpenSSL since 3.2 takes the nonce of the first request for good in every later answer, and so
 * would take an answer of before that somebody sends once more. */
static gboolean
is_old_answer (SignetExchange *self,
               GBytes         *answer)
{
  SignetJob *job = self->job;

  return (job->response != NULL && g_bytes_equal (answer, job->response)) ||
         (job->poll != NULL && g_bytes_equal (answer, job->poll));
}

/* A later process takes the transaction from the stored answer, so that one of another transaction,
 * however well protected, would be as good as the right one there: it is not stored. */
static gboolean
is_of_transaction (const OSSL_CMP_MSG *request,
                   const OSSL_CMP_MSG *answer)
{
  const ASN1_OCTET_STRING *sent =
    OSSL_CMP_HDR_get0_transactionID (OSSL_CMP_MSG_get0_header (request));
  const ASN1_OCTET_STRING *got =
    OSSL_CMP_HDR_get0_transactionID (OSSL_CMP_MSG_get0_header (answer));

  return sent != NULL && got != NULL && ASN1_OCTET_STRING_cmp (sent, got) == 0;
}

/* What was sent once is not sent again because a stored answer did not fit. */
static gboolean
may_send_request (SignetExchange *self)
{
  if (self->job->response == NULL && self->job->candidate == NULL)
    return TRUE;
  g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_UNKNOWN,
                       _ ("The request was sent before, and the stored answer does not fit it."));

  return FALSE;
}

static GBytes *
carry (SignetExchange     *self,
       const OSSL_CMP_MSG *request,
       GBytes             *der,
       int                 body)
{
  if (body == self->job->operation->request_body)
    {
      if (!may_send_request (self))
        return NULL;
      signet_exchange_tell (self, SIGNET_STAGE_CONTACT);
      if (!journal_sent (self, request))
        return NULL;
    }
  if (body == SIGNET_BODY_POLLREQ)
    self->polled = TRUE;

  return signet_transport_send (self->transport, der, self->cancellable, &self->error);
}

static OSSL_CMP_MSG *
ask_server (SignetExchange     *self,
            const OSSL_CMP_MSG *request,
            GBytes             *der,
            int                 body)
{
  g_autoptr (GBytes) answer = carry (self, request, der, body);
  g_autoptr (OSSL_CMP_MSG) message = NULL;

  if (answer == NULL)
    return NULL;
  message = signet_replay_decode (answer, &self->error);
  if (message == NULL)
    return NULL;
  if (!note_answer (self, answer))
    {
      g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP,
                           _ ("The server’s answer is not a CMP message."));
      return NULL;
    }
  if (!is_worth_keeping (self, body))
    return g_steal_pointer (&message);
  if (!is_of_transaction (request, message) || is_old_answer (self, answer))
    {
      g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_MISMATCHED,
                           _ ("The server’s answer belongs to another exchange."));
      return NULL;
    }

  return journal_answer (self, answer) ? g_steal_pointer (&message) : NULL;
}

static OSSL_CMP_MSG *
hand_over (SignetExchange *self,
           OSSL_CMP_CTX   *ctx,
           GBytes         *stored)
{
  g_autoptr (OSSL_CMP_MSG) message = NULL;

  /* What was verified before and is no candidate needs no promotion. */
  self->unaccepted = stored == self->job->candidate;
  message = signet_replay_decode (stored, &self->error);
  if (message == NULL || !note_answer (self, stored) || !signet_replay_adopt (ctx, message))
    return NULL;

  return g_steal_pointer (&message);
}

/**
 * signet_exchange_transfer_cb:
 * @ctx: the context, with a #SignetExchange as its argument
 * @request: what the library wants to send
 *
 * The OSSL_CMP_transfer_cb_t of a step: answers from the journal as long as it can, then from the
 * server, and journals what must outlive this process.
 *
 * Returns: (transfer full) (nullable): the answer
 */
OSSL_CMP_MSG *
signet_exchange_transfer_cb (OSSL_CMP_CTX       *ctx,
                             const OSSL_CMP_MSG *request)
{
  SignetExchange *self = OSSL_CMP_CTX_get_transfer_cb_arg (ctx);
  g_autoptr (GBytes) der = encode (request);
  GBytes *stored;
  int body;

  keep_certificates (self, ctx);
  if (der == NULL || self->error != NULL)
    return NULL;
  body = body_of (der);

  /* That the library asks to poll means that it has verified the answer before. */
  if (self->unaccepted && body == SIGNET_BODY_POLLREQ &&
      !signet_exchange_accept (self, 0, &self->error))
    return NULL;

  stored = signet_replay_next (self, body);
  if (stored != NULL)
    return hand_over (self, ctx, stored);

  return ask_server (self, request, der, body);
}

/**
 * signet_exchange_failed:
 * @self: the state of a step
 * @error: (transfer full): why it failed
 *
 * Returns: (transfer full): the end of a step that failed
 */
SignetOutcome *
signet_exchange_failed (SignetExchange *self,
                        GError         *error)
{
  SignetOutcome *outcome = signet_outcome_new (SIGNET_OUTCOME_FAILED);

  outcome->error = error;
  outcome->rejected = self->rejected != NULL;
  outcome->stored = self->stored;
  outcome->candidate_refused = self->unaccepted;

  return outcome;
}

/**
 * signet_exchange_log_cb:
 * @function: (nullable): function of OpenSSL
 * @file: (nullable): its file
 * @line: its line
 * @level: how bad it is
 * @message: one line, without secrets
 *
 * The OSSL_CMP_log_cb_t of a step: keeps warnings and worse for the technical details.
 *
 * Returns: 1
 */
int
signet_exchange_log_cb (const char        *function,
                        const char        *file,
                        int                line,
                        OSSL_CMP_severity  level,
                        const char        *message)
{
  if (current != NULL && level <= OSSL_CMP_LOG_WARNING && current->log->len < MAX_LOG)
    {
      g_string_append (current->log, message);
      if (!g_str_has_suffix (message, "\n"))
        g_string_append_c (current->log, '\n');
    }

  return 1;
}
