/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key.h"

#include <glib/gi18n-lib.h>
#include <limits.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <string.h>

#include "core/signet-files.h"
#include "pki/signet-ossl-private.h"

#define MAX_FILE (1024 * 1024)
#define SALT_LENGTH 16

typedef struct
{
  SignetSecret *passphrase;
  gboolean asked;
} Passphrase;

/* OpenSSL asks on the terminal unless it is given a callback. */
static int
passphrase_cb (char     *buffer,
               int       size,
               int       writing,
               gpointer  user_data)
{
  Passphrase *data = user_data;
  gsize length;

  data->asked = TRUE;
  if (data->passphrase == NULL)
    return -1;
  length = signet_secret_get_size (data->passphrase);
  if (length > (gsize) size)
    return -1;
  memcpy (buffer, signet_secret_get_text (data->passphrase), length);

  return (int) length;
}

static void
set_read_error (const Passphrase  *data,
                GError           **error)
{
  if (!data->asked)
    signet_set_ossl_error (error, SIGNET_ERROR_KEY,
                           _ ("There is no private key in PEM form that can be read."));
  else if (data->passphrase == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_PASSPHRASE,
                           _ ("The private key is encrypted and needs its passphrase."));
  else
    signet_set_ossl_error (error, SIGNET_ERROR_WRONG_PASSPHRASE,
                           _ ("The passphrase does not open the private key."));
}

/**
 * signet_key_new_from_pem:
 * @pem: a text with a private key; other PEM blocks are skipped
 * @passphrase: (nullable): its passphrase, used as its bytes
 * @error: return location for a %SIGNET_ERROR_KEY, %SIGNET_ERROR_KEY_TYPE,
 *   %SIGNET_ERROR_PASSPHRASE or %SIGNET_ERROR_WRONG_PASSPHRASE
 *
 * Reads the first private key: PKCS#8 (RFC 5958), encrypted or not, or one of OpenSSL's older
 * forms. Never asks anybody.
 *
 * Returns: (transfer full) (nullable): a new key
 */
SignetKey *
signet_key_new_from_pem (GBytes        *pem,
                         SignetSecret  *passphrase,
                         GError       **error)
{
  g_autoptr (BIO) bio = NULL;
  g_autoptr (EVP_PKEY) pkey = NULL;
  Passphrase data = { passphrase, FALSE };
  gconstpointer bytes;
  gsize length;

  g_return_val_if_fail (pem != NULL, NULL);

  ERR_clear_error ();
  bytes = g_bytes_get_data (pem, &length);
  if (length > 0 && length <= INT_MAX)
    bio = BIO_new_mem_buf (bytes, (int) length);
  if (bio != NULL)
    pkey = PEM_read_bio_PrivateKey (bio, NULL, passphrase_cb, &data);
  if (pkey == NULL)
    {
      set_read_error (&data, error);
      return NULL;
    }
  /* Attempts that failed before the one that worked leave their errors behind. */
  ERR_clear_error ();

  return signet_key_new_from_pkey (pkey, error);
}

static void
wipe_bytes (GBytes *bytes)
{
  gsize length;
  void *data = g_bytes_unref_to_data (bytes, &length);

  signet_secret_wipe (data, length);
  g_free (data);
}

/**
 * signet_key_new_from_file:
 * @path: a file that a person named, at most 1 MiB; may be a symbolic link
 * @passphrase: (nullable): its passphrase
 * @error: return location for an error of signet_key_new_from_pem() or a %SIGNET_ERROR_STORE
 *
 * Reads the first private key of a PEM file, in which certificates may stand too. What was read is
 * wiped. Blocks.
 *
 * Returns: (transfer full) (nullable): a new key
 */
SignetKey *
signet_key_new_from_file (const char    *path,
                          SignetSecret  *passphrase,
                          GError       **error)
{
  g_autofree char *name = NULL;
  GBytes *pem;
  SignetKey *key;

  g_return_val_if_fail (path != NULL, NULL);

  pem = signet_files_read_chosen (path, MAX_FILE, error);
  if (pem == NULL)
    return NULL;
  key = signet_key_new_from_pem (pem, passphrase, error);
  wipe_bytes (pem);
  name = g_filename_display_name (path);
  if (key == NULL)
    g_prefix_error (error, "%s: ", name);

  return key;
}

/* PEM_write_bio_PKCS8PrivateKey() would use 2,048 iterations. */
static X509_SIG *
encrypt (EVP_PKEY     *pkey,
         SignetSecret *passphrase,
         guint         iterations)
{
  g_autoptr (PKCS8_PRIV_KEY_INFO) plain = EVP_PKEY2PKCS8 (pkey);
  X509_SIG *encrypted = NULL;
  X509_ALGOR *scheme;

  if (plain == NULL)
    return NULL;
  scheme = PKCS5_pbe2_set_iv (EVP_aes_256_cbc (), (int) iterations, NULL, SALT_LENGTH, NULL,
                              NID_hmacWithSHA256);
  if (scheme == NULL)
    return NULL;
  encrypted = PKCS8_set0_pbe (signet_secret_get_text (passphrase),
                              (int) signet_secret_get_size (passphrase), plain, scheme);
  if (encrypted == NULL)
    X509_ALGOR_free (scheme);

  return encrypted;
}

static GBytes *
write_encrypted (const X509_SIG *encrypted)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  if (bio == NULL || PEM_write_bio_PKCS8 (bio, encrypted) != 1)
    return NULL;
  length = BIO_get_mem_data (bio, &data);

  return g_bytes_new (data, length);
}

/**
 * signet_key_to_encrypted_pem:
 * @self: a key
 * @passphrase: 1 to 1,024 bytes
 * @iterations: %SIGNET_KEY_ITERATIONS_RANDOM or %SIGNET_KEY_ITERATIONS_OWN
 * @error: return location for a %SIGNET_ERROR_KEY or %SIGNET_ERROR_PASSPHRASE
 *
 * Writes an EncryptedPrivateKeyInfo (RFC 5958 3) with PBES2, AES-256-CBC and PBKDF2-HMAC-SHA256
 * (RFC 8018), which GnuTLS, NSS, NetworkManager and curl read too. The plain key is in memory of
 * OpenSSL only, which wipes it. Blocks.
 *
 * Returns: (transfer full) (nullable): the PEM text, without a NUL at its end
 */
GBytes *
signet_key_to_encrypted_pem (SignetKey     *self,
                             SignetSecret  *passphrase,
                             guint          iterations,
                             GError       **error)
{
  g_autoptr (X509_SIG) encrypted = NULL;
  GBytes *pem = NULL;

  g_return_val_if_fail (SIGNET_IS_KEY (self) && signet_key_is_private (self), NULL);
  g_return_val_if_fail (passphrase != NULL, NULL);
  g_return_val_if_fail (iterations > 0 && iterations <= INT_MAX, NULL);

  if (signet_secret_get_size (passphrase) == 0 || signet_secret_get_size (passphrase) > PEM_BUFSIZE)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE,
                   _ ("A passphrase must have 1 to %d bytes."), PEM_BUFSIZE);
      return NULL;
    }

  ERR_clear_error ();
  encrypted = encrypt (signet_key_get_pkey (self), passphrase, iterations);
  if (encrypted != NULL)
    pem = write_encrypted (encrypted);
  if (pem == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_KEY, _ ("The key could not be encrypted."));

  return pem;
}
