/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"

G_BEGIN_DECLS

char *signet_ctl_words_for_state   (SignetItem   *item,
                                    gint64        now) G_GNUC_WARN_UNUSED_RESULT;
char *signet_ctl_words_for_item    (SignetItem   *item,
                                    gint64        now) G_GNUC_WARN_UNUSED_RESULT;
char *signet_ctl_words_for_error   (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
char *signet_ctl_words_for_renewal (SignetItem   *newer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
