/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "ctl/signet-ctl-exit.h"
#include "ctl/signet-ctl-parse.h"
#include "ctl/signet-ctl-run.h"

G_BEGIN_DECLS

SignetCtlExit signet_ctl_report_error (const GError        *error,
                                       gboolean             json);
SignetCtlExit signet_ctl_report_usage (const SignetCtlVerb *verb,
                                       const GError        *error,
                                       gboolean             json);
SignetCtlExit signet_ctl_report_run   (SignetManager       *manager,
                                       SignetCtlRun        *run,
                                       SignetItem          *item,
                                       const GError        *error,
                                       gboolean             json);
SignetCtlExit signet_ctl_report_job   (SignetItem          *item,
                                       const GError        *error,
                                       gboolean             json);

G_END_DECLS
