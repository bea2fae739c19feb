/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"

G_BEGIN_DECLS

/**
 * SignetItem:
 *
 * One request and, later, its certificate: what the keystore's folder of that identifier says. It
 * is a plain model for one thread; a worker gets its own and signet_item_copy_from () brings the
 * news.
 */
struct _SignetItem
{
  GObject parent_instance;

  char *id;
  char *label;
  const SignetOperation *operation;
  SignetProfile *profile;
  SignetTemplate *template;
  SignetKeySpec *key_spec;
  SignetCredential *credential;
  SignetPassphraseKind passphrase_kind;
  gint64 created;
  GBytes *csr;
  GBytes *public_key;
  char *previous;
  GBytes *old_certificate;
  gboolean same_key;

  SignetItemState state;
  SignetNeeds needs;
  char *key_id;
  char *transaction_id;
  gint64 sent;
  gint64 next_check;
  char *reason;
  gboolean code_kept;
  gboolean accepts_unverified;
  gboolean maybe_issued;
  SignetVerification verification;
  GBytes *certificate;
  SignetRevocationState revocation;
  gint64 revoked_at;
  int revocation_reason;
  GStrv warnings;
  GError *error;
};

void     signet_item_notify_revocation (SignetItem     *self);
gboolean signet_item_set_damaged       (GError        **error,
                                        const char     *key);
void     signet_item_save_bytes        (GKeyFile       *file,
                                        const char     *group,
                                        const char     *key,
                                        GBytes         *bytes);
gboolean signet_item_load_bytes        (GKeyFile       *file,
                                        const char     *group,
                                        const char     *key,
                                        GBytes        **bytes,
                                        GError        **error);
void     signet_item_save_origin       (SignetItem     *self,
                                        GKeyFile       *file);
gboolean signet_item_load_origin       (GKeyFile       *file,
                                        SignetRequest  *request,
                                        GError        **error);
void     signet_item_save_revocation   (SignetItem     *self,
                                        GKeyFile       *file);
gboolean signet_item_load_revocation   (SignetItem     *self,
                                        GKeyFile       *file,
                                        GError        **error);

G_END_DECLS
