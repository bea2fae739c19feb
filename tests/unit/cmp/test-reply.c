/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cmp/signet-reply-private.h"
#include "der.h"

#define NOON 1795521600 /* 2026-11-24 12:00 UTC, messageTime of der_header () */

/* With the beginning of its parameters. */
static const guchar OID_PBM[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf6,
                                  0x7d, 0x07, 0x42, 0x0d, 0x30, 0x00 };
static const guchar OID_PBMAC1[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                     0xf7, 0x0d, 0x01, 0x05, 0x0e };
static const guchar OID_ECDSA[] = { 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02 };
static const guchar PROTECTION[] = { 0xa0, 0x04, 0x03, 0x02, 0x00, 0x55 };

static GByteArray *
error_message (void)
{
  return der_wrap (
    0x30, der_header (NULL),
    der_wrap (0xb7, der_wrap (0x30, der_status (2, "wrong pbm value", 1u << 2), NULL), NULL), NULL);
}

static GByteArray *
ip_message (GByteArray *algorithm,
            int         status,
            gboolean    ca_pubs)
{
  GByteArray *response =
    der_wrap (0x30, der_integer (0), der_status (status, "please wait", 0), NULL);
  GByteArray *responses = der_wrap (0x30, response, NULL);
  GByteArray *message =
    ca_pubs ? der_wrap (0x30, der_wrap (0xa1, der_wrap (0x30, NULL), NULL), responses, NULL)
            : der_wrap (0x30, responses, NULL);

  return der_wrap (0x30, der_header (algorithm), der_wrap (0xa1, message, NULL),
                   der_raw (PROTECTION, sizeof PROTECTION), NULL);
}

static GByteArray *
poll_message (int         check_after,
              const char *reason)
{
  GByteArray *entry = der_wrap (0x30, der_integer (0), der_integer (check_after),
                                der_wrap (0x30, der_text (0x0c, reason), NULL), NULL);

  return der_wrap (0x30, der_header (NULL), der_wrap (0xba, der_wrap (0x30, entry, NULL), NULL),
                   NULL);
}

static SignetReply *
parse (GByteArray *message)
{
  SignetReply *reply = signet_reply_parse (message->data, message->len);

  g_byte_array_unref (message);

  return reply;
}

static void
test_reply_error (void)
{
  g_autoptr (SignetReply) reply = parse (error_message ());

  g_assert_nonnull (reply);
  g_assert_cmpint (reply->body, ==, SIGNET_BODY_ERROR);
  g_assert_cmpint (reply->pvno, ==, 2);
  g_assert_cmpint (reply->status, ==, 2);
  g_assert_cmpuint (reply->fail_info, ==, 1u << 2);
  g_assert_cmpstr (reply->text, ==, "wrong pbm value");
  g_assert_cmpint (reply->time, ==, NOON);
  g_assert_cmpint (reply->protection, ==, SIGNET_PROTECTION_NONE);
  g_assert_cmpint (reply->mac, ==, SIGNET_REPLY_MAC_NONE);
  g_assert_cmpuint (g_bytes_get_size (reply->sender), ==, 4);
}

/* Where the status has no words, the details of the error have them. */
static void
test_reply_error_details (void)
{
  GByteArray *status = der_wrap (0x30, der_integer (2), NULL);
  GByteArray *details = der_wrap (0x30, der_text (0x0c, "in the details"), NULL);
  g_autoptr (SignetReply) reply = parse (
    der_wrap (0x30, der_header (NULL),
              der_wrap (0xb7, der_wrap (0x30, status, der_integer (42), details, NULL), NULL),
              NULL));

  g_assert_nonnull (reply);
  g_assert_cmpint (reply->status, ==, 2);
  g_assert_cmpstr (reply->text, ==, "in the details");
}

static void
test_reply_revocation (void)
{
  GByteArray *list = der_wrap (0x30, der_status (2, "not yours", 1u << 23), NULL);
  g_autoptr (SignetReply) reply = parse (der_wrap (
    0x30, der_header (NULL), der_wrap (0xac, der_wrap (0x30, list, NULL), NULL), NULL));

  g_assert_nonnull (reply);
  g_assert_cmpint (reply->body, ==, SIGNET_BODY_RP);
  g_assert_cmpint (reply->status, ==, 2);
  g_assert_cmpuint (reply->fail_info, ==, 1u << 23);
  g_assert_cmpstr (reply->text, ==, "not yours");
}

/* The first certificate of an answer, unless it is encrypted. */
static void
test_reply_first_certificate (void)
{
  for (int tag = 0; tag < 2; tag++)
    {
      GByteArray *choice =
        der_wrap ((guchar) (0xa0 + tag), der_wrap (0x30, der_integer (7), NULL), NULL);
      GByteArray *response = der_wrap (0x30, der_integer (0), der_status (6, "old", 0),
                                       der_wrap (0x30, choice, NULL), NULL);
      GByteArray *message = der_wrap (0x30, der_wrap (0x30, response, NULL), NULL);
      g_autoptr (SignetReply) reply =
        parse (der_wrap (0x30, der_header (NULL), der_wrap (0xa8, message, NULL), NULL));

      g_assert_nonnull (reply);
      g_assert_cmpint (reply->body, ==, SIGNET_BODY_KUP);
      g_assert_cmpint (reply->status, ==, 6);
      if (tag == 0)
        g_assert_cmpuint (g_bytes_get_size (reply->certificate), ==, 5);
      else
        g_assert_null (reply->certificate);
    }
}

