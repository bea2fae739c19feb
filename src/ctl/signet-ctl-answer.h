/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-report.h"

G_BEGIN_DECLS

char *signet_ctl_answer_to_words          (SignetReport *report) G_GNUC_WARN_UNUSED_RESULT;
char *signet_ctl_answer_warnings_to_words (SignetReport *report) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
