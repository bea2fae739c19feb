/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/signet-item-row.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_HOME_LIST (signet_home_list_get_type ())
G_DECLARE_FINAL_TYPE (SignetHomeList, signet_home_list, SIGNET, HOME_LIST, AdwBin)

/* Signal “opened”: (SignetHomeList *, SignetItemRow *): a person wants to see the item.
 * Signal “settled”: (SignetHomeList *): every item has its row. */
void       signet_home_list_set_keeper (SignetHomeList *self,
                                        SignetKeeper   *keeper);
gboolean   signet_home_list_is_busy    (SignetHomeList *self);
GtkWidget *signet_home_list_get_first  (SignetHomeList *self);

G_END_DECLS
