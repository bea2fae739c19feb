/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-exchange-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cmp/signet-protection-private.h"
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
  self->notes = g_string_new (NULL);
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
  g_clear_pointer (&self->untrusted, signet_x509_stack_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->last, signet_reply_free);
  g_clear_pointer (&self->verified, signet_reply_free);
  g_clear_pointer (&self->signer, X509_free);
  g_clear_pointer (&self->differences, g_strfreev);
  g_clear_error (&self->error);
  g_clear_error (&self->rejected);
  if (self->log != NULL)
    g_string_free (g_steal_pointer (&self->log), TRUE);
  if (self->notes != NULL)
    g_string_free (g_steal_pointer (&self->notes), TRUE);
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
  if (self->job->journal == NULL)
    return TRUE;

  return signet_journal_accept (self->job->journal, next_check, reason, error);
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

static OSSL_CMP_MSG *
hand_over (SignetExchange *self,
           OSSL_CMP_CTX   *ctx,
           GBytes         *stored)
{
  g_autoptr (OSSL_CMP_MSG) message = NULL;

  /* What was verified before and is no candidate needs no promotion. */
  self->unaccepted = stored == self->job->candidate;
  message = signet_replay_decode (stored, &self->error);
  if (message == NULL || !signet_exchange_note (self, stored, 0) ||
      !signet_replay_adopt (ctx, message))
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
  g_autoptr (OSSL_CMP_MSG) answer = NULL;
  int body = OSSL_CMP_MSG_get_bodytype (request);
  GBytes *stored;

  keep_certificates (self, ctx);
  if (self->error != NULL)
    return NULL;
  self->closing |= body == SIGNET_BODY_CERTCONF || body == SIGNET_BODY_ERROR;

  /* That the library asks to poll means that it has verified the answer before. */
  if (self->unaccepted && body == SIGNET_BODY_POLLREQ &&
      !signet_exchange_accept (self, 0, &self->error))
    return NULL;

  stored = signet_replay_next (self, body);
  answer = stored != NULL ? hand_over (self, ctx, stored)
                          : signet_exchange_carry (self, ctx, request, body);
  if (answer == NULL || !signet_protection_check_answer (self, &self->error))
    return NULL;

  return g_steal_pointer (&answer);
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

static void
append_line (GString    *text,
             const char *line)
{
  if (text->len >= MAX_LOG)
    return;
  g_string_append (text, line);
  if (!g_str_has_suffix (line, "\n"))
    g_string_append_c (text, '\n');
}

/**
 * signet_exchange_warn:
 * @self: the state of a step
 * @line: a warning of our own, without secrets
 *
 * Keeps a line for the technical details, and hands it on to whoever wants to see the log. It may
 * quote somebody, and is never taken for a word of the library's.
 */
void
signet_exchange_warn (SignetExchange *self,
                      const char     *line)
{
  append_line (self->notes, line);
  if (self->job->trace != NULL)
    signet_trace_log (self->job->trace, OSSL_CMP_LOG_WARNING, line);
}

/**
 * signet_exchange_log_cb:
 * @function: (nullable): function of OpenSSL
 * @file: (nullable): its file
 * @line: its line
 * @level: how bad it is
 * @message: one line, without secrets
 *
 * The OSSL_CMP_log_cb_t of a step: keeps warnings and worse for the technical details, and hands
 * everything on to whoever wants to see it.
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
  if (current != NULL && level <= OSSL_CMP_LOG_WARNING)
    append_line (current->log, message);
  if (current != NULL && current->job->trace != NULL)
    signet_trace_log (current->job->trace, (guint) CLAMP ((int) level, 0, SIGNET_TRACE_MAX_LEVEL),
                      message);

  return 1;
}
