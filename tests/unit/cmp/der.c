/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "der.h"

#include <string.h>

static void
append_length (GByteArray *array,
               gsize       length)
{
  guchar bytes[5] = { (guchar) length };
  guint n = 1;

  if (length >= 0x80)
    {
      n = length < 0x100 ? 2 : length < 0x10000 ? 3
                                                : 4;
      bytes[0] = (guchar) (0x80 | (n - 1));
      for (guint i = 1; i < n; i++)
        bytes[i] = (guchar) (length >> (8 * (n - 1 - i)));
    }
  g_byte_array_append (array, bytes, n);
}

GByteArray *
der_raw (const void *data,
         gsize       length)
{
  GByteArray *array = g_byte_array_new ();

  return g_byte_array_append (array, data, (guint) length);
}

GByteArray *
der_wrap (guchar tag,
          ...)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  GByteArray *array = g_byte_array_new ();
  GByteArray *part;
  va_list parts;

  va_start (parts, tag);
  while ((part = va_arg (parts, GByteArray *)) != NULL)
    {
      g_byte_array_append (content, part->data, part->len);
      g_byte_array_unref (part);
    }
  va_end (parts);

  g_byte_array_append (array, &tag, 1);
  append_length (array, content->len);
  g_byte_array_append (array, content->data, content->len);

  return array;
}

GByteArray *
der_integer (int value)
{
  guchar bytes[] = { 0x02, 0x02, (guchar) (value >> 8), (guchar) value };
  guchar small[] = { 0x02, 0x01, (guchar) value };

  if (value < 0x80)
    return der_raw (small, sizeof small);

  return der_raw (bytes, sizeof bytes);
}

GByteArray *
der_text (guchar      tag,
          const char *text)
{
  return der_wrap (tag, der_raw (text, strlen (text)), NULL);
}

/* A header with NULL-DNs on both sides. */
GByteArray *
der_header (GByteArray *protection_algorithm)
{
  GByteArray *time = der_wrap (0xa0, der_text (0x18, "20261124120000Z"), NULL);
  GByteArray *sender = der_wrap (0xa4, der_wrap (0x30, NULL), NULL);
  GByteArray *recipient = der_wrap (0xa4, der_wrap (0x30, NULL), NULL);

  if (protection_algorithm == NULL)
    return der_wrap (0x30, der_integer (2), sender, recipient, time, NULL);

  return der_wrap (0x30, der_integer (2), sender, recipient, time,
                   der_wrap (0xa1, der_wrap (0x30, protection_algorithm, NULL), NULL), NULL);
}

GByteArray *
der_status (int         status,
            const char *text,
            guint       fail_info)
{
  guchar bits[] = { 0x03, 0x05, 0x05, 0, 0, 0, 0 };

  for (guint bit = 0; bit < 27; bit++)
    {
      if ((fail_info & (1u << bit)) != 0)
        bits[3 + bit / 8] |= (guchar) (0x80 >> (bit % 8));
    }

  return der_wrap (0x30, der_integer (status), der_wrap (0x30, der_text (0x0c, text), NULL),
                   der_raw (bits, sizeof bits), NULL);
}
