/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/signet-report.h"

G_BEGIN_DECLS

JsonObject *signet_ctl_answer_to_json    (SignetReport *report) G_GNUC_WARN_UNUSED_RESULT;
void        signet_ctl_answer_set_report (JsonObject   *object,
                                          SignetReport *report);

G_END_DECLS
