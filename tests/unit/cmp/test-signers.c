/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/err.h>

#include "cmp/signet-authority-private.h"
#include "core/signet-error.h"
#include "fault-server.h"
#include "operation-fixture.h"
#include "pki-fixture.h"

/* Who may sign the answers of a CA (RFC 9810 8.9): not everybody who has a certificate of it. */

static const CmpCase AT_ONCE = { 0 };
static const CmpCase WITH_APPROVAL = { .approval = TRUE };

/* Somebody with a certificate of the CA who stands in its place. */
typedef struct
{
  SignetKey *key;
  SignetCertificate *certificate;
} Mallory;

static void
mallory_clear (Mallory *self)
{
  g_clear_object (&self->key);
  g_clear_object (&self->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mallory, mallory_clear)

static int
refuse_poll (OSSL_CMP_SRV_CTX    *server,
             const OSSL_CMP_MSG  *request,
             int                  certificate_request,
             OSSL_CMP_MSG       **certificate_answer,
             int64_t             *check_after)
{
  ERR_raise (ERR_LIB_CMP, CMP_R_UNEXPECTED_PKIBODY);

  return 0;
}

static OSSL_CMP_PKISI *
refuse_request (OSSL_CMP_SRV_CTX     *server,
                const OSSL_CMP_MSG   *message,
                int                   certificate_request,
                const OSSL_CRMF_MSG  *request,
                const X509_REQ       *pkcs10,
                X509                **certificate,
                SignetX509Stack     **chain,
                SignetX509Stack     **ca_pubs)
{
  return OSSL_CMP_STATUSINFO_new (OSSL_CMP_PKISTATUS_rejection, 0, "no");
}

static OSSL_CMP_SRV_CTX *
server_of (const Mallory *mallory,
           OSSL_CMP_MSG  *request)
{
  OSSL_CMP_SRV_CTX *server = OSSL_CMP_SRV_CTX_new (NULL, NULL);
  OSSL_CMP_CTX *ctx = OSSL_CMP_SRV_CTX_get0_cmp_ctx (server);

  OSSL_CMP_SRV_CTX_init (server, NULL, refuse_request, NULL, NULL, NULL, NULL, refuse_poll);
  OSSL_CMP_SRV_CTX_set_accept_unprotected (server, 1);
  OSSL_CMP_CTX_set1_cert (ctx, signet_certificate_get_x509 (mallory->certificate));
  OSSL_CMP_CTX_set1_pkey (ctx, signet_key_get_pkey (mallory->key));
  OSSL_CMP_CTX_set1_transactionID (
    ctx, OSSL_CMP_HDR_get0_transactionID (OSSL_CMP_MSG_get0_header (request)));
  OSSL_CMP_CTX_set_log_verbosity (ctx, OSSL_CMP_LOG_EMERG);

  return server;
}

/* A FaultFunc: an error message, well signed, with the right transaction and nonce. */
static GBytes *
refuse_as_mallory (const char *path,
                   GBytes     *body,
                   gpointer    mallory)
{
  gsize length;
  const guchar *data = g_bytes_get_data (body, &length);
  g_autoptr (OSSL_CMP_MSG) request = d2i_OSSL_CMP_MSG (NULL, &data, (long) length);
  OSSL_CMP_SRV_CTX *server = server_of (mallory, request);
  g_autoptr (OSSL_CMP_MSG) answer = OSSL_CMP_SRV_process_request (server, request);
  guchar *der = NULL;
  int size = i2d_OSSL_CMP_MSG (answer, &der);
  GBytes *whole = fault_answer ("200 OK", "application/pkixcmp", der, (gsize) size);

  OPENSSL_free (der);
  OSSL_CMP_SRV_CTX_free (server);
  ERR_clear_error ();

  return whole;
}

/* Mallory gets a certificate like everybody; then Ada's request waits. */
static void
begin (CmpFixture *fixture,
       Mallory    *mallory)
{
  g_autoptr (SignetOutcome) waiting = NULL;

  cmp_fixture_set_subject (fixture, "CN=Mallory");
  operation_fixture_enroll (fixture);
  mallory->key = g_steal_pointer (&fixture->job->key);
  mallory->certificate = operation_fixture_leaf (fixture);

  cmp_fixture_restart_ca (fixture, &WITH_APPROVAL);
  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));
  cmp_fixture_set_subject (fixture, "CN=Ada Lovelace");
  operation_fixture_new_key (fixture, "ec:P-256");
  g_clear_pointer (&fixture->journal->response, g_bytes_unref);
  g_clear_pointer (&fixture->journal->leaf, g_bytes_unref);
  waiting = cmp_fixture_step (fixture);
  g_assert_cmpint (waiting->kind, ==, SIGNET_OUTCOME_WAITING);
}

