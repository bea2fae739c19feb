/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-der-private.h"

#include <openssl/asn1.h>
#include <string.h>

#include "core/signet-error.h"
#include "practice/signet-practice-fail-info.h"
#include "practice/signet-practice-message-private.h"
#include "practice/signet-practice-writer-private.h"

static void
test_next (void)
{
  static const guchar data[] = { 0x02, 0x01, 0x05, 0x81, 0x00 };
  const guchar *p = data;
  SignetPracticeDer element;

  g_assert_true (signet_practice_der_next (&p, data + sizeof data, &element));
  g_assert_cmpint (element.tag, ==, V_ASN1_INTEGER);
  g_assert_cmpint (element.class, ==, V_ASN1_UNIVERSAL);
  g_assert_cmpmem (element.content, element.length, "\x05", 1);
  g_assert_true (element.start == data);
  g_assert_true (signet_practice_der_next (&p, data + sizeof data, &element));
  g_assert_cmpint (element.tag, ==, 1);
  g_assert_cmpint (element.class, ==, V_ASN1_CONTEXT_SPECIFIC);
  g_assert_cmpuint (element.length, ==, 0);
  g_assert_false (signet_practice_der_next (&p, data + sizeof data, &element));
}

static void
assert_bad (const char *data,
            gsize       length)
{
  const guchar *p = (const guchar *) data;
  SignetPracticeDer element;

  g_assert_false (signet_practice_der_next (&p, p + length, &element));
}

static void
test_bad (void)
{
  assert_bad ("", 0);
  assert_bad ("\x02", 1);
  assert_bad ("\x02\x02\x05", 3);
  assert_bad ("\x02\x84\xff\xff\xff\xff", 6);
  assert_bad ("\x02\x84\x7f\xff\xff\xff", 6);
  /* An indefinite length is BER. */
  assert_bad ("\x30\x80\x00\x00", 4);
}

static void
test_find (void)
{
  static const guchar data[] = { 0x30, 0x08, 0x02, 0x01, 0x05, 0x81, 0x01, 0x07, 0x82, 0x00 };
  SignetPracticeDer element;

  g_assert_true (signet_practice_der_find (data, sizeof data, 1, &element));
  g_assert_cmpmem (element.content, element.length, "\x07", 1);
  g_assert_true (signet_practice_der_find (data, sizeof data, 2, &element));
  /* Tag 2 of another class is not meant. */
  g_assert_false (signet_practice_der_find (data, sizeof data, 5, &element));
  g_assert_false (signet_practice_der_find (data, sizeof data - 1, 1, &element));
}

static void
test_fail_info (void)
{
  g_autoptr (GError) error = NULL;
  guint bit = 99;

  for (guint i = 0; i <= 26; i++)
    {
      g_assert_true (
        signet_practice_fail_info_parse (signet_practice_fail_info_names[i], &bit, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (bit, ==, i);
    }
  g_assert_null (signet_practice_fail_info_names[27]);
  g_assert_cmpstr (signet_practice_fail_info_names[2], ==, "badRequest");
  g_assert_cmpstr (signet_practice_fail_info_names[23], ==, "notAuthorized");
  g_assert_false (signet_practice_fail_info_parse ("BadRequest", &bit, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (signet_practice_fail_info_parse (NULL, &bit, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
assert_bytes (GByteArray   *out,
              const guchar *expected,
              gsize         length)
{
  g_assert_cmpmem (out->data, out->len, expected, length);
  g_byte_array_set_size (out, 0);
}

static void
test_write_number (void)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  signet_practice_write_number (out, 0);
  assert_bytes (out, (const guchar *) "\x02\x01\x00", 3);
  signet_practice_write_number (out, 127);
  assert_bytes (out, (const guchar *) "\x02\x01\x7f", 3);
  signet_practice_write_number (out, 128);
  assert_bytes (out, (const guchar *) "\x02\x02\x00\x80", 4);
  signet_practice_write_number (out, 86400);
  assert_bytes (out, (const guchar *) "\x02\x03\x01\x51\x80", 5);
  signet_practice_write_number (out, G_MAXUINT32);
  assert_bytes (out, (const guchar *) "\x02\x05\x00\xff\xff\xff\xff", 7);
}

/* What is written is read again, whatever its length. */
static void
test_write_tag (void)
{
  static const guint lengths[] = { 0, 1, 127, 128, 255, 256, 65535, 65536, 70000 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      SignetPracticeDer element;
      const guchar *p;

      g_byte_array_append (out, (const guchar *) "before", 6);
      g_byte_array_set_size (out, 6 + lengths[i]);
      memset (out->data + 6, 'x', lengths[i]);
      signet_practice_write_tag (out, 6, SIGNET_PRACTICE_TAG_EXPLICIT (5));
      p = out->data + 6;
      g_assert_true (signet_practice_der_next (&p, out->data + out->len, &element));
      g_assert_true (p == out->data + out->len);
      g_assert_cmpint (element.tag, ==, 5);
      g_assert_cmpuint (element.length, ==, lengths[i]);
      g_assert_cmpmem (out->data, 6, "before", 6);
    }
}

static void
test_write_oid (void)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_assert_true (signet_practice_write_oid (out, "1.2.3.4"));
  assert_bytes (out, (const guchar *) "\x06\x03\x2a\x03\x04", 5);
  g_assert_false (signet_practice_write_oid (out, "one"));
  g_assert_cmpuint (out->len, ==, 0);
}

/* A message is not what it says it is. */
static void
test_message_junk (void)
{
  static const guchar whole[] = {
    0x30,
    0x0f,
    0x30,
    0x0b,
    0x02,
    0x01,
    0x02,
    0x30,
    0x00,
    0x30,
    0x00,
    0xa4,
    0x02,
    0x04,
    0x00,
    0xa0,
    0x00,
  };

  for (gsize n = 0; n <= sizeof whole; n++)
    {
      g_autoptr (GBytes) der = g_bytes_new_static (whole, n);
      g_autoptr (SignetPracticeMessage) message = signet_practice_message_read (der);

      g_assert_cmpint (message != NULL, ==, n == sizeof whole);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/der/next", test_next);
  g_test_add_func ("/practice/der/bad", test_bad);
  g_test_add_func ("/practice/der/find", test_find);
  g_test_add_func ("/practice/fail-info/names", test_fail_info);
  g_test_add_func ("/practice/der/write-number", test_write_number);
  g_test_add_func ("/practice/der/write-tag", test_write_tag);
  g_test_add_func ("/practice/der/write-oid", test_write_oid);
  g_test_add_func ("/practice/der/message-junk", test_message_junk);

  return g_test_run ();
}
