/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "app/signet-step-private.h"

G_BEGIN_DECLS

/**
 * SignetItemFunc:
 * @manager: the manager
 * @item: an item as it is on disk now
 *
 * Takes the news of an item into the manager's list.
 */
typedef void (*SignetItemFunc) (SignetManager *manager,
                                SignetItem *item);

SignetTask *signet_run_start (SignetManager       *manager,
                              SignetStep          *step,
                              SignetTask          *after,
                              SignetItemFunc       publish,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data,
                              gpointer             source_tag) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
