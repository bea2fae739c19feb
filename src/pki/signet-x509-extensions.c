/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-x509-private.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#include "core/signet-text.h"
#include "pki/signet-asn1-private.h"

#define MAX_TEXT (16 * 1024)

static void
extension_free (gpointer data)
{
  SignetExtension *extension = data;

  g_free (extension->oid);
  g_free (extension->name);
  g_free (extension->text);
  g_free (extension);
}

static char *
print_known (X509_EXTENSION *extension)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  g_autofree char *text = NULL;
  char *data;
  long length;

  if (bio == NULL || X509V3_EXT_print (bio, extension, X509V3_EXT_DEFAULT, 0) != 1)
    return NULL;
  length = BIO_get_mem_data (bio, &data);
  if (length <= 0)
    return NULL;
  text = g_strndup (data, length);
  /* A NUL inside would hide what follows it. */
  for (long i = 0; i < length; i++)
    text[i] = data[i] != '\0' ? data[i] : ' ';

  return signet_text_clean_lines (text, MAX_TEXT);
}

static char *
print_unknown (X509_EXTENSION *extension)
{
  const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data (extension);
  gsize length = MIN (ASN1_STRING_length (value), MAX_TEXT / 3);

  return signet_hex_encode (ASN1_STRING_get0_data (value), length, ':');
}

static SignetExtension *
read_extension (X509_EXTENSION *extension)
{
  const ASN1_OBJECT *object = X509_EXTENSION_get_object (extension);
  int nid = OBJ_obj2nid (object);
  SignetExtension *result = g_new0 (SignetExtension, 1);

  result->oid = signet_oid_to_text (object);
  if (result->oid == NULL)
    result->oid = g_strdup ("?");
  result->name = nid != NID_undef ? g_strdup (OBJ_nid2ln (nid)) : NULL;
  result->critical = X509_EXTENSION_get_critical (extension) == 1;
  result->text = print_known (extension);
  if (result->text == NULL)
    result->text = print_unknown (extension);

  return result;
}

/**
 * signet_x509_dup_extensions:
 * @x509: a certificate
 *
 * Texts are at most 16 KiB and harmless.
 *
 * Returns: (transfer full) (element-type SignetExtension): its extensions
 */
GPtrArray *
signet_x509_dup_extensions (const X509 *x509)
{
  GPtrArray *extensions = g_ptr_array_new_with_free_func (extension_free);
  int n_extensions = X509_get_ext_count (x509);

  for (int i = 0; i < n_extensions; i++)
    g_ptr_array_add (extensions, read_extension (X509_get_ext (x509, i)));
  ERR_clear_error ();

  return extensions;
}
