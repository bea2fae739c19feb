/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp-fixture.h"
#include "fault-server.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

/* A CA that answers questions and revocations as a test says, under the code of the fixture. */
typedef struct
{
  FaultServer *server;
  OSSL_CMP_SRV_CTX *transaction;
  OSSL_CMP_MSG *delayed; /* the request that is asked about */
  const char *oid;       /* (nullable): infoType of the answer */
  GBytes *value;         /* (nullable): its infoValue */
  GBytes *asked;         /* (nullable): the last request */
  guint polls;           /* how often the client is asked to wait, by an error message */
  guint check_after;     /* for how many seconds */
  int status;            /* PKIStatus of a revocation */
  int fail_info;         /* bits of PKIFailureInfo */
  const char *text;      /* (nullable): PKIFreeText */
} Oracle;

void oracle_init  (Oracle     *self,
                   CmpFixture *fixture);
void oracle_clear (Oracle     *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Oracle, oracle_clear)

G_END_DECLS
