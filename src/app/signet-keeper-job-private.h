/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"

G_BEGIN_DECLS

typedef struct _SignetKeeperJob SignetKeeperJob;

/**
 * SignetKeeperFinish:
 * @manager: the manager
 * @result: the result
 * @error: return location for an error
 *
 * A function of the manager that ends a job.
 *
 * Returns: (transfer full) (nullable): the item
 */
typedef SignetItem *(*SignetKeeperFinish) (SignetManager *manager,
                                           GAsyncResult *result,
                                           GError **error);

/**
 * SignetKeeperJobFunc:
 * @job: a job
 * @error: (nullable): how it ended
 *
 * Told of a job.
 */
typedef void (*SignetKeeperJobFunc) (SignetKeeperJob *job,
                                     const GError *error);

/**
 * SignetKeeperJob:
 * @keeper: who holds it; lives as long as the job
 * @manager: who runs it
 * @task: the job as the person sees it
 * @cancellable: cancelled when the person does not want the certificate any more
 * @finish: how it is ended
 * @ended: told once, at the end of what a person waits for
 * @over: told when nothing is done for it any more, if that is after @ended
 * @cancels: whether it is to tell the server, so that it ends when the server was told or could not
 *   be
 * @done: whether the manager has called back
 * @told: whether @ended was called
 *
 * One job of a keeper: brings the end of its task, the end of the person's wait and the end of what
 * is done in the background into one order.
 */
struct _SignetKeeperJob
{
  GObject *keeper;
  SignetManager *manager;
  SignetTask *task;
  GCancellable *cancellable;
  SignetKeeperFinish finish;
  SignetKeeperJobFunc ended;
  SignetKeeperJobFunc over;
  gboolean cancels;
  gboolean done;
  gboolean told;
};

void     signet_keeper_job_free         (SignetKeeperJob *self);
void     signet_keeper_job_take         (SignetKeeperJob *self,
                                         SignetTask      *task);
void     signet_keeper_job_done_cb      (GObject         *source_object,
                                         GAsyncResult    *result,
                                         gpointer         user_data);
gboolean signet_keeper_job_tells_server (SignetKeeperJob *self);

G_END_DECLS
