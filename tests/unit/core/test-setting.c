/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "core/signet-profile.h"

static void
test_table (void)
{
  for (SignetSetting a = 0; a < SIGNET_N_SETTINGS; a++)
    {
      const SignetSettingInfo *info = signet_setting_get_info (a);
      SignetSetting found;

      g_assert_nonnull (info->group);
      g_assert_nonnull (info->key);
      g_assert_nonnull (info->summary);
      g_assert_true (info->kind != SIGNET_SETTING_KIND_CHOICE || info->choices != NULL);
      g_assert_true (signet_setting_lookup (info->group, info->key, &found));
      g_assert_cmpint (found, ==, a);
      /* Within the group of an operation, keys stand alone. */
      g_assert_true (signet_setting_lookup (NULL, info->key, &found));
      g_assert_cmpint (found, ==, a);
      if (info->fallback != NULL)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *text = signet_setting_check (a, info->fallback, &error);

          g_assert_no_error (error);
          g_assert_cmpstr (text, ==, info->fallback);
        }
    }
}

static const struct
{
  SignetSetting setting;
  const char *text;
  const char *normal; /* NULL where it is refused */
} CHECKS[] = {
  { SIGNET_SETTING_SERVER, "ca.example.com", "http://ca.example.com/" },
  { SIGNET_SETTING_SERVER, "http://a:b@ca.example.com", NULL },
  { SIGNET_SETTING_RECIPIENT, "CN=CA", "CN=CA" },
  { SIGNET_SETTING_RECIPIENT, "CA", NULL },
  { SIGNET_SETTING_TIMEOUT, "0", NULL },
  { SIGNET_SETTING_TIMEOUT, "3601", NULL },
  { SIGNET_SETTING_TIMEOUT, "12 ", NULL },
  { SIGNET_SETTING_TIMEOUT, "12", "12" },
  { SIGNET_SETTING_KEEP_ALIVE, "require", "require" },
  { SIGNET_SETTING_KEEP_ALIVE, "REQUIRE", NULL },
  { SIGNET_SETTING_KEEP_ALIVE, "", NULL },
  { SIGNET_SETTING_PROXY, "none", "none" },
  { SIGNET_SETTING_PROXY, "proxy:3128", "http://proxy:3128" },
  { SIGNET_SETTING_PROXY, "http://me:secret@proxy:3128", NULL },
  { SIGNET_SETTING_PROXY, "https://proxy:3128", NULL },
  { SIGNET_SETTING_PROXY, "ftp://proxy", NULL },
  { SIGNET_SETTING_NO_PROXY, "a;b c;", "a;b c;" },
  { SIGNET_SETTING_NO_PROXY, "a\\;b", "a\\;b;" },
  { SIGNET_SETTING_NO_PROXY, "", NULL },
  { SIGNET_SETTING_TLS_HOST, "CA.Example.com", "ca.example.com" },
  { SIGNET_SETTING_TLS_HOST, "ca example", NULL },
  { SIGNET_SETTING_TLS_KEY_FILE, "key.pem", NULL },
  { SIGNET_SETTING_TLS_KEY_FILE, "/key.pem", "/key.pem" },
  { SIGNET_SETTING_UNPROTECTED_REQUESTS, "yes", "true" },
  { SIGNET_SETTING_UNPROTECTED_REQUESTS, "maybe", NULL },
  { SIGNET_SETTING_DIGEST, "auto", "auto" },
  { SIGNET_SETTING_OWF, "auto", NULL },
  { SIGNET_SETTING_OWF, "sha1", "sha1" },
  { SIGNET_SETTING_CERTIFICATE_PROFILE, "a\nb", NULL },
  { SIGNET_SETTING_CERTIFICATE_PROFILE, "a\xff", NULL },
  { SIGNET_SETTING_CERTIFICATE_PROFILE, "a\xe2\x80\xae"
                                        "b",
    NULL },
  { SIGNET_SETTING_GENERAL_INFO, "1.2.3:int:-4;1.2.4:str:a:b", "1.2.3:int:-4;1.2.4:str:a:b;" },
  { SIGNET_SETTING_GENERAL_INFO, "1.2.3:int:four", NULL },
  { SIGNET_SETTING_GENERAL_INFO, "1.2.3", NULL },
  { SIGNET_SETTING_GENERAL_INFO, "name:int:1", NULL },
  { SIGNET_SETTING_GENERAL_INFO, "1..3:int:1", NULL },
  { SIGNET_SETTING_GENERAL_INFO, "3.2.1:str:a", NULL },
  { SIGNET_SETTING_IGNORE_KEY_USAGE, "aa:bb", NULL },
  { SIGNET_SETTING_CRLS, "/a.crl;https://ca/crl", "/a.crl;https://ca/crl;" },
  { SIGNET_SETTING_CRLS, "a.crl", NULL },
  { SIGNET_SETTING_CRLS, "ldap://ca/crl", NULL },
  { SIGNET_SETTING_VERIFY_AUTH_LEVEL, "-1", "-1" },
  { SIGNET_SETTING_VERIFY_AUTH_LEVEL, "6", NULL },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CHECKS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = signet_setting_check (CHECKS[i].setting, CHECKS[i].text, &error);

      g_assert_cmpstr (text, ==, CHECKS[i].normal);
      g_assert_true ((error == NULL) == (CHECKS[i].normal != NULL));
    }
}

