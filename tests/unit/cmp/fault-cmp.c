/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-cmp.h"

#include <string.h>

#include "der.h"
#include "fault-message.h"

#define DEPTH 20000 /* elements, one in the other */

GBytes *
fault_cmp_garbage (GBytes *genuine)
{
  static const char garbage[] = "\060\003\002\001\002";

  return g_bytes_new_static (garbage, strlen (garbage));
}

GBytes *
fault_cmp_truncated (GBytes *genuine)
{
  return g_bytes_new_from_bytes (genuine, 0, g_bytes_get_size (genuine) - 1);
}

GBytes *
fault_cmp_trailing (GBytes *genuine)
{
  GByteArray *longer = der_raw (g_bytes_get_data (genuine, NULL), g_bytes_get_size (genuine));

  g_byte_array_append (longer, (const guchar *) "\005", 2);

  return g_byte_array_free_to_bytes (longer);
}

/* The header says that it is longer than the message. */
GBytes *
fault_cmp_inner_too_long (GBytes *genuine)
{
  static const guchar inner[] = { 0x30, 0x06, 0x30, 0x82, 0x7f, 0xff, 0x02, 0x01 };

  return g_bytes_new_static (inner, sizeof inner);
}

/* BER, as CMP must not be. */
GBytes *
fault_cmp_indefinite (GBytes *genuine)
{
  static const guchar indefinite[] = { 0x30, 0x80, 0x02, 0x01, 0x02, 0x00, 0x00 };

  return g_bytes_new_static (indefinite, sizeof indefinite);
}

GBytes *
fault_cmp_huge_length (GBytes *genuine)
{
  static const guchar huge[] = { 0x30, 0x88, 0xff, 0xff, 0xff, 0xff,
                                 0xff, 0xff, 0xff, 0xff, 0x02, 0x01 };

  return g_bytes_new_static (huge, sizeof huge);
}

/* A parser that calls itself for each of them would run out of stack. */
GBytes *
fault_cmp_deep (GBytes *genuine)
{
  g_autoptr (GByteArray) nest = g_byte_array_new ();
  guchar *data;
  gsize length;

  for (guint i = 0; i < DEPTH; i++)
    {
      const guint inside = (DEPTH - i - 1) * 5;
      const guchar head[] = { 0x30, 0x83, (guchar) (inside >> 16), (guchar) (inside >> 8),
                              (guchar) inside };

      g_byte_array_append (nest, head, sizeof head);
    }
  data = g_byte_array_steal (nest, &length);

  return g_bytes_new_take (data, length);
}

GBytes *
fault_cmp_header_only (GBytes *genuine)
{
  return g_byte_array_free_to_bytes (der_wrap (0x30, der_header (NULL), NULL));
}

/* The last byte, which is one of the MAC or of the signature, unless certificates follow. */
GBytes *
fault_cmp_damaged (GBytes *genuine)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  message->protection->data[message->protection->len - 1] ^= 1;

  return fault_message_join (message);
}

/* The time in the header. */
GBytes *
fault_cmp_changed (GBytes *genuine)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);
  GByteArray *date = fault_message_get (message, 0xa0);

  date->data[date->len - 2] = date->data[date->len - 2] == '0' ? '1' : '0';

  return fault_message_join (message);
}

GBytes *
fault_cmp_unprotected (GBytes *genuine)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  fault_message_set (message, 0xa1, NULL);
  g_clear_pointer (&message->protection, g_byte_array_unref);

  return fault_message_join (message);
}

/* It says how it is protected, and is not. */
GBytes *
fault_cmp_no_protection (GBytes *genuine)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  g_clear_pointer (&message->protection, g_byte_array_unref);

  return fault_message_join (message);
}

GBytes *
fault_cmp_wrong_code (GBytes *genuine)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  fault_message_protect (message, "a guess");

  return fault_message_join (message);
}

static GBytes *
forge (GBytes     *genuine,
       GByteArray *body)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  fault_message_set (message, 0xa1, NULL);
  g_clear_pointer (&message->protection, g_byte_array_unref);
  g_byte_array_unref (message->body);
  message->body = body;

  return fault_message_join (message);
}

GBytes *
fault_cmp_forged_error (GBytes *genuine)
{
  return forge (genuine,
                der_wrap (0xb7, der_wrap (0x30, der_status (2, "go away", 1u << 2), NULL), NULL));
}

GBytes *
fault_cmp_forged_pkiconf (GBytes *genuine)
{
  return forge (genuine, der_wrap (0xb3, der_raw ("\005", 2), NULL));
}

static GBytes *
set_algorithm (GBytes     *genuine,
               const void *oid,
               gsize       length)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  fault_message_set (
    message, 0xa1,
    der_wrap (0xa1, der_wrap (0x30, der_raw (oid, length), der_wrap (0x30, NULL), NULL), NULL));

  return fault_message_join (message);
}

/* A MAC that no OpenSSL can check (RFC 9810 5.1.3.4). */
GBytes *
fault_cmp_pbmac1 (GBytes *genuine)
{
  static const guchar oid[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e };

  return set_algorithm (genuine, oid, sizeof oid);
}

/* An algorithm that nobody knows. */
GBytes *
fault_cmp_algorithm (GBytes *genuine)
{
  static const guchar oid[] = { 0x06, 0x03, 0x29, 0x01, 0x02 };

  return set_algorithm (genuine, oid, sizeof oid);
}

/* Parameters that would keep the client busy for a day. */
GBytes *
fault_cmp_iterations (GBytes *genuine)
{
  static const guchar pbm[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf6, 0x7d, 0x07, 0x42, 0x0d };
  static const guchar sha256[] = {
    0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01
  };
  static const guchar hmac[] = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09 };
  static const guchar count[] = { 0x02, 0x04, 0x7f, 0xff, 0xff, 0xff };
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);
  GByteArray *parameters =
    der_wrap (0x30, der_text (0x04, "0123456789abcdef"),
              der_wrap (0x30, der_raw (sha256, sizeof sha256), NULL), der_raw (count, sizeof count),
              der_wrap (0x30, der_raw (hmac, sizeof hmac), NULL), NULL);

  fault_message_set (
    message, 0xa1,
    der_wrap (0xa1, der_wrap (0x30, der_raw (pbm, sizeof pbm), parameters, NULL), NULL));

  return fault_message_join (message);
}
