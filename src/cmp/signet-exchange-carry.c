/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-exchange-private.h"

#include <glib/gi18n-lib.h>

#include "cmp/signet-body-private.h"
#include "cmp/signet-replay-private.h"
#include "cmp/signet-summary-private.h"
#include "core/signet-error.h"

#define MAX_SLEEP 60 /* seconds that the library may wait inside a call without a total timeout */

/* What needs no item leaves no traces in one. */
static gboolean
has_journal (SignetExchange *self)
{
  return self->job->journal != NULL && self->job->operation->may_confirm;
}

/* The library has asked on, and so has verified the answer before. */
static void
note_verified (SignetExchange *self)
{
  if (self->last == NULL)
    return;
  if (self->kind == SIGNET_PROTECTION_NONE)
    self->kind = self->last->protection;
  g_clear_pointer (&self->verified, signet_reply_free);
  self->verified = g_steal_pointer (&self->last);
  self->verified_at = self->received_at;
}

/**
 * signet_exchange_note:
 * @self: the state of a step
 * @answer: an answer, stored or fresh
 * @received_at: when it came, seconds since 1970, or 0 where it is not fresh
 *
 * Takes down what an answer says of itself.
 *
 * Returns: whether it is a PKIMessage
 */
gboolean
signet_exchange_note (SignetExchange *self,
                      GBytes         *answer,
                      gint64          received_at)
{
  gsize length;
  const guchar *data = g_bytes_get_data (answer, &length);

  note_verified (self);
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = g_bytes_ref (answer);
  self->received_at = received_at;
  self->last = signet_reply_parse (data, length);
  if (self->last == NULL)
    return FALSE;

  if (signet_reply_is_certificate_answer (self->last))
    self->last_certificate = self->last->protection;

  return TRUE;
}

/* What a later process may need: an answer to the request itself, or to a pollReq about it. A
 * pollRep that only delays the acknowledgement would lead the next process astray. */
static gboolean
is_worth_keeping (SignetExchange *self,
                  int             request_body)
{
  if (!has_journal (self) || self->closing)
    return FALSE;
  if (request_body == SIGNET_BODY_POLLREQ)
    return signet_reply_is_certificate_answer (self->last) ||
           self->last->body == SIGNET_BODY_POLLREP;

  return request_body == self->job->operation->request_body &&
         signet_reply_is_certificate_answer (self->last);
}

/* Such an answer is on disk before the library sees it. */
static gboolean
journal_answer (SignetExchange *self,
                GBytes         *der)
{
  SignetAnswer kind = signet_reply_is_certificate_answer (self->last) ? SIGNET_ANSWER_CERTIFICATE
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

  if (!has_journal (self))
    return TRUE;
  if (id == NULL)
    {
      g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_FAILED,
                           _ ("The request has no transaction identifier."));
      return FALSE;
    }
  bytes = g_bytes_new (ASN1_STRING_get0_data (id), (gsize) ASN1_STRING_length (id));

  return signet_journal_sent (self->job->journal, bytes, &self->error);
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

/* The first message of a step that is not answered from the journal. */
static gboolean
announce (SignetExchange     *self,
          const OSSL_CMP_MSG *request,
          int                 body)
{
  if (body == SIGNET_BODY_POLLREQ)
    self->polled = TRUE;
  if (body != self->job->operation->request_body)
    return TRUE;
  if (!may_send_request (self))
    return FALSE;
  signet_exchange_tell (self, SIGNET_STAGE_CONTACT);

  return journal_sent (self, request);
}

/* RFC 9810 5.1.1: what is recorded is what leaves; a MAC on it lets the code be guessed, which is
 * why only the owner may read the files. */
static gboolean
trace_request (SignetExchange *self,
               GBytes         *der,
               int             body)
{
  SignetTrace *trace = self->job->trace;
  const char *word = signet_body_to_word (body);

  if (trace == NULL)
    return TRUE;
  if (!signet_trace_record_request (trace, word, der, &self->error))
    return FALSE;
  if (!signet_trace_is_dry_run (trace))
    return TRUE;

  signet_summary_show (trace, der);
  g_set_error (&self->error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN,
               _ ("The message of the kind “%s” was only shown, and nothing was sent."), word);

  return FALSE;
}

static gboolean
trace_answer (SignetExchange  *self,
              GBytes          *der,
              GError         **error)
{
  SignetTrace *trace = self->job->trace;
  const char *word = signet_body_to_word (self->last != NULL ? self->last->body : -1);

  return trace == NULL || signet_trace_is_replay (trace) ||
         signet_trace_record_answer (trace, word, der, error);
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

static GBytes *
fetch (SignetExchange     *self,
       const OSSL_CMP_MSG *request,
       int                 body)
{
  SignetTrace *trace = self->job->trace;
  g_autoptr (GBytes) der = encode (request);

  if (der == NULL || !trace_request (self, der, body) || !announce (self, request, body))
    return NULL;
  if (trace != NULL && signet_trace_is_replay (trace))
    return signet_trace_replay (trace, signet_body_to_word (body), &self->error);

  return signet_transport_send (self->transport, der, self->cancellable, &self->error);
}

static void
not_cmp (SignetExchange *self)
{
  g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP,
                       _ ("The server’s answer is not a CMP message."));
}

