/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-csr.h"

#include <string.h>

#include "pki-fixture.h"
#include "pki/signet-csr-private.h"
#include "pki/signet-extensions-private.h"

static X509_REQ *
make_request (EVP_PKEY   *pkey,
              const char *extension,
              const char *value)
{
  g_autoptr (X509_EXTENSIONS) extensions = sk_X509_EXTENSION_new_null ();
  X509_NAME *name;
  X509_REQ *request = X509_REQ_new ();

  name = X509_NAME_new ();
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const unsigned char *) "Ada", -1, -1, 0);
  X509_REQ_set_version (request, X509_REQ_VERSION_1);
  X509_REQ_set_subject_name (request, name);
  X509_NAME_free (name);
  X509_REQ_set_pubkey (request, pkey);
  if (extension != NULL)
    {
      X509_EXTENSION *made = X509V3_EXT_nconf (NULL, NULL, extension, value);

      g_assert_nonnull (made);
      sk_X509_EXTENSION_push (extensions, made);
      g_assert_cmpint (X509_REQ_add_extensions (request, extensions), ==, 1);
    }
  g_assert_cmpint (X509_REQ_sign (request, pkey, EVP_sha256 ()), >, 0);

  return request;
}

static GBytes *
to_der (X509_REQ *request)
{
  unsigned char *der = NULL;
  int length = i2d_X509_REQ (request, &der);
  GBytes *bytes = g_bytes_new (der, length);

  OPENSSL_free (der);

  return bytes;
}

static GBytes *
to_pem (X509_REQ   *request,
        const char *label,
        guint       times)
{
  g_autoptr (GBytes) der = to_der (request);
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  BIO_puts (bio, "text before\n");
  for (guint i = 0; i < times; i++)
    PEM_write_bio (bio, label, "", g_bytes_get_data (der, NULL), (long) g_bytes_get_size (der));
  length = BIO_get_mem_data (bio, &data);

  return g_bytes_new (data, length);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, NULL, NULL);
  g_autofree char *id = signet_pkey_get_id (pkey);
  GBytes *forms[] = {
    to_der (request),
    to_pem (request, PEM_STRING_X509_REQ, 1),
    to_pem (request, PEM_STRING_X509_REQ_OLD, 1),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (SignetCsr) csr = signet_csr_new_from_data (forms[i], &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (signet_csr_get_der (csr), forms[0]));
      g_assert_cmpstr (signet_name_get_first (signet_csr_get_subject (csr), "CN"), ==, "Ada");
      g_assert_cmpstr (signet_csr_get_key_id (csr), ==, id);
      g_assert_nonnull (signet_csr_get_x509_req (csr));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_bytes_unref (forms[i]);
}

static void
assert_refused (GBytes *data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_csr_new_from_data (data, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CSR);
}

static void
test_refused (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, NULL, NULL);
  g_autoptr (GBytes) der = to_der (request);
  g_autoptr (GBytes) two = to_pem (request, PEM_STRING_X509_REQ, 2);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) mislabelled = to_pem (request, PEM_STRING_X509, 1);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (128 * 1024 + 1), 128 * 1024 + 1);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) trailing = NULL;
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (der, 0, g_bytes_get_size (der) - 1);

  g_byte_array_append (longer, g_bytes_get_data (der, NULL), (guint) g_bytes_get_size (der));
  g_byte_array_append (longer, (const guint8 *) "x", 1);
  trailing = g_bytes_new (longer->data, longer->len);
  assert_refused (two);
  assert_refused (empty);
  assert_refused (text);
  assert_refused (mislabelled);
  assert_refused (large);
  assert_refused (trailing);
  assert_refused (cut);
}

static void
test_bad_signature (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (EVP_PKEY) other = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, NULL, NULL);
  g_autoptr (GBytes) der = NULL;

  g_assert_cmpint (X509_REQ_sign (request, other, EVP_sha256 ()), >, 0);
  der = to_der (request);
  assert_refused (der);
}

