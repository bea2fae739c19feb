/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "app/signet-run-private.h"
#include "cmp/signet-worker.h"
#include "store/signet-item-store.h"

G_BEGIN_DECLS

/**
 * SignetErrand:
 * @store: the keystore
 * @profile: (nullable): whom to talk to
 * @credential: (nullable): with what it is protected
 * @passphrase: (nullable): the person's own passphrase
 * @trace: (nullable): what a specialist wants to see
 * @revocation: (nullable): which certificate is to be revoked
 * @question: (nullable): what is asked, a dotted infoType; %NULL for nothing in particular
 * @value: (nullable): the DER of its infoValue
 * @progress: told of each stage, on the worker's thread
 * @progress_data: its data
 *
 * Everything that one exchange needs which makes no item, frozen before the worker starts.
 */
typedef struct
{
  SignetItemStore *store;
  SignetProfile *profile;
  SignetCredential *credential;
  SignetSecret *passphrase;
  SignetTrace *trace;
  SignetRevocation *revocation;
  char *question;
  GBytes *value;
  SignetProgressFunc progress;
  gpointer progress_data;
} SignetErrand;

/**
 * SignetErrandResult:
 * @error: (nullable): why it did not work
 * @report: (nullable): what is known about the server's answer; never %NULL without @error
 * @infos: (nullable) (element-type SignetInfo): what the server answered to a question
 * @item: (nullable): an item that changed, as it is on disk now
 *
 * What became of an errand.
 */
typedef struct
{
  GError *error;
  SignetReport *report;
  GPtrArray *infos;
  SignetItem *item;
} SignetErrandResult;

/**
 * SignetErrandFunc:
 * @errand: what is to be done
 * @cancellable: ends it while nothing was sent
 *
 * Runs an errand; blocks.
 *
 * Returns: (transfer full): what became of it
 */
typedef SignetErrandResult *(*SignetErrandFunc) (SignetErrand *errand,
                                                 GCancellable *cancellable);

void                signet_errand_free        (SignetErrand        *self);
SignetErrandResult *signet_errand_result_new  (GError              *error,
                                               SignetOutcome       *outcome) G_GNUC_WARN_UNUSED_RESULT;
void                signet_errand_result_free (SignetErrandResult  *self);
SignetTask         *signet_errand_start       (SignetManager       *manager,
                                               SignetErrand        *errand,
                                               SignetErrandFunc     func,
                                               SignetItemFunc       publish,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data,
                                               gpointer             source_tag) G_GNUC_WARN_UNUSED_RESULT;
SignetErrandResult *signet_revoke_run         (SignetErrand        *errand,
                                               GCancellable        *cancellable) G_GNUC_WARN_UNUSED_RESULT;
SignetErrandResult *signet_ask_run            (SignetErrand        *errand,
                                               GCancellable        *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetErrand, signet_errand_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetErrandResult, signet_errand_result_free)

G_END_DECLS
