/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-folder-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"

static gboolean
write_chain (const char  *folder,
             GPtrArray   *chain,
             GError     **error)
{
  g_autofree char *path = g_build_filename (folder, SIGNET_FILE_CHAIN, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  /* The chain of an earlier attempt is not this certificate's. */
  if (chain->len == 0)
    return signet_files_remove (path, error);
  for (guint i = 0; i < chain->len; i++)
    {
      g_autofree char *pem = signet_pem_encode (g_ptr_array_index (chain, i));

      g_string_append (text, pem);
    }

  return signet_files_write (path, text->str, text->len, error);
}

/* What the disk gives back is what counts. */
static gboolean
check_leaf (const char  *path,
            GBytes      *leaf,
            GError     **error)
{
  g_autoptr (GBytes) pem = signet_files_read (path, SIGNET_MAX_CERTIFICATES, error);
  g_autoptr (GPtrArray) ders = pem != NULL ? signet_pem_decode (pem, error) : NULL;

  if (ders == NULL)
    return FALSE;
  if (ders->len == 1 && g_bytes_equal (g_ptr_array_index (ders, 0), leaf))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STORE,
                       _ ("The certificate that was written cannot be read back."));

  return FALSE;
}

/**
 * signet_item_folder_save_certificates:
 * @folder: an item's folder
 * @leaf: the item's certificate, DER
 * @chain: (element-type GBytes): the certificates above it, DER, the issuer first
 * @error: return location for a %SIGNET_ERROR
 *
 * Writes chain.pem, then cert.pem, durably, and reads the latter back: where cert.pem is, its chain
 * is too.
 *
 * Returns: whether they are on disk
 */
gboolean
signet_item_folder_save_certificates (const char  *folder,
                                      GBytes      *leaf,
                                      GPtrArray   *chain,
                                      GError     **error)
{
  g_autofree char *path = g_build_filename (folder, SIGNET_FILE_CERTIFICATE, NULL);
  g_autofree char *pem = signet_pem_encode (leaf);

  return write_chain (folder, chain, error) &&
         signet_files_write (path, pem, strlen (pem), error) && check_leaf (path, leaf, error);
}

/**
 * signet_item_folder_load_chain:
 * @folder: an item's folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the certificates of chain.pem, DER;
 *   empty where there is none
 */
GPtrArray *
signet_item_folder_load_chain (const char  *folder,
                               GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) pem = signet_item_folder_read_optional (
    folder, SIGNET_FILE_CHAIN, SIGNET_MAX_CERTIFICATES, &local_error);

  if (pem != NULL)
    return signet_pem_decode (pem, error);
  if (local_error == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}
