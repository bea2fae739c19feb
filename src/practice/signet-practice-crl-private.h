/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-crl-private.h"
#include "practice/signet-practice-pair-private.h"

G_BEGIN_DECLS

GBytes *signet_practice_crl_new    (const SignetPracticePair  *issuer,
                                    GPtrArray                 *revoked,
                                    guint64                    number,
                                    gint64                     now,
                                    guint                      days,
                                    GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *signet_practice_crl_to_der (X509_CRL                  *crl) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
