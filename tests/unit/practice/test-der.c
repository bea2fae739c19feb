/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-der-private.h"

#include <openssl/asn1.h>

#include "core/signet-error.h"
#include "practice/signet-practice-fail-info.h"

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
        signet_practice_fail_info_parse (signet_practice_fail_info_get_name (i), &bit, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (bit, ==, i);
    }
  g_assert_null (signet_practice_fail_info_get_name (27));
  g_assert_cmpstr (signet_practice_fail_info_get_name (2), ==, "badRequest");
  g_assert_cmpstr (signet_practice_fail_info_get_name (23), ==, "notAuthorized");
  g_assert_false (signet_practice_fail_info_parse ("BadRequest", &bit, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (signet_practice_fail_info_parse (NULL, &bit, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
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

  return g_test_run ();
}
