/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-der.h"

#define MAX_DEPTH 32
#define CONSTRUCTED 0x20
#define LONG_TAG 0x1f
#define MORE 0x80

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static gboolean
read_byte (Reader *reader,
           guint8 *byte)
{
  if (reader->left == 0)
    return FALSE;
  *byte = *reader->data++;
  reader->left--;

  return TRUE;
}

/* X.690 8.1.2.4: a number above 30 in groups of seven bits, the first of them not 0. */
static gboolean
skip_long_tag (Reader *reader)
{
  guint64 number = 0;
  guint8 byte;

  do
    {
      if (!read_byte (reader, &byte) || number > G_MAXUINT32 || (number == 0 && byte == MORE))
        return FALSE;
      number = number << 7 | (byte & ~MORE);
    }
  while ((byte & MORE) != 0);

  return number >= LONG_TAG;
}

/* X.690 10.1: the definite form in as few bytes as can be. */
static gboolean
read_length (Reader *reader,
             gsize  *length)
{
  guint8 byte;
  guint n_bytes;

  if (!read_byte (reader, &byte))
    return FALSE;
  *length = byte;
  if (byte < MORE)
    return *length <= reader->left;

  n_bytes = byte & ~MORE;
  if (n_bytes == 0 || n_bytes > 4)
    return FALSE;
  *length = 0;
  for (guint i = 0; i < n_bytes; i++)
    {
      if (!read_byte (reader, &byte) || (i == 0 && byte == 0))
        return FALSE;
      *length = *length << 8 | byte;
    }

  return *length >= MORE && *length <= reader->left;
}

static gboolean
skip_values (Reader *reader,
             guint depth);

static gboolean
skip_value (Reader *reader,
            guint   depth)
{
  Reader inner;
  guint8 tag;

  if (!read_byte (reader, &tag) || ((tag & LONG_TAG) == LONG_TAG && !skip_long_tag (reader)) ||
      !read_length (reader, &inner.left))
    return FALSE;
  /* Tag 0 ends values of indefinite length, which DER has not. */
  if (tag == 0)
    return FALSE;
  inner.data = reader->data;
  reader->data += inner.left;
  reader->left -= inner.left;

  return (tag & CONSTRUCTED) == 0 || (depth < MAX_DEPTH && skip_values (&inner, depth + 1));
}

static gboolean
skip_values (Reader *reader,
             guint   depth)
{
  while (reader->left > 0)
    if (!skip_value (reader, depth))
      return FALSE;

  return TRUE;
}

/**
 * signet_der_is_valid:
 * @data: bytes from anywhere
 * @length: how many
 *
 * Looks at tags and lengths only, down to 32 levels (X.690 8.1 and 10.1).
 *
 * Returns: whether @data is one value in DER and nothing after it
 */
gboolean
signet_der_is_valid (gconstpointer data,
                     gsize         length)
{
  Reader reader = { data, length };

  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  return skip_value (&reader, 0) && reader.left == 0;
}
