/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-status-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <string.h>

#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

#define FAIL_INFO_BITS 0x07ffffffu
#define BAD_MESSAGE_CHECK (1u << 1)

/* What the library complained about, as far as it changes what a person is told. */
typedef enum {
  COMPLAINT_NONE,
  COMPLAINT_MAC,
  COMPLAINT_SIGNER,
  COMPLAINT_UNPROTECTED,
  COMPLAINT_SENDER,
  COMPLAINT_MISMATCH,
} Complaint;

static Complaint
complaint_of_reason (int reason)
{
  switch (reason)
    {
    case CMP_R_WRONG_PBM_VALUE:
    case CMP_R_MISSING_SECRET:
    case CMP_R_MISSING_PBM_SECRET:
      return COMPLAINT_MAC;
    case CMP_R_NO_SUITABLE_SENDER_CERT:
    case CMP_R_MISSING_TRUST_STORE:
    case CMP_R_MISSING_TRUST_ANCHOR:
    case CMP_R_SRVCERT_DOES_NOT_VALIDATE_MSG:
    case CMP_R_POTENTIALLY_INVALID_CERTIFICATE:
      return COMPLAINT_SIGNER;
    case CMP_R_MISSING_PROTECTION:
      return COMPLAINT_UNPROTECTED;
#ifdef CMP_R_UNEXPECTED_SENDER
    case CMP_R_UNEXPECTED_SENDER:
      return COMPLAINT_SENDER;
#endif
    case CMP_R_TRANSACTIONID_UNMATCHED:
    case CMP_R_RECIPNONCE_UNMATCHED:
      return COMPLAINT_MISMATCH;
    default:
      return COMPLAINT_NONE;
    }
}

/* Empties the queue into @technical; the first telling reason wins. */
static Complaint
drain (SignetExchange  *exchange,
       char           **technical)
{
  Complaint complaint = COMPLAINT_NONE;
  GString *text = g_string_new (exchange->log->str);
  unsigned long code;
  const char *data;
  int flags;

  while ((code = ERR_get_error_all (NULL, NULL, NULL, &data, &flags)) != 0)
    {
      const char *reason = ERR_reason_error_string (code);

      if (complaint == COMPLAINT_NONE && ERR_GET_LIB (code) == ERR_LIB_CMP)
        complaint = complaint_of_reason (ERR_GET_REASON (code));
      g_string_append (text, reason != NULL ? reason : "unknown error");
      if ((flags & ERR_TXT_STRING) != 0 && data != NULL && *data != '\0')
        g_string_append_printf (text, ": %s", data);
      g_string_append_c (text, '\n');
    }
  *technical = g_string_free (text, FALSE);

  return complaint;
}

static char *
status_text (OSSL_CMP_CTX *ctx)
{
  OSSL_CMP_PKIFREETEXT *parts = OSSL_CMP_CTX_get0_statusString (ctx);
  GString *text = g_string_new (NULL);

  for (int i = 0; parts != NULL && i < sk_ASN1_UTF8STRING_num (parts); i++)
    {
      const ASN1_UTF8STRING *part = sk_ASN1_UTF8STRING_value (parts, i);

      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_len (text, (const char *) ASN1_STRING_get0_data (part), ASN1_STRING_length (part));
    }

  return g_string_free (text, text->len == 0);
}

/**
 * signet_status_is_refusal:
 * @ctx: a context after a failed call
 *
 * Returns: whether the server refused in a message whose protection was verified
 */
gboolean
signet_status_is_refusal (OSSL_CMP_CTX *ctx)
{
  /* The negative ones are the library's own. A status that grants something is no refusal, even
   * where the call failed later on. */
  return OSSL_CMP_CTX_get_status (ctx) == OSSL_CMP_PKISTATUS_rejection && OSSL_CMP_CTX_get0_newCert (ctx) == NULL;
}

static SignetError
code_of_refusal (guint fail_info)
{
  return (fail_info & BAD_MESSAGE_CHECK) != 0 ? SIGNET_ERROR_WRONG_CODE : SIGNET_ERROR_REFUSED;
}

