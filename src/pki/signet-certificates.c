/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-certificate.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "core/signet-files.h"
#include "pki/signet-ossl-private.h"

#define MAX_DATA (1024 * 1024)
#define MAX_CERTIFICATES 100

/* One block of a PEM text. It may be a private key, hence everything is in secure memory. */
typedef struct
{
  char *name;
  char *header;
  unsigned char *data;
  long length;
} Block;

static void
block_clear (Block *block)
{
  OPENSSL_secure_free (block->name);
  OPENSSL_secure_free (block->header);
  OPENSSL_secure_clear_free (block->data, block->length);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Block, block_clear)

static gboolean
add_certificate (GPtrArray  *certificates,
                 GBytes     *der,
                 GError    **error)
{
  SignetCertificate *certificate;

  if (certificates->len >= MAX_CERTIFICATES)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                   _ ("There are more than %d certificates."), MAX_CERTIFICATES);
      return FALSE;
    }
  certificate = signet_certificate_new_from_der (der, error);
  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (certificates, certificate);

  return TRUE;
}

static gboolean
add_block (GPtrArray    *certificates,
           const Block  *block,
           GError      **error)
{
  g_autoptr (GBytes) der = NULL;

  if (!g_str_equal (block->name, PEM_STRING_X509) &&
      !g_str_equal (block->name, PEM_STRING_X509_OLD))
    return TRUE;
  der = g_bytes_new (block->data, block->length);

  return add_certificate (certificates, der, error);
}

static gboolean
read_block (BIO   *bio,
            Block *block)
{
  ERR_clear_error ();

  return PEM_read_bio_ex (bio, &block->name, &block->header, &block->data, &block->length,
                          PEM_FLAG_SECURE) == 1;
}

/* Whether the reader stopped because the text was at its end. */
static gboolean
ended_well (void)
{
  unsigned long code = ERR_peek_last_error ();
  gboolean ended =
    ERR_GET_LIB (code) == ERR_LIB_PEM && ERR_GET_REASON (code) == PEM_R_NO_START_LINE;

  if (ended)
    ERR_clear_error ();

  return ended;
}

static gboolean
add_blocks (GPtrArray  *certificates,
            BIO        *bio,
            GError    **error)
{
  while (TRUE)
    {
      g_auto (Block) block = { NULL, NULL, NULL, 0 };

      if (!read_block (bio, &block))
        break;
      if (!add_block (certificates, &block, error))
        return FALSE;
    }
  if (!ended_well ())
    {
      signet_set_ossl_error (error, SIGNET_ERROR_CERTIFICATE, _ ("A PEM block is damaged."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_der (GPtrArray  *certificates,
         GBytes     *data,
         GError    **error)
{
  g_autoptr (GError) reason = NULL;

  if (add_certificate (certificates, data, &reason))
    return TRUE;

  g_set_error (
    error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
    _ ("There is no certificate here: one in DER form or any number in PEM form are expected."));
  if (error != NULL)
    signet_error_add_technical (*error, reason->message);

  return FALSE;
}

/**
 * signet_certificates_new_from_data:
 * @data: certificates as a text with PEM blocks (RFC 7468), or one in DER; at most 1 MiB
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE
 *
 * Reads all certificates, at most 100. Other blocks and what stands between blocks are skipped;
 * private keys among them are wiped from OpenSSL's memory.
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): at least one certificate
 */
GPtrArray *
signet_certificates_new_from_data (GBytes  *data,
                                   GError **error)
{
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (BIO) bio = NULL;
  gconstpointer bytes;
  gsize length;

  g_return_val_if_fail (data != NULL, NULL);

  bytes = g_bytes_get_data (data, &length);
  if (length > MAX_DATA)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                   _ ("Certificates may not have more than %d KiB."), MAX_DATA / 1024);
      return NULL;
    }

  certificates = g_ptr_array_new_with_free_func (g_object_unref);
  bio = BIO_new_mem_buf (length > 0 ? bytes : "", (int) length);
  if (bio != NULL && !add_blocks (certificates, bio, error))
    return NULL;
  if (certificates->len == 0 && !add_der (certificates, data, error))
    return NULL;

  return g_steal_pointer (&certificates);
}

/**
 * signet_certificates_new_from_file:
 * @path: a file that a person named; may be a symbolic link
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE or %SIGNET_ERROR_STORE
 *
 * Reads all certificates of a file, see signet_certificates_new_from_data(). Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): at least one certificate
 */
GPtrArray *
signet_certificates_new_from_file (const char  *path,
                                   GError     **error)
{
  g_autoptr (GBytes) data = NULL;
  GPtrArray *certificates;

  g_return_val_if_fail (path != NULL, NULL);

  data = signet_files_read_chosen (path, MAX_DATA, error);
  if (data == NULL)
    return NULL;
  certificates = signet_certificates_new_from_data (data, error);
  if (certificates == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", name);
    }

  return certificates;
}
