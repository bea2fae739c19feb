/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-validity.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60)
#define LONGEST_NOTICE (30 * DAY)

/**
 * signet_certificate_get_validity:
 * @self: a certificate
 * @now: the time to ask for, in seconds since 1970
 *
 * A certificate is expiring from the time of the first reminder: in the last third of its life, but
 * at most 30 days before its end.
 *
 * Returns: what its dates mean at @now
 */
SignetValidity
signet_certificate_get_validity (SignetCertificate *self,
                                 gint64             now)
{
  gint64 not_before, not_after, notice;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), SIGNET_VALIDITY_EXPIRED);

  not_before = signet_certificate_get_not_before (self);
  not_after = signet_certificate_get_not_after (self);
  if (now < not_before)
    return SIGNET_VALIDITY_NOT_YET_VALID;
  if (now > not_after)
    return SIGNET_VALIDITY_EXPIRED;

  notice = MIN ((not_after - not_before) / 3, LONGEST_NOTICE);

  return not_after - now <= notice ? SIGNET_VALIDITY_EXPIRING : SIGNET_VALIDITY_VALID;
}

/**
 * signet_validity_to_word:
 * @validity: what a certificate's dates mean
 *
 * Returns: (transfer none): "not-yet-valid", "valid", "expiring" or "expired"
 */
const char *
signet_validity_to_word (SignetValidity validity)
{
  switch (validity)
    {
    case SIGNET_VALIDITY_NOT_YET_VALID:
      return "not-yet-valid";
    case SIGNET_VALIDITY_VALID:
      return "valid";
    case SIGNET_VALIDITY_EXPIRING:
      return "expiring";
    case SIGNET_VALIDITY_EXPIRED:
      return "expired";
    }

  g_return_val_if_reached (NULL);
}
