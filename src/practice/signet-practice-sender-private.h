/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-exchange-private.h"

G_BEGIN_DECLS

void     signet_practice_sender_find            (SignetPracticeExchange *exchange,
                                                 gboolean                begins);
gboolean signet_practice_sender_set_credentials (SignetPracticeExchange *exchange,
                                                 OSSL_CMP_CTX           *context);

G_END_DECLS
