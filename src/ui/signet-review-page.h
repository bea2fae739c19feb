/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/signet-wizard-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_REVIEW_PAGE (signet_review_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetReviewPage, signet_review_page, SIGNET, REVIEW_PAGE, SignetWizardPage)

G_END_DECLS
