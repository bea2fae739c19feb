/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-behaviour-private.h"
#include "practice/signet-practice-ca-private.h"
#include "practice/signet-practice-codes.h"
#include "practice/signet-practice-material-private.h"
#include "practice/signet-practice-server.h"
#include "practice/signet-practice-store.h"

G_BEGIN_DECLS

/**
 * SignetPracticeEmit:
 * @event: (transfer full): what happened
 * @user_data: what was given with the function
 *
 * Hands on an event; called with the desk locked, on the thread that did it.
 */
typedef void (*SignetPracticeEmit) (SignetPracticeEvent *event,
                                    gpointer user_data);

/**
 * SignetPracticeVerdict:
 * @SIGNET_PRACTICE_VERDICT_ISSUED: there is a certificate
 * @SIGNET_PRACTICE_VERDICT_WAITING: the client shall ask again later
 * @SIGNET_PRACTICE_VERDICT_REFUSED: no
 *
 * What becomes of a request now.
 */
typedef enum {
  SIGNET_PRACTICE_VERDICT_ISSUED,
  SIGNET_PRACTICE_VERDICT_WAITING,
  SIGNET_PRACTICE_VERDICT_REFUSED,
} SignetPracticeVerdict;

/**
 * SignetPracticeList:
 * @SIGNET_PRACTICE_LIST_ISSUER: of the CA that issues the certificates
 * @SIGNET_PRACTICE_LIST_ROOT: of the root; the same without an issuing CA below it
 *
 * A list of revoked certificates.
 */
typedef enum {
  SIGNET_PRACTICE_LIST_ISSUER,
  SIGNET_PRACTICE_LIST_ROOT,
  SIGNET_PRACTICE_N_LISTS,
} SignetPracticeList;

/**
 * SignetPracticeDesk:
 * @folder: the CA's folder
 * @url: (nullable): address of the web server, "http://127.0.0.1:1234", set when that is known
 * @lock: held while a message or a person's decision is worked off
 * @store: what the CA remembers
 * @codes: its codes
 * @ca: its key and certificate
 * @behaviour: how it behaves otherwise
 * @material: what a person gave to it
 * @lists: DER of the lists of revoked certificates
 * @next_lists: when the next ones shall be made, seconds since 1970
 * @approval: whether a person decides
 * @poll_count: how often a client is told to wait, without @approval
 * @check_after: how many seconds it is asked to wait
 * @emit: where events go
 * @emit_data: passed to @emit
 *
 * The part of a practice CA that decides about requests; it knows nothing of messages. A public
 * structure without functions that lock: whoever uses it holds @lock.
 */
typedef struct
{
  char *folder;
  char *url;
  GMutex lock;
  SignetPracticeStore *store;
  SignetPracticeCodes *codes;
  SignetPracticeCa *ca;
  const SignetPracticeBehaviour *behaviour;
  SignetPracticeMaterial *material;
  GBytes *lists[SIGNET_PRACTICE_N_LISTS];
  gint64 next_lists;
  gboolean approval;
  guint poll_count;
  guint check_after;
  SignetPracticeEmit emit;
  gpointer emit_data;
} SignetPracticeDesk;

SignetPracticeDesk    *signet_practice_desk_new     (const SignetPracticeOptions    *options,
                                                     const SignetPracticeBehaviour  *behaviour,
                                                     SignetPracticeEmit              emit,
                                                     gpointer                        emit_data,
                                                     GError                        **error) G_GNUC_WARN_UNUSED_RESULT;
void                   signet_practice_desk_free    (SignetPracticeDesk             *self);
void                   signet_practice_desk_tell    (SignetPracticeDesk             *self,
                                                     const char                     *name,
                                                     SignetPracticeTransaction      *transaction,
                                                     const char                     *text);
SignetPracticeVerdict  signet_practice_desk_begin   (SignetPracticeDesk             *self,
                                                     SignetPracticeTransaction      *transaction,
                                                     SignetPracticeTemplate         *template,
                                                     X509                          **certificate,
                                                     SignetPracticeRefusal          *refusal);
SignetPracticeVerdict  signet_practice_desk_collect (SignetPracticeDesk             *self,
                                                     SignetPracticeTransaction      *transaction,
                                                     SignetPracticeTemplate         *template,
                                                     X509                          **certificate,
                                                     SignetPracticeRefusal          *refusal);
gboolean               signet_practice_desk_poll    (SignetPracticeDesk             *self,
                                                     SignetPracticeTransaction      *transaction,
                                                     gboolean                       *ready,
                                                     GError                        **error);
gboolean               signet_practice_desk_confirm (SignetPracticeDesk             *self,
                                                     SignetPracticeTransaction      *transaction,
                                                     gboolean                        accepted,
                                                     const char                     *text,
                                                     GError                        **error);
void                   signet_practice_desk_abort   (SignetPracticeDesk             *self,
                                                     SignetPracticeTransaction      *transaction,
                                                     const char                     *text);
void                   signet_practice_desk_refuse  (SignetPracticeDesk             *self,
                                                     const char                     *id,
                                                     const char                     *reference,
                                                     const char                     *text);
gboolean               signet_practice_desk_approve (SignetPracticeDesk             *self,
                                                     guint                           number,
                                                     GError                        **error);
gboolean               signet_practice_desk_reject  (SignetPracticeDesk             *self,
                                                     guint                           number,
                                                     const char                     *fail_info,
                                                     GError                        **error);

X509     *signet_practice_desk_read_issued (SignetPracticeDesk        *self,
                                            const char                *serial) G_GNUC_WARN_UNUSED_RESULT;
X509     *signet_practice_desk_find_old    (SignetPracticeDesk        *self,
                                            const X509_NAME           *issuer,
                                            const ASN1_INTEGER        *serial,
                                            SignetPracticeRefusal     *refusal) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_practice_desk_may_renew   (SignetPracticeDesk        *self,
                                            X509                      *old,
                                            const char                *signer,
                                            SignetPracticeRefusal     *refusal);
gboolean  signet_practice_desk_may_revoke  (SignetPracticeDesk        *self,
                                            X509                      *old,
                                            const char                *signer,
                                            SignetPracticeRefusal     *refusal);
gboolean  signet_practice_desk_revoke      (SignetPracticeDesk        *self,
                                            SignetPracticeTransaction *transaction,
                                            int                        reason,
                                            SignetPracticeRefusal     *refusal);

gboolean  signet_practice_desk_make_lists   (SignetPracticeDesk  *self,
                                             GError             **error);
GBytes   *signet_practice_desk_dup_list     (SignetPracticeDesk  *self,
                                             SignetPracticeList   list) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *signet_practice_desk_fetch        (SignetPracticeDesk  *self,
                                             const char          *path) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_practice_desk_get_list_url (SignetPracticeDesk  *self,
                                             SignetPracticeList   list) G_GNUC_WARN_UNUSED_RESULT;

X509     *signet_practice_desk_read_granted            (SignetPracticeDesk *self,
                                                        const char         *serial) G_GNUC_WARN_UNUSED_RESULT;
EVP_PKEY *signet_practice_desk_get_signing_key         (SignetPracticeDesk *self);
X509     *signet_practice_desk_get_signing_certificate (SignetPracticeDesk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeDesk, signet_practice_desk_free)

G_END_DECLS
