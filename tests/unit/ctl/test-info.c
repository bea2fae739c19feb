/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-info.h"

#include "ctl-fixture.h"
#include "ctl/signet-ctl-info-private.h"

#include <string.h>

#define CA_CERTS "1.3.6.1.5.5.7.4.17"
#define ROOT_UPDATE "1.3.6.1.5.5.7.4.18"

static SignetInfo *
make_info (const char     *oid,
           SignetInfoKind  kind)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("\x05\x00", 2);

  return signet_info_new (oid, kind, der);
}

static void
test_words (void)
{
  g_autoptr (SignetInfo) info = make_info (CA_CERTS, SIGNET_INFO_CERTIFICATES);
  g_autoptr (GBytes) der = fixture_certificate ();
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("x", 1);
  g_autofree char *words = NULL;

  signet_info_add_part (info, der);
  signet_info_add_part (info, rubbish);
  signet_info_add_field (info, "Left out", "CN=No CA");
  words = signet_ctl_info_to_words (info);
  g_test_message ("%s", words);
  g_assert_nonnull (strstr (words, "(caCerts):\n"));
  g_assert_nonnull (strstr (words, "valid until"));
  g_assert_nonnull (strstr (words, "cannot be read"));
  g_assert_nonnull (strstr (words, "  Left out: CN=No CA\n"));
}

static void
test_unknown (void)
{
  g_autoptr (SignetInfo) info = signet_info_new ("1.2.3.4", SIGNET_INFO_OTHER, NULL);
  g_autofree char *words = signet_ctl_info_to_words (info);

  g_assert_true (g_str_has_prefix (words, "1.2.3.4:\n"));
  g_assert_nonnull (strstr (words, "nothing"));
}

static void
test_json (void)
{
  g_autoptr (SignetInfo) info = make_info (ROOT_UPDATE, SIGNET_INFO_ROOT_UPDATE);
  g_autoptr (GBytes) der = fixture_certificate ();
  g_autoptr (JsonObject) object = NULL;
  JsonArray *parts;

  signet_info_add_part (info, der);
  signet_info_add_part (info, NULL);
  signet_info_add_part (info, der);
  object = signet_ctl_info_to_json (info);
  g_assert_cmpstr (json_object_get_string_member (object, "oid"), ==, ROOT_UPDATE);
  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, "rootCaKeyUpdate");
  g_assert_cmpstr (json_object_get_string_member (object, "der"), ==, "BQA=");
  parts = json_object_get_array_member (object, "parts");
  g_assert_cmpuint (json_array_get_length (parts), ==, 3);
  g_assert_cmpstr (json_array_get_string_element (parts, 0), ==, fixture_pem);
  g_assert_true (json_array_get_null_element (parts, 1));
}

static void
assert_file (const char *folder,
             const char *name,
             const char *text,
             gsize       length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *found = NULL;
  gsize found_length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &found, &found_length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (found, found_length, text, length);
}

static void
test_save (void)
{
  char *folder = fixture_folder ();
  g_autoptr (SignetInfo) certificates = make_info (CA_CERTS, SIGNET_INFO_CERTIFICATES);
  g_autoptr (SignetInfo) update = make_info (ROOT_UPDATE, SIGNET_INFO_ROOT_UPDATE);
  g_autoptr (SignetInfo) other = make_info ("1.2.3.4", SIGNET_INFO_OTHER);
  g_autoptr (GBytes) der = fixture_certificate ();
  g_autoptr (GError) error = NULL;

  signet_info_add_part (certificates, der);
  signet_info_add_part (update, der);
  signet_info_add_part (update, NULL);
  signet_info_add_part (update, der);
  g_assert_true (signet_ctl_info_save (certificates, folder, &error));
  g_assert_true (signet_ctl_info_save (update, folder, &error));
  g_assert_true (signet_ctl_info_save (other, folder, &error));
  g_assert_no_error (error);
  assert_file (folder, "caCerts-1.pem", fixture_pem, strlen (fixture_pem));
  assert_file (folder, "rootCaKeyUpdate-old-with-new.pem", fixture_pem, strlen (fixture_pem));
  assert_file (folder, "1.2.3.4.der", "\x05\x00", 2);

  g_assert_false (signet_ctl_info_save (certificates, "/nonexistent", &error));
  g_assert_nonnull (error);

  fixture_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/info/words", test_words);
  g_test_add_func ("/ctl/info/unknown", test_unknown);
  g_test_add_func ("/ctl/info/json", test_json);
  g_test_add_func ("/ctl/info/save", test_save);

  return g_test_run ();
}