/* A recorded answer belongs to the transaction of the recording: it is taken over. */
static gboolean
check_transaction (SignetExchange     *self,
                   OSSL_CMP_CTX       *ctx,
                   const OSSL_CMP_MSG *request,
                   OSSL_CMP_MSG       *answer,
                   GBytes             *der,
                   int                 body)
{
  if (self->job->trace != NULL && signet_trace_is_replay (self->job->trace))
    return signet_replay_adopt (ctx, answer);
  if (!is_worth_keeping (self, body))
    return TRUE;
  if (is_of_transaction (request, answer) && !is_old_answer (self, der))
    return TRUE;
  g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_MISMATCHED,
                       _ ("The server’s answer belongs to another exchange."));

  return FALSE;
}

/* Where the server is not done with anything but a certificate, OpenSSL since 3.3 sleeps inside the
 * call for as long as the server likes, and nothing ends that. */
static gboolean
may_sleep (SignetExchange *self,
           int             body)
{
  gint64 total = signet_profile_get_number (self->job->profile, SIGNET_SETTING_TOTAL_TIMEOUT);

  if (body != SIGNET_BODY_POLLREQ || self->last->body != SIGNET_BODY_POLLREP ||
      (self->job->operation->may_poll && !self->closing))
    return TRUE;
  /* The number is the server's, and may be as large as numbers are. */
  self->slept += CLAMP (self->last->check_after, 1, G_MAXINT32);
  if (self->slept <= (total > 0 ? total : MAX_SLEEP))
    return TRUE;
  g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_PENDING_ANSWER,
                       _ ("The server asks to wait for longer than can be waited here."));

  return FALSE;
}

/* A request for a certificate that is put off by an error message cannot be taken up again by a
 * later process: there is no ip, cp or kup to begin with. */
static gboolean
may_wait (SignetExchange *self,
          int             body)
{
  if (body != self->job->operation->request_body || !self->job->operation->may_poll ||
      self->last->body != SIGNET_BODY_ERROR || self->last->status != OSSL_CMP_PKISTATUS_waiting)
    return TRUE;
  g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_PENDING_ANSWER,
                       _ ("The server asks to wait in a way that cannot be followed here."));

  return FALSE;
}

/* Whether the library may see it at all. */
static OSSL_CMP_MSG *
look_at (SignetExchange     *self,
         OSSL_CMP_CTX       *ctx,
         const OSSL_CMP_MSG *request,
         GBytes             *der,
         int                 body)
{
  gboolean fresh = self->job->trace == NULL || !signet_trace_is_replay (self->job->trace);
  gboolean noted =
    signet_exchange_note (self, der, fresh ? g_get_real_time () / G_USEC_PER_SEC : 0);
  g_autoptr (OSSL_CMP_MSG) message = signet_replay_decode (der, &self->error);

  if (message == NULL)
    return NULL;
  if (!noted)
    {
      not_cmp (self);
      return NULL;
    }

  return check_transaction (self, ctx, request, message, der, body) && may_sleep (self, body) &&
             may_wait (self, body)
           ? g_steal_pointer (&message)
           : NULL;
}

/* An answer that cannot be recorded is not lost: it is in the journal by then, and the next step
 * looks at it. */
static gboolean
keep (SignetExchange *self,
      GBytes         *der,
      int             body)
{
  if (is_worth_keeping (self, body) && !journal_answer (self, der))
    return FALSE;
  if (trace_answer (self, der, &self->error))
    return TRUE;
  self->unaccepted = FALSE;

  return FALSE;
}

/**
 * signet_exchange_carry:
 * @self: the state of a step
 * @ctx: its context
 * @request: what the library wants to send
 * @body: tag of its PKIBody
 *
 * Carries a message to the server, or to the recording that stands in for it, and journals what
 * must outlive this process: the request before it leaves, the answer before the library sees it.
 *
 * Returns: (transfer full) (nullable): the answer; without one, the error of @self says why
 */
OSSL_CMP_MSG *
signet_exchange_carry (SignetExchange     *self,
                       OSSL_CMP_CTX       *ctx,
                       const OSSL_CMP_MSG *request,
                       int                 body)
{
  g_autoptr (GBytes) answer = fetch (self, request, body);
  g_autoptr (OSSL_CMP_MSG) message = NULL;

  if (answer == NULL)
    return NULL;
  message = look_at (self, ctx, request, answer, body);
  if (message == NULL)
    {
      trace_answer (self, answer, NULL);
      return NULL;
    }

  return keep (self, answer, body) ? g_steal_pointer (&message) : NULL;
}
