/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp-fixture.h"
#include "fault-server.h"
#include "pki-fixture.h"

G_BEGIN_DECLS

/* A CA that does what a test says, and that no real one would do: it answers one client, whose
 * requests it does not verify. Set it up before its first request. */
typedef struct
{
  FaultServer *server;
  OSSL_CMP_SRV_CTX *transaction;
  OSSL_CMP_MSG *waiting; /* the request that is asked about */
  GString *seen;         /* bodies of the requests: "0 25 24" */
  GPtrArray *requests;   /* their DER */

  EVP_PKEY *pkey;    /* of everybody here but the client */
  X509 *root;        /* issues certificates, unless there is an issuer */
  X509 *issuer;      /* (nullable) */
  X509 *signer;      /* signs the answers */
  X509 *also;        /* (nullable): sent along */
  EVP_PKEY *client;  /* whom certificates are issued for */
  const char *name;  /* of the subject, "Ada" */
  const char *code;  /* (nullable): answers are protected with it instead */
  guint signed_only; /* the code is used after so many answers */
  guint polls;       /* how often the client is asked to wait */
  int status;        /* PKIStatus of the answer */
  int fail_info;     /* bits of PKIFailureInfo of the answer to a revocation */
  gboolean implicit; /* no confirmation is needed where the client asks for that */
  guint wait;        /* seconds that it waits for the confirmation, or 0 */
  GBytes *forgery;   /* (nullable): what answers every request after the first honest ones */
  guint honest;      /* how many those are, 1 */
  const char *type;  /* of the content, and what else the header says */
  gboolean loose;    /* the algorithm of the protection is no DER, but BER, which OpenSSL reads */
  int confirmed;     /* PKIStatus of the certConf, -1 before */
} ScriptedCa;

void    scripted_ca_init     (ScriptedCa *self,
                              CmpFixture *fixture);
void    scripted_ca_clear    (ScriptedCa *self);
void    scripted_ca_set_role (ScriptedCa *self,
                              const char *name,
                              gboolean    ca,
                              const char *extension,
                              const char *value);
GBytes *scripted_ca_new_crl  (ScriptedCa *self,
                              X509       *revoked,
                              long        lifetime);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ScriptedCa, scripted_ca_clear)

G_END_DECLS