/* An answer with one piece of generalInfo, id-it-13 or id-it-14. */
static SignetReply *
parse_with_info (guchar      number,
                 GByteArray *value,
                 const char *time)
{
  const guchar oid[] = { 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x04, number };
  GByteArray *info = der_wrap (0x30, der_raw (oid, sizeof oid), value, NULL);
  GByteArray *header =
    der_wrap (0x30, der_integer (3), der_wrap (0xa4, der_wrap (0x30, NULL), NULL),
              der_wrap (0xa4, der_wrap (0x30, NULL), NULL),
              der_wrap (0xa0, der_text (0x18, time), NULL),
              der_wrap (0xa8, der_wrap (0x30, info, NULL), NULL), NULL);

  return parse (der_wrap (0x30, header, der_wrap (0xb3, der_wrap (0x05, NULL), NULL), NULL));
}

static void
test_reply_general_info (void)
{
  g_autoptr (SignetReply) implicit =
    parse_with_info (13, der_wrap (0x05, NULL), "20261124120000Z");
  g_autoptr (SignetReply) wait =
    parse_with_info (14, der_text (0x18, "20261124120100Z"), "20261124120000Z");
  g_autoptr (SignetReply) other =
    parse_with_info (15, der_text (0x18, "20261124120100Z"), "not a time");

  g_assert_true (implicit->implicit_confirm);
  g_assert_cmpint (implicit->confirm_until, ==, 0);
  g_assert_cmpint (implicit->pvno, ==, 3);
  g_assert_false (wait->implicit_confirm);
  g_assert_cmpint (wait->confirm_until, ==, NOON + 60);
  g_assert_cmpint (wait->time, ==, NOON);
  g_assert_false (other->implicit_confirm);
  g_assert_cmpint (other->confirm_until, ==, 0);
  g_assert_cmpint (other->time, ==, 0);
}

