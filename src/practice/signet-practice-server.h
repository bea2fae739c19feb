/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-credential.h"
#include "core/signet-secret.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_PRACTICE_SERVER (signet_practice_server_get_type ())
/* clang-format off */
G_DECLARE_FINAL_TYPE (SignetPracticeServer, signet_practice_server,
                      SIGNET, PRACTICE_SERVER, GObject)
/* clang-format on */

/**
 * SignetPracticeOptions:
 * @folder: where the CA keeps its root, its codes, what it issued and what waits; made if missing
 * @port: TCP port on 127.0.0.1; 0 for the one used last, or any free one at the first start
 * @approval: whether every request waits until somebody approves or rejects it; if not, it is as
 *   signet_practice_server_set_approval() left it in @folder
 * @poll_count: how many pollReq messages a request is answered with "wait" before it is issued
 *   (without @approval)
 * @check_after: how many seconds a client is asked to wait before it asks again
 *
 * How a practice CA behaves.
 */
typedef struct
{
  const char *folder;
  guint port;
  gboolean approval;
  guint poll_count;
  guint check_after;
} SignetPracticeOptions;

#define SIGNET_TYPE_PRACTICE_EVENT (signet_practice_event_get_type ())

/**
 * SignetPracticeEvent:
 * @name: "request", "waiting", "approved", "rejected", "issued", "confirmed", "not-accepted",
 *   "refused", "aborted"; "revoked", "released" (from a hold), "asked" (a question); "ended" when
 * as many messages were answered as the CA was told to
 * @number: the request's number, for approve and reject, or 0
 * @transaction: (nullable): transaction identifier, hexadecimal
 * @reference: (nullable): reference number that the client gave
 * @subject: (nullable): subject, RFC 4514
 * @serial: (nullable): serial number of the certificate, hexadecimal
 * @text: (nullable): why something was refused or revoked, or what was asked for
 *
 * Something that happened in a practice CA.
 */
typedef struct
{
  char *name;
  guint number;
  char *transaction;
  char *reference;
  char *subject;
  char *serial;
  char *text;
} SignetPracticeEvent;

GType                signet_practice_event_get_type (void);
SignetPracticeEvent *signet_practice_event_copy     (const SignetPracticeEvent *self) G_GNUC_WARN_UNUSED_RESULT;
void                 signet_practice_event_free     (SignetPracticeEvent       *self);

gboolean              signet_practice_server_exists          (const char                   *folder);
SignetPracticeServer *signet_practice_server_new             (const SignetPracticeOptions  *options) G_GNUC_WARN_UNUSED_RESULT;
gboolean              signet_practice_server_set             (SignetPracticeServer         *self,
                                                              const char                   *name,
                                                              const char                   *value,
                                                              GError                      **error);
void                  signet_practice_server_add_code        (SignetPracticeServer         *self,
                                                              const char                   *reference,
                                                              SignetSecret                 *code);
gboolean              signet_practice_server_start           (SignetPracticeServer         *self,
                                                              GError                      **error);
void                  signet_practice_server_stop            (SignetPracticeServer         *self);
const char           *signet_practice_server_get_url         (SignetPracticeServer         *self);
const char           *signet_practice_server_get_ca_file     (SignetPracticeServer         *self);
const char           *signet_practice_server_get_tls_ca_file (SignetPracticeServer         *self);
const char           *signet_practice_server_get_reference   (SignetPracticeServer         *self);
SignetSecret         *signet_practice_server_get_code        (SignetPracticeServer         *self);
guint                 signet_practice_server_get_n_codes     (SignetPracticeServer         *self);
SignetCredential     *signet_practice_server_dup_credential  (SignetPracticeServer         *self,
                                                              guint                         index) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray            *signet_practice_server_dup_records     (SignetPracticeServer         *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean              signet_practice_server_get_approval    (SignetPracticeServer         *self);
gboolean              signet_practice_server_set_approval    (SignetPracticeServer         *self,
                                                              gboolean                      approval,
                                                              GError                      **error);
gboolean              signet_practice_server_remove          (SignetPracticeServer         *self,
                                                              GError                      **error);
gboolean              signet_practice_server_approve         (SignetPracticeServer         *self,
                                                              guint                         number,
                                                              GError                      **error);
gboolean              signet_practice_server_reject          (SignetPracticeServer         *self,
                                                              guint                         number,
                                                              const char                   *fail_info,
                                                              GError                      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeEvent, signet_practice_event_free)

G_END_DECLS