static void
test_fingerprint (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *normal = NULL;

  for (guint i = 0; i < 32; i++)
    g_string_append (text, i == 0 ? "AB" : ":CD");
  normal = signet_setting_check (SIGNET_SETTING_IGNORE_KEY_USAGE, text->str, NULL);
  g_assert_cmpuint (strlen (normal), ==, 64);
  g_assert_true (g_str_has_prefix (normal, "abcdcd"));
  g_string_free (text, TRUE);
}

static void
test_bounds (void)
{
  g_autofree char *line = g_strnfill (SIGNET_SETTING_MAX_TEXT + 1, 'a');
  g_autoptr (GError) error = NULL;
  GString *list = g_string_new (NULL);

  g_assert_null (signet_setting_check (SIGNET_SETTING_CERTIFICATE_PROFILE, line, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE);
  g_clear_error (&error);

  for (guint i = 0; i <= SIGNET_SETTING_MAX_LIST; i++)
    g_string_append_printf (list, "host%u;", i);
  g_assert_null (signet_setting_check (SIGNET_SETTING_NO_PROXY, list->str, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE);
  g_string_free (list, TRUE);
}

static void
set (SignetProfile         *profile,
     const SignetOperation *operation,
     SignetSetting          setting,
     const char            *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_profile_set_value (profile, operation, setting, text, &error));
  g_assert_no_error (error);
}

static SignetProfile *
make (void)
{
  SignetProfile *profile = signet_profile_new ();

  set (profile, NULL, SIGNET_SETTING_SERVER, "ca.example.com");
  set (profile, NULL, SIGNET_SETTING_KEEP_ALIVE, "require");
  set (profile, NULL, SIGNET_SETTING_DAYS, "30");
  set (profile, NULL, SIGNET_SETTING_NO_PROXY, "a;b\\;c");
  set (profile, NULL, SIGNET_SETTING_UNPROTECTED_REQUESTS, "true");
  set (profile, SIGNET_OPERATION_CR, SIGNET_SETTING_SERVER, "https://ra.example.com/x");
  set (profile, SIGNET_OPERATION_CR, SIGNET_SETTING_EXPECTED_SENDER, "CN=RA");
  set (profile, SIGNET_OPERATION_CR, SIGNET_SETTING_DAYS, "7");

  return profile;
}

static void
assert_values (SignetProfile *profile)
{
  g_autoptr (SignetProfile) cr = signet_profile_for_operation (profile, SIGNET_OPERATION_CR);
  g_autoptr (SignetProfile) ir = signet_profile_for_operation (profile, SIGNET_OPERATION_IR);
  g_autofree char *sender = signet_name_to_string (signet_profile_get_expected_sender (cr));
  const char *const *hosts = signet_profile_get_list (profile, SIGNET_SETTING_NO_PROXY);

  g_assert_cmpuint (signet_profile_get_choice (profile, SIGNET_SETTING_KEEP_ALIVE), ==,
                    SIGNET_KEEP_ALIVE_REQUIRE);
  g_assert_true (signet_profile_get_flag (profile, SIGNET_SETTING_UNPROTECTED_REQUESTS));
  g_assert_cmpstr (hosts[0], ==, "a");
  g_assert_cmpstr (hosts[1], ==, "b;c");
  g_assert_null (hosts[2]);
  g_assert_cmpint (signet_profile_get_number (ir, SIGNET_SETTING_DAYS), ==, 30);
  g_assert_cmpint (signet_profile_get_number (cr, SIGNET_SETTING_DAYS), ==, 7);
  g_assert_cmpstr (signet_profile_get_server (ir), ==, "http://ca.example.com/");
  g_assert_cmpstr (signet_profile_get_server (cr), ==, "https://ra.example.com/x");
  g_assert_null (signet_profile_get_expected_sender (ir));
  g_assert_cmpstr (sender, ==, "CN=RA");
}

static void
test_values (void)
{
  g_autoptr (SignetProfile) profile = make ();
  g_autoptr (SignetProfile) copy = signet_profile_copy (profile);
  g_autoptr (SignetProfile) empty = signet_profile_new ();

  assert_values (profile);
  assert_values (copy);
  g_assert_false (signet_profile_has_value (empty, SIGNET_SETTING_DAYS));
  g_assert_true (signet_profile_has_value (profile, SIGNET_SETTING_DAYS));
  g_assert_cmpuint (signet_profile_get_choice (empty, SIGNET_SETTING_OWF), ==,
                    SIGNET_DIGEST_SHA256);
  g_assert_cmpuint (signet_profile_get_choice (empty, SIGNET_SETTING_DIGEST), ==,
                    SIGNET_DIGEST_AUTO);
  g_assert_null (signet_profile_get_text (empty, SIGNET_SETTING_PROXY));
  g_assert_null (signet_profile_get_list (empty, SIGNET_SETTING_NO_PROXY)[0]);
}

static void
test_file (void)
{
  g_autoptr (SignetProfile) profile = make ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) again = g_key_file_new ();
  g_autoptr (SignetProfile) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;

  g_key_file_set_string (file, "Operation cr", "unknown", "kept");
  g_key_file_set_string (file, "Operation cr", "proxy", "an old value");
  signet_profile_save (profile, file);
  data = g_key_file_to_data (file, NULL, NULL);
  g_assert_true (g_key_file_load_from_data (again, data, -1, G_KEY_FILE_NONE, NULL));
  loaded = signet_profile_load (again, &error);
  g_assert_no_error (error);
  assert_values (loaded);
  g_assert_false (g_key_file_has_key (again, "Operation cr", "proxy", NULL));

  signet_profile_save (loaded, file);
  g_assert_true (g_key_file_has_key (file, "Operation cr", "unknown", NULL));
}

static void
test_file_refused (void)
{
  static const char *const TEXTS[] = {
    "[Profile]\n[Request]\ndays=many\n",
    "[Profile]\n[Operation cr]\nserver=ftp://x\n",
    "[Profile]\n[Connection]\nno-proxy=a\\qb\n",
    "[Profile]\n[TLS]\ntls-key-file=key.pem\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (g_key_file_load_from_data (file, TEXTS[i], -1, G_KEY_FILE_NONE, NULL));
      g_assert_null (signet_profile_load (file, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == SIGNET_ERROR);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/setting/table", test_table);
  g_test_add_func ("/core/setting/check", test_check);
  g_test_add_func ("/core/setting/fingerprint", test_fingerprint);
  g_test_add_func ("/core/setting/bounds", test_bounds);
  g_test_add_func ("/core/setting/values", test_values);
  g_test_add_func ("/core/setting/file", test_file);
  g_test_add_func ("/core/setting/file-refused", test_file_refused);

  return g_test_run ();
}
