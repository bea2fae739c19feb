/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-validity.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60)
#define LONGEST_NOTICE (30 * DAY)

/**
 * signet_ctl_validity:
 * @not_before: since when a certificate is valid, in seconds since 1970
 * @not_after: until when
 * @now: the time to ask for
 *
 * A certificate is "expiring" from the time of the first reminder: in the last third of its life,
 * but at most 30 days before its end.
 *
 * Returns: (transfer none): "not-yet-valid", "valid", "expiring" or "expired"
 */
const char *
signet_ctl_validity (gint64 not_before,
                     gint64 not_after,
                     gint64 now)
{
  gint64 notice;

  if (now < not_before)
    return "not-yet-valid";
  if (now > not_after)
    return "expired";

  notice = MIN ((not_after - not_before) / 3, LONGEST_NOTICE);

  return not_after - now <= notice ? "expiring" : "valid";
}
