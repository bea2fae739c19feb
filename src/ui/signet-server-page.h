/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/signet-wizard-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_SERVER_PAGE (signet_server_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetServerPage, signet_server_page, SIGNET, SERVER_PAGE, SignetWizardPage)

G_END_DECLS
