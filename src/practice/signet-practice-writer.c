/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-writer-private.h"

#include <string.h>

/**
 * signet_practice_write_bytes:
 * @out: DER so far
 * @der: an element
 *
 * Appends an element.
 */
void
signet_practice_write_bytes (GByteArray *out,
                             GBytes     *der)
{
  gsize length;
  const guchar *data = g_bytes_get_data (der, &length);

  g_byte_array_append (out, data, (guint) length);
}

/**
 * signet_practice_write_tag:
 * @out: DER so far
 * @start: where the content begins that is to get a tag; it goes to the end
 * @tag: the tag, of one byte
 *
 * Puts a tag and the length in front of what was written since @start. OpenSSL does not write the
 * parts of a message that its server cannot make.
 */
void
signet_practice_write_tag (GByteArray *out,
                           guint       start,
                           guchar      tag)
{
  guint length = out->len - start;
  guchar head[6] = { tag };
  guint n = 2;

  if (length < 0x80)
    head[1] = (guchar) length;
  else
    {
      guint n_bytes = length > 0xffffff ? 4 : length > 0xffff ? 3
                                            : length > 0xff   ? 2
                                                              : 1;

      head[1] = (guchar) (0x80 | n_bytes);
      for (guint i = 0; i < n_bytes; i++)
        head[n++] = (guchar) (length >> (8 * (n_bytes - 1 - i)));
    }
  g_byte_array_set_size (out, out->len + n);
  memmove (out->data + start + n, out->data + start, length);
  memcpy (out->data + start, head, n);
}

/**
 * signet_practice_write_number:
 * @out: DER so far
 * @number: a number
 *
 * Appends an INTEGER.
 */
void
signet_practice_write_number (GByteArray *out,
                              guint       number)
{
  guint start = out->len;
  gboolean begun = FALSE;

  for (int shift = 24; shift >= 0; shift -= 8)
    {
      guchar byte = (guchar) (number >> shift);

      /* A first byte with the top bit set would make it negative. */
      if (!begun && byte >= 0x80)
        g_byte_array_append (out, (const guchar *) "", 1);
      if (begun || byte != 0 || shift == 0)
        {
          g_byte_array_append (out, &byte, 1);
          begun = TRUE;
        }
    }
  signet_practice_write_tag (out, start, V_ASN1_INTEGER);
}

/**
 * signet_practice_write_encoded:
 * @out: DER so far
 * @der: (transfer full) (nullable): what a function of OpenSSL has encoded
 * @length: what that function returned: its size, or less than 1 where it has failed
 *
 * Appends it.
 *
 * Returns: whether there is something to append
 */
gboolean
signet_practice_write_encoded (GByteArray    *out,
                               unsigned char *der,
                               int            length)
{
  if (length > 0)
    g_byte_array_append (out, der, (guint) length);
  OPENSSL_free (der);

  return length > 0;
}

/**
 * signet_practice_write_oid:
 * @out: DER so far
 * @oid: an object identifier, dotted
 *
 * Appends an OBJECT IDENTIFIER.
 *
 * Returns: whether @oid is one
 */
gboolean
signet_practice_write_oid (GByteArray *out,
                           const char *oid)
{
  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj (oid, 1);
  unsigned char *der = NULL;
  int length = object != NULL ? i2d_ASN1_OBJECT (object, &der) : 0;

  return signet_practice_write_encoded (out, der, length);
}

/**
 * signet_practice_write_x509:
 * @out: DER so far
 * @certificate: a certificate
 *
 * Appends a certificate.
 *
 * Returns: whether it worked
 */
gboolean
signet_practice_write_x509 (GByteArray *out,
                            X509       *certificate)
{
  unsigned char *der = NULL;
  int length = i2d_X509 (certificate, &der);

  return signet_practice_write_encoded (out, der, length);
}
