/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <openssl/cmp.h>

#include "cmp/signet-job.h"
#include "cmp/signet-reply-private.h"
#include "cmp/signet-transport-private.h"
#include "cmp/signet-worker.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

/**
 * SignetExchange:
 * @job: what is to be done
 * @transport: carries messages that are not replayed
 * @cancellable: (nullable): the person's wish to stop
 * @progress: (nullable): told of each stage
 * @progress_data: its data
 * @use_candidate: whether the job's candidate is replayed in place of what was verified before
 * @replayed: how many stored messages were handed to the library
 * @polled: whether a pollReq went to the server in this step
 * @unaccepted: whether an answer was handed to the library that has not turned out verified yet
 * @closing: whether the certificate was accepted or rejected, so that only the server's
 *   acknowledgement is missing
 * @slept: seconds for which the library was allowed to sleep in this step
 * @answer: (nullable): the last answer of the server
 * @last: (nullable): what the last answer said of itself
 * @verified: (nullable): what the last answer said that the library has verified
 * @received_at: when @last came from the server, seconds since 1970, or 0 for a replayed one
 * @verified_at: the same of @verified
 * @kind: how the first answer was protected; all others have to be so, too
 * @last_certificate: protection of the last ip, cp or kup
 * @signer: (nullable): the certificate that a signed answer was last verified with
 * @verify_error: why the signer of an answer was not taken (X509_V_ERR_…), where that has a code of
 *   its own, else 0
 * @anchors: (nullable): the anchors of the profile, once the context is made
 * @untrusted: (nullable): what the profile has beside them to build chains with, from then on, too
 * @kept: certificates of earlier answers, which OpenSSL 3.0 would otherwise use after freeing them
 * @error: (nullable): what failed outside of the library
 * @rejected: (nullable): why a certificate was rejected on this side
 * @brought: whether the last ip, cp or kup was verified and brought a certificate
 * @confirm_wait: for how many seconds the server waits for the confirmation, or 0
 * @differences: (nullable): in what the certificate differs from what was asked for
 * @stored: whether a certificate was journalled
 * @log: lines of the library's log
 * @notes: lines of our own beside it, which may quote whoever a file was fetched from
 *
 * The state of one step that the callbacks of OpenSSL share; it lives on the worker's stack.
 */
typedef struct
{
  SignetJob *job;
  SignetTransport *transport;
  GCancellable *cancellable;
  SignetProgressFunc progress;
  gpointer progress_data;
  gboolean use_candidate;
  guint replayed;
  gboolean polled;
  gboolean unaccepted;
  gboolean closing;
  gint64 slept;
  GBytes *answer;
  SignetReply *last;
  SignetReply *verified;
  gint64 received_at;
  gint64 verified_at;
  SignetProtection kind;
  SignetProtection last_certificate;
  X509 *signer;
  int verify_error;
  SignetX509Stack *anchors;
  SignetX509Stack *untrusted;
  GPtrArray *kept;
  GError *error;
  GError *rejected;
  gboolean brought;
  guint confirm_wait;
  GStrv differences;
  gboolean stored;
  GString *log;
  GString *notes;
} SignetExchange;

void           signet_exchange_init        (SignetExchange      *self,
                                            SignetJob           *job,
                                            gboolean             use_candidate);
void           signet_exchange_clear       (SignetExchange      *self);
void           signet_exchange_tell        (SignetExchange      *self,
                                            SignetStage          stage);
gboolean       signet_exchange_accept      (SignetExchange      *self,
                                            gint64               next_check,
                                            GError             **error);
SignetOutcome *signet_exchange_failed      (SignetExchange      *self,
                                            GError              *error) G_GNUC_WARN_UNUSED_RESULT;
OSSL_CMP_MSG  *signet_exchange_transfer_cb (OSSL_CMP_CTX        *ctx,
                                            const OSSL_CMP_MSG  *request);
OSSL_CMP_MSG  *signet_exchange_carry       (SignetExchange      *self,
                                            OSSL_CMP_CTX        *ctx,
                                            const OSSL_CMP_MSG  *request,
                                            int                  body) G_GNUC_WARN_UNUSED_RESULT;
gboolean       signet_exchange_note        (SignetExchange      *self,
                                            GBytes              *answer,
                                            gint64               received_at);
int            signet_exchange_confirm_cb  (OSSL_CMP_CTX        *ctx,
                                            X509                *certificate,
                                            int                  fail_info,
                                            const char         **text);
void           signet_exchange_warn        (SignetExchange      *self,
                                            const char          *line);
int            signet_exchange_log_cb      (const char          *function,
                                            const char          *file,
                                            int                  line,
                                            OSSL_CMP_severity    level,
                                            const char          *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetExchange, signet_exchange_clear)

G_END_DECLS
