/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-responder-private.h"

G_BEGIN_DECLS

/**
 * PracticeClient:
 * @desk: the CA; may be replaced between two messages, as by a restart
 * @context: OpenSSL's client
 * @key: the key that a certificate is asked for
 * @sent: every message that was sent, GBytes
 * @lose: how many of the next answers get lost on their way
 * @lose_after: how many answers arrive before one that gets lost, 0 for never
 * @tamper: whether the bytes of the next message are spoilt
 * @accept: what the client thinks of its certificate
 * @body: (nullable): the body that the next message gets instead of OpenSSL's, with its tag; it is
 *   protected with the code "secret" or signed with @signer_key
 * @info: (nullable): more general information in the header of the next message
 * @signer_key: (nullable): the key of a client that signs; somebody else owns it
 * @may_fail: whether a message may have no answer at all
 * @answer: (nullable): the last answer
 * @request: (nullable): what to ask for, instead of what OpenSSL makes of the rest
 *
 * A client of the practice CA in the same thread, without HTTP in between.
 */
typedef struct
{
  SignetPracticeDesk *desk;
  OSSL_CMP_CTX *context;
  EVP_PKEY *key;
  GPtrArray *sent;
  guint lose;
  guint lose_after;
  gboolean tamper;
  gboolean accept;
  GBytes *body;
  GBytes *info;
  EVP_PKEY *signer_key;
  gboolean may_fail;
  GBytes *answer;
  OSSL_CRMF_MSG *request;
} PracticeClient;

PracticeClient *practice_client_new             (SignetPracticeDesk *desk,
                                                 const char         *common_name);
void            practice_client_free            (PracticeClient     *self);
void            practice_client_set_code        (PracticeClient     *self,
                                                 const char         *reference,
                                                 const char         *code);
void            practice_client_set_signer      (PracticeClient     *self,
                                                 PracticeClient     *owner);
void            practice_client_add_dns         (PracticeClient     *self,
                                                 const char         *name);
void            practice_client_use_null_dn     (PracticeClient     *self);
int             practice_client_try             (PracticeClient     *self,
                                                 int                 type);
gboolean        practice_client_revoke          (PracticeClient     *self,
                                                 X509               *certificate,
                                                 int                 reason);
GBytes         *practice_client_ask             (PracticeClient     *self,
                                                 const char         *oid,
                                                 GBytes             *value,
                                                 const char         *answer);
void            practice_client_set_csr         (PracticeClient     *self,
                                                 const char         *common_name);
void            practice_client_add_profile     (PracticeClient     *self,
                                                 const char         *name);
X509           *practice_client_get_certificate (PracticeClient     *self);
char           *practice_client_dup_serial      (PracticeClient     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeClient, practice_client_free)

G_END_DECLS
