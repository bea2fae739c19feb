/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-exchange-private.h"

G_BEGIN_DECLS

GBytes *signet_practice_alter (SignetPracticeExchange *exchange,
                               GBytes                 *answer,
                               int                     type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
