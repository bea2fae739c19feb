/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-certificate.h"

G_BEGIN_DECLS

/**
 * SignetValidity:
 * @SIGNET_VALIDITY_NOT_YET_VALID: its time has not come
 * @SIGNET_VALIDITY_VALID: it is valid
 * @SIGNET_VALIDITY_EXPIRING: it is valid, and it is time to renew it
 * @SIGNET_VALIDITY_EXPIRED: its time is over
 *
 * What a certificate's dates mean at some time; the nicknames are the words of JSON and manual.
 */
typedef enum {
  SIGNET_VALIDITY_NOT_YET_VALID,
  SIGNET_VALIDITY_VALID,
  SIGNET_VALIDITY_EXPIRING,
  SIGNET_VALIDITY_EXPIRED,
} SignetValidity;

SignetValidity  signet_certificate_get_validity (SignetCertificate *self,
                                                 gint64             now);
const char     *signet_validity_to_word         (SignetValidity     validity);

G_END_DECLS
