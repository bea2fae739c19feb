/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-signer.h"

#include <string.h>

#include "pki-fixture.h"

typedef struct
{
  EVP_PKEY *ca_pkey;
  EVP_PKEY *pkey;
  X509 *ca;
  X509 *leaf;
  char *folder;
  char *certificate_path;
  char *key_path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const PkiFixture ca = { .common_name = "CA", .ca = TRUE };
  const PkiFixture leaf = { .common_name = "Leaf" };

  fixture->ca_pkey = pki_fixture_new_pkey ();
  fixture->pkey = pki_fixture_new_pkey ();
  fixture->ca = pki_fixture_new_x509 (&ca, fixture->ca_pkey, NULL, NULL);
  fixture->leaf = pki_fixture_new_x509 (&leaf, fixture->pkey, fixture->ca, fixture->ca_pkey);
  fixture->folder = pki_fixture_folder ();
  fixture->certificate_path = g_build_filename (fixture->folder, "certificate.pem", NULL);
  fixture->key_path = g_build_filename (fixture->folder, "key.pem", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  EVP_PKEY_free (fixture->ca_pkey);
  EVP_PKEY_free (fixture->pkey);
  X509_free (fixture->ca);
  X509_free (fixture->leaf);
  g_free (fixture->certificate_path);
  g_free (fixture->key_path);
  pki_fixture_remove (fixture->folder);
}

static void
assert_leaf_and_ca (SignetSigner *signer,
                    Fixture      *fixture)
{
  GPtrArray *chain;

  g_assert_nonnull (signer);
  chain = signet_signer_get_chain (signer);
  g_assert_cmpint (
    X509_cmp (signet_certificate_get_x509 (signet_signer_get_certificate (signer)), fixture->leaf),
    ==, 0);
  g_assert_cmpint (
    EVP_PKEY_eq (signet_key_get_pkey (signet_signer_get_key (signer)), fixture->pkey), ==, 1);
  g_assert_cmpuint (chain->len, ==, 1);
  g_assert_cmpint (
    X509_cmp (signet_certificate_get_x509 (g_ptr_array_index (chain, 0)), fixture->ca), ==, 0);
}

static void
test_signer_new (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SignetKey) key = signet_key_new_from_pkey (fixture->pkey, NULL);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (fixture->leaf);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSigner) signer = NULL;
  g_autoptr (SignetSigner) reference = NULL;

  g_ptr_array_add (chain, pki_fixture_wrap (fixture->ca));
  signer = signet_signer_new (key, certificate, chain, &error);
  g_assert_no_error (error);
  /* What happens to the array later does not matter. */
  g_ptr_array_set_size (chain, 0);
  assert_leaf_and_ca (signer, fixture);
  reference = signet_signer_ref (signer);
  g_clear_pointer (&signer, signet_signer_unref);
  assert_leaf_and_ca (reference, fixture);
}

static void
test_signer_no_chain (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetKey) key = signet_key_new_from_pkey (fixture->pkey, NULL);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (fixture->leaf);
  g_autoptr (SignetSigner) signer = signet_signer_new (key, certificate, NULL, NULL);

  g_assert_cmpuint (signet_signer_get_chain (signer)->len, ==, 0);
}

static void
test_signer_other_key (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetKey) key = signet_key_new_from_pkey (fixture->ca_pkey, NULL);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (fixture->leaf);
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_signer_new (key, certificate, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY);
}

static void
test_signer_last_reference (Fixture       *fixture,
                            gconstpointer  data)
{
  SignetKey *key = signet_key_new_from_pkey (fixture->pkey, NULL);
  SignetCertificate *certificate = pki_fixture_wrap (fixture->leaf);
  SignetSigner *signer = signet_signer_new (key, certificate, NULL, NULL);

  g_object_add_weak_pointer (G_OBJECT (key), (gpointer *) &key);
  g_object_add_weak_pointer (G_OBJECT (certificate), (gpointer *) &certificate);
  g_object_unref (key);
  g_object_unref (certificate);
  g_assert_nonnull (key);
  g_assert_nonnull (certificate);
  signet_signer_unref (signer);
  g_assert_null (key);
  g_assert_null (certificate);
}

static void
test_signer_two_files (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *certificates = pki_fixture_pem (fixture->ca, fixture->leaf, NULL);
  g_autofree char *key = pki_fixture_key_pem (fixture->pkey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSigner) signer = NULL;

  pki_fixture_write (fixture->certificate_path, certificates, NULL);
  pki_fixture_write (fixture->key_path, key, NULL);
  signer =
    signet_signer_new_from_files (fixture->certificate_path, fixture->key_path, NULL, &error);
  g_assert_no_error (error);
  assert_leaf_and_ca (signer, fixture);
}

static void
test_signer_one_file (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *certificates = pki_fixture_pem (fixture->leaf, fixture->ca, NULL);
  g_autofree char *key = pki_fixture_key_pem (fixture->pkey);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSigner) signer = NULL;

  pki_fixture_write (fixture->certificate_path, certificates, key, NULL);
  signer = signet_signer_new_from_files (fixture->certificate_path, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_leaf_and_ca (signer, fixture);
}

static void
test_signer_encrypted (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *certificates = pki_fixture_pem (fixture->leaf, fixture->ca, NULL);
  g_autoptr (SignetKey) key = signet_key_new_from_pkey (fixture->pkey, NULL);
  g_autoptr (SignetSecret) passphrase = signet_passphrase_new_random (NULL);
  g_autoptr (SignetSecret) wrong = signet_passphrase_new_random (NULL);
  g_autoptr (GBytes) pem = signet_key_to_encrypted_pem (key, passphrase, 1000, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSigner) signer = NULL;

  pki_fixture_write (fixture->certificate_path, certificates, NULL);
  pki_fixture_write (fixture->key_path, text, NULL);
  signer =
    signet_signer_new_from_files (fixture->certificate_path, fixture->key_path, passphrase, &error);
  g_assert_no_error (error);
  assert_leaf_and_ca (signer, fixture);
  g_assert_null (
    signet_signer_new_from_files (fixture->certificate_path, fixture->key_path, wrong, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (
    signet_signer_new_from_files (fixture->certificate_path, fixture->key_path, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
}

static void
test_signer_file_errors (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *certificates = pki_fixture_pem (fixture->ca, NULL);
  g_autofree char *key = pki_fixture_key_pem (fixture->pkey);
  g_autoptr (GError) error = NULL;

  pki_fixture_write (fixture->certificate_path, certificates, NULL);
  g_assert_null (signet_signer_new_from_files (fixture->certificate_path, NULL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY);
  g_clear_error (&error);
  g_assert_null (
    signet_signer_new_from_files (fixture->certificate_path, fixture->key_path, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_clear_error (&error);
  pki_fixture_write (fixture->key_path, key, NULL);
  g_assert_null (
    signet_signer_new_from_files (fixture->certificate_path, fixture->key_path, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY);
  g_assert_nonnull (strstr (error->message, "certificate.pem"));
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/pki/signer/new", test_signer_new);
  ADD ("/pki/signer/no-chain", test_signer_no_chain);
  ADD ("/pki/signer/other-key", test_signer_other_key);
  ADD ("/pki/signer/last-reference", test_signer_last_reference);
  ADD ("/pki/signer/two-files", test_signer_two_files);
  ADD ("/pki/signer/one-file", test_signer_one_file);
  ADD ("/pki/signer/encrypted", test_signer_encrypted);
  ADD ("/pki/signer/file-errors", test_signer_file_errors);

  return g_test_run ();
}
