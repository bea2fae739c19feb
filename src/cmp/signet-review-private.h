/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-exchange-private.h"

G_BEGIN_DECLS

#define SIGNET_REVIEW_MAX_WAIT (30 * 60) /* seconds that a person may look at a certificate */

/**
 * SignetReviewVerdict:
 * @SIGNET_REVIEW_TAKEN: nobody has to be asked, or the person takes it
 * @SIGNET_REVIEW_TURNED_DOWN: the person does not want it
 * @SIGNET_REVIEW_UNDECIDED: nobody said anything in time
 *
 * What became of a certificate that was shown to a person.
 */
typedef enum {
  SIGNET_REVIEW_TAKEN,
  SIGNET_REVIEW_TURNED_DOWN,
  SIGNET_REVIEW_UNDECIDED,
} SignetReviewVerdict;

guint               signet_review_get_confirm_wait (SignetExchange    *exchange);
SignetReviewVerdict signet_review_ask              (SignetExchange    *exchange,
                                                    SignetCertificate *issued,
                                                    GPtrArray         *differences);

G_END_DECLS
