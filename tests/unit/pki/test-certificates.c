/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-certificate.h"

#include <string.h>
#include <unistd.h>

#include "pki-fixture.h"

typedef struct
{
  EVP_PKEY *pkey;
  X509 *one;
  X509 *two;
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const PkiFixture one = { .common_name = "One" };
  const PkiFixture two = { .common_name = "Two" };

  fixture->pkey = pki_fixture_new_pkey ();
  fixture->one = pki_fixture_new_x509 (&one, fixture->pkey, NULL, NULL);
  fixture->two = pki_fixture_new_x509 (&two, fixture->pkey, NULL, NULL);
  fixture->folder = pki_fixture_folder ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  EVP_PKEY_free (fixture->pkey);
  X509_free (fixture->one);
  X509_free (fixture->two);
  pki_fixture_remove (fixture->folder);
}

static GPtrArray *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return signet_certificates_new_from_data (bytes, error);
}

static void
assert_names (GPtrArray  *certificates,
              const char *first,
              const char *second)
{
  const char *expected[] = { first, second };
  guint n_expected = second != NULL ? 2 : 1;

  g_assert_nonnull (certificates);
  g_assert_cmpuint (certificates->len, ==, n_expected);
  for (guint i = 0; i < n_expected; i++)
    {
      SignetName *subject = signet_certificate_get_subject (g_ptr_array_index (certificates, i));

      g_assert_cmpstr (signet_name_get_first (subject, "CN"), ==, expected[i]);
    }
}

static void
test_bundle_pem (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *one = pki_fixture_pem (fixture->one, NULL);
  g_autofree char *two = pki_fixture_pem (fixture->two, NULL);
  g_autofree char *key = pki_fixture_key_pem (fixture->pkey);
  g_autofree char *text =
    g_strconcat ("Issued to One:\n", one, "\n\n", key, "subject=Two\r\n", two, "bye", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = read_text (text, &error);

  g_assert_no_error (error);
  assert_names (certificates, "One", "Two");
}

static void
test_bundle_line_ends (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *pem = pki_fixture_pem (fixture->one, fixture->two, NULL);
  g_auto (GStrv) lines = g_strsplit (pem, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = read_text (text, &error);

  g_assert_no_error (error);
  assert_names (certificates, "One", "Two");
}

static void
test_bundle_der (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GBytes) der = signet_x509_to_der (fixture->one);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = signet_certificates_new_from_data (der, &error);

  g_assert_no_error (error);
  assert_names (certificates, "One", NULL);
}

static void
test_bundle_none (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *key = pki_fixture_key_pem (fixture->pkey);
  const char *texts[] = { "", "no certificate", key, "0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (texts[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
      g_assert_nonnull (strstr (error->message, "PEM"));
      g_assert_null (read_text (texts[i], NULL));
    }
}

static void
test_bundle_damaged (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *pem = pki_fixture_pem (fixture->one, fixture->two, NULL);
  g_autofree char *cut = g_strndup (pem, strlen (pem) - 40);
  g_autofree char *no_der =
    g_strconcat (pem, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", NULL);
  const char *texts[] = { cut, no_der };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (texts[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
    }
}

static void
test_bundle_limits (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *pem = pki_fixture_pem (fixture->one, NULL);
  g_autofree char *filler = g_strnfill (1024 * 1024, '\n');
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) certificates = NULL;
  g_autofree char *huge = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, pem);
  certificates = read_text (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certificates->len, ==, 100);
  g_string_append (text, pem);
  g_assert_null (read_text (text->str, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
  g_clear_error (&error);
  huge = g_strconcat (filler, pem, NULL);
  g_assert_null (read_text (huge, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
}

static void
test_bundle_file (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *pem = pki_fixture_pem (fixture->one, fixture->two, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "bundle.pem", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = NULL;

  pki_fixture_write (path, pem, NULL);
  g_assert_cmpint (symlink (path, link), ==, 0);
  certificates = signet_certificates_new_from_file (link, &error);
  g_assert_no_error (error);
  assert_names (certificates, "One", "Two");
}

static void
test_bundle_file_errors (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.pem", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.pem", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_certificates_new_from_file (missing, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_nonnull (strstr (error->message, "missing.pem"));
  g_clear_error (&error);
  pki_fixture_write (other, "nothing", NULL);
  g_assert_null (signet_certificates_new_from_file (other, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, "other.pem"));
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/pki/certificates/pem", test_bundle_pem);
  ADD ("/pki/certificates/line-ends", test_bundle_line_ends);
  ADD ("/pki/certificates/der", test_bundle_der);
  ADD ("/pki/certificates/none", test_bundle_none);
  ADD ("/pki/certificates/damaged", test_bundle_damaged);
  ADD ("/pki/certificates/limits", test_bundle_limits);
  ADD ("/pki/certificates/file", test_bundle_file);
  ADD ("/pki/certificates/file-errors", test_bundle_file_errors);

  return g_test_run ();
}
