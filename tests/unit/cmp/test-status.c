/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/err.h>
#include <string.h>

#include "cmp/signet-status-private.h"
#include "core/signet-error.h"
#include "der.h"
#include "pki/signet-ossl-private.h"

/* What the library complained about, what the last answer said of itself, and what a person is told
 * of it. */
typedef struct
{
  const char *name;
  int reason; /* CMP_R_…, or 0 */
  int body;   /* of the last answer; 0: none came */
  int status;
  SignetProtection protection;
  gboolean signed_request;
  int code;
  int verify_error;   /* what our own callback saw */
  SignetReplyMac mac; /* of the last answer */
  int pvno;           /* of the last answer */
} Row;

static const Row ROWS[] = {
  { "nothing", 0, 0, -1, SIGNET_PROTECTION_NONE, FALSE, SIGNET_ERROR_FAILED, .pvno = 2 },
  { "wrong-mac", CMP_R_WRONG_PBM_VALUE, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_MAC, FALSE,
    SIGNET_ERROR_WRONG_CODE, .pvno = 2 },
  { "mac-for-signature", CMP_R_MISSING_PBM_SECRET, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_MAC, TRUE,
    SIGNET_ERROR_UNPROTECTED, .pvno = 2 },
  { "signer", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_SIGNATURE, FALSE,
    SIGNET_ERROR_UNKNOWN_SIGNER, .pvno = 2 },
  { "unprotected", CMP_R_MISSING_PROTECTION, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_NONE, FALSE,
    SIGNET_ERROR_UNPROTECTED, .pvno = 2 },
  { "transaction", CMP_R_TRANSACTIONID_UNMATCHED, SIGNET_BODY_POLLREP, -1, SIGNET_PROTECTION_MAC,
    FALSE, SIGNET_ERROR_MISMATCHED, .pvno = 2 },
  { "nonce", CMP_R_RECIPNONCE_UNMATCHED, SIGNET_BODY_POLLREP, -1, SIGNET_PROTECTION_MAC, FALSE,
    SIGNET_ERROR_MISMATCHED, .pvno = 2 },
  { "body", CMP_R_UNEXPECTED_PKIBODY, SIGNET_BODY_PKICONF, -1, SIGNET_PROTECTION_MAC, FALSE,
    SIGNET_ERROR_MISMATCHED, .pvno = 2 },
  { "forged-error", CMP_R_MISSING_PROTECTION, SIGNET_BODY_ERROR, 2, SIGNET_PROTECTION_NONE, FALSE,
    SIGNET_ERROR_REFUSED, .pvno = 2 },
  { "forged-rejection", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_IP, 2,
    SIGNET_PROTECTION_SIGNATURE, FALSE, SIGNET_ERROR_REFUSED, .pvno = 2 },
  { "revoked", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_SIGNATURE, FALSE,
    SIGNET_ERROR_REVOKED_SIGNER, .verify_error = X509_V_ERR_CERT_REVOKED, .pvno = 2 },
  { "no-crl", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_SIGNATURE, FALSE,
    SIGNET_ERROR_NO_CRL, .verify_error = X509_V_ERR_UNABLE_TO_GET_CRL, .pvno = 2 },
  { "old-crl", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_SIGNATURE, FALSE,
    SIGNET_ERROR_NO_CRL, .verify_error = X509_V_ERR_CRL_HAS_EXPIRED, .pvno = 2 },
  { "key-usage", CMP_R_MISSING_KEY_USAGE_DIGITALSIGNATURE, SIGNET_BODY_IP, 0,
    SIGNET_PROTECTION_SIGNATURE, FALSE, SIGNET_ERROR_KEY_USAGE, .pvno = 2 },
  { "other-key-usage", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_IP, 0,
    SIGNET_PROTECTION_SIGNATURE, FALSE, SIGNET_ERROR_KEY_USAGE,
    .verify_error = X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE, .pvno = 2 },
  { "pbmac1", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_MAC, FALSE,
    SIGNET_ERROR_PBMAC1, .mac = SIGNET_REPLY_MAC_OTHER, .pvno = 2 },
  { "pbmac1-error", CMP_R_NO_SUITABLE_SENDER_CERT, SIGNET_BODY_ERROR, 2, SIGNET_PROTECTION_MAC,
    FALSE, SIGNET_ERROR_PBMAC1, .mac = SIGNET_REPLY_MAC_OTHER, .pvno = 2 },
  { "pvno-1", CMP_R_MISSING_PROTECTION, SIGNET_BODY_ERROR, 2, SIGNET_PROTECTION_NONE, FALSE,
    SIGNET_ERROR_VERSION, .pvno = 1 },
  { "pvno-3", CMP_R_UNEXPECTED_PVNO, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_MAC, FALSE,
    SIGNET_ERROR_VERSION, .pvno = 3 },
  { "pbmac1-of-another", CMP_R_TRANSACTIONID_UNMATCHED, SIGNET_BODY_IP, 0, SIGNET_PROTECTION_MAC,
    FALSE, SIGNET_ERROR_MISMATCHED, .mac = SIGNET_REPLY_MAC_OTHER, .pvno = 2 },
  { "rejection-of-revocation", CMP_R_MISSING_PROTECTION, SIGNET_BODY_RP, 2, SIGNET_PROTECTION_NONE,
    FALSE, SIGNET_ERROR_REFUSED, .pvno = 2 },
  { "error-with-other-mac", CMP_R_WRONG_PBM_VALUE, SIGNET_BODY_ERROR, 2, SIGNET_PROTECTION_MAC,
    FALSE, SIGNET_ERROR_WRONG_CODE, .pvno = 2 },
};

