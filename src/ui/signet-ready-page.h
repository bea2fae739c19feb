/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "ui/signet-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_READY_PAGE (signet_ready_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetReadyPage, signet_ready_page, SIGNET, READY_PAGE, SignetPage)

SignetPage *signet_ready_page_new      (SignetKeeper       *keeper,
                                        SignetItem         *item);
char       *signet_ready_page_verified (SignetVerification  verification,
                                        const char         *organization) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
