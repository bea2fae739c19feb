/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "practice/signet-practice-server.h"

G_BEGIN_DECLS

void signet_practice_requests_apply_event (GListStore                *requests,
                                           const SignetPracticeEvent *event);
void signet_practice_requests_fill        (GListStore                *requests,
                                           GPtrArray                 *records);

G_END_DECLS