static GError *
verified_refusal (OSSL_CMP_CTX *ctx)
{
  int bits = OSSL_CMP_CTX_get_failInfoCode (ctx);
  guint fail_info = bits < 0 ? 0 : (guint) bits & FAIL_INFO_BITS;
  g_autofree char *text = status_text (ctx);
  GError *error = g_error_new_literal (SIGNET_ERROR, code_of_refusal (fail_info), _ ("The server refused the request."));

  signet_error_set_server (error, TRUE, OSSL_CMP_CTX_get_status (ctx), fail_info, text);

  return error;
}

/* A message that says no, but that anybody on the way could have written. */
static gboolean
is_unverified_refusal (const SignetReply *reply)
{
  return reply != NULL && (reply->body == SIGNET_BODY_ERROR || reply->status == OSSL_CMP_PKISTATUS_rejection);
}

static GError *
unverified_refusal (const SignetReply *reply,
                    Complaint          complaint)
{
  SignetError code = complaint == COMPLAINT_MAC && reply->protection == SIGNET_PROTECTION_MAC ? SIGNET_ERROR_WRONG_CODE
                                                                                              : code_of_refusal (reply->fail_info);
  GError *error = g_error_new_literal (SIGNET_ERROR, code, _ ("The server refused the request, but its answer could not be verified."));

  signet_error_set_server (error, FALSE, reply->status, reply->fail_info, reply->text);

  return error;
}

static GError *
unusable_answer (SignetExchange *exchange,
                 Complaint       complaint)
{
  const SignetReply *reply = exchange->last;

  switch (complaint)
    {
    case COMPLAINT_MAC:
      /* Without a code the library has no secret to check a MAC with: the wrong kind of protection. */
      if (exchange->job->code == NULL)
        return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNPROTECTED, _ ("The server’s answer is protected in another way than the request."));
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE, _ ("The server’s answer does not fit the code."));
    case COMPLAINT_SIGNER:
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER, _ ("The server’s answer is signed by somebody who is not trusted."));
    case COMPLAINT_UNPROTECTED:
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNPROTECTED, _ ("The server’s answer is not protected."));
    case COMPLAINT_SENDER:
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNEXPECTED_SENDER, _ ("The answer came from another sender than expected."));
    case COMPLAINT_MISMATCH:
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_MISMATCHED, _ ("The server’s answer belongs to another exchange."));
    case COMPLAINT_NONE:
    default:
      /* OpenSSL 3.0 says nothing at all about a sender that it did not expect. */
      if (reply != NULL && exchange->unaccepted && signet_profile_get_expected_sender (exchange->job->profile) != NULL)
        return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNEXPECTED_SENDER, _ ("The answer came from another sender than expected."));
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED, _ ("The exchange with the server failed."));
    }
}

static GError *
unconfirmed (SignetExchange *exchange,
             OSSL_CMP_CTX   *ctx)
{
  const SignetReply *reply = exchange->last;
  GError *error;

  if (exchange->error != NULL)
    error = g_error_copy (exchange->error);
  else
    error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED, _ ("The certificate is stored, but the server did not confirm it."));
  if (exchange->error == NULL && reply != NULL && reply->body == SIGNET_BODY_ERROR)
    signet_error_set_server (error, OSSL_CMP_CTX_get_status (ctx) == OSSL_CMP_PKISTATUS_rejection, reply->status, reply->fail_info, reply->text);

  return error;
}

/**
 * signet_status_to_error:
 * @exchange: the state of a step that failed
 * @ctx: its context
 *
 * Says why a step failed: what our own side saw first, then what the server said in a verified
 * message, then what it said in one that could not be verified, then what the library makes of it.
 * Empties the thread's queue of OpenSSL.
 *
 * Returns: (transfer full): the reason
 */
GError *
signet_status_to_error (SignetExchange *exchange,
                        OSSL_CMP_CTX   *ctx)
{
  g_autofree char *technical = NULL;
  Complaint complaint = drain (exchange, &technical);
  GError *error;

  if (exchange->rejected != NULL)
    error = g_error_copy (exchange->rejected);
  else if (exchange->stored)
    error = unconfirmed (exchange, ctx);
  else if (exchange->error != NULL)
    error = g_error_copy (exchange->error);
  else if (signet_status_is_refusal (ctx))
    error = verified_refusal (ctx);
  else if (is_unverified_refusal (exchange->last))
    error = unverified_refusal (exchange->last, complaint);
  else
    error = unusable_answer (exchange, complaint);

  if (error->domain == SIGNET_ERROR && *technical != '\0')
    signet_error_add_technical (error, technical);

  return error;
}
