/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "core/signet-states.h"
#include "ui/signet-page.h"
#include "ui/signet-step-row.h"
#include "ui/signet-wizard.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_WORKING_PAGE (signet_working_page_get_type ())
G_DECLARE_FINAL_TYPE (SignetWorkingPage, signet_working_page, SIGNET, WORKING_PAGE, SignetPage)

SignetPage      *signet_working_page_new   (SignetKeeper *keeper,
                                            SignetTask   *task,
                                            SignetWizard *wizard);
SignetStepState  signet_working_page_state (SignetStage   row,
                                            SignetStage   stage);

G_END_DECLS
