/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-body-private.h"

#include <string.h>

#include "practice/signet-practice-writer-private.h"

#define CONFIRM_WAIT_TIME "1.3.6.1.5.5.7.4.14"

/**
 * signet_practice_body_error:
 * @status: what is wrong
 *
 * OpenSSL's server sends errors of its own only, and no other PKIFailureInfo than badRequest.
 *
 * Returns: (transfer full) (nullable): an error (RFC 9810 5.3.21), with its tag
 */
GBytes *
signet_practice_body_error (const OSSL_CMP_PKISI *status)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  unsigned char *der = NULL;
  int length = status != NULL ? i2d_OSSL_CMP_PKISI (status, &der) : 0;

  if (!signet_practice_write_encoded (out, der, length))
    return NULL;
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_EXPLICIT (SIGNET_PRACTICE_BODY_ERROR));

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* PollReqContent ::= SEQUENCE OF SEQUENCE { certReqId INTEGER }; the first one. */
static gboolean
find_request_id (const SignetPracticeDer *poll_req,
                 SignetPracticeDer       *id)
{
  const guchar *p;
  const guchar *end;

  return signet_practice_der_enter (poll_req->content, poll_req->length, &p, &end) &&
         signet_practice_der_enter (p, (gsize) (end - p), &p, &end) &&
         signet_practice_der_next (&p, end, id) && id->tag == V_ASN1_INTEGER;
}

/**
 * signet_practice_body_poll_rep:
 * @poll_req: the body of a pollReq
 * @check_after: how many seconds the client is asked to wait
 * @reason: (nullable): why
 *
 * OpenSSL's server cannot give a reason, and answers to requests for certificates only.
 *
 * Returns: (transfer full) (nullable): a pollRep (RFC 9810 5.3.22), with its tag
 */
GBytes *
signet_practice_body_poll_rep (const SignetPracticeDer *poll_req,
                               guint                    check_after,
                               const char              *reason)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  SignetPracticeDer id;
  guint start;

  if (!find_request_id (poll_req, &id))
    return NULL;
  g_byte_array_append (out, id.start, (guint) id.size);
  signet_practice_write_number (out, check_after);
  if (reason != NULL)
    {
      start = out->len;
      g_byte_array_append (out, (const guchar *) reason, (guint) strlen (reason));
      signet_practice_write_tag (out, start, V_ASN1_UTF8STRING);
      signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);
    }
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_EXPLICIT (SIGNET_PRACTICE_BODY_POLLREP));

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * signet_practice_body_confirm_until:
 * @time: seconds since 1970
 *
 * Returns: (transfer full) (nullable): an InfoTypeAndValue that says until when the CA waits for a
 *   confirmation (confirmWaitTime, RFC 9810 5.1.1.2)
 */
GBytes *
signet_practice_body_confirm_until (gint64 time)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y%m%d%H%M%SZ") : NULL;
  guint start;

  if (text == NULL || !signet_practice_write_oid (out, CONFIRM_WAIT_TIME))
    return NULL;
  start = out->len;
  g_byte_array_append (out, (const guchar *) text, (guint) strlen (text));
  signet_practice_write_tag (out, start, V_ASN1_GENERALIZEDTIME);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
