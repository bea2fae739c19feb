/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-practice.h"
#include "ctl/signet-ctl-parse.h"

G_BEGIN_DECLS

GPtrArray *signet_ctl_practice_traits_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void       signet_ctl_practice_traits_add   (GPtrArray        *traits,
                                             SignetCtlParser  *parser);
gboolean   signet_ctl_practice_traits_apply (GPtrArray        *traits,
                                             SignetPractice   *practice,
                                             GError          **error);

G_END_DECLS
