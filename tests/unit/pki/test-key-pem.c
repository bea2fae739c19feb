/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "pki-fixture.h"

#define PASSPHRASE "Grüße, 世界"

static SignetKey *
generate (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (text, &error);
  SignetKey *key = signet_key_generate (spec, &error);

  g_assert_no_error (error);

  return key;
}

static SignetSecret *
secret (const char *text)
{
  return signet_secret_new (text, strlen (text));
}

static SignetKey *
read_text (const char    *pem,
           SignetSecret  *passphrase,
           GError       **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));

  return signet_key_new_from_pem (bytes, passphrase, error);
}

static void
test_pem_round_trip (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = generate (data);
  g_autoptr (SignetSecret) passphrase = secret (PASSPHRASE);
  g_autoptr (GBytes) pem = signet_key_to_encrypted_pem (key, passphrase, 1000, &error);
  g_autoptr (SignetKey) again = NULL;

  g_assert_no_error (error);
  g_assert_true (
    g_str_has_prefix (g_bytes_get_data (pem, NULL), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  again = signet_key_new_from_pem (pem, passphrase, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_get_id (again), ==, signet_key_get_id (key));
  g_assert_cmpint (EVP_PKEY_eq (signet_key_get_pkey (again), signet_key_get_pkey (key)), ==, 1);
}

static void
test_pem_passphrases (void)
{
  g_autoptr (SignetKey) key = generate ("ec:P-256");
  g_autoptr (SignetSecret) passphrase = secret (PASSPHRASE);
  g_autoptr (SignetSecret) wrong = secret ("wrong");
  g_autoptr (SignetSecret) empty = secret ("");
  g_autoptr (SignetSecret) long_one = NULL;
  g_autoptr (GBytes) pem = signet_key_to_encrypted_pem (key, passphrase, 1000, NULL);
  g_autofree char *filler = g_strnfill (5000, 'x');
  SignetSecret *wrong_ones[] = { wrong, empty, NULL };
  g_autoptr (GError) error = NULL;

  long_one = secret (filler);
  wrong_ones[2] = long_one;
  g_assert_null (signet_key_new_from_pem (pem, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_ones); i++)
    {
      g_clear_error (&error);
      g_assert_null (signet_key_new_from_pem (pem, wrong_ones[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_PASSPHRASE);
    }
}

static void
test_pem_passphrase_limits (void)
{
  g_autoptr (SignetKey) key = generate ("ec:P-256");
  gsize sizes[] = { 0, 1, 1024, 1025 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *filler = g_strnfill (sizes[i], 'x');
      g_autoptr (SignetSecret) passphrase = secret (filler);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pem = signet_key_to_encrypted_pem (key, passphrase, 1000, &error);
      g_autoptr (SignetKey) again = NULL;

      if (sizes[i] == 0 || sizes[i] > 1024)
        {
          g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
          continue;
        }
      g_assert_no_error (error);
      again = signet_key_new_from_pem (pem, passphrase, &error);
      g_assert_no_error (error);
    }
}

static void
test_pem_parameters (void)
{
  g_autoptr (SignetKey) key = generate ("ec:P-256");
  g_autoptr (SignetSecret) passphrase = secret (PASSPHRASE);
  g_autoptr (GBytes) pem =
    signet_key_to_encrypted_pem (key, passphrase, SIGNET_KEY_ITERATIONS_RANDOM, NULL);
  g_autoptr (BIO) bio =
    BIO_new_mem_buf (g_bytes_get_data (pem, NULL), (int) g_bytes_get_size (pem));
  g_autoptr (X509_SIG) encrypted = PEM_read_bio_PKCS8 (bio, NULL, NULL, NULL);
  const X509_ALGOR *algorithm;
  const ASN1_OBJECT *object;
  const void *value;
  PBE2PARAM *scheme;
  PBKDF2PARAM *kdf;
  int type;

  X509_SIG_get0 (encrypted, &algorithm, NULL);
  X509_ALGOR_get0 (&object, &type, &value, algorithm);
  g_assert_cmpint (OBJ_obj2nid (object), ==, NID_pbes2);
  scheme = ASN1_item_unpack (value, ASN1_ITEM_rptr (PBE2PARAM));
  X509_ALGOR_get0 (&object, NULL, NULL, scheme->encryption);
  g_assert_cmpint (OBJ_obj2nid (object), ==, NID_aes_256_cbc);
  X509_ALGOR_get0 (&object, &type, &value, scheme->keyfunc);
  g_assert_cmpint (OBJ_obj2nid (object), ==, NID_id_pbkdf2);
  kdf = ASN1_item_unpack (value, ASN1_ITEM_rptr (PBKDF2PARAM));
  g_assert_cmpint (ASN1_INTEGER_get (kdf->iter), ==, SIGNET_KEY_ITERATIONS_RANDOM);
  g_assert_cmpint (ASN1_STRING_length (kdf->salt->value.octet_string), ==, 16);
  X509_ALGOR_get0 (&object, NULL, NULL, kdf->prf);
  g_assert_cmpint (OBJ_obj2nid (object), ==, NID_hmacWithSHA256);
  PBKDF2PARAM_free (kdf);
  PBE2PARAM_free (scheme);
}

/* Whoever has the passphrase needs no Signet to use the key. */
static void
test_pem_openssl (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = generate (data);
  g_autoptr (SignetSecret) passphrase = secret (PASSPHRASE);
  g_autoptr (GBytes) pem = signet_key_to_encrypted_pem (key, passphrase, 1000, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
  char *folder = pki_fixture_folder ();
  g_autofree char *key_path = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *passphrase_path = g_build_filename (folder, "passphrase", NULL);
  g_autofree char *passin = g_strconcat ("file:", passphrase_path, NULL);
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (SignetKey) plain = NULL;

  pki_fixture_write (key_path, text, NULL);
  pki_fixture_write (passphrase_path, PASSPHRASE "\n", NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "openssl", "pkey", "-in",
                              key_path, "-passin", passin, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  plain = read_text (output, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_get_id (plain), ==, signet_key_get_id (key));
  pki_fixture_remove (folder);
}

static char *
write_old_pem (EVP_PKEY         *pkey,
               const EVP_CIPHER *cipher,
               const char       *passphrase)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  g_assert_cmpint (PEM_write_bio_PrivateKey_traditional (
                     bio, pkey, cipher, (const unsigned char *) passphrase,
                     passphrase != NULL ? (int) strlen (passphrase) : 0, NULL, NULL),
                   ==, 1);
  length = BIO_get_mem_data (bio, &data);

  return g_strndup (data, length);
}

static void
test_pem_old_forms (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autofree char *plain = write_old_pem (pkey, NULL, NULL);
  g_autofree char *encrypted = write_old_pem (pkey, EVP_aes_128_cbc (), PASSPHRASE);
  g_autofree char *with_parameters = NULL;
  g_autoptr (SignetSecret) passphrase = secret (PASSPHRASE);
  g_autoptr (SignetKey) one = NULL;
  g_autoptr (SignetKey) two = NULL;
  g_autoptr (SignetKey) three = NULL;
  g_autoptr (GError) error = NULL;

  /* What `openssl ecparam -genkey` writes. */
  with_parameters = g_strconcat (
    "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n", plain, NULL);
  one = read_text (plain, NULL, &error);
  g_assert_no_error (error);
  two = read_text (encrypted, passphrase, &error);
  g_assert_no_error (error);
  three = read_text (with_parameters, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_get_id (one), ==, signet_key_get_id (two));
  g_assert_cmpstr (signet_key_get_id (one), ==, signet_key_get_id (three));
  g_assert_null (read_text (encrypted, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
}

static void
test_pem_garbage (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autofree char *pem = pki_fixture_key_pem (pkey);
  g_autofree char *cut = g_strndup (pem, strlen (pem) / 2);
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  g_autoptr (SignetSecret) passphrase = secret (PASSPHRASE);
  g_autofree char *public_half = NULL;
  const char *texts[] = { "", "no key", cut,
                          "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", NULL };
  char *data;
  long length;

  PEM_write_bio_PUBKEY (bio, pkey);
  length = BIO_get_mem_data (bio, &data);
  public_half = g_strndup (data, length);
  texts[4] = public_half;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (texts[i], passphrase, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY);
    }
}

static void
test_pem_file (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (SignetKey) expected = signet_key_new_from_pkey (pkey, NULL);
  g_autofree char *pem = pki_fixture_key_pem (pkey);
  char *folder = pki_fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *link = g_build_filename (folder, "link.pem", NULL);
  g_autofree char *spec_text = g_strconcat ("file:", link, NULL);
  g_autoptr (SignetKey) key = NULL;

  pki_fixture_write (path, pem, NULL);
  g_assert_cmpint (symlink (path, link), ==, 0);
  key = generate (spec_text);
  g_assert_cmpstr (signet_key_get_id (key), ==, signet_key_get_id (expected));
  pki_fixture_remove (folder);
}

static void
test_pem_file_encrypted (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autofree char *pem = write_old_pem (pkey, EVP_aes_128_cbc (), PASSPHRASE);
  char *folder = pki_fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *spec_text = g_strconcat ("file:", path, NULL);
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (spec_text, NULL);
  g_autoptr (SignetSecret) passphrase = secret (PASSPHRASE);
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (GError) error = NULL;

  pki_fixture_write (path, pem, NULL);
  g_assert_null (signet_key_generate (spec, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
  g_assert_nonnull (strstr (error->message, "key.pem"));
  g_clear_error (&error);
  key = signet_key_new_from_file (path, passphrase, &error);
  g_assert_no_error (error);
  g_assert_nonnull (key);
  pki_fixture_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const specs[] = { "ec:P-256", "ec:P-384", "rsa:2048",
                                       "rsa:3072", "ed25519", "ed448" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autofree char *round_trip = g_strconcat ("/pki/key-pem/round-trip/", specs[i], NULL);
      g_autofree char *openssl = g_strconcat ("/pki/key-pem/openssl/", specs[i], NULL);

      g_test_add_data_func (round_trip, specs[i], test_pem_round_trip);
      g_test_add_data_func (openssl, specs[i], test_pem_openssl);
    }
  g_test_add_func ("/pki/key-pem/passphrases", test_pem_passphrases);
  g_test_add_func ("/pki/key-pem/passphrase-limits", test_pem_passphrase_limits);
  g_test_add_func ("/pki/key-pem/parameters", test_pem_parameters);
  g_test_add_func ("/pki/key-pem/old-forms", test_pem_old_forms);
  g_test_add_func ("/pki/key-pem/garbage", test_pem_garbage);
  g_test_add_func ("/pki/key-pem/file", test_pem_file);
  g_test_add_func ("/pki/key-pem/file-encrypted", test_pem_file_encrypted);

  return g_test_run ();
}
