/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/signet-wizard-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_DETAILS_PAGE (signet_details_page_get_type ())
G_DECLARE_FINAL_TYPE (
  SignetDetailsPage, signet_details_page, SIGNET, DETAILS_PAGE, SignetWizardPage)

G_END_DECLS
