/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-key-spec.h"

#include <string.h>

#include "core/signet-error.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *canonical;
    const char *algorithm;
    const char *curve;
    guint bits;
  } cases[] = {
    { "ec", "ec:P-256", "EC", "P-256", 0 },
    { "ec:p-256", "ec:P-256", "EC", "P-256", 0 },
    { "EC:secp256r1", "ec:P-256", "EC", "P-256", 0 },
    { "ec:prime256v1", "ec:P-256", "EC", "P-256", 0 },
    { "ec:secp384r1", "ec:P-384", "EC", "P-384", 0 },
    { "ec:P-521", "ec:P-521", "EC", "P-521", 0 },
    { "rsa", "rsa:3072", "RSA", NULL, 3072 },
    { "RSA:2048", "rsa:2048", "RSA", NULL, 2048 },
    { "rsa:4096", "rsa:4096", "RSA", NULL, 4096 },
    { "Ed25519", "ed25519", "ED25519", NULL, 0 },
    { "ed448", "ed448", "ED448", NULL, 0 },
    { "ML-DSA:44", "ml-dsa:44", "ML-DSA-44", NULL, 0 },
    { "ml-dsa", "ml-dsa:65", "ML-DSA-65", NULL, 0 },
    { "mldsa87", "ml-dsa:87", "ML-DSA-87", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (signet_key_spec_get_text (spec), ==, cases[i].canonical);
      g_assert_cmpstr (signet_key_spec_get_algorithm (spec), ==, cases[i].algorithm);
      g_assert_cmpstr (signet_key_spec_get_curve (spec), ==, cases[i].curve);
      g_assert_cmpuint (signet_key_spec_get_bits (spec), ==, cases[i].bits);
      g_assert_null (signet_key_spec_get_file (spec));
    }
}

static void
test_all (void)
{
  const char *const *all = signet_key_spec_get_all ();

  g_assert_cmpuint (g_strv_length ((char **) all), ==, 11);
  for (gsize i = 0; all[i] != NULL; i++)
    {
      g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (all[i], NULL);

      g_assert_nonnull (spec);
      g_assert_cmpstr (signet_key_spec_get_text (spec), ==, all[i]);
    }
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("file:dir/../key.pem", &error);
  g_autoptr (SignetKeySpec) again = NULL;
  g_autofree char *path = g_canonicalize_filename ("key.pem", NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_spec_get_file (spec), ==, path);
  g_assert_null (signet_key_spec_get_algorithm (spec));
  g_assert_null (signet_key_spec_get_curve (spec));
  g_assert_cmpuint (signet_key_spec_get_bits (spec), ==, 0);
  again = signet_key_spec_parse (signet_key_spec_get_text (spec), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_spec_get_file (again), ==, path);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { "", SIGNET_ERROR_KEY_TYPE },
    { "dsa", SIGNET_ERROR_KEY_TYPE },
    { "rsa:1024", SIGNET_ERROR_KEY_TYPE },
    { "rsa:", SIGNET_ERROR_KEY_TYPE },
    { "ec:P-192", SIGNET_ERROR_KEY_TYPE },
    { "ml-dsa:128", SIGNET_ERROR_KEY_TYPE },
    { " ec", SIGNET_ERROR_KEY_TYPE },
    { "\xff\n", SIGNET_ERROR_KEY_TYPE },
    { "file:", SIGNET_ERROR_KEY },
    { "file:\xff", SIGNET_ERROR_KEY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (signet_key_spec_parse (cases[i].text, &error));
      g_assert_error (error, SIGNET_ERROR, cases[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_refused_names_choices (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_key_spec_parse ("dsa", &error));
  g_assert_nonnull (strstr (error->message, "ec:P-384, "));
  g_assert_null (strstr (error->message, "ml-dsa"));
}

static void
test_boxed (void)
{
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("ec", NULL);
  SignetKeySpec *copy = g_boxed_copy (SIGNET_TYPE_KEY_SPEC, spec);

  g_assert_true (copy == spec);
  g_boxed_free (SIGNET_TYPE_KEY_SPEC, copy);
  g_assert_cmpstr (signet_key_spec_get_text (spec), ==, "ec:P-256");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/key-spec/parse", test_parse);
  g_test_add_func ("/core/key-spec/all", test_all);
  g_test_add_func ("/core/key-spec/file", test_file);
  g_test_add_func ("/core/key-spec/refused", test_refused);
  g_test_add_func ("/core/key-spec/refused-names-choices", test_refused_names_choices);
  g_test_add_func ("/core/key-spec/boxed", test_boxed);

  return g_test_run ();
}
