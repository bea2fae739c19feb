/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-item.h"
#include "core/signet-journal.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_ITEM_JOURNAL (signet_item_journal_get_type ())
G_DECLARE_FINAL_TYPE (SignetItemJournal, signet_item_journal, SIGNET, ITEM_JOURNAL, GObject)

SignetItem *signet_item_journal_get_item       (SignetItemJournal  *self);
gboolean    signet_item_journal_save           (SignetItemJournal  *self,
                                                GError            **error);
gboolean    signet_item_journal_write_key      (SignetItemJournal  *self,
                                                GBytes             *pem,
                                                GError            **error);
GBytes     *signet_item_journal_read_key       (SignetItemJournal  *self,
                                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    signet_item_journal_has_key        (SignetItemJournal  *self);
GBytes     *signet_item_journal_get_response   (SignetItemJournal  *self);
GBytes     *signet_item_journal_get_poll       (SignetItemJournal  *self);
GBytes     *signet_item_journal_get_candidate  (SignetItemJournal  *self);
gboolean    signet_item_journal_drop_candidate (SignetItemJournal  *self,
                                                GError            **error);
gboolean    signet_item_journal_discard        (SignetItemJournal  *self,
                                                GError            **error);
gboolean    signet_item_journal_remove         (SignetItemJournal  *self,
                                                GError            **error);
void        signet_item_journal_close          (SignetItemJournal  *self);

G_END_DECLS
