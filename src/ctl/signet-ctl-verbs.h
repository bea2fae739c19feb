/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/signet-ctl-parse.h"

G_BEGIN_DECLS

/* Every verb has its own file. Each takes its row of the table, the words from the verb on, and
 * gives the exit status. */
int signet_ctl_request  (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_list     (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_pending  (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_show     (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_resume   (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_cancel   (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_renew    (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_revoke   (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_ask      (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);
int signet_ctl_practice (const SignetCtlVerb  *verb,
                         int                   argc,
                         char                **argv);

G_END_DECLS