/* CVE-2026-63076: such a message must not reach the library. */
static void
test_reply_protection_parameters (void)
{
  static const guchar VALUES[][3] = {
    { 0x05, 0x00, 0x00 }, { 0x01, 0x01, 0xff }, { 0x06, 0x01, 0x2a }, { 0x02, 0x01, 0x01 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++)
    {
      guchar algorithm[14];

      memcpy (algorithm, OID_PBM, 11);
      memcpy (algorithm + 11, VALUES[i], 3);
      g_assert_null (
        parse (ip_message (der_raw (algorithm, VALUES[i][1] == 0 ? 13 : 14), 0, FALSE)));
    }
  g_assert_null (parse (ip_message (der_raw (OID_PBM, 11), 0, FALSE)));
}

static void
test_reply_certificate (gconstpointer data)
{
  g_autoptr (SignetReply) reply = parse (ip_message (NULL, 3, GPOINTER_TO_INT (data)));

  g_assert_nonnull (reply);
  g_assert_cmpint (reply->body, ==, SIGNET_BODY_IP);
  g_assert_cmpint (reply->status, ==, 3);
  g_assert_cmpstr (reply->text, ==, "please wait");
}

static void
test_reply_poll (void)
{
  g_autoptr (SignetReply) reply = parse (poll_message (300, "at the desk"));

  g_assert_nonnull (reply);
  g_assert_cmpint (reply->body, ==, SIGNET_BODY_POLLREP);
  g_assert_cmpint (reply->check_after, ==, 300);
  g_assert_cmpstr (reply->text, ==, "at the desk");
  g_assert_cmpint (reply->status, ==, -1);
}

static void
test_reply_protection (void)
{
  g_autoptr (SignetReply) pbm = parse (ip_message (der_raw (OID_PBM, sizeof OID_PBM), 0, FALSE));
  g_autoptr (SignetReply) pbmac1 =
    parse (ip_message (der_raw (OID_PBMAC1, sizeof OID_PBMAC1), 0, FALSE));
  g_autoptr (SignetReply) ecdsa =
    parse (ip_message (der_raw (OID_ECDSA, sizeof OID_ECDSA), 0, FALSE));

  g_assert_cmpint (pbm->protection, ==, SIGNET_PROTECTION_MAC);
  g_assert_cmpint (pbmac1->protection, ==, SIGNET_PROTECTION_MAC);
  g_assert_cmpint (ecdsa->protection, ==, SIGNET_PROTECTION_SIGNATURE);
  g_assert_cmpint (pbm->mac, ==, SIGNET_REPLY_MAC_PASSWORD);
  g_assert_cmpint (pbmac1->mac, ==, SIGNET_REPLY_MAC_OTHER);
  g_assert_cmpint (ecdsa->mac, ==, SIGNET_REPLY_MAC_NONE);
}

/* OpenSSL reads lengths that are not said: what is here of the protection must not go unseen. */
static void
test_reply_no_der (void)
{
  const guchar field[] = { 0xa1, 0x80, 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48,
                           0xce, 0x3d, 0x04, 0x03, 0x02, 0x00, 0x00 };
  const guchar algorithm[] = { 0xa1, 0x0e, 0x30, 0x80, 0x06, 0x08, 0x2a, 0x86,
                               0x48, 0xce, 0x3d, 0x04, 0x03, 0x02, 0x00, 0x00 };
  const guchar protection[] = { 0xa0, 0x80, 0x03, 0x02, 0x00, 0x55, 0x00, 0x00 };
  const guchar names[] = { 0x02, 0x01, 0x02, 0xa4, 0x02, 0x30, 0x00, 0xa4, 0x02, 0x30, 0x00 };
  g_autoptr (SignetReply) loose_field = parse (der_wrap (
    0x30, der_wrap (0x30, der_raw (names, sizeof names), der_raw (field, sizeof field), NULL),
    der_wrap (0xb3, der_text (0x05, ""), NULL), der_raw (PROTECTION, sizeof PROTECTION), NULL));
  g_autoptr (SignetReply) loose_algorithm = parse (der_wrap (
    0x30,
    der_wrap (0x30, der_raw (names, sizeof names), der_raw (algorithm, sizeof algorithm), NULL),
    der_wrap (0xb3, der_text (0x05, ""), NULL), der_raw (PROTECTION, sizeof PROTECTION), NULL));
  g_autoptr (SignetReply) loose_protection = parse (
    der_wrap (0x30, der_header (der_raw (OID_ECDSA, sizeof OID_ECDSA)),
              der_wrap (0xb3, der_text (0x05, ""), NULL),
              der_raw (protection, sizeof protection), NULL));

  g_assert_null (loose_field);
  g_assert_null (loose_algorithm);
  g_assert_null (loose_protection);
}

static void
test_reply_all_bits (void)
{
  for (guint bit = 0; bit < 27; bit++)
    {
      g_autoptr (SignetReply) reply = parse (der_wrap (
        0x30, der_header (NULL),
        der_wrap (0xb7, der_wrap (0x30, der_status (2, "no", 1u << bit), NULL), NULL), NULL));

      g_assert_cmpuint (reply->fail_info, ==, 1u << bit);
    }
}

/* Cut anywhere, or with any one byte changed, a message is refused or read, but never beyond its
 * end: the sanitizers watch. */
static void
test_reply_damaged (void)
{
  g_autoptr (GByteArray) whole = ip_message (der_raw (OID_PBM, sizeof OID_PBM), 3, TRUE);

  for (guint length = 0; length < whole->len; length++)
    {
      g_autofree guchar *copy = g_memdup2 (whole->data, length);

      g_assert_null (signet_reply_parse (copy, length));
    }
  for (guint i = 0; i < whole->len; i++)
    {
      for (guint value = 0; value < 256; value += 5)
        {
          g_autofree guchar *copy = g_memdup2 (whole->data, whole->len);
          g_autoptr (SignetReply) reply = NULL;

          copy[i] = (guchar) value;
          reply = signet_reply_parse (copy, whole->len);
          if (reply != NULL)
            g_assert_cmpint (reply->status, <=, 6);
        }
    }
}

static void
test_reply_trailing (void)
{
  g_autoptr (GByteArray) message = error_message ();

  g_byte_array_append (message, (const guchar *) "x", 1);
  g_assert_null (signet_reply_parse (message->data, message->len));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cmp/reply/error", test_reply_error);
  g_test_add_data_func ("/cmp/reply/certificate", GINT_TO_POINTER (FALSE), test_reply_certificate);
  g_test_add_data_func ("/cmp/reply/certificate-with-ca-pubs", GINT_TO_POINTER (TRUE),
                        test_reply_certificate);
  g_test_add_func ("/cmp/reply/poll", test_reply_poll);
  g_test_add_func ("/cmp/reply/first-certificate", test_reply_first_certificate);
  g_test_add_func ("/cmp/reply/error-details", test_reply_error_details);
  g_test_add_func ("/cmp/reply/revocation", test_reply_revocation);
  g_test_add_func ("/cmp/reply/general-info", test_reply_general_info);
  g_test_add_func ("/cmp/reply/protection-parameters", test_reply_protection_parameters);
  g_test_add_func ("/cmp/reply/protection", test_reply_protection);
  g_test_add_func ("/cmp/reply/no-der", test_reply_no_der);
  g_test_add_func ("/cmp/reply/all-bits", test_reply_all_bits);
  g_test_add_func ("/cmp/reply/damaged", test_reply_damaged);
  g_test_add_func ("/cmp/reply/trailing", test_reply_trailing);

  return g_test_run ();
}
