/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-issued.h"

G_BEGIN_DECLS

#define SIGNET_PRACTICE_NO_REASON (-1)
#define SIGNET_PRACTICE_REASON_HOLD 6   /* CRLReason, RFC 5280 5.3.1 */
#define SIGNET_PRACTICE_REASON_REMOVE 8 /* removeFromCRL: the end of a hold */

/**
 * SignetPracticeRevoked:
 * @serial: serial number, hexadecimal
 * @issuer: (nullable): key identifier of the CA that issued it, where it is known
 * @time: when it was revoked, seconds since 1970
 * @reason: CRLReason (RFC 5280 5.3.1), or %SIGNET_PRACTICE_NO_REASON
 *
 * A certificate that was revoked.
 */
typedef struct
{
  char *serial;
  char *issuer;
  gint64 time;
  int reason;
} SignetPracticeRevoked;

gboolean    signet_practice_issued_revoke      (SignetPracticeIssued  *self,
                                                const char            *serial,
                                                int                    reason,
                                                GError               **error);
gboolean    signet_practice_issued_release     (SignetPracticeIssued  *self,
                                                const char            *serial,
                                                GError               **error);
int         signet_practice_issued_get_reason  (SignetPracticeIssued  *self,
                                                const char            *serial);
GPtrArray  *signet_practice_issued_dup_revoked (SignetPracticeIssued  *self) G_GNUC_WARN_UNUSED_RESULT;
const char *signet_practice_reason_get_name    (int                    reason);

G_END_DECLS
