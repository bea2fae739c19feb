/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-message.h"

#include <openssl/asn1.h>
#include <openssl/crmf.h>
#include <string.h>

#include "der.h"

#define ALGORITHM 0xa1 /* [1] of the header */

static void
unref_array (gpointer array)
{
  g_byte_array_unref (array);
}

/* The elements inside of one. */
static GPtrArray *
split (const guchar *data,
       gsize         length)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (unref_array);
  const guchar *position = data;
  const guchar *end;
  long size;
  int tag, class;

  g_assert_cmpint (ASN1_get_object (&position, &size, &tag, &class, (long) length) & 0x80, ==, 0);
  end = position + size;
  while (position < end)
    {
      const guchar *start = position;

      g_assert_cmpint (
        ASN1_get_object (&position, &size, &tag, &class, (long) (end - position)) & 0x80, ==, 0);
      position += size;
      g_ptr_array_add (parts, der_raw (start, (gsize) (position - start)));
    }

  return parts;
}

static GByteArray *
join (GPtrArray *parts)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      const GByteArray *part = parts->pdata[i];

      g_byte_array_append (content, part->data, part->len);
    }

  return der_wrap (0x30, der_raw (content->data, content->len), NULL);
}

FaultMessage *
fault_message_parse (GBytes *der)
{
  FaultMessage *self = g_new0 (FaultMessage, 1);
  g_autoptr (GPtrArray) parts =
    split (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  const GByteArray *header = parts->pdata[0];

  self->header = split (header->data, header->len);
  self->body = g_byte_array_ref (parts->pdata[1]);
  for (guint i = 2; i < parts->len; i++)
    {
      GByteArray *part = parts->pdata[i];

      *(part->data[0] == 0xa0 ? &self->protection : &self->extra) = g_byte_array_ref (part);
    }

  return self;
}

void
fault_message_free (FaultMessage *self)
{
  g_ptr_array_unref (self->header);
  g_byte_array_unref (self->body);
  g_clear_pointer (&self->protection, g_byte_array_unref);
  g_clear_pointer (&self->extra, g_byte_array_unref);
  g_free (self);
}

static guint
find (FaultMessage *self,
      guchar        tag)
{
  guint i = tag == 0x02 ? 0 : 3; /* the version, or one of those behind the two names */

  while (i < self->header->len && ((GByteArray *) self->header->pdata[i])->data[0] != tag)
    i++;

  return i;
}

/* An element of the header that has this tag; it may be changed. */
GByteArray *
fault_message_get (FaultMessage *self,
                   guchar        tag)
{
  guint i = find (self, tag);

  return i < self->header->len ? self->header->pdata[i] : NULL;
}

/* Puts another element in its place, or none. */
void
fault_message_set (FaultMessage *self,
                   guchar        tag,
                   GByteArray   *element)
{
  guint i = find (self, tag);

  g_assert_cmpuint (i, <, self->header->len);
  g_ptr_array_remove_index (self->header, i);
  if (element != NULL)
    g_ptr_array_insert (self->header, (int) i, element);
}

static OSSL_CRMF_PBMPARAMETER *
read_parameters (FaultMessage *self)
{
  const GByteArray *tagged = fault_message_get (self, ALGORITHM);
  g_autoptr (GPtrArray) inner = split (tagged->data, tagged->len);
  const GByteArray *algorithm = inner->pdata[0];
  g_autoptr (GPtrArray) parts = split (algorithm->data, algorithm->len);
  const GByteArray *parameters = parts->pdata[1];
  const guchar *position = parameters->data;

  return d2i_OSSL_CRMF_PBMPARAMETER (NULL, &position, (long) parameters->len);
}

/* Makes a MAC anew (RFC 9810 5.1.3.1), with the parameters of the old one. */
void
fault_message_protect (FaultMessage *self,
                       const char   *code)
{
  OSSL_CRMF_PBMPARAMETER *parameters = read_parameters (self);
  g_autoptr (GByteArray) content =
    der_wrap (0x30, join (self->header), g_byte_array_ref (self->body), NULL);
  guchar *mac = NULL;
  size_t length = 0;

  g_assert_nonnull (parameters);
  g_assert_cmpint (OSSL_CRMF_pbm_new (NULL, NULL, parameters, content->data, content->len,
                                      (const guchar *) code, strlen (code), &mac, &length),
                   ==, 1);
  g_clear_pointer (&self->protection, g_byte_array_unref);
  self->protection =
    der_wrap (0xa0, der_wrap (0x03, der_raw ("", 1), der_raw (mac, length), NULL), NULL);
  OPENSSL_free (mac);
  OSSL_CRMF_PBMPARAMETER_free (parameters);
}

GBytes *
fault_message_join (FaultMessage *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GByteArray) header = join (self->header);

  g_ptr_array_add (parts, header);
  g_ptr_array_add (parts, self->body);
  if (self->protection != NULL)
    g_ptr_array_add (parts, self->protection);
  if (self->extra != NULL)
    g_ptr_array_add (parts, self->extra);

  return g_byte_array_free_to_bytes (join (parts));
}
