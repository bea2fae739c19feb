/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/signet-item-journal.h"

G_BEGIN_DECLS

SignetItemJournal *signet_item_journal_create (const char  *folder,
                                               SignetItem  *item,
                                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *signet_item_journal_open   (const char  *folder,
                                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
int                signet_lock_take           (const char  *path,
                                               gboolean     wait,
                                               GError     **error);
void               signet_lock_drop           (int          fd);

G_END_DECLS
