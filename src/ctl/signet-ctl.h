/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/signet-ctl-parse.h"

G_BEGIN_DECLS

guint                signet_ctl_get_n_verbs (void);
const SignetCtlVerb *signet_ctl_get_verb    (guint   index);
int                  signet_ctl_main        (int     argc,
                                             char  **argv);

G_END_DECLS
