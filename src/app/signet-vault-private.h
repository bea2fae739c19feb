/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"
#include "core/signet-secret.h"
#include "pki/signet-key.h"
#include "pki/signet-signer.h"
#include "store/signet-item-store.h"

G_BEGIN_DECLS

SignetSecret *signet_vault_make_passphrase (SignetItemStore   *store,
                                            SignetItem        *item,
                                            SignetSecret      *own,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
SignetSecret *signet_vault_get_passphrase  (SignetItemStore   *store,
                                            SignetItem        *item,
                                            SignetSecret      *own,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void          signet_vault_drop_passphrase (SignetItemStore   *store,
                                            SignetItem        *item);
SignetSecret *signet_vault_get_code        (SignetItemStore   *store,
                                            SignetItem        *item,
                                            SignetCredential  *given,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      signet_vault_keep_code       (SignetItemStore   *store,
                                            SignetItem        *item,
                                            SignetSecret      *code);
void          signet_vault_forget_code     (SignetItemStore   *store,
                                            SignetItem        *item);
gboolean      signet_vault_remove_secrets  (SignetItemStore   *store,
                                            SignetItem        *item,
                                            GError           **error);
SignetKey    *signet_vault_open_key        (SignetItemStore   *store,
                                            const char        *id,
                                            SignetSecret      *own,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;
SignetSigner *signet_vault_get_signer      (SignetItemStore   *store,
                                            SignetCredential  *credential,
                                            SignetSecret      *own,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
