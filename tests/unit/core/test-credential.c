/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-credential.h"

#include <string.h>

#include "core/signet-error.h"

#define ID "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

static SignetCredential *
save_and_load (SignetCredential *credential)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) again = g_key_file_new ();
  g_autofree char *data = NULL;
  SignetCredential *loaded;

  g_key_file_set_string (file, "Credential", "item", "from before");
  signet_credential_save (credential, file);
  data = g_key_file_to_data (file, NULL, NULL);
  g_assert_null (strstr (data, "SECRET"));
  g_assert_null (strstr (data, "from before"));
  g_assert_true (g_key_file_load_from_data (again, data, -1, G_KEY_FILE_NONE, &error));
  loaded = signet_credential_load (again, &error);
  g_assert_no_error (error);

  return loaded;
}

static void
test_code (void)
{
  g_autoptr (SignetSecret) code = signet_secret_new ("SECRET", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("1234", code);
  g_autoptr (SignetCredential) loaded = NULL;

  g_assert_cmpint (signet_credential_get_kind (credential), ==, SIGNET_CREDENTIAL_CODE);
  g_assert_cmpstr (signet_credential_get_reference (credential), ==, "1234");
  g_assert_true (signet_credential_get_code (credential) == code);

  loaded = save_and_load (credential);
  g_assert_cmpint (signet_credential_get_kind (loaded), ==, SIGNET_CREDENTIAL_CODE);
  g_assert_cmpstr (signet_credential_get_reference (loaded), ==, "1234");
  g_assert_null (signet_credential_get_code (loaded));
}

static void
test_code_alone (void)
{
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("", NULL);
  g_autoptr (SignetCredential) loaded = save_and_load (credential);

  g_assert_null (signet_credential_get_reference (credential));
  g_assert_null (signet_credential_get_reference (loaded));
  g_assert_null (signet_credential_get_item (loaded));
  g_assert_null (signet_credential_get_certificate_file (loaded));
}

static void
test_item (void)
{
  g_autoptr (SignetCredential) credential = signet_credential_new_item (ID);
  g_autoptr (SignetCredential) loaded = save_and_load (credential);

  g_assert_cmpint (signet_credential_get_kind (loaded), ==, SIGNET_CREDENTIAL_ITEM);
  g_assert_cmpstr (signet_credential_get_item (loaded), ==, ID);
}

static void
test_files (void)
{
  g_autoptr (SignetCredential) credential =
    signet_credential_new_files ("/a b/c\xff.pem", "key.pem", "-");
  g_autoptr (SignetCredential) loaded = save_and_load (credential);
  g_autofree char *key = g_canonicalize_filename ("key.pem", NULL);

  g_assert_cmpstr (signet_credential_get_passphrase_file (credential), ==, "-");
  g_assert_cmpint (signet_credential_get_kind (loaded), ==, SIGNET_CREDENTIAL_FILES);
  g_assert_cmpstr (signet_credential_get_certificate_file (loaded), ==, "/a b/c\xff.pem");
  g_assert_cmpstr (signet_credential_get_key_file (loaded), ==, key);
  /* A later process has another standard input. */
  g_assert_null (signet_credential_get_passphrase_file (loaded));
}

static void
test_files_one (void)
{
  g_autoptr (SignetCredential) credential = signet_credential_new_files ("/a.p12", NULL, "/pw");
  g_autoptr (SignetCredential) loaded = save_and_load (credential);

  g_assert_null (signet_credential_get_key_file (loaded));
  g_assert_cmpstr (signet_credential_get_passphrase_file (loaded), ==, "/pw");
}

static void
test_none (void)
{
  g_autoptr (SignetCredential) credential = signet_credential_new_none ();
  g_autoptr (SignetCredential) loaded = save_and_load (credential);

  g_assert_cmpint (signet_credential_get_kind (loaded), ==, SIGNET_CREDENTIAL_NONE);
  g_assert_null (signet_credential_get_code (loaded));
}

static void
test_load_refused (void)
{
  static const char *const cases[] = {
    "[Other]\n",
    "[Credential]\n",
    "[Credential]\nkind=magic\n",
    "[Credential]\nkind=item\n",
    "[Credential]\nkind=item\nitem=../../etc\n",
    "[Credential]\nkind=files\n",
    "[Credential]\nkind=files\ncertificate=relative.pem\n",
    "[Credential]\nkind=files\ncertificate=http://example.com/a\n",
    "[Credential]\nkind=code\nreference=a\\nb\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GKeyFile) file = g_key_file_new ();

      g_assert_true (g_key_file_load_from_data (file, cases[i], -1, G_KEY_FILE_NONE, NULL));
      g_assert_null (signet_credential_load (file, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
    }
}

static void
test_boxed (void)
{
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("1", NULL);
  SignetCredential *copy = g_boxed_copy (SIGNET_TYPE_CREDENTIAL, credential);

  g_assert_true (copy == credential);
  g_boxed_free (SIGNET_TYPE_CREDENTIAL, copy);
  g_assert_cmpstr (signet_credential_get_reference (credential), ==, "1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/credential/code", test_code);
  g_test_add_func ("/core/credential/code-alone", test_code_alone);
  g_test_add_func ("/core/credential/item", test_item);
  g_test_add_func ("/core/credential/files", test_files);
  g_test_add_func ("/core/credential/files-one", test_files_one);
  g_test_add_func ("/core/credential/none", test_none);
  g_test_add_func ("/core/credential/load-refused", test_load_refused);
  g_test_add_func ("/core/credential/boxed", test_boxed);

  return g_test_run ();
}
