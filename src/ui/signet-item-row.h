/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/signet-item-words.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_ITEM_ROW (signet_item_row_get_type ())
G_DECLARE_FINAL_TYPE (SignetItemRow, signet_item_row, SIGNET, ITEM_ROW, AdwActionRow)

SignetItemRow   *signet_item_row_new       (SignetKeeper  *keeper,
                                            SignetItem    *item);
SignetItem      *signet_item_row_get_item  (SignetItemRow *self);
SignetItemGroup  signet_item_row_get_group (SignetItemRow *self);
void             signet_item_row_update    (SignetItemRow *self);

G_END_DECLS
