/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-itav-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1t.h>
#include <string.h>

#include "core/signet-error.h"

#define CERT_PROFILE "1.3.6.1.5.5.7.4.21" /* id-it-certProfile (RFC 9810 5.1.1.4) */

/* OSSL_CMP_ITAV_create () takes an ASN1_TYPE, and misreads it later for every infoType that the
 * release knows. So an infoValue goes the way on which an answer comes: through the decoder, which
 * checks it, too. Its description has no name of its own in the library, but it is what the header
 * of a message holds. */
static const ASN1_ITEM *
itav_item (void)
{
  const ASN1_ITEM *header = ASN1_ITEM_rptr (OSSL_CMP_PKIHEADER);

  for (long i = 0; i < header->tcount; i++)
    {
      if (strcmp (header->templates[i].field_name, "generalInfo") == 0)
        return ASN1_ITEM_ptr (header->templates[i].item);
    }

  return NULL;
}

/* InfoTypeAndValue ::= SEQUENCE { infoType OBJECT IDENTIFIER, infoValue ANY OPTIONAL } */
static GByteArray *
encode (const ASN1_OBJECT *type,
        GBytes            *value)
{
  gsize value_length = value != NULL ? g_bytes_get_size (value) : 0;
  int type_length = i2d_ASN1_OBJECT (type, NULL);
  int content = type_length + (int) value_length;
  GByteArray *der = g_byte_array_new ();
  guchar *p;

  g_byte_array_set_size (der, (guint) ASN1_object_size (1, content, V_ASN1_SEQUENCE));
  p = der->data;
  ASN1_put_object (&p, 1, content, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  i2d_ASN1_OBJECT (type, &p);
  if (value_length > 0)
    memcpy (p, g_bytes_get_data (value, NULL), value_length);

  return der;
}

/**
 * signet_itav_new:
 * @oid: the infoType, dotted
 * @value: (nullable): the DER of the infoValue
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Makes an InfoTypeAndValue (RFC 9810 5.3.19) that every release of OpenSSL understands.
 *
 * Returns: (transfer full) (nullable): the pair, or %NULL where @oid or @value are none
 */
OSSL_CMP_ITAV *
signet_itav_new (const char  *oid,
                 GBytes      *value,
                 GError     **error)
{
  g_autoptr (ASN1_OBJECT) type = OBJ_txt2obj (oid, 1);
  const ASN1_ITEM *item = itav_item ();
  g_autoptr (GByteArray) der = NULL;
  OSSL_CMP_ITAV *itav = NULL;

  if (type != NULL && item != NULL && (value == NULL || g_bytes_get_size (value) < G_MAXINT / 2))
    {
      const guchar *p;

      der = encode (type, value);
      p = der->data;
      itav = (OSSL_CMP_ITAV *) ASN1_item_d2i (NULL, &p, (long) der->len, item);
    }
  if (itav == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_USAGE,
                           _ ("The information of this type cannot be sent like this."));

  return itav;
}

static GBytes *
encode_text (const char *text)
{
  g_autoptr (ASN1_STRING) string = ASN1_STRING_type_new (V_ASN1_UTF8STRING);
  guchar *der = NULL;
  GBytes *bytes;
  int length;

  if (string == NULL || !ASN1_STRING_set (string, text, -1))
    return NULL;
  length = i2d_ASN1_UTF8STRING (string, &der);
  if (length <= 0)
    return NULL;
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);

  return bytes;
}

static GBytes *
encode_number (const char *text)
{
  g_autoptr (ASN1_INTEGER) number = ASN1_INTEGER_new ();
  guchar *der = NULL;
  GBytes *bytes;
  int length;

  if (number == NULL || !ASN1_INTEGER_set_int64 (number, g_ascii_strtoll (text, NULL, 10)))
    return NULL;
  length = i2d_ASN1_INTEGER (number, &der);
  if (length <= 0)
    return NULL;
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);

  return bytes;
}

/* CertProfileValue ::= SEQUENCE OF UTF8String */
static GBytes *
encode_profile (const char *name)
{
  g_autoptr (GBytes) text = encode_text (name);
  g_autoptr (GByteArray) der = g_byte_array_new ();
  gsize length;
  const guchar *data = text != NULL ? g_bytes_get_data (text, &length) : NULL;
  guchar *p;

  if (data == NULL)
    return NULL;
  g_byte_array_set_size (der, (guint) ASN1_object_size (1, (int) length, V_ASN1_SEQUENCE));
  p = der->data;
  ASN1_put_object (&p, 1, (int) length, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  memcpy (p, data, length);

  return g_byte_array_free_to_bytes (g_steal_pointer (&der));
}

static gboolean
push (OSSL_CMP_CTX  *ctx,
      const char    *oid,
      GBytes        *value,
      GError       **error)
{
  g_autoptr (OSSL_CMP_ITAV) itav = value != NULL ? signet_itav_new (oid, value, error) : NULL;

  if (itav == NULL || !OSSL_CMP_CTX_push0_geninfo_ITAV (ctx, itav))
    return FALSE;
  (void) g_steal_pointer (&itav);

  return TRUE;
}

/* "OID:int:NUMBER" or "OID:str:TEXT", which the profile has checked. */
static gboolean
push_entry (OSSL_CMP_CTX  *ctx,
            const char    *entry,
            GError       **error)
{
  g_auto (GStrv) parts = g_strsplit (entry, ":", 3);
  g_autoptr (GBytes) value = NULL;

  if (g_strv_length (parts) != 3)
    return FALSE;
  value = g_str_equal (parts[1], "int") ? encode_number (parts[2]) : encode_text (parts[2]);

  return push (ctx, parts[0], value, error);
}

static gboolean
push_profile (OSSL_CMP_CTX  *ctx,
              const char    *name,
              GError       **error)
{
  g_autoptr (GBytes) value = NULL;

  if (name == NULL || *name == '\0')
    return TRUE;
  value = encode_profile (name);

  return push (ctx, CERT_PROFILE, value, error);
}

/**
 * signet_itav_set_general_info:
 * @ctx: a context
 * @job: what is to be done
 * @error: return location for a %SIGNET_ERROR
 *
 * Puts into the header what the profile wants there: the name of a certificate profile (RFC
 * 9810 5.1.1.4), and any other information.
 *
 * Returns: whether it worked
 */
gboolean
signet_itav_set_general_info (OSSL_CMP_CTX  *ctx,
                              SignetJob     *job,
                              GError       **error)
{
  const char *const *entries =
    signet_profile_get_list (job->profile, SIGNET_SETTING_GENERAL_INFO);
  const char *name = signet_profile_get_text (job->profile, SIGNET_SETTING_CERTIFICATE_PROFILE);
  gboolean pushed = push_profile (ctx, name, error);

  for (guint i = 0; pushed && entries[i] != NULL; i++)
    pushed = push_entry (ctx, entries[i], error);
  if (!pushed && error != NULL && *error == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return pushed;
}
