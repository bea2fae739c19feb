/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-exchange-private.h"

G_BEGIN_DECLS

gboolean signet_practice_delay_begin (SignetPracticeExchange  *exchange,
                                      GError                 **error);
gboolean signet_practice_delay_poll  (SignetPracticeExchange  *exchange,
                                      GError                 **error);
gboolean signet_practice_delay_end   (SignetPracticeExchange  *exchange,
                                      GError                 **error);

G_END_DECLS
