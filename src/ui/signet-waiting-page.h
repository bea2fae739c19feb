/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "ui/signet-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_WAITING_PAGE (signet_waiting_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetWaitingPage, signet_waiting_page, SIGNET, WAITING_PAGE, SignetPage)

SignetPage *signet_waiting_page_new (SignetKeeper *keeper,
                                     SignetItem   *item);

G_END_DECLS
