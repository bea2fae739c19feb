/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "app/signet-practice.h"
#include "ui/signet-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_PRACTICE_PAGE (signet_practice_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetPracticePage, signet_practice_page, SIGNET, PRACTICE_PAGE, SignetPage)

SignetPage *signet_practice_page_new (SignetPractice *practice,
                                      SignetKeeper   *keeper);

G_END_DECLS
