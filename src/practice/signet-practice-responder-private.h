/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-desk-private.h"

G_BEGIN_DECLS

GBytes *signet_practice_responder_answer (SignetPracticeDesk  *desk,
                                          GBytes              *message,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
