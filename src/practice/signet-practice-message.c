/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-message-private.h"

#include <string.h>

#include "practice/signet-practice-der-private.h"
#include "practice/signet-practice-protection-private.h"
#include "practice/signet-practice-writer-private.h"

#define N_NAMES 3 /* pvno, sender and recipient have no tag of their own */
#define TAG_EXTRA_CERTS 1

struct _SignetPracticeMessage
{
  GBytes *names[N_NAMES];
  GBytes *fields[SIGNET_PRACTICE_N_FIELDS]; /* with their tag; NULL where there is none */
  GBytes *body;                             /* with its tag */
  GBytes *extra_certs;                      /* with its tag; NULL where there are none */
};

static GBytes *
take (const SignetPracticeDer *element)
{
  return g_bytes_new (element->start, element->size);
}

static gboolean
read_header (SignetPracticeMessage   *self,
             const SignetPracticeDer *header)
{
  const guchar *p = header->content;
  const guchar *end = header->content + header->length;
  SignetPracticeDer element;

  for (guint i = 0; i < N_NAMES; i++)
    {
      if (!signet_practice_der_next (&p, end, &element))
        return FALSE;
      self->names[i] = take (&element);
    }
  while (signet_practice_der_next (&p, end, &element))
    {
      if (element.class != V_ASN1_CONTEXT_SPECIFIC || element.tag < 0 ||
          element.tag >= SIGNET_PRACTICE_N_FIELDS || self->fields[element.tag] != NULL)
        return FALSE;
      self->fields[element.tag] = take (&element);
    }

  return p == end;
}

/**
 * signet_practice_message_read:
 * @der: a message
 *
 * Returns: (transfer full) (nullable): its parts
 */
SignetPracticeMessage *
signet_practice_message_read (GBytes *der)
{
  g_autoptr (SignetPracticeMessage) self = g_new0 (SignetPracticeMessage, 1);
  gsize length;
  const guchar *data = g_bytes_get_data (der, &length);
  const guchar *p;
  const guchar *end;
  SignetPracticeDer element;

  if (!signet_practice_der_enter (data, length, &p, &end) ||
      !signet_practice_der_next (&p, end, &element) || !read_header (self, &element) ||
      !signet_practice_der_next (&p, end, &element))
    return NULL;
  self->body = take (&element);
  while (signet_practice_der_next (&p, end, &element))
    if (element.tag == TAG_EXTRA_CERTS && self->extra_certs == NULL)
      self->extra_certs = take (&element);

  return g_steal_pointer (&self);
}

/**
 * signet_practice_message_free:
 * @self: (transfer full): a message
 *
 * Frees @self.
 */
void
signet_practice_message_free (SignetPracticeMessage *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_NAMES; i++)
    g_clear_pointer (&self->names[i], g_bytes_unref);
  for (guint i = 0; i < SIGNET_PRACTICE_N_FIELDS; i++)
    g_clear_pointer (&self->fields[i], g_bytes_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->extra_certs, g_bytes_unref);
  g_free (self);
}

static void
replace (GBytes **part,
         GBytes  *value)
{
  g_autoptr (GBytes) before = g_steal_pointer (part);

  *part = value != NULL ? g_bytes_ref (value) : NULL;
}

/**
 * signet_practice_message_set_body:
 * @self: a message
 * @body: a body, with its tag
 *
 * Replaces the body.
 */
void
signet_practice_message_set_body (SignetPracticeMessage *self,
                                  GBytes                *body)
{
  replace (&self->body, body);
}

/**
 * signet_practice_message_get_field:
 * @self: a message
 * @field: which field
 *
 * Returns: (transfer none) (nullable): the field, with its tag
 */
GBytes *
signet_practice_message_get_field (SignetPracticeMessage *self,
                                   SignetPracticeField    field)
{
  return self->fields[field];
}

/**
 * signet_practice_message_set_field:
 * @self: a message
 * @field: which field
 * @value: (nullable): the field, with its tag, or %NULL for none
 *
 * Replaces a field of the header.
 */
