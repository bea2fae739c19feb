/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-status-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <string.h>

#include "cmp/signet-peer-private.h"
#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

#define FAIL_INFO_BITS 0x07ffffffu
#define BAD_MESSAGE_CHECK (1u << 1)

/* What the library complained about, as far as it changes what a person is told. */
typedef enum {
  COMPLAINT_NONE,
  COMPLAINT_VERSION,
  COMPLAINT_MAC,
  COMPLAINT_KEY_USAGE,
  COMPLAINT_SIGNER,
  COMPLAINT_UNPROTECTED,
  COMPLAINT_SENDER,
  COMPLAINT_MISMATCH,
  COMPLAINT_NONSENSE,
  COMPLAINT_NO_KEY,
} Complaint;

/* In this order: a message that belongs to another exchange also fails later checks, and a signer
 * who may not sign is no suitable one. */
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
#ifdef CMP_R_MISSING_CENTRAL_GEN_KEY
  /* Looked for only in an answer that was verified. */
  { CMP_R_MISSING_CENTRAL_GEN_KEY, COMPLAINT_NO_KEY },
  { CMP_R_FAILED_EXTRACTING_CENTRAL_GEN_KEY, COMPLAINT_NO_KEY },
  { CMP_R_UNEXPECTED_CENTRAL_GEN_KEY, COMPLAINT_NONSENSE },
#endif
  { CMP_R_WRONG_PBM_VALUE, COMPLAINT_MAC },
  { CMP_R_MISSING_SECRET, COMPLAINT_MAC },
  { CMP_R_MISSING_PBM_SECRET, COMPLAINT_MAC },
  { CMP_R_MISSING_KEY_USAGE_DIGITALSIGNATURE, COMPLAINT_KEY_USAGE },
  /* Looked for only with a certificate that fits the sender. */
  { CMP_R_ERROR_VALIDATING_SIGNATURE, COMPLAINT_UNPROTECTED },
  { CMP_R_NO_SUITABLE_SENDER_CERT, COMPLAINT_SIGNER },
  { CMP_R_MISSING_TRUST_STORE, COMPLAINT_SIGNER },
  { CMP_R_MISSING_TRUST_ANCHOR, COMPLAINT_SIGNER },
  { CMP_R_SRVCERT_DOES_NOT_VALIDATE_MSG, COMPLAINT_SIGNER },
  { CMP_R_POTENTIALLY_INVALID_CERTIFICATE, COMPLAINT_SIGNER },
  { CMP_R_MISSING_PROTECTION, COMPLAINT_UNPROTECTED },
  { CMP_R_ERROR_VALIDATING_PROTECTION, COMPLAINT_UNPROTECTED },
  { CMP_R_UNEXPECTED_PVNO, COMPLAINT_VERSION },
  { CMP_R_UNEXPECTED_PKIBODY, COMPLAINT_MISMATCH },
  { CMP_R_UNEXPECTED_PKISTATUS, COMPLAINT_MISMATCH },
  { CMP_R_CERTRESPONSE_NOT_FOUND, COMPLAINT_NONSENSE },
  { CMP_R_MULTIPLE_RESPONSES_NOT_SUPPORTED, COMPLAINT_NONSENSE },
  { CMP_R_UNKNOWN_PKISTATUS, COMPLAINT_NONSENSE },
  { CMP_R_CERTIFICATE_NOT_FOUND, COMPLAINT_NONSENSE },
  { CMP_R_CHECKAFTER_OUT_OF_RANGE, COMPLAINT_NONSENSE },
  { CMP_R_BAD_CHECKAFTER_IN_POLLREP, COMPLAINT_NONSENSE },
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

/**
 * signet_status_dup_text:
 * @ctx: a context
 *
 * Returns: (transfer full) (nullable): what the server said in the last message that was verified,
 *   parts joined by spaces, not cleaned
 */
char *
signet_status_dup_text (OSSL_CMP_CTX *ctx)
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

/**
 * signet_status_is_refused_for:
 * @ctx: a context after a failed call
 * @bit: a named bit of PKIFailureInfo (RFC 9810 5.2.3)
 *
 * Returns: whether the last message that was verified is a rejection with that bit
 */
gboolean
signet_status_is_refused_for (OSSL_CMP_CTX *ctx,
                              int           bit)
{
  int bits = OSSL_CMP_CTX_get_failInfoCode (ctx);

  return OSSL_CMP_CTX_get_status (ctx) == OSSL_CMP_PKISTATUS_rejection && bits > 0 &&
         (bits & (1 << bit)) != 0;
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
  g_autofree char *text = signet_status_dup_text (ctx);
  GError *error = g_error_new_literal (SIGNET_ERROR, code_of_refusal (fail_info),
                                       _ ("The server refused the request."));

  signet_error_set_server (error, TRUE, OSSL_CMP_CTX_get_status (ctx), fail_info, text);

  return error;
}

/* The kinds of MAC and the versions that no answer of this server will be understood in: there is
 * no use in looking at what else it says. */