static SignetOutcome *
poll_mallory (CmpFixture *fixture,
              Mallory    *mallory)
{
  g_autoptr (FaultServer) server = fault_server_new (refuse_as_mallory, mallory);
  g_autofree char *url = fault_server_dup_url (server, "/");
  SignetOutcome *outcome;

  cmp_fixture_set_server (fixture, url);
  outcome = cmp_fixture_next_process (fixture);
  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));

  return outcome;
}

/* Another person's certificate of the same CA makes nobody the CA. */
static void
test_signers_end_entity (CmpFixture    *fixture,
                         gconstpointer  data)
{
  g_auto (Mallory) mallory = { NULL, NULL };
  g_autoptr (SignetOutcome) refused = NULL;
  g_autoptr (SignetOutcome) last = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, &mallory);
  refused = poll_mallory (fixture, &mallory);
  g_assert_cmpint (refused->kind, ==, SIGNET_OUTCOME_FAILED);
  g_assert_false (signet_error_get_details (refused->error)->authenticated);

  signet_practice_server_approve (fixture->ca, fixture->waiting_number, &error);
  g_assert_no_error (error);
  last = cmp_fixture_next_process (fixture);
  g_assert_no_error (last->error);
  g_assert_cmpint (last->kind, ==, SIGNET_OUTCOME_ISSUED);
}

