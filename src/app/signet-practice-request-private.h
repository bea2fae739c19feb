/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-practice-request.h"

G_BEGIN_DECLS

/**
 * SignetPracticeNews:
 * @number: what a person calls the request
 * @subject: (nullable): subject, as it came
 * @reference: (nullable): reference number, as it came
 * @serial: (nullable): serial number of the certificate
 * @state: how far the request is
 * @changed: seconds since 1970
 *
 * What is known of a request at the practice CA now.
 */
typedef struct
{
  guint number;
  const char *subject;
  const char *reference;
  const char *serial;
  SignetPracticeRequestState state;
  gint64 changed;
} SignetPracticeNews;

SignetPracticeRequest *signet_practice_request_new    (const SignetPracticeNews *news) G_GNUC_WARN_UNUSED_RESULT;
void                   signet_practice_request_update (SignetPracticeRequest    *self,
                                                       const SignetPracticeNews *news);

G_END_DECLS
