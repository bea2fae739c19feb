/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-folder-private.h"

#include <string.h>

#include "core/signet-error.h"
#include "store-fixture.h"

static GBytes *
bytes_of_length (gsize length)
{
  guchar *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = (guchar) (i * 7 + length);

  return g_bytes_new_take (data, length);
}

/* Lines of 64 characters are full at 48 bytes. */
static void
test_round_trip (void)
{
  static const gsize lengths[] = { 1, 2, 3, 47, 48, 49, 96, 97, 5000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) der = bytes_of_length (lengths[i]);
      g_autofree char *text = signet_pem_encode (der);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      g_autoptr (GBytes) pem = g_bytes_new_static (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) ders = signet_pem_decode (pem, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (ders->len, ==, 1);
      store_assert_bytes (g_ptr_array_index (ders, 0), der);
      for (char **line = lines; *line != NULL; line++)
        g_assert_cmpuint (strlen (*line), <=, 64);
    }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("a line before\n");
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ders = NULL;

  for (gsize i = 1; i < 10; i++)
    {
      g_autoptr (GBytes) der = bytes_of_length (i);
      g_autofree char *one = signet_pem_encode (der);

      g_string_append_printf (text, "%s\n", one);
    }
  pem = g_bytes_new_static (text->str, text->len);
  ders = signet_pem_decode (pem, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ders->len, ==, 9);
  for (gsize i = 1; i < 10; i++)
    g_assert_cmpuint (g_bytes_get_size (g_ptr_array_index (ders, i - 1)), ==, i);
}

static void
test_damaged (void)
{
  static const char *const texts[] = {
    "",
    "no certificate",
    "-----BEGIN CERTIFICATE-----\nAAAA\n",
    "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----\nAA?AA\n-----END CERTIFICATE-----\n",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    "-----BEGIN CERTIFICATE-----\nAAAA\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) pem = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (signet_pem_decode (pem, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
    }
}

/* What a file without a byte, and one with a hole, is read as. */
static void
test_not_text (void)
{
  static const char hole[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n\0"
                             "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  g_autoptr (GBytes) nothing = g_bytes_new_take (NULL, 0);
  g_autoptr (GBytes) pem = g_bytes_new_static (hole, sizeof hole - 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_pem_decode (nothing, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (signet_pem_decode (pem, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/pem/round-trip", test_round_trip);
  g_test_add_func ("/store/pem/many", test_many);
  g_test_add_func ("/store/pem/damaged", test_damaged);
  g_test_add_func ("/store/pem/not-text", test_not_text);

  return g_test_run ();
}
