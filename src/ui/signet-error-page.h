/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"
#include "ui/signet-page.h"
#include "ui/signet-wizard.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_ERROR_PAGE (signet_error_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetErrorPage, signet_error_page, SIGNET, ERROR_PAGE, SignetPage)

SignetPage *signet_error_page_new     (const GError *error,
                                       SignetItem   *item,
                                       SignetWizard *wizard);
const char *signet_error_page_outcome (const GError *error,
                                       SignetItem   *item);

G_END_DECLS
