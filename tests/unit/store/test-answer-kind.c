/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-folder-private.h"

#include <string.h>

#include "store-fixture.h"

static void
assert_kind (GBytes       *der,
             SignetAnswer  expected)
{
  SignetAnswer kind;

  g_assert_true (signet_answer_kind_of (der, &kind));
  g_assert_cmpint (kind, ==, expected);
  g_bytes_unref (der);
}

static void
test_kinds (void)
{
  assert_kind (MESSAGE_IP ("x"), SIGNET_ANSWER_CERTIFICATE);
  assert_kind (MESSAGE_CP (""), SIGNET_ANSWER_CERTIFICATE);
  assert_kind (MESSAGE_KUP ("x"), SIGNET_ANSWER_CERTIFICATE);
  assert_kind (MESSAGE_POLL ("x"), SIGNET_ANSWER_POLL);
}

static void
test_others (void)
{
  /* every tag there is, primitive ones and other classes too */
  for (guint tag = 0; tag < 256; tag++)
    {
      g_autoptr (GBytes) der = store_message ((guchar) tag, "x");
      SignetAnswer kind;
      gboolean known = tag == 0xa1 || tag == 0xa3 || tag == 0xa8 || tag == 0xba;

      g_assert_cmpint (signet_answer_kind_of (der, &kind), ==, known);
    }
}

static void
test_long_header (void)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  static const guchar head[] = { 0x30, 0x83, 0x01, 0x00, 0x08, 0x30, 0x82, 0xff, 0xfd };
  static const guchar body[] = { 0xba, 0x05, 0, 0, 0, 0, 0 };

  g_byte_array_append (array, head, sizeof head);
  g_byte_array_set_size (array, sizeof head + 0xfffd);
  memset (array->data + sizeof head, 0, 0xfffd);
  g_byte_array_append (array, body, sizeof body);
  assert_kind (g_byte_array_free_to_bytes (g_steal_pointer (&array)), SIGNET_ANSWER_POLL);
}

static void
test_cut_off (void)
{
  g_autoptr (GBytes) whole = MESSAGE_IP ("0123456789");
  SignetAnswer kind;

  for (gsize length = 0; length < g_bytes_get_size (whole); length++)
    {
      /* a block of its own, so that reading behind it is seen */
      g_autofree guchar *copy = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      g_autoptr (GBytes) part = g_bytes_new_static (copy, length);

      g_assert_false (signet_answer_kind_of (part, &kind));
    }
}

static void
assert_refused (const char *bytes,
                gsize       length)
{
  g_autoptr (GBytes) der = g_bytes_new_static (bytes, length);
  SignetAnswer kind;

  g_assert_false (signet_answer_kind_of (der, &kind));
}

static void
test_hostile (void)
{
  assert_refused ("\x31\x05\x30\x01\x00\xa1\x00", 7);              /* SET */
  assert_refused ("\x30\x05\x31\x01\x00\xa1\x00", 7);              /* header is a SET */
  assert_refused ("\x30\x80\x30\x01\x00\xa1\x00\x00\x00", 9);      /* no definite length */
  assert_refused ("\x30\x84\xff\xff\xff\xff\x30\x00\xa1", 9);      /* longer than there is */
  assert_refused ("\x30\x07\x30\x84\xff\xff\xff\xff\xa1", 9);      /* header longer than there is */
  assert_refused ("\x30\x85\x00\x00\x00\x00\x04\x30\x00\xa1", 10); /* five octets of length */
  assert_refused ("\x30\x02\x30\x00", 4);                          /* no body */
  assert_refused ("\x30\x00\x30\x00\xa1\x00", 6);                  /* the body is not inside */
  assert_refused ("<html>", 6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/answer-kind/kinds", test_kinds);
  g_test_add_func ("/store/answer-kind/others", test_others);
  g_test_add_func ("/store/answer-kind/long-header", test_long_header);
  g_test_add_func ("/store/answer-kind/cut-off", test_cut_off);
  g_test_add_func ("/store/answer-kind/hostile", test_hostile);

  return g_test_run ();
}
