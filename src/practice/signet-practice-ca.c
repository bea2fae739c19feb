/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-ca-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <string.h>

#include "core/signet-files.h"
#include "core/signet-secret.h"

#define KEY_FILE "ca.key.pem"
#define COMMON_NAME "Practice CA, Not for Real Use"
#define MAX_FILE (64 * 1024)
#define SERIAL_BITS 128
#define BACKDATE (5 * 60) /* seconds; clients whose clock is a little behind */
#define ROOT_DAYS 3650

struct _SignetPracticeCa
{
  EVP_PKEY *key;
  X509 *root;
};

static gboolean
set_serial (X509 *certificate)
{
  BIGNUM *number = BN_new ();
  ASN1_INTEGER *serial = NULL;
  gboolean set;

  /* The top bit is set, so that all serial numbers look alike. */
  if (number != NULL && BN_rand (number, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1)
    serial = BN_to_ASN1_INTEGER (number, NULL);
  set = serial != NULL && X509_set_serialNumber (certificate, serial) == 1;
  ASN1_INTEGER_free (serial);
  BN_free (number);

  return set;
}

static gboolean
add_extension (X509       *certificate,
               X509       *issuer,
               int         nid,
               const char *value)
{
  X509_EXTENSION *extension;
  X509V3_CTX context;
  gboolean added;

  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  added = extension != NULL && X509_add_ext (certificate, extension, -1) == 1;
  X509_EXTENSION_free (extension);

  return added;
}

static gboolean
prepare (X509            *certificate,
         const X509_NAME *subject,
         const X509_NAME *issuer,
         EVP_PKEY        *key)
{
  return X509_set_version (certificate, X509_VERSION_3) == 1 && set_serial (certificate) &&
         X509_set_subject_name (certificate, (X509_NAME *) subject) == 1 &&
         X509_set_issuer_name (certificate, (X509_NAME *) issuer) == 1 &&
         X509_set_pubkey (certificate, key) == 1;
}

/* Without digitalSignature it could not protect answers (RFC 9810 5.1.3.3). */
static gboolean
fill_root (X509     *root,
           EVP_PKEY *key)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  return name != NULL &&
         X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8,
                                     (const guchar *) COMMON_NAME, -1, -1, 0) == 1 &&
         prepare (root, name, name, key) &&
         X509_gmtime_adj (X509_getm_notBefore (root), -BACKDATE) != NULL &&
         X509_time_adj_ex (X509_getm_notAfter (root), ROOT_DAYS, 0, NULL) != NULL &&
         add_extension (root, root, NID_basic_constraints, "critical,CA:TRUE") &&
         add_extension (root, root, NID_key_usage,
                        "critical,keyCertSign,cRLSign,digitalSignature") &&
         add_extension (root, root, NID_subject_key_identifier, "hash") &&
         X509_sign (root, key, EVP_sha256 ()) > 0;
}

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

static X509 *
make_root (EVP_PKEY    *key,
           const char  *path,
           GError     **error)
{
  g_autoptr (X509) root = X509_new ();
  g_autofree char *pem = NULL;

  if (root == NULL || !fill_root (root, key))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_FAILED,
                             _ ("The certificate of the practice CA could not be made."));
      return NULL;
    }
  pem = signet_practice_x509_to_pem (root);

  return signet_files_write (path, pem, strlen (pem), error) ? g_steal_pointer (&root) : NULL;
}

static X509 *
load_root (EVP_PKEY    *key,
           const char  *path,
           GError     **error)
{
  g_autoptr (GBytes) pem = signet_files_read (path, MAX_FILE, error);
  g_autoptr (X509) root = NULL;
  gsize length;
  const char *data;

  if (pem == NULL)
    return NULL;

  data = g_bytes_get_data (pem, &length);
  root = signet_practice_x509_from_pem (data, length);
  if (root == NULL || X509_check_private_key (root, key) != 1)
    {
      signet_set_ossl_error (
        error, SIGNET_ERROR_DAMAGED,
        _ ("The certificate of the practice CA cannot be read, or it is not for its key."));
      return NULL;
    }

  return g_steal_pointer (&root);
}

