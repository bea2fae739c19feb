/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-certificate.h"

G_BEGIN_DECLS

/**
 * SignetFact:
 * @label: what it is ("Serial Number"); cleaned
 * @value: what is shown; cleaned, of a length that can be shown
 * @whole: the whole of it, to be copied; cleaned
 * @digits: it is compared digit by digit
 *
 * One thing that a certificate says. Neither text is markup.
 */
typedef struct
{
  char *label;
  char *value;
  char *whole;
  gboolean digits;
} SignetFact;

GPtrArray *signet_facts_new (void);

GPtrArray *signet_facts_dup_summary (SignetCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *signet_facts_dup_details (SignetCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *signet_facts_dup_chain   (GPtrArray         *certificates) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
