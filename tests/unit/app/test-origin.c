/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "core/signet-error.h"
#include "pki-fixture.h"
#include "pki/signet-certificate.h"
#include "pki/signet-csr.h"

/* Requests for keys that are kept elsewhere, and requests that nothing protects. */

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)

static GBytes *
public_key_new (EVP_PKEY *pkey)
{
  guchar *der = NULL;
  int length = i2d_PUBKEY (pkey, &der);
  GBytes *bytes = g_bytes_new (der, (gsize) length);

  OPENSSL_free (der);

  return bytes;
}

static void
set_nothing_asked (AppFixture *fixture)
{
  signet_request_set_template (fixture->request, NULL);
}

/* A p10cr: the signing request is sent as it is. */
static void
ask_for_csr (AppFixture *fixture,
             GBytes     *csr)
{
  set_nothing_asked (fixture);
  signet_request_set_operation (fixture->request, SIGNET_OPERATION_P10CR);
  signet_request_set_csr (fixture->request, csr);
}

static SignetItem *
only_item (AppFixture *fixture)
{
  GListModel *items = signet_manager_get_items (fixture->manager);

  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);

  return g_list_model_get_item (items, 0);
}

static guint
count_items (AppFixture *fixture)
{
  return g_list_model_get_n_items (signet_manager_get_items (fixture->manager));
}

static void
assert_no_key (AppFixture *fixture,
               SignetItem *item)
{
  g_autofree char *key = app_fixture_file (fixture, signet_item_get_id (item), "key.pem");

  g_assert_false (signet_item_has_key (item));
  g_assert_cmpint (signet_item_get_passphrase_kind (item), ==, SIGNET_PASSPHRASE_NONE);
  g_assert_null (signet_item_get_key_id (item));
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));
}

static void
assert_issued_for (SignetItem *item,
                   GBytes     *csr)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) certificate =
    signet_certificate_new_from_der (signet_item_get_certificate (item), &error);
  g_autoptr (SignetCsr) parsed = signet_csr_new_from_data (csr, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpstr (signet_certificate_get_key_id (certificate), ==, signet_csr_get_key_id (parsed));
  g_assert_true (signet_name_equal (signet_certificate_get_subject (certificate),
                                    signet_csr_get_subject (parsed)));
}

/* A signing request has its key elsewhere: there is no key and no passphrase to go wrong. */
static void
test_origin_p10cr (AppFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GBytes) csr = app_fixture_csr (pkey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  ask_for_csr (fixture, csr);
  item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  assert_issued_for (item, csr);
  assert_no_key (fixture, item);
  g_assert_cmpstr (signet_item_get_label (item), ==, "Grace");
}

/* It waits, and another process goes on with it. */
static void
test_origin_p10cr_resumed (AppFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GBytes) csr = app_fixture_csr (pkey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) waiting = NULL;
  g_autoptr (SignetItem) issued = NULL;

  ask_for_csr (fixture, csr);
  waiting = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (waiting), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_true (signet_item_get_code_kept (waiting));

  app_fixture_restart_manager (fixture);
  signet_practice_server_approve (fixture->ca, fixture->waiting_number, &error);
  g_assert_no_error (error);
  issued =
    app_fixture_resume (fixture, signet_item_get_id (waiting), NULL, SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  assert_issued_for (issued, csr);
  assert_no_key (fixture, issued);
}

static void
test_origin_p10cr_cancelled (AppFixture    *fixture,
                             gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GBytes) csr = app_fixture_csr (pkey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) waiting = NULL;
  g_autoptr (SignetItem) cancelled = NULL;

  ask_for_csr (fixture, csr);
  waiting = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_assert_no_error (error);

  app_fixture_restart_manager (fixture);
  cancelled = app_fixture_cancel (fixture, signet_item_get_id (waiting), &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (cancelled), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

/* What is no signing request makes nothing. */
static void
test_origin_bad_csr (AppFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GBytes) good = app_fixture_csr (pkey);
  gsize length = g_bytes_get_size (good);
  g_autofree guchar *broken = g_memdup2 (g_bytes_get_data (good, NULL), length);
  g_autoptr (GBytes) csr = NULL;
  g_autoptr (GError) error = NULL;

  broken[length - 1] ^= 1;
  csr = g_bytes_new (broken, length);
  ask_for_csr (fixture, csr);
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CSR);
  g_assert_cmpuint (count_items (fixture), ==, 0);
}