void
signet_practice_message_set_field (SignetPracticeMessage *self,
                                   SignetPracticeField    field,
                                   GBytes                *value)
{
  replace (&self->fields[field], value);
}

/**
 * signet_practice_message_add_info:
 * @self: a message
 * @info: an InfoTypeAndValue
 *
 * Adds to the general information of the header (RFC 9810 5.1.1).
 */
void
signet_practice_message_add_info (SignetPracticeMessage *self,
                                  GBytes                *info)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GBytes *before = self->fields[SIGNET_PRACTICE_FIELD_GENERAL_INFO];
  g_autoptr (GBytes) value = NULL;
  const guchar *p;
  const guchar *end;
  SignetPracticeDer tagged;

  if (before != NULL)
    {
      p = g_bytes_get_data (before, NULL);
      end = p + g_bytes_get_size (before);
      if (signet_practice_der_next (&p, end, &tagged) &&
          signet_practice_der_enter (tagged.content, tagged.length, &p, &end))
        g_byte_array_append (out, p, (guint) (end - p));
    }
  signet_practice_write_bytes (out, info);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0,
                             SIGNET_PRACTICE_TAG_EXPLICIT (SIGNET_PRACTICE_FIELD_GENERAL_INFO));
  value = g_byte_array_free_to_bytes (g_steal_pointer (&out));
  signet_practice_message_set_field (self, SIGNET_PRACTICE_FIELD_GENERAL_INFO, value);
}

/**
 * signet_practice_message_drop_protection:
 * @self: a message
 *
 * Makes it one that is not protected.
 */
void
signet_practice_message_drop_protection (SignetPracticeMessage *self)
{
  signet_practice_message_set_field (self, SIGNET_PRACTICE_FIELD_PROTECTION_ALG, NULL);
}

static void
write_parts (SignetPracticeMessage *self,
             GByteArray            *out)
{
  for (guint i = 0; i < N_NAMES; i++)
    signet_practice_write_bytes (out, self->names[i]);
  for (guint i = 0; i < SIGNET_PRACTICE_N_FIELDS; i++)
    if (self->fields[i] != NULL)
      signet_practice_write_bytes (out, self->fields[i]);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_bytes (out, self->body);
}

/* What is protected is a SEQUENCE of header and body (RFC 9810 5.1.3). */
static gboolean
protect (SignetPracticeMessage *self,
         GByteArray            *out,
         EVP_PKEY              *key,
         SignetSecret          *code)
{
  GBytes *algorithm = self->fields[SIGNET_PRACTICE_FIELD_PROTECTION_ALG];
  g_autoptr (GByteArray) part = g_byte_array_new ();
  g_autoptr (GBytes) protection = NULL;
  guint start = out->len;

  if (algorithm == NULL)
    return TRUE;
  g_byte_array_append (part, out->data, out->len);
  signet_practice_write_tag (part, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  protection = signet_practice_protect (algorithm, part, key, code);
  if (protection == NULL)
    return FALSE;
  g_byte_array_append (out, (const guchar *) "", 1); /* no unused bits */
  signet_practice_write_bytes (out, protection);
  signet_practice_write_tag (out, start, V_ASN1_BIT_STRING);
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_EXPLICIT (0));

  return TRUE;
}

/**
 * signet_practice_message_write:
 * @self: a message
 * @key: (nullable): with which it is signed, where its algorithm is one for signatures
 * @code: (nullable): with which it is protected, where its algorithm is one for codes
 *
 * Puts the message together and protects it.
 *
 * Returns: (transfer full) (nullable): its DER
 */
GBytes *
signet_practice_message_write (SignetPracticeMessage *self,
                               EVP_PKEY              *key,
                               SignetSecret          *code)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  write_parts (self, out);
  if (!protect (self, out, key, code))
    return NULL;
  if (self->extra_certs != NULL)
    signet_practice_write_bytes (out, self->extra_certs);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