static void
set_up (SignetExchange *exchange,
        SignetJob      *job,
        const Row      *row)
{
  job->profile = signet_profile_new ();
  job->code = row->signed_request ? NULL : signet_secret_new ("s3cret", 6);
  signet_exchange_init (exchange, job, FALSE);
  if (row->body == 0)
    return;
  exchange->last = g_new0 (SignetReply, 1);
  exchange->last->body = row->body;
  exchange->last->status = row->status;
  exchange->last->protection = row->protection;
  exchange->last->mac = row->mac;
  exchange->last->pvno = row->pvno;
  exchange->verify_error = row->verify_error;
  exchange->last->text = g_strdup ("go\033away");
}

static void
test_status_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (GError) error = NULL;

  set_up (&exchange, job, row);
  if (row->reason != 0)
    ERR_raise (ERR_LIB_CMP, row->reason);

  error = signet_status_to_error (&exchange, ctx);
  g_assert_error (error, SIGNET_ERROR, row->code);
  g_assert_false (signet_error_get_details (error)->authenticated);
  g_assert_true ((signet_error_get_details (error)->technical != NULL) == (row->reason != 0));
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
  g_assert_false (signet_status_is_refusal (ctx));
  if (row->status == OSSL_CMP_PKISTATUS_rejection)
    g_assert_cmpstr (signet_error_get_details (error)->server_text, ==, "go away");
}

/* Whom an answer that does not count claims to be from, and by which clock, helps a specialist. */
static void
test_status_claims (void)
{
  const Row row = { .body = SIGNET_BODY_IP, .protection = SIGNET_PROTECTION_SIGNATURE, .pvno = 2 };
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_autoptr (GByteArray) sender = NULL;
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (GError) error = NULL;
  static const guchar COMMON_NAME[] = { 0x06, 0x03, 0x55, 0x04, 0x03 };

  set_up (&exchange, job, &row);
  sender = der_wrap (
    0xa4,
    der_wrap (0x30,
              der_wrap (0x31,
                        der_wrap (0x30, der_raw (COMMON_NAME, sizeof COMMON_NAME),
                                  der_text (0x0c, "Front"), NULL),
                        NULL),
              NULL),
    NULL);
  exchange.last->sender = g_bytes_new (sender->data, sender->len);
  exchange.received_at = 1795521600;
  exchange.last->time = exchange.received_at + 420;
  ERR_raise (ERR_LIB_CMP, CMP_R_NO_SUITABLE_SENDER_CERT);

  error = signet_status_to_error (&exchange, ctx);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER);
  g_assert_nonnull (strstr (signet_error_get_details (error)->technical, "sender: CN=Front"));
  g_assert_nonnull (strstr (signet_error_get_details (error)->technical,
                            "This computer’s clock is 7 minutes behind the server’s."));
}