static GError *
not_understood (const SignetReply *reply,
                Complaint          complaint)
{
  GError *error = NULL;

  if (reply->mac == SIGNET_REPLY_MAC_OTHER)
    g_set_error_literal (
      &error, SIGNET_ERROR, SIGNET_ERROR_PBMAC1,
      _ ("The server protects its answer with a MAC that OpenSSL cannot check (PBMAC1, or one by "
         "key exchange)."));
  else if (reply->pvno < OSSL_CMP_PVNO || complaint == COMPLAINT_VERSION)
    g_set_error (&error, SIGNET_ERROR, SIGNET_ERROR_VERSION,
                 _ ("The server speaks version %d of CMP, which is not understood here."),
                 reply->pvno);
  if (error != NULL && signet_reply_is_refusal (reply))
    signet_error_set_server (error, FALSE, reply->status, reply->fail_info, reply->text);

  return error;
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

/* Our own callback knows more than the library tells. */
static GError *
unusable_signer (const SignetExchange *exchange)
{
  switch (exchange->verify_error)
    {
    case X509_V_OK:
      return g_error_new_literal (
        SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER,
        _ ("The server’s answer is signed by somebody who is not trusted."));
    case X509_V_ERR_CERT_REVOKED:
      return g_error_new_literal (
        SIGNET_ERROR, SIGNET_ERROR_REVOKED_SIGNER,
        _ ("The server’s answer is signed with a certificate that was revoked."));
    case X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE:
      return g_error_new_literal (
        SIGNET_ERROR, SIGNET_ERROR_KEY_USAGE,
        _ ("The server’s answer is signed with a certificate that is not meant for signatures."));
    default:
      return g_error_new (
        SIGNET_ERROR, SIGNET_ERROR_NO_CRL,
        _ ("Whether the certificate that signed the server’s answer was revoked is not known: %s."),
        X509_verify_cert_error_string (exchange->verify_error));
    }
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
    case COMPLAINT_KEY_USAGE:
      return g_error_new_literal (
        SIGNET_ERROR, SIGNET_ERROR_KEY_USAGE,
        _ ("The server’s answer is signed with a certificate that is not meant for signatures."));
    case COMPLAINT_SIGNER:
      return unusable_signer (exchange);
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
    case COMPLAINT_NONSENSE:
      return g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_MISMATCHED,
                                  _ ("The server’s answer does not fit the request."));
    case COMPLAINT_NO_KEY:
      return g_error_new_literal (
        SIGNET_ERROR, SIGNET_ERROR_KEY,
        _ ("The server should have made the key, and sent none that can be opened."));
    case COMPLAINT_VERSION:
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

/* Why an answer that arrived does not count. */
static GError *
unverified (SignetExchange *exchange,
            Complaint       complaint)
{
  const SignetReply *reply = exchange->last;
  GError *error = NULL;

  if (reply != NULL && complaint != COMPLAINT_MISMATCH)
    error = not_understood (reply, complaint);
  if (error == NULL && reply != NULL && signet_reply_is_refusal (reply))
    error = unverified_refusal (reply, complaint);

  return error != NULL ? error : unusable_answer (exchange, complaint);
}

/* A wrong clock explains much of what goes wrong with certificates. */
static void
add_clock (GError         *error,
           SignetExchange *exchange)
{
  g_autofree char *sentence =
    signet_peer_dup_clock_sentence (signet_peer_get_clock_skew (exchange));

  if (sentence != NULL)
    signet_error_add_technical (error, sentence);
}

/* Whom an answer that does not count claims to be from. */
static void
add_sender (GError         *error,
            SignetExchange *exchange)
{
  g_autofree char *sender =
    exchange->last != NULL ? signet_reply_dup_sender (exchange->last) : NULL;
  g_autofree char *line = sender != NULL ? g_strconcat ("sender: ", sender, NULL) : NULL;

  if (line != NULL)
    signet_error_add_technical (error, line);
}

/**
 * signet_status_pinned_error:
 * @exchange: the state of a step whose pinned server certificate was looked up in vain
 *
 * Empties the thread's queue of OpenSSL.
 *
 * Returns: (transfer full): a %SIGNET_ERROR_REVOKED_SIGNER or %SIGNET_ERROR_NO_CRL
 */
GError *
signet_status_pinned_error (SignetExchange *exchange)
{
  g_autofree char *log = drain (exchange);
  g_autofree char *technical = g_strconcat (exchange->notes->str, log, NULL);
  GError *error = exchange->verify_error != X509_V_OK
                    ? unusable_signer (exchange)
                    : g_error_new_literal (
                        SIGNET_ERROR, SIGNET_ERROR_NO_CRL,
                        _ ("Whether the server’s certificate was revoked cannot be told: its CA is "
                           "not among the trusted ones."));

  if (*technical != '\0')
    signet_error_add_technical (error, technical);

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
  g_autofree char *log = drain (exchange);
  g_autofree char *technical = g_strconcat (exchange->notes->str, log, NULL);
  Complaint complaint = find_complaint (log);
  GError *error;

  if (exchange->rejected != NULL)
    error = g_error_copy (exchange->rejected);
  else if (exchange->stored)
    error = unconfirmed (exchange, ctx);
  else if (exchange->error != NULL)
    error = g_error_copy (exchange->error);
  else if (signet_status_is_refusal (ctx))
    error = verified_refusal (ctx);
  else
    {
      error = unverified (exchange, complaint);
      add_sender (error, exchange);
    }

  if (error->domain == SIGNET_ERROR)
    {
      add_clock (error, exchange);
      signet_error_add_technical (error, technical);
    }

  return error;
}