/* Nothing that was changed on the way passes. */
static void
test_changed (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, "keyUsage", "digitalSignature");
  g_autoptr (GBytes) der = to_der (request);
  gsize length = g_bytes_get_size (der);

  for (gsize i = 0; i < length; i++)
    {
      guint8 *data = g_memdup2 (g_bytes_get_data (der, NULL), length);
      g_autoptr (GBytes) changed = NULL;

      data[i] ^= 0x10;
      changed = g_bytes_new_take (data, length);
      assert_refused (changed);
    }
}

static void
test_template (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request =
    make_request (pkey, "subjectAltName", "critical,DNS:a.example,IP:192.0.2.1");
  g_autoptr (GBytes) der = to_der (request);
  g_autoptr (SignetCsr) csr = signet_csr_new_from_data (der, &error);
  g_autoptr (SignetTemplate) template = signet_template_from_csr (csr, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (signet_name_get_first (signet_template_get_subject (template), "CN"), ==,
                   "Ada");
  g_assert_cmpuint (signet_template_get_n_alt_names (template), ==, 2);
  g_assert_true (signet_template_get_alt_names_critical (template));
  g_assert_cmpuint (signet_template_get_n_extensions (template), ==, 0);
}

/* Whoever made the request means what it says, also where a renewal would leave it to the CA. */
static void
test_template_all (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, "basicConstraints", "critical,CA:FALSE");
  g_autoptr (GBytes) der = to_der (request);
  g_autoptr (SignetCsr) csr = signet_csr_new_from_data (der, &error);
  g_autoptr (SignetTemplate) template = signet_template_from_csr (csr, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (signet_template_get_n_extensions (template), ==, 1);
  g_assert_cmpstr (signet_template_get_extension (template, 0)->oid, ==, "2.5.29.19");
}

static void
test_template_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, NULL, NULL);
  g_autoptr (GBytes) der = to_der (request);
  g_autoptr (SignetCsr) csr = signet_csr_new_from_data (der, &error);
  g_autoptr (SignetTemplate) template = signet_template_from_csr (csr, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (signet_template_get_n_alt_names (template), ==, 0);
}

static void
test_template_unreadable (void)
{
  static const unsigned char null[] = { 0x05, 0x00 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, NULL, NULL);
  g_autoptr (GBytes) der = NULL;
  g_autoptr (SignetCsr) csr = NULL;

  g_assert_cmpint (
    X509_REQ_add1_attr_by_NID (request, NID_ext_req, V_ASN1_OCTET_STRING, null, sizeof null), ==,
    1);
  g_assert_cmpint (X509_REQ_sign (request, pkey, EVP_sha256 ()), >, 0);
  der = to_der (request);
  csr = signet_csr_new_from_data (der, &error);
  g_assert_no_error (error);
  g_assert_null (signet_template_from_csr (csr, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CSR);
}

static void
test_boxed (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509_REQ) request = make_request (pkey, NULL, NULL);
  g_autoptr (GBytes) der = to_der (request);
  g_autoptr (SignetCsr) csr = signet_csr_new_from_data (der, NULL);
  SignetCsr *copy = g_boxed_copy (SIGNET_TYPE_CSR, csr);

  g_assert_true (copy == csr);
  g_boxed_free (SIGNET_TYPE_CSR, copy);
  g_assert_true (g_bytes_equal (signet_csr_get_der (csr), der));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/csr/read", test_read);
  g_test_add_func ("/pki/csr/refused", test_refused);
  g_test_add_func ("/pki/csr/bad-signature", test_bad_signature);
  g_test_add_func ("/pki/csr/changed", test_changed);
  g_test_add_func ("/pki/csr/template", test_template);
  g_test_add_func ("/pki/csr/template-all", test_template_all);
  g_test_add_func ("/pki/csr/template-none", test_template_none);
  g_test_add_func ("/pki/csr/template-unreadable", test_template_unreadable);
  g_test_add_func ("/pki/csr/boxed", test_boxed);

  return g_test_run ();
}
