/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-pair-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <string.h>

#include "core/signet-files.h"
#include "core/signet-secret.h"
#include "practice/signet-practice-ca-private.h"

#define MAX_FILE (64 * 1024)
#define BACKDATE (5 * 60) /* seconds; clients whose clock is a little behind */

static gboolean
save_key (EVP_PKEY    *key,
          const char  *path,
          GError     **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  gboolean saved = FALSE;
  char *data;
  long length;

  if (bio == NULL || PEM_write_bio_PKCS8PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL) != 1)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY,
                             _ ("The key of the practice CA could not be written."));
      return FALSE;
    }
  length = BIO_get_mem_data (bio, &data);
  saved = signet_files_write (path, data, (gsize) length, error);
  signet_secret_wipe (data, (gsize) length);

  return saved;
}

static EVP_PKEY *
make_key (const char  *path,
          GError     **error)
{
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");

  if (key == NULL)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY,
                             _ ("The key of the practice CA could not be made."));
      return NULL;
    }

  return save_key (key, path, error) ? g_steal_pointer (&key) : NULL;
}

static EVP_PKEY *
load_key (const char  *path,
          GError     **error)
{
  g_autoptr (GBytes) pem = signet_files_read (path, MAX_FILE, error);
  g_autoptr (BIO) bio = NULL;
  EVP_PKEY *key;
  gsize length;
  const char *data;

  if (pem == NULL)
    return NULL;

  data = g_bytes_get_data (pem, &length);
  bio = BIO_new_mem_buf (data, (int) length);
  /* The empty passphrase keeps OpenSSL from asking on the terminal. */
  key = PEM_read_bio_PrivateKey (bio, NULL, NULL, (void *) "");
  if (key == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_DAMAGED,
                           _ ("The key of the practice CA cannot be read."));

  return key;
}

static gboolean
fill (const SignetPracticePair *self,
      const SignetPracticePlan *plan,
      const SignetPracticePair *issuer)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  X509 *certificate = self->certificate;

  if (name == NULL ||
      X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8,
                                  (const guchar *) plan->common_name, -1, -1, 0) != 1 ||
      !signet_practice_x509_prepare (
        certificate, name, issuer == self ? name : X509_get_subject_name (issuer->certificate),
        self->key) ||
      X509_gmtime_adj (X509_getm_notBefore (certificate), -BACKDATE) == NULL ||
      X509_time_adj_ex (X509_getm_notAfter (certificate), plan->days, 0, NULL) == NULL)
    return FALSE;
  for (gsize i = 0; plan->extensions[i].value != NULL; i++)
    if (!signet_practice_x509_extend (certificate, issuer->certificate, plan->extensions[i].nid,
                                      plan->extensions[i].value))
      return FALSE;

  return signet_practice_x509_sign (certificate, issuer);
}

static X509 *
make_certificate (EVP_PKEY                  *key,
                  const SignetPracticePlan  *plan,
                  const SignetPracticePair  *issuer,
                  const char                *path,
                  GError                   **error)
{
  g_autoptr (X509) certificate = X509_new ();
  const SignetPracticePair self = { key, certificate };
  g_autofree char *pem = NULL;

  if (certificate == NULL || !fill (&self, plan, issuer != NULL ? issuer : &self))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_FAILED,
                             _ ("The certificate of the practice CA could not be made."));
      return NULL;
    }
  pem = signet_practice_x509_to_pem (certificate);

  return signet_files_write (path, pem, strlen (pem), error) ? g_steal_pointer (&certificate)
                                                             : NULL;
}

static X509 *
load_certificate (EVP_PKEY    *key,
                  const char  *path,
                  GError     **error)
{
  g_autoptr (GBytes) pem = signet_files_read (path, MAX_FILE, error);
  g_autoptr (X509) certificate = NULL;
  gsize length;
  const char *data;

  if (pem == NULL)
    return NULL;

  data = g_bytes_get_data (pem, &length);
  certificate = signet_practice_x509_from_pem (data, length);
  if (certificate == NULL || X509_check_private_key (certificate, key) != 1)
    {
      signet_set_ossl_error (
        error, SIGNET_ERROR_DAMAGED,
        _ ("The certificate of the practice CA cannot be read, or it is not for its key."));
      return NULL;
    }

  return g_steal_pointer (&certificate);
}

/**
 * signet_practice_pair_load:
 * @folder: the CA's folder
 * @plan: how it is made where it is missing
 * @issuer: (nullable): who signs its certificate then, %NULL for itself
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads a key and its certificate. What is missing is made, the key first: a certificate without
 * its key is of no use, a key without certificate gets a new one.
 *
 * Returns: (transfer full) (nullable): the pair
 */
SignetPracticePair *
signet_practice_pair_load (const char                *folder,
                           const SignetPracticePlan  *plan,
                           const SignetPracticePair  *issuer,
                           GError                   **error)
{
  g_autofree char *key_name = g_strconcat (plan->name, ".key.pem", NULL);
  g_autofree char *name = g_strconcat (plan->name, ".pem", NULL);
  g_autofree char *key_file = g_build_filename (folder, key_name, NULL);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autoptr (SignetPracticePair) self = g_new0 (SignetPracticePair, 1);
  gboolean has_key = g_file_test (key_file, G_FILE_TEST_EXISTS);
  gboolean has_certificate = has_key && g_file_test (file, G_FILE_TEST_EXISTS);

  ERR_clear_error ();
  self->key = has_key ? load_key (key_file, error) : make_key (key_file, error);
  if (self->key == NULL)
    return NULL;
  self->certificate = has_certificate ? load_certificate (self->key, file, error)
                                      : make_certificate (self->key, plan, issuer, file, error);

  return self->certificate != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * signet_practice_pair_free:
 * @self: (transfer full): a pair
 *
 * Frees @self.
 */
void
signet_practice_pair_free (SignetPracticePair *self)
{
  g_return_if_fail (self != NULL);

  EVP_PKEY_free (self->key);
  X509_free (self->certificate);
  g_free (self);
}

static gboolean
copy_extensions (X509       *certificate,
                 const X509 *from)
{
  for (int i = 0; i < X509_get_ext_count (from); i++)
    if (X509_add_ext (certificate, X509_get_ext (from, i), -1) != 1)
      return FALSE;

  return TRUE;
}

/**
 * signet_practice_pair_cross:
 * @self: a root
 * @issuer: another root
 * @error: return location for a %SIGNET_ERROR_FAILED
 *
 * Makes a certificate with the name and key of @self that @issuer signs, for those who trust only
 * @issuer (RFC 9810 4.4).
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_practice_pair_cross (const SignetPracticePair  *self,
                            const SignetPracticePair  *issuer,
                            GError                   **error)
{
  g_autoptr (X509) certificate = X509_new ();

  ERR_clear_error ();
  if (certificate != NULL &&
      signet_practice_x509_prepare (certificate, X509_get_subject_name (self->certificate),
                                    X509_get_subject_name (issuer->certificate), self->key) &&
      X509_set1_notBefore (certificate, X509_get0_notBefore (self->certificate)) == 1 &&
      X509_set1_notAfter (certificate, X509_get0_notAfter (issuer->certificate)) == 1 &&
      copy_extensions (certificate, self->certificate) &&
      signet_practice_x509_extend (certificate, issuer->certificate, NID_authority_key_identifier,
                                   "keyid:always") &&
      signet_practice_x509_sign (certificate, issuer))
    return g_steal_pointer (&certificate);
  signet_set_ossl_error (error, SIGNET_ERROR_FAILED,
                         _ ("The certificate of the practice CA could not be made."));

  return NULL;
}
