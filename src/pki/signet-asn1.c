/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-asn1-private.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <string.h>

#define N_KEY_USAGES 9

/**
 * signet_hex_encode:
 * @data: bytes
 * @length: how many
 * @separator: what stands between two bytes, or 0 for nothing
 *
 * Returns: (transfer full): @data in upper-case hexadecimal
 */
char *
signet_hex_encode (const void *data,
                   gsize       length,
                   char        separator)
{
  GString *text = g_string_sized_new (3 * length);
  const guchar *bytes = data;

  for (gsize i = 0; i < length; i++)
    {
      if (separator != 0 && i > 0)
        g_string_append_c (text, separator);
      g_string_append_printf (text, "%02X", bytes[i]);
    }

  return g_string_free (text, FALSE);
}

/* Returns NULL where @text is empty or more than pairs of hexadecimal digits. */
static guchar *
hex_decode (const char *text,
            gsize      *length)
{
  gsize n = strlen (text);
  guchar *bytes;

  *length = n / 2;
  if (n == 0 || n % 2 != 0 || strspn (text, "0123456789abcdefABCDEF") != n)
    return NULL;

  bytes = g_malloc (n / 2);
  for (gsize i = 0; i < n / 2; i++)
    bytes[i] =
      (guchar) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));

  return bytes;
}

/**
 * signet_oid_to_text:
 * @object: an object identifier
 *
 * Returns: (transfer full) (nullable): @object in dotted form, %NULL when OpenSSL finds it too long
 */
char *
signet_oid_to_text (const ASN1_OBJECT *object)
{
  char *text;
  int length;

  g_return_val_if_fail (object != NULL, NULL);

  length = OBJ_obj2txt (NULL, 0, object, 1);
  if (length <= 0)
    return NULL;
  text = g_malloc (length + 1);
  OBJ_obj2txt (text, length + 1, object, 1);

  return text;
}

/**
 * signet_asn1_to_key_usage:
 * @bits: (nullable): the value of a key usage
 *
 * Returns: its named bits, bit n for the named bit n (RFC 5280 4.2.1.3)
 */
guint
signet_asn1_to_key_usage (const ASN1_BIT_STRING *bits)
{
  guint usage = 0;

  for (int i = 0; bits != NULL && i < N_KEY_USAGES; i++)
    if (ASN1_BIT_STRING_get_bit (bits, i) == 1)
      usage |= 1U << i;

  return usage;
}

/**
 * signet_asn1_from_hash:
 * @text: "#" and the hexadecimal DER of a value (RFC 4514 2.4)
 *
 * Reads a value that may stand in a name.
 *
 * Returns: (transfer full) (nullable): the value, %NULL when @text is no such thing
 */
ASN1_STRING *
signet_asn1_from_hash (const char *text)
{
  g_autofree guchar *der = NULL;
  const unsigned char *end;
  ASN1_STRING *string;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  der = *text == '#' ? hex_decode (text + 1, &length) : NULL;
  if (der == NULL)
    return NULL;

  end = der;
  string = d2i_ASN1_PRINTABLE (NULL, &end, (long) length);
  if (string != NULL && end != der + length)
    g_clear_pointer (&string, ASN1_STRING_free);
  ERR_clear_error ();

  return string;
}

static char *
to_hash (const ASN1_STRING *string)
{
  g_autofree char *hex = NULL;
  unsigned char *der = NULL;
  int length = i2d_ASN1_PRINTABLE (string, &der);

  hex = signet_hex_encode (der, MAX (length, 0), 0);
  OPENSSL_free (der);

  return g_strconcat ("#", hex, NULL);
}

static char *
to_utf8 (const ASN1_STRING *string)
{
  unsigned char *utf8 = NULL;
  char *text = NULL;
  int length;

  length = ASN1_STRING_to_UTF8 (&utf8, string);
  if (length >= 0 && g_utf8_validate ((const char *) utf8, length, NULL))
    text = g_strndup ((const char *) utf8, length);
  OPENSSL_free (utf8);
  ERR_clear_error ();

  return text;
}

/**
 * signet_asn1_to_text:
 * @string: a value in a name
 *
 * A value that is no text, holds a NUL or could be taken for the hexadecimal form itself becomes
 * "#" and its DER in hexadecimal, so that two different values never look the same.
 *
 * Returns: (transfer full): the value in UTF-8
 */
char *
signet_asn1_to_text (const ASN1_STRING *string)
{
  g_autofree char *text = NULL;
  g_autoptr (ASN1_STRING) hash = NULL;

  g_return_val_if_fail (string != NULL, NULL);

  text = to_utf8 (string);
  hash = text != NULL ? signet_asn1_from_hash (text) : NULL;

  return text != NULL && hash == NULL ? g_steal_pointer (&text) : to_hash (string);
}
