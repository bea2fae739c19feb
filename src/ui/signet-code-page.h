/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/signet-wizard-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_CODE_PAGE (signet_code_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetCodePage, signet_code_page, SIGNET, CODE_PAGE, SignetWizardPage)

G_END_DECLS