static void
set_key_file (AppFixture *fixture,
              EVP_PKEY   *pkey)
{
  g_autofree char *path = g_build_filename (fixture->folder, "own.pem", NULL);
  g_autofree char *pem = pki_fixture_key_pem (pkey);
  g_autofree char *text = g_strconcat ("file:", path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (text, &error);

  g_assert_no_error (error);
  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
  signet_request_set_key_spec (fixture->request, spec);
}

/* A signing request turned into an ir: its own key proves it, and is kept like any other. */
static void
test_origin_csr_to_ir (AppFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GBytes) csr = app_fixture_csr (pkey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  set_nothing_asked (fixture);
  set_key_file (fixture, pkey);
  signet_request_set_csr (fixture->request, csr);
  item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  assert_issued_for (item, csr);
  g_assert_true (signet_item_has_key (item));
  g_assert_nonnull (signet_item_get_key_id (item));
}

static void
test_origin_csr_of_other_key (AppFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (EVP_PKEY) other = pki_fixture_new_pkey ();
  g_autoptr (GBytes) csr = app_fixture_csr (pkey);
  g_autoptr (GError) error = NULL;

  set_nothing_asked (fixture);
  set_key_file (fixture, other);
  signet_request_set_csr (fixture->request, csr);
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CSR);
  g_assert_cmpuint (count_items (fixture), ==, 0);
}

/* The CA wants a proof that somebody has the key, and says so; nothing of ours stands in its way.
 */
static void
test_origin_public_key (AppFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GBytes) public_key = public_key_new (pkey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  signet_request_set_public_key (fixture->request, public_key);
  app_fixture_set (fixture, SIGNET_SETTING_POPO, "none");
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  item = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_REFUSED);
  assert_no_key (fixture, item);
}

static void
test_origin_bad_public_key (AppFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (GBytes) public_key = g_bytes_new_static ("0\0", 2);
  g_autoptr (GError) error = NULL;

  signet_request_set_public_key (fixture->request, public_key);
  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY);
  g_assert_cmpuint (count_items (fixture), ==, 0);
}

/* Without code and certificate nothing is sent that the profile does not allow. */
static void
test_origin_unprotected (AppFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (SignetCredential) none = signet_credential_new_none ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  g_assert_null (app_fixture_request_with (fixture, none, NULL, SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_assert_cmpuint (count_items (fixture), ==, 0);
  g_clear_error (&error);

  /* The practice CA takes none, either, but it is asked. */
  app_fixture_set (fixture, SIGNET_SETTING_UNPROTECTED_REQUESTS, "true");
  g_assert_null (app_fixture_request_with (fixture, none, NULL, SIGNET_RUN_NONE, &error));
  g_assert_nonnull (error);
  g_assert_false (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_USAGE));
  item = only_item (fixture);
  g_assert_nonnull (signet_item_get_transaction_id (item));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  app_fixture_add ("/app/origin/p10cr", NULL, test_origin_p10cr);
  app_fixture_add ("/app/origin/p10cr-resumed", WITH_APPROVAL, test_origin_p10cr_resumed);
  app_fixture_add ("/app/origin/p10cr-cancelled", WITH_APPROVAL, test_origin_p10cr_cancelled);
  app_fixture_add ("/app/origin/bad-csr", NULL, test_origin_bad_csr);
  app_fixture_add ("/app/origin/csr-to-ir", NULL, test_origin_csr_to_ir);
  app_fixture_add ("/app/origin/csr-of-other-key", NULL, test_origin_csr_of_other_key);
  app_fixture_add ("/app/origin/public-key", NULL, test_origin_public_key);
  app_fixture_add ("/app/origin/bad-public-key", NULL, test_origin_bad_public_key);
  app_fixture_add ("/app/origin/unprotected", NULL, test_origin_unprotected);

  return app_fixture_run ();
}
