/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "ui/signet-page.h"

G_BEGIN_DECLS

SignetPage *signet_item_pages_open (SignetKeeper *keeper,
                                    SignetItem   *item);

G_END_DECLS
