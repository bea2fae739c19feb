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

/* In this order: a message that belongs to another exchange also fails later checks. */
static const struct
{
  int reason;
  Complaint complaint;
} COMPLAINTS[] = {
  { CMP_R_TRANSACTIONID_UNMATCHED, COMPLAINT_MISMATCH },
  { CMP_R_RECIPNONCE_UNMATCHED, COMPLAINT_MISMATCH },
#ifdef CMP_R_UNEXPECTED_SENDER
  { CMP_R_UNEXPECTED_SENDER, COMPLAINT_SENDER },
#endif
  { CMP_R_WRONG_PBM_VALUE, COMPLAINT_MAC },
  { CMP_R_MISSING_SECRET, COMPLAINT_MAC },
  { CMP_R_MISSING_PBM_SECRET, COMPLAINT_MAC },
  { CMP_R_NO_SUITABLE_SENDER_CERT, COMPLAINT_SIGNER },
  { CMP_R_MISSING_TRUST_STORE, COMPLAINT_SIGNER },
  { CMP_R_MISSING_TRUST_ANCHOR, COMPLAINT_SIGNER },
  { CMP_R_SRVCERT_DOES_NOT_VALIDATE_MSG, COMPLAINT_SIGNER },
  { CMP_R_POTENTIALLY_INVALID_CERTIFICATE, COMPLAINT_SIGNER },
  { CMP_R_MISSING_PROTECTION, COMPLAINT_UNPROTECTED },
  { CMP_R_ERROR_VALIDATING_PROTECTION, COMPLAINT_UNPROTECTED },
  { CMP_R_UNEXPECTED_PKIBODY, COMPLAINT_MISMATCH },
  { CMP_R_UNEXPECTED_PKISTATUS, COMPLAINT_MISMATCH },
};

/* The library itself moves errors from the queue to the log now and then, so that both are read;
 * all that the log has of a reason is its text. */
static Complaint
find_complaint (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (COMPLAINTS); i++)
    {
      const char *words = ERR_reason_error_string (ERR_PACK (ERR_LIB_CMP, 0, COMPLAINTS[i].reason));

      if (words != NULL && strstr (text, words) != NULL)
        return COMPLAINTS[i].complaint;
    }

  return COMPLAINT_NONE;
}

static char *
drain (SignetExchange *exchange)
{
  g_autofree char *queue = signet_drain_ossl_errors ();

  return g_strconcat (exchange->log->str, queue, NULL);
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
      g_string_append_len (text, (const char *) ASN1_STRING_get0_data (part),
                           ASN1_STRING_length (part));
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
  return OSSL_CMP_CTX_get_status (ctx) == OSSL_CMP_PKISTATUS_rejection &&
         OSSL_CMP_CTX_get0_newCert (ctx) == NULL;
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
  GError *error = g_error_new_literal (SIGNET_ERROR, code_of_refusal (fail_info),
                                       _ ("The server refused the request."));

  signet_error_set_server (error, TRUE, OSSL_CMP_CTX_get_status (ctx), fail_info, text);

  return error;
}

/* A message that says no, but that anybody on the way could have written. */
static gboolean
is_unverified_refusal (const SignetReply *reply)
{
  return reply != NULL &&
         (reply->body == SIGNET_BODY_ERROR || reply->status == OSSL_CMP_PKISTATUS_rejection);
}

static GError *
unverified_refusal (const SignetReply *reply,
                    Complaint          complaint)
{
  SignetError code = complaint == COMPLAINT_MAC && reply->protection == SIGNET_PROTECTION_MAC
                       ? SIGNET_ERROR_WRONG_CODE
                       : code_of_refusal (reply->fail_info);
  GError *error = g_error_new_literal (
    SIGNET_ERROR, code,
    _ ("The server refused the request, but its answer could not be verified."));

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
      /* Without a code the library has no secret to check a MAC with: the wrong kind of protection.
       */
      if (exchange->job->code == NULL)
        return g_error_new_literal (
          SIGNET_ERROR, SIGNET_ERROR_UNPROTECTED,
          _ ("The server’s answer is protected in another way than the request."));
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE,
                                  _ ("The server’s answer does not fit the code."));
    case COMPLAINT_SIGNER:
      return g_error_new_literal (
        SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER,
        _ ("The server’s answer is signed by somebody who is not trusted."));
    case COMPLAINT_UNPROTECTED:
      return g_error_new_literal (
        SIGNET_ERROR, SIGNET_ERROR_UNPROTECTED,
        _ ("The server’s answer is not protected, or its protection is broken."));
    case COMPLAINT_SENDER:
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNEXPECTED_SENDER,
                                  _ ("The answer came from another sender than expected."));
    case COMPLAINT_MISMATCH:
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_MISMATCHED,
                                  _ ("The server’s answer belongs to another exchange."));
    case COMPLAINT_NONE:
    default:
      /* OpenSSL 3.0 says nothing at all about a sender that it did not expect. */
      if (reply != NULL && exchange->unaccepted &&
          signet_profile_get_expected_sender (exchange->job->profile) != NULL)
        return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNEXPECTED_SENDER,
                                    _ ("The answer came from another sender than expected."));
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED,
                                  _ ("The exchange with the server failed."));
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
    error =
      g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED,
                           _ ("The certificate is stored, but the server did not confirm it."));
  if (exchange->error == NULL && reply != NULL && reply->body == SIGNET_BODY_ERROR)
    signet_error_set_server (error, OSSL_CMP_CTX_get_status (ctx) == OSSL_CMP_PKISTATUS_rejection,
                             reply->status, reply->fail_info, reply->text);

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
  g_autofree char *technical = drain (exchange);
  Complaint complaint = find_complaint (technical);
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
