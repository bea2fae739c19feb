/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/err.h>

#include "cmp-fixture.h"
#include "cmp/signet-authority-private.h"
#include "core/signet-error.h"
#include "fault-server.h"
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
  OSSL_CMP_CTX_set_log_verbosity (ctx, -1);

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
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("ec:P-256", NULL);
  g_autoptr (SignetOutcome) issued = NULL;
  g_autoptr (SignetOutcome) waiting = NULL;
  g_autoptr (GError) error = NULL;

  cmp_fixture_set_subject (fixture, "CN=Mallory");
  issued = cmp_fixture_step (fixture);
  g_assert_no_error (issued->error);
  mallory->key = g_steal_pointer (&fixture->job->key);
  mallory->certificate = signet_certificate_new_from_der (fixture->journal->leaf, &error);
  g_assert_no_error (error);

  cmp_fixture_restart_ca (fixture, &WITH_APPROVAL);
  cmp_fixture_set_server (fixture, signet_practice_server_get_url (fixture->ca));
  cmp_fixture_set_subject (fixture, "CN=Ada Lovelace");
  fixture->job->key = signet_key_generate (spec, &error);
  g_assert_no_error (error);
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

/* Whether the holder of a certificate with such a key usage may speak for the CA above it. */
static gboolean
may_speak (const char *usage)
{
  const PkiFixture root = { .common_name = "Root", .ca = TRUE };
  const PkiFixture signer = { .common_name = "RA", .extensions = { "extendedKeyUsage", usage } };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) issuer = pki_fixture_new_x509 (&root, pkey, NULL, NULL);
  g_autoptr (X509) leaf = pki_fixture_new_x509 (&signer, pkey, issuer, pkey);
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();

  X509_STORE_add_cert (store, issuer);
  X509_STORE_set_verify_cb (store, signet_authority_verify_cb);
  X509_STORE_CTX_init (context, store, leaf, NULL);
  if (X509_verify_cert (context) == 1)
    return TRUE;
  g_assert_cmpint (X509_STORE_CTX_get_error (context), ==, X509_V_ERR_APPLICATION_VERIFICATION);
  ERR_clear_error ();

  return FALSE;
}

static void
test_signers_usage (void)
{
  g_assert_true (may_speak ("1.3.6.1.5.5.7.3.27"));
  g_assert_true (may_speak ("clientAuth,1.3.6.1.5.5.7.3.28"));
  g_assert_false (may_speak ("clientAuth,emailProtection"));
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

  return g_test_run ();
}
