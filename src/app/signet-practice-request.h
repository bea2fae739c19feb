/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SignetPracticeRequestState:
 * @SIGNET_PRACTICE_REQUEST_WAITING: nobody has decided yet
 * @SIGNET_PRACTICE_REQUEST_APPROVED: it is issued when the client asks next
 * @SIGNET_PRACTICE_REQUEST_REJECTED: a person said no
 * @SIGNET_PRACTICE_REQUEST_ISSUED: there is a certificate, which the client has not confirmed
 * @SIGNET_PRACTICE_REQUEST_CONFIRMED: there is a certificate, and the client has confirmed it
 * @SIGNET_PRACTICE_REQUEST_NOT_ACCEPTED: there is a certificate that the client did not want
 * @SIGNET_PRACTICE_REQUEST_ABORTED: the client gave the request up
 *
 * How far a request at the practice CA is.
 */
typedef enum {
  SIGNET_PRACTICE_REQUEST_WAITING,
  SIGNET_PRACTICE_REQUEST_APPROVED,
  SIGNET_PRACTICE_REQUEST_REJECTED,
  SIGNET_PRACTICE_REQUEST_ISSUED,
  SIGNET_PRACTICE_REQUEST_CONFIRMED,
  SIGNET_PRACTICE_REQUEST_NOT_ACCEPTED,
  SIGNET_PRACTICE_REQUEST_ABORTED,
} SignetPracticeRequestState;

#define SIGNET_TYPE_PRACTICE_REQUEST (signet_practice_request_get_type ())
/* clang-format off */
G_DECLARE_FINAL_TYPE (SignetPracticeRequest, signet_practice_request,
                      SIGNET, PRACTICE_REQUEST, GObject)
/* clang-format on */

/* Properties, all read-only; they notify when the row changes in place:
 *   number (unsigned)                    what a person calls it; for approve and reject
 *   subject (string)                     RFC 4514, cleaned; may be empty
 *   reference (string, nullable)         the reference number that the client gave, cleaned
 *   state (SignetPracticeRequestState)   how far it is
 *   serial (string, nullable)            serial number of the certificate, hexadecimal
 *   changed (int64)                      seconds since 1970 of the last change */
guint                       signet_practice_request_get_number    (SignetPracticeRequest *self);
const char                 *signet_practice_request_get_subject   (SignetPracticeRequest *self);
const char                 *signet_practice_request_get_reference (SignetPracticeRequest *self);
SignetPracticeRequestState  signet_practice_request_get_state     (SignetPracticeRequest *self);
const char                 *signet_practice_request_get_serial    (SignetPracticeRequest *self);
gint64                      signet_practice_request_get_changed   (SignetPracticeRequest *self);

G_END_DECLS