/* Unless the profile names that sender: an RA whose certificate does not tell what it is. */
static void
test_signers_expected (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_auto (Mallory) mallory = { NULL, NULL };
  g_autoptr (SignetOutcome) refused = NULL;

  begin (fixture, &mallory);
  /* Such a sender sends every answer, the first one, too. */
  g_clear_pointer (&fixture->journal->response, g_bytes_unref);
  g_clear_pointer (&fixture->journal->poll, g_bytes_unref);
  signet_profile_set_expected_sender (fixture->job->profile,
                                      signet_certificate_get_subject (mallory.certificate));
  refused = poll_mallory (fixture, &mallory);
  g_assert_error (refused->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_assert_true (signet_error_get_details (refused->error)->authenticated);
}

/* Or its very certificate as an anchor. */
static void
test_signers_anchor (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_auto (Mallory) mallory = { NULL, NULL };
  g_autoptr (SignetOutcome) refused = NULL;

  begin (fixture, &mallory);
  signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ANCHORS,
                                  signet_certificate_get_der (mallory.certificate));
  refused = poll_mallory (fixture, &mallory);
  g_assert_error (refused->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_assert_true (signet_error_get_details (refused->error)->authenticated);
}

/* A root, and a certificate below it that signs answers. */
typedef struct
{
  EVP_PKEY *pkey;
  X509 *root;
  X509 *signer;
} Signer;

static void
signer_clear (Signer *self)
{
  g_clear_pointer (&self->pkey, EVP_PKEY_free);
  g_clear_pointer (&self->root, X509_free);
  g_clear_pointer (&self->signer, X509_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signer, signer_clear)

static void
signer_init (Signer     *self,
             gboolean    ca,
             const char *extension,
             const char *value)
{
  const PkiFixture root = { .common_name = "Root", .ca = TRUE };
  const PkiFixture signer = { .common_name = "RA", .ca = ca, .extensions = { extension, value } };

  self->pkey = pki_fixture_new_pkey ();
  self->root = pki_fixture_new_x509 (&root, self->pkey, NULL, NULL);
  self->signer = pki_fixture_new_x509 (&signer, self->pkey, self->root, self->pkey);
}

/* Why the store of a step does not take this signer; X509_V_OK if it does. */
static int
verify (Signer     *self,
        const char *exception)
{
  g_autoptr (SignetJob) job = signet_job_new ();
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  g_autoptr (GError) error = NULL;
  gboolean good;

  job->profile = signet_profile_new ();
  if (exception != NULL)
    signet_profile_set_value (job->profile, NULL, SIGNET_SETTING_IGNORE_KEY_USAGE, exception,
                              &error);
  g_assert_no_error (error);
  signet_exchange_init (&exchange, job, FALSE);
  g_assert_true (signet_authority_watch (&exchange, store));
  X509_STORE_add_cert (store, self->root);
  X509_STORE_CTX_init (context, store, self->signer, NULL);
  good = X509_verify_cert (context) == 1;
  g_assert_true (good == (exchange.signer != NULL));
  g_assert_true (!good || X509_cmp (exchange.signer, self->signer) == 0);
  ERR_clear_error ();

  return X509_STORE_CTX_get_error (context);
}

/* Whether the holder of a certificate with such a key usage may speak for the CA above it. */
static int
verify_usage (const char *usage)
{
  g_auto (Signer) signer = { NULL, NULL, NULL };

  signer_init (&signer, FALSE, "extendedKeyUsage", usage);

  return verify (&signer, NULL);
}

static void
test_signers_usage (void)
{
  g_assert_cmpint (verify_usage ("1.3.6.1.5.5.7.3.27"), ==, X509_V_OK);
  g_assert_cmpint (verify_usage ("clientAuth,1.3.6.1.5.5.7.3.28"), ==, X509_V_OK);
  g_assert_cmpint (verify_usage ("clientAuth,emailProtection"), ==,
                   X509_V_ERR_APPLICATION_VERIFICATION);
}

/* The exception is for one certificate, and for nobody else. */
static void
test_signers_key_usage (void)
{
  g_auto (Signer) signer = { NULL, NULL, NULL };
  g_autoptr (SignetCertificate) wrapped = NULL;
  g_autofree char *other = g_strnfill (64, 'a');

  signer_init (&signer, TRUE, "keyUsage", "keyCertSign");
  wrapped = pki_fixture_wrap (signer.signer);
  g_assert_cmpint (verify (&signer, NULL), ==, X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE);
  g_assert_cmpint (verify (&signer, other), ==, X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE);
  g_assert_cmpint (verify (&signer, signet_certificate_get_fingerprint (wrapped)), ==, X509_V_OK);
}

/* Whether a CA that signed the answer may have brought a certificate. */
static int
bring (Signer           *self,
       X509             *certificate,
       SignetProtection  protection)
{
  g_autoptr (SignetJob) job = signet_job_new ();
  g_auto (SignetExchange) exchange = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean good;

  job->profile = signet_profile_new ();
  signet_exchange_init (&exchange, job, FALSE);
  exchange.anchors = pki_fixture_stack (self->root, NULL);
  exchange.last_certificate = protection;
  exchange.signer = self->signer;
  X509_up_ref (self->signer);
  good = signet_authority_has_issued (&exchange, certificate, &error);
  g_assert_true (good == (error == NULL));

  return good ? -1 : error->code;
}

/* A CA speaks for itself, and not for the CA next door under the same root. */
static void
test_signers_issuer (void)
{
  g_auto (Signer) ca = { NULL, NULL, NULL };
  g_auto (Signer) other = { NULL, NULL, NULL };
  const PkiFixture leaf = { .common_name = "Ada" };
  const PkiFixture next_door = { .common_name = "Next Door", .ca = TRUE };
  g_autoptr (X509) neighbour = NULL;
  g_autoptr (X509) own = NULL;
  g_autoptr (X509) foreign = NULL;

  signer_init (&ca, TRUE, NULL, NULL);
  signer_init (&other, TRUE, "extendedKeyUsage", "1.3.6.1.5.5.7.3.28");
  neighbour = pki_fixture_new_x509 (&next_door, ca.pkey, ca.root, ca.pkey);
  own = pki_fixture_new_x509 (&leaf, ca.pkey, ca.signer, ca.pkey);
  foreign = pki_fixture_new_x509 (&leaf, ca.pkey, neighbour, ca.pkey);

  g_assert_cmpint (bring (&ca, own, SIGNET_PROTECTION_SIGNATURE), ==, -1);
  g_assert_cmpint (bring (&ca, foreign, SIGNET_PROTECTION_SIGNATURE), ==,
                   SIGNET_ERROR_UNKNOWN_SIGNER);
  g_assert_cmpint (bring (&ca, foreign, SIGNET_PROTECTION_MAC), ==, -1);
  g_assert_cmpint (bring (&other, foreign, SIGNET_PROTECTION_SIGNATURE), ==, -1);
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/signers/" path, CmpFixture, data, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("end-entity", &AT_ONCE, test_signers_end_entity);
  ADD ("expected", &AT_ONCE, test_signers_expected);
  ADD ("anchor", &AT_ONCE, test_signers_anchor);
  g_test_add_func ("/cmp/signers/usage", test_signers_usage);
  g_test_add_func ("/cmp/signers/key-usage", test_signers_key_usage);
  g_test_add_func ("/cmp/signers/issuer", test_signers_issuer);

  return g_test_run ();
}
