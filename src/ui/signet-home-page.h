/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "app/signet-practice.h"
#include "ui/signet-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_HOME_PAGE (signet_home_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetHomePage, signet_home_page, SIGNET, HOME_PAGE, SignetPage)

SignetPage *signet_home_page_new (SignetKeeper   *keeper,
                                  SignetPractice *practice);

G_END_DECLS
