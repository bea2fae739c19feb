/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki-fixture.h"

#include <glib/gstdio.h>
#include <openssl/ec.h>
#include <openssl/objects.h>

#define DAY (24 * 60 * 60)

/**
 * pki_fixture_new_pkey:
 *
 * Returns: (transfer full): a new P-256 key, which is the fastest to make
 */
EVP_PKEY *
pki_fixture_new_pkey (void)
{
  EVP_PKEY *pkey = EVP_EC_gen ("P-256");

  g_assert_nonnull (pkey);

  return pkey;
}

static void
set_subject (X509             *x509,
             const PkiFixture *fixture)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  const unsigned char *text = (const unsigned char *) fixture->common_name;

  if (fixture->subject != NULL)
    g_assert_cmpint (X509_set_subject_name (x509, fixture->subject), ==, 1);
  else if (text != NULL)
    {
      g_assert_cmpint (
        X509_NAME_add_entry_by_NID (name, NID_commonName, V_ASN1_UTF8STRING, text, -1, -1, 0), ==,
        1);
      g_assert_cmpint (X509_set_subject_name (x509, name), ==, 1);
    }
}

static void
add_extension (X509       *x509,
               X509       *issuer,
               const char *name,
               const char *value)
{
  CONF *empty = NCONF_new (NULL);
  X509_EXTENSION *extension;
  X509V3_CTX context;

  X509V3_set_ctx (&context, issuer != NULL ? issuer : x509, x509, NULL, NULL, 0);
  X509V3_set_nconf (&context, empty);
  extension = X509V3_EXT_nconf (empty, &context, name, value);
  g_assert_nonnull (extension);
  g_assert_cmpint (X509_add_ext (x509, extension, -1), ==, 1);
  X509_EXTENSION_free (extension);
  NCONF_free (empty);
}

/**
 * pki_fixture_new_x509:
 * @fixture: what to make
 * @pkey: the key of the certificate
 * @issuer: (nullable): who issues it, %NULL for itself
 * @issuer_pkey: (nullable): the key of @issuer
 *
 * Returns: (transfer full): a new certificate
 */
X509 *
pki_fixture_new_x509 (const PkiFixture *fixture,
                      EVP_PKEY         *pkey,
                      X509             *issuer,
                      EVP_PKEY         *issuer_pkey)
{
  long lifetime = fixture->lifetime != 0 ? fixture->lifetime : DAY;
  EVP_PKEY *signer = issuer_pkey != NULL ? issuer_pkey : pkey;
  gboolean has_default_digest =
    EVP_PKEY_get_base_id (signer) == EVP_PKEY_EC || EVP_PKEY_get_base_id (signer) == EVP_PKEY_RSA;
  X509 *x509 = X509_new ();

  X509_set_version (x509, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), fixture->serial != 0 ? fixture->serial : 1);
  set_subject (x509, fixture);
  X509_set_issuer_name (x509, X509_get_subject_name (issuer != NULL ? issuer : x509));
  X509_gmtime_adj (X509_getm_notBefore (x509), fixture->not_before);
  X509_gmtime_adj (X509_getm_notAfter (x509), fixture->not_before + lifetime);
  g_assert_cmpint (X509_set_pubkey (x509, pkey), ==, 1);
  if (fixture->ca)
    add_extension (x509, issuer, "basicConstraints", "critical,CA:TRUE");
  for (guint i = 0; fixture->extensions[i] != NULL; i += 2)
    add_extension (x509, issuer, fixture->extensions[i], fixture->extensions[i + 1]);
  g_assert_cmpint (X509_sign (x509, signer, has_default_digest ? EVP_sha256 () : NULL), >, 0);

  return x509;
}

/**
 * pki_fixture_wrap:
 * @x509: a certificate
 *
 * Returns: (transfer full): the same for Signet
 */
SignetCertificate *
pki_fixture_wrap (X509 *x509)
{
  g_autoptr (GError) error = NULL;
  SignetCertificate *certificate = signet_certificate_new_from_x509 (x509, &error);

  g_assert_no_error (error);
  g_assert_nonnull (certificate);

  return certificate;
}

/**
 * pki_fixture_stack:
 * @first: a certificate
 * @...: more of them, then %NULL
 *
 * Returns: (transfer full): all of them
 */
SignetX509Stack *
pki_fixture_stack (X509 *first,
                   ...)
{
  SignetX509Stack *stack = sk_X509_new_null ();
  va_list list;

  va_start (list, first);
  for (X509 *x509 = first; x509 != NULL; x509 = va_arg (list, X509 *))
    {
      X509_up_ref (x509);
      sk_X509_push (stack, x509);
    }
  va_end (list);

  return stack;
}

static char *
bio_to_string (BIO *bio)
{
  char *data;
  long length = BIO_get_mem_data (bio, &data);

  return g_strndup (data, length);
}

/**
 * pki_fixture_pem:
 * @first: a certificate
 * @...: more of them, then %NULL
 *
 * Returns: (transfer full): all of them in PEM form
 */
char *
pki_fixture_pem (X509 *first,
                 ...)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  va_list list;

  va_start (list, first);
  for (X509 *x509 = first; x509 != NULL; x509 = va_arg (list, X509 *))
    g_assert_cmpint (PEM_write_bio_X509 (bio, x509), ==, 1);
  va_end (list);

  return bio_to_string (bio);
}

/**
 * pki_fixture_key_pem:
 * @pkey: a key
 *
 * Returns: (transfer full): the key in PEM form, not encrypted
 */
char *
pki_fixture_key_pem (EVP_PKEY *pkey)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());

  g_assert_cmpint (PEM_write_bio_PrivateKey (bio, pkey, NULL, NULL, 0, NULL, NULL), ==, 1);

  return bio_to_string (bio);
}

/**
 * pki_fixture_write:
 * @path: a file
 * @first: its text
 * @...: more text, then %NULL
 *
 * Writes a file.
 */
void
pki_fixture_write (const char *path,
                   const char *first,
                   ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  va_list list;

  va_start (list, first);
  for (const char *part = first; part != NULL; part = va_arg (list, const char *))
    g_string_append (text, part);
  va_end (list);
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}

/**
 * pki_fixture_folder:
 *
 * Returns: (transfer full): a new temporary folder, for pki_fixture_remove ()
 */
char *
pki_fixture_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("signet-pki-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

/**
 * pki_fixture_remove:
 * @folder: (transfer full): a folder of pki_fixture_folder (), which holds files only
 *
 * Removes the folder and the files in it.
 */
void
pki_fixture_remove (char *folder)
{
  g_autoptr (GError) error = NULL;
  GDir *dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}
