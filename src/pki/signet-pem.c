/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-pem-private.h"

#include <glib/gi18n-lib.h>
#include <limits.h>
#include <openssl/err.h>

#define MAX_SECURE (64 * 1024) /* bytes of a text; the secure memory has to hold it several times */

/* One block of a PEM text. It may be a private key, hence it is wiped in the end. */
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
read_block (BIO          *bio,
            unsigned int  flags,
            Block        *block)
{
  ERR_clear_error ();

  return PEM_read_bio_ex (bio, &block->name, &block->header, &block->data, &block->length, flags) ==
         1;
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

/**
 * signet_pem_read:
 * @data: a text with PEM blocks (RFC 7468), or anything else
 * @names: (array zero-terminated=1): the labels that are wanted
 * @code: what a damaged block is
 * @error: return location for an error
 *
 * Reads all blocks with one of the labels. Other blocks and what stands between blocks are skipped;
 * private keys among them are wiped from OpenSSL's memory, which is the secure one unless @data is
 * as large as only revocation lists are.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): their contents, none where @data is no
 *   such text
 */
GPtrArray *
signet_pem_read (GBytes             *data,
                 const char *const  *names,
                 SignetError         code,
                 GError            **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (BIO) bio = NULL;
  gsize length;
  gconstpointer bytes = g_bytes_get_data (data, &length);
  unsigned int flags = length <= MAX_SECURE ? PEM_FLAG_SECURE : 0;

  if (length > 0 && length <= INT_MAX)
    bio = BIO_new_mem_buf (bytes, (int) length);
  while (bio != NULL)
    {
      g_auto (Block) block = { NULL, NULL, NULL, 0 };

      if (!read_block (bio, flags, &block))
        break;
      if (g_strv_contains (names, block.name))
        g_ptr_array_add (found, g_bytes_new (block.data, block.length));
    }
  if (bio != NULL && !ended_well ())
    {
      signet_set_ossl_error (error, code, _ ("A PEM block is damaged."));
      return NULL;
    }

  return g_steal_pointer (&found);
}

/**
 * signet_pem_get_one:
 * @data: a text with one PEM block, or DER
 * @names: (array zero-terminated=1): the labels that are wanted
 * @max_size: how many bytes @data may have
 * @code: what anything else is
 * @error: return location for an error
 *
 * Reads what stands alone in a file.
 *
 * Returns: (transfer full) (nullable): the content of the block, or @data where there is none
 */
GBytes *
signet_pem_get_one (GBytes             *data,
                    const char *const  *names,
                    gsize               max_size,
                    SignetError         code,
                    GError            **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (g_bytes_get_size (data) > max_size)
    {
      g_set_error (error, SIGNET_ERROR, code, _ ("There are more than %" G_GSIZE_FORMAT " KiB."),
                   max_size / 1024);
      return NULL;
    }
  found = signet_pem_read (data, names, code, error);
  if (found == NULL)
    return NULL;
  if (found->len > 1)
    {
      g_set_error (error, SIGNET_ERROR, code, _ ("There is more than one “%s”; one is expected."),
                   names[0]);
      return NULL;
    }

  return g_bytes_ref (found->len == 1 ? g_ptr_array_index (found, 0) : data);
}
