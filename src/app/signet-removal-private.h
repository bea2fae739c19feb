/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/signet-item-store.h"

G_BEGIN_DECLS

/**
 * SignetRemoval:
 * @ids: (element-type utf8): the items that are gone
 * @error: (nullable): the first reason why one is still there
 *
 * What became of the removal of all practice items.
 */
typedef struct
{
  GPtrArray *ids;
  GError *error;
} SignetRemoval;

SignetRemoval *signet_removal_run         (SignetItemStore    *store) G_GNUC_WARN_UNUSED_RESULT;
gboolean       signet_removal_run_for_try (SignetItemStore    *store,
                                           SignetItemJournal  *journal,
                                           GError            **error);
void           signet_removal_free        (SignetRemoval      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetRemoval, signet_removal_free)

G_END_DECLS
