/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "app/signet-renewal-private.h"
#include "cmp/signet-job.h"
#include "cmp/signet-worker.h"
#include "store/signet-item-store.h"

G_BEGIN_DECLS

/**
 * SignetStep:
 * @store: the keystore
 * @draft: (nullable): a new item, whose folder and key are made first
 * @id: (nullable): without @draft: the item
 * @last: (nullable): with @draft, until that is settled: the item of the person's last try, which
 * may take the place of the draft, see signet_retry_run()
 * @renewal: (nullable): until that is done: the renewal of which @draft is made
 * @profile: (nullable): replaces the item's profile
 * @credential: (nullable): replaces the item's credential, and carries the code
 * @overrides_saved: whether those two are in the item already
 * @passphrase: (nullable): the person's own passphrase
 * @flags: how it is run
 * @problem: (nullable): why the step cannot be taken at all
 * @wish: whether to go on or to cancel
 * @silent: whether a request that is cancelled is given up without telling the server
 * @unwanted: (nullable): cancelled when the person does not want the certificate any more
 * @trace: (nullable): what a specialist wants to see
 * @task: (nullable): the job as the person sees it, which outlives the step
 * @progress: told of each stage, on the worker's thread
 * @progress_data: its data
 *
 * Everything one step of an item's life needs, frozen before the worker starts.
 */
typedef struct
{
  SignetItemStore *store;
  SignetItem *draft;
  char *id;
  char *last;
  SignetRenewal *renewal;
  SignetProfile *profile;
  SignetCredential *credential;
  gboolean overrides_saved;
  SignetSecret *passphrase;
  SignetRunFlags flags;
  GError *problem;
  SignetJobWish wish;
  gboolean silent;
  GCancellable *unwanted;
  SignetTrace *trace;
  SignetTask *task;
  SignetProgressFunc progress;
  gpointer progress_data;
} SignetStep;

/**
 * SignetStepResult:
 * @item: (nullable): the item as it is on disk now, for the main thread
 * @error: (nullable): why the step did not work
 * @left: whether a byte of the step may have reached the server
 * @report: (nullable): what is known about the server's last answer
 *
 * What became of a step.
 */
typedef struct
{
  SignetItem *item;
  GError *error;
  gboolean left;
  SignetReport *report;
} SignetStepResult;

void              signet_step_free           (SignetStep         *self);
SignetStepResult *signet_step_run            (SignetStep         *self,
                                              GCancellable       *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void              signet_step_result_free    (SignetStepResult   *self);
gboolean          signet_step_check_origin   (SignetItem         *item,
                                              GError            **error);
guint             signet_step_get_iterations (SignetItem         *item);
gboolean          signet_step_make_key       (SignetStep         *step,
                                              SignetItemJournal  *journal,
                                              SignetKey         **key,
                                              GError            **error);
gboolean          signet_step_open_key       (SignetStep         *step,
                                              SignetItemJournal  *journal,
                                              SignetKey         **key,
                                              GError            **error);
gboolean          signet_step_is_sent_as_new (SignetStep         *step,
                                              SignetItem         *item);
SignetJob        *signet_step_make_job       (SignetStep         *step,
                                              SignetItemJournal  *journal,
                                              SignetKey          *key,
                                              GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void              signet_step_care_for_code  (SignetStep         *step,
                                              SignetJob          *job,
                                              SignetItemJournal  *journal,
                                              gboolean            worked);
void              signet_step_doubt_code     (SignetStep         *step,
                                              SignetItem         *item,
                                              const GError       *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetStep, signet_step_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetStepResult, signet_step_result_free)

G_END_DECLS
