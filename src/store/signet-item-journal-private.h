/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/signet-item-journal.h"
#include "store/signet-item-messages-private.h"

G_BEGIN_DECLS

struct _SignetItemJournal
{
  GObject parent_instance;

  char *folder;
  int lock;
  SignetItem *item;
  SignetItemMessages messages;
};

SignetItemJournal *signet_item_journal_create     (const char              *folder,
                                                   SignetItem              *item,
                                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *signet_item_journal_open       (const char              *folder,
                                                   GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean           signet_item_journal_check_open (SignetItemJournal       *self,
                                                   GError                 **error);
gboolean           signet_item_journal_has_news   (SignetItemJournal       *self);
void               signet_item_journal_iface_init (SignetJournalInterface  *iface);
int                signet_lock_take               (const char              *path,
                                                   gboolean                 wait,
                                                   GError                 **error);
void               signet_lock_drop               (int                      fd);

G_END_DECLS
