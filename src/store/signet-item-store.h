/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-item.h"
#include "store/signet-item-journal.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_ITEM_STORE (signet_item_store_get_type ())
G_DECLARE_FINAL_TYPE (SignetItemStore, signet_item_store, SIGNET, ITEM_STORE, GObject)

SignetItemStore   *signet_item_store_new           (const char       *folder) G_GNUC_WARN_UNUSED_RESULT;
const char        *signet_item_store_get_folder    (SignetItemStore  *self);
const char        *signet_item_store_get_id        (SignetItemStore  *self,
                                                    GError          **error);
GPtrArray         *signet_item_store_list          (SignetItemStore  *self,
                                                    GPtrArray       **damaged,
                                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
SignetItem        *signet_item_store_load          (SignetItemStore  *self,
                                                    const char       *id,
                                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *signet_item_store_load_chain    (SignetItemStore  *self,
                                                    const char       *id,
                                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes            *signet_item_store_read_key      (SignetItemStore  *self,
                                                    const char       *id,
                                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *signet_item_store_create        (SignetItemStore  *self,
                                                    SignetItem       *item,
                                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
SignetItemJournal *signet_item_store_lock          (SignetItemStore  *self,
                                                    const char       *id,
                                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean           signet_item_store_has_leftovers (SignetItemStore  *self,
                                                    SignetItem       *item);
gboolean           signet_item_store_check_space   (SignetItemStore  *self,
                                                    GError          **error);

G_END_DECLS
