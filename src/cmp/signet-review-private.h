/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

#define SIGNET_REVIEW_MAX_WAIT (15 * 60) /* seconds: no person looks at a certificate for longer */

guint               signet_review_get_confirm_wait (SignetExchange    *exchange);
SignetReviewVerdict signet_review_ask              (SignetExchange    *exchange,
                                                    SignetCertificate *issued,
                                                    GPtrArray         *differences);

G_END_DECLS
