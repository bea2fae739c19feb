/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-job.h"
#include "core/signet-credential.h"
#include "core/signet-request.h"
#include "store/signet-item-store.h"

G_BEGIN_DECLS

gboolean signet_proof_check_key (SignetRequest         *request,
                                 SignetCredentialKind   kind,
                                 GError               **error);
gboolean signet_proof_check     (SignetCredential      *credential,
                                 SignetProfile         *profile,
                                 GError               **error);
gboolean signet_proof_take      (SignetJob             *job,
                                 SignetItemStore       *store,
                                 SignetCredential      *credential,
                                 SignetSecret          *code,
                                 SignetSecret          *passphrase,
                                 GError               **error);

G_END_DECLS
