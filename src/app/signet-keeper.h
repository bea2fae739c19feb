/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_KEEPER (signet_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SignetKeeper, signet_keeper, SIGNET, KEEPER, GObject)

/* Property “n-tasks” (unsigned, notifies): the jobs that are not over, with those that still tell a
 * server in the background that a certificate is not wanted.
 * Signal “started”: (SignetKeeper *, SignetTask *), once for each job.
 * Signal “ended”: (SignetKeeper *, SignetTask *, GError * nullable), once for each job. */
SignetKeeper  *signet_keeper_new         (SignetManager    *manager) G_GNUC_WARN_UNUSED_RESULT;
SignetManager *signet_keeper_get_manager (SignetKeeper     *self);
SignetTask    *signet_keeper_request     (SignetKeeper     *self,
                                          SignetRequest    *request,
                                          SignetCredential *credential,
                                          SignetSecret     *passphrase,
                                          SignetRunFlags    flags);
SignetTask    *signet_keeper_retry       (SignetKeeper     *self,
                                          const char       *id,
                                          SignetRequest    *request,
                                          SignetCredential *credential,
                                          SignetSecret     *passphrase,
                                          SignetRunFlags    flags);
SignetTask    *signet_keeper_resume      (SignetKeeper     *self,
                                          const char       *id,
                                          SignetProfile    *profile,
                                          SignetCredential *credential,
                                          SignetSecret     *passphrase,
                                          SignetRunFlags    flags);
SignetTask    *signet_keeper_cancel      (SignetKeeper     *self,
                                          const char       *id,
                                          SignetCredential *credential,
                                          SignetSecret     *passphrase);
void           signet_keeper_abort       (SignetKeeper     *self,
                                          SignetTask       *task);
SignetTask    *signet_keeper_get_task    (SignetKeeper     *self,
                                          const char       *id);
const GError  *signet_keeper_get_error   (SignetKeeper     *self,
                                          const char       *id);
void           signet_keeper_take_up     (SignetKeeper     *self);
guint          signet_keeper_get_n_tasks (SignetKeeper     *self);
void           signet_keeper_stop        (SignetKeeper     *self);
void           signet_keeper_start       (SignetKeeper     *self);

G_END_DECLS
