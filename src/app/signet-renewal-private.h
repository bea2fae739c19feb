/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"
#include "store/signet-item-store.h"

G_BEGIN_DECLS

/**
 * SignetRenewal:
 * @old: the item whose certificate is renewed, or the start of its identifier
 * @same_key: whether the key of @old is certified again
 * @key_spec: (nullable): without @same_key: which key is made; %NULL for one like that of @old
 * @profile: (nullable): whom to ask, and how; %NULL for the profile of @old
 * @credential: (nullable): with what it is protected; %NULL for the certificate of @old
 * @has_passphrase: whether the person has chosen a passphrase of their own
 * @accept_unverified: whether a certificate is taken whose CA is not known
 *
 * A person's wish to renew a certificate.
 */
typedef struct
{
  char *old;
  gboolean same_key;
  SignetKeySpec *key_spec;
  SignetProfile *profile;
  SignetCredential *credential;
  gboolean has_passphrase;
  gboolean accept_unverified;
} SignetRenewal;

SignetItem *signet_renewal_make_draft (SignetRenewal    *self,
                                       SignetItemStore  *store,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void        signet_renewal_free       (SignetRenewal    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetRenewal, signet_renewal_free)

G_END_DECLS