/* The library moves its errors into the log now and then. */
static void
test_status_log (void)
{
  const Row row = { .body = SIGNET_BODY_IP, .protection = SIGNET_PROTECTION_MAC, .pvno = 2 };
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (GError) error = NULL;

  set_up (&exchange, job, &row);
  signet_exchange_log_cb (NULL, NULL, 0, OSSL_CMP_LOG_INFO, "no news");
  signet_exchange_log_cb (NULL, NULL, 0, OSSL_CMP_LOG_ERR, "wrong pbm value");
  error = signet_status_to_error (&exchange, ctx);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_cmpstr (signet_error_get_details (error)->technical, ==, "wrong pbm value");
}

/* What our own side saw first goes before what the library makes of it. */
static void
test_status_order (void)
{
  const Row row = { .body = SIGNET_BODY_ERROR, .status = 2, .pvno = 2 };
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (GError) transport = NULL;
  g_autoptr (GError) stored = NULL;
  g_autoptr (GError) rejected = NULL;

  set_up (&exchange, job, &row);
  exchange.error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT, "Too late.");
  transport = signet_status_to_error (&exchange, ctx);
  g_assert_error (transport, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT);

  g_clear_error (&exchange.error);
  exchange.stored = TRUE;
  stored = signet_status_to_error (&exchange, ctx);
  g_assert_error (stored, SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED);
  g_assert_false (signet_error_get_details (stored)->authenticated);
  g_assert_cmpint (signet_error_get_details (stored)->status, ==, 2);

  exchange.rejected = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_EXPIRED, "Too old.");
  rejected = signet_status_to_error (&exchange, ctx);
  g_assert_error (rejected, SIGNET_ERROR, SIGNET_ERROR_EXPIRED);
}

/* A wrong clock explains more than a certificate that is said to be too old. */
static void
test_status_clock (void)
{
  const Row row = { .body = SIGNET_BODY_IP, .protection = SIGNET_PROTECTION_MAC, .pvno = 2 };
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (GError) error = NULL;

  set_up (&exchange, job, &row);
  exchange.rejected = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_EXPIRED, "Too old.");
  exchange.received_at = 1795521600;
  exchange.last->time = exchange.received_at - 3 * 24 * 60 * 60;
  error = signet_status_to_error (&exchange, ctx);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_EXPIRED);
  g_assert_cmpstr (signet_error_get_details (error)->technical, ==,
                   "This computer’s clock is 3 days ahead of the server’s.");
}

/* OpenSSL 3.0 fails without a word where the sender is not the expected one. */
static void
test_status_silent_sender (void)
{
  const Row row = { .body = SIGNET_BODY_IP, .protection = SIGNET_PROTECTION_MAC, .pvno = 2 };
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_autoptr (SignetName) sender = signet_name_parse ("CN=CA", NULL);
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (GError) error = NULL;

  set_up (&exchange, job, &row);
  signet_profile_set_expected_sender (job->profile, sender);
  exchange.unaccepted = TRUE;
  error = signet_status_to_error (&exchange, ctx);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNEXPECTED_SENDER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++)
    {
      g_autofree char *path = g_strconcat ("/cmp/status/", ROWS[i].name, NULL);

      g_test_add_data_func (path, &ROWS[i], test_status_row);
    }
  g_test_add_func ("/cmp/status/log", test_status_log);
  g_test_add_func ("/cmp/status/claims", test_status_claims);
  g_test_add_func ("/cmp/status/clock", test_status_clock);
  g_test_add_func ("/cmp/status/order", test_status_order);
  g_test_add_func ("/cmp/status/silent-sender", test_status_silent_sender);

  return g_test_run ();
}
