/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-oid.h"

#include <string.h>

#include "core/signet-der.h"
#include "core/signet-error.h"
#include "core/signet-key-usage.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *oid;
  } cases[] = {
    { "1.2", "1.2" },
    { "0.39", "0.39" },
    { "2.999.1", "2.999.1" },
    { "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.2" },
    { "2.25.340282366920938463463374607431768211455",
      "2.25.340282366920938463463374607431768211455" },
    { "clientAuth", "1.3.6.1.5.5.7.3.2" },
    { "EMAILPROTECTION", "1.3.6.1.5.5.7.3.4" },
    { "smartcardLogon", "1.3.6.1.4.1.311.20.2.2" },
    { "caCerts", "1.3.6.1.5.5.7.4.17" },
    { "anyPolicy", "2.5.29.32.0" },
    { "subjectAltName", SIGNET_OID_ALT_NAMES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *oid = signet_oid_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (oid, ==, cases[i].oid);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "1",
    "1.",
    ".1",
    "1..2",
    "1.2.",
    "3.1",
    "1.40",
    "0.100",
    "1.02",
    "1.2.03",
    "1.2.-3",
    "1.2 ",
    " 1.2",
    "1.2.3a",
    "1.2\n",
    "clientauth ",
    "\xff\xfe",
    "1.2.3402823669209384634633746074317682114550",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (signet_oid_is_valid (cases[i]));
      g_assert_null (signet_oid_parse (cases[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("1.2");

  while (text->len < 255)
    g_string_append (text, ".3");
  g_string_truncate (text, 255);
  g_assert_true (signet_oid_is_valid (text->str));
  g_string_append (text, ".3");
  g_assert_false (signet_oid_is_valid (text->str));
}

static void
test_name (void)
{
  g_assert_cmpstr (signet_oid_get_name ("1.3.6.1.5.5.7.3.1"), ==, "serverAuth");
  g_assert_cmpstr (signet_oid_get_name ("1.3.6.1.5.5.7.4.19"), ==, "certReqTemplate");
  g_assert_null (signet_oid_get_name ("1.2.3"));
}

static void
test_key_usage (void)
{
  g_autoptr (GError) error = NULL;
  guint bits = 0;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) all = signet_key_usage_to_names (G_MAXUINT);

  g_assert_true (signet_key_usage_parse ("digitalSignature", &bits, &error));
  g_assert_true (signet_key_usage_parse ("CONTENTCOMMITMENT", &bits, &error));
  g_assert_true (signet_key_usage_parse ("decipherOnly", &bits, &error));
  g_assert_no_error (error);
  g_assert_cmphex (bits, ==, 0x103);
  names = signet_key_usage_to_names (bits);
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_cmpstr (names[1], ==, "nonRepudiation");
  g_assert_cmpuint (g_strv_length (all), ==, 9);

  g_assert_false (signet_key_usage_parse ("signing", &bits, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "cRLSign"));
  g_assert_cmphex (bits, ==, 0x103);
}

static void
test_der (void)
{
  static const struct
  {
    gboolean valid;
    gsize length;
    guint8 data[8];
  } cases[] = {
    { TRUE, 2, { 0x05, 0x00 } },
    { TRUE, 3, { 0x01, 0x01, 0xff } },
    { TRUE, 2, { 0x30, 0x00 } },
    { TRUE, 5, { 0x30, 0x03, 0x02, 0x01, 0x05 } },
    { TRUE, 3, { 0x9f, 0x1f, 0x00 } },
    { TRUE, 4, { 0xbf, 0x81, 0x00, 0x00 } },
    { FALSE, 0, { 0 } },
    { FALSE, 1, { 0x30 } },
    { FALSE, 2, { 0x30, 0x01 } },
    { FALSE, 3, { 0x05, 0x00, 0x00 } },                               /* something follows */
    { FALSE, 3, { 0x05, 0x81, 0x00 } },                               /* not the shortest */
    { FALSE, 4, { 0x04, 0x82, 0x00, 0x00 } },                         /* nor this */
    { FALSE, 4, { 0x30, 0x80, 0x00, 0x00 } },                         /* indefinite */
    { FALSE, 2, { 0x00, 0x00 } },                                     /* end of contents */
    { FALSE, 3, { 0x1f, 0x1e, 0x00 } },                               /* a short tag's number */
    { FALSE, 4, { 0x1f, 0x80, 0x1f, 0x00 } },                         /* padded tag */
    { FALSE, 8, { 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f } }, /* enormous tag */
    { FALSE, 7, { 0x04, 0x85, 0x01, 0x00, 0x00, 0x00, 0x00 } },       /* enormous length */
    { FALSE, 6, { 0x04, 0x84, 0xff, 0xff, 0xff, 0xff } },             /* longer than it is */
    { FALSE, 4, { 0x30, 0x02, 0x04, 0x01 } },                         /* inner one cut off */
    { FALSE, 6, { 0x30, 0x02, 0x04, 0x02, 0x00, 0x00 } },             /* inner one sticks out */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* In memory of its own length, so that a tool sees who reads over its end. */
      g_autofree guint8 *data = g_memdup2 (cases[i].data, cases[i].length);

      g_assert_cmpint (signet_der_is_valid (data, cases[i].length), ==, cases[i].valid);
    }
}

static void
test_der_deep (void)
{
  guint8 data[2 * 60];

  for (gsize depth = 1; depth <= 60; depth++)
    {
      for (gsize i = 0; i < depth; i++)
        {
          data[2 * i] = 0x30;
          data[2 * i + 1] = (guint8) (2 * (depth - i - 1));
        }
      g_assert_cmpint (signet_der_is_valid (data, 2 * depth), ==, depth <= 32);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/oid/parse", test_parse);
  g_test_add_func ("/core/oid/refused", test_refused);
  g_test_add_func ("/core/oid/long", test_long);
  g_test_add_func ("/core/oid/name", test_name);
  g_test_add_func ("/core/oid/key-usage", test_key_usage);
  g_test_add_func ("/core/oid/der", test_der);
  g_test_add_func ("/core/oid/der-deep", test_der_deep);

  return g_test_run ();
}