/**
 * signet_practice_ca_load:
 * @folder: the CA's folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads key and certificate of the CA. What is missing is made, the key first: a certificate
 * without its key is of no use, a key without certificate gets a new one.
 *
 * Returns: (transfer full) (nullable): the CA
 */
SignetPracticeCa *
signet_practice_ca_load (const char  *folder,
                         GError     **error)
{
  g_autofree char *key_file = g_build_filename (folder, KEY_FILE, NULL);
  g_autofree char *root_file = g_build_filename (folder, SIGNET_PRACTICE_CA_FILE, NULL);
  g_autoptr (SignetPracticeCa) self = g_new0 (SignetPracticeCa, 1);
  gboolean has_key = g_file_test (key_file, G_FILE_TEST_EXISTS);
  gboolean has_root = has_key && g_file_test (root_file, G_FILE_TEST_EXISTS);

  ERR_clear_error ();
  self->key = has_key ? load_key (key_file, error) : make_key (key_file, error);
  if (self->key == NULL)
    return NULL;
  self->root = has_root ? load_root (self->key, root_file, error)
                        : make_root (self->key, root_file, error);

  return self->root != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * signet_practice_ca_free:
 * @self: (transfer full): a CA
 *
 * Frees @self.
 */
void
signet_practice_ca_free (SignetPracticeCa *self)
{
  g_return_if_fail (self != NULL);

  EVP_PKEY_free (self->key);
  X509_free (self->root);
  g_free (self);
}

/**
 * signet_practice_ca_get_key:
 * @self: a CA
 *
 * Returns: (transfer none): its private key
 */
EVP_PKEY *
signet_practice_ca_get_key (SignetPracticeCa *self)
{
  return self->key;
}

/**
 * signet_practice_ca_get_root:
 * @self: a CA
 *
 * Returns: (transfer none): its certificate
 */
X509 *
signet_practice_ca_get_root (SignetPracticeCa *self)
{
  return self->root;
}

static gboolean
add_granted (X509                         *certificate,
             const SignetPracticeTemplate *template)
{
  gboolean nameless = X509_NAME_entry_count (template->subject) == 0;

  for (int i = 0; i < sk_X509_EXTENSION_num (template->extensions); i++)
    {
      X509_EXTENSION *extension = sk_X509_EXTENSION_value (template->extensions, i);

      /* RFC 5280 4.2.1.6: where they are the only name, alternative names are critical. */
      if (nameless && OBJ_obj2nid (X509_EXTENSION_get_object (extension)) == NID_subject_alt_name)
        X509_EXTENSION_set_critical (extension, 1);
      if (X509_add_ext (certificate, extension, -1) != 1)
        return FALSE;
    }

  return TRUE;
}

/**
 * signet_practice_ca_issue:
 * @self: a CA
 * @template: what is granted
 * @error: return location for a %SIGNET_ERROR_FAILED
 *
 * Makes a certificate with a random serial number of 128 bits. It can never be a CA.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_practice_ca_issue (SignetPracticeCa              *self,
                          const SignetPracticeTemplate  *template,
                          GError                       **error)
{
  g_autoptr (X509) certificate = X509_new ();

  ERR_clear_error ();
  if (certificate == NULL ||
      !prepare (certificate, template->subject, X509_get_subject_name (self->root),
                template->key) ||
      X509_set1_notBefore (certificate, template->not_before) != 1 ||
      X509_set1_notAfter (certificate, template->not_after) != 1 ||
      !add_extension (certificate, self->root, NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension (certificate, self->root, NID_subject_key_identifier, "hash") ||
      !add_extension (certificate, self->root, NID_authority_key_identifier, "keyid:always") ||
      !add_granted (certificate, template) ||
      X509_sign (certificate, self->key, EVP_sha256 ()) <= 0)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The certificate could not be made."));
      return NULL;
    }

  return g_steal_pointer (&certificate);
}
