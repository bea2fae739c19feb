/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"

G_BEGIN_DECLS

char *signet_report_for_error        (const GError *error,
                                      SignetItem   *item,
                                      gint64        time) G_GNUC_WARN_UNUSED_RESULT;
char *signet_report_for_item         (SignetItem   *item,
                                      gint64        time) G_GNUC_WARN_UNUSED_RESULT;
char *signet_report_dup_organization (SignetItem   *item) G_GNUC_WARN_UNUSED_RESULT;
char *signet_report_dup_number       (SignetItem   *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
