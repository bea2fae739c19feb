/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-profile.h"

#include <string.h>

#include "core/signet-error.h"

static GKeyFile *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GKeyFile *file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, &error));
  g_assert_no_error (error);

  return file;
}

static SignetProfile *
save_and_load (SignetProfile *profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) again = NULL;
  g_autofree char *data = NULL;
  SignetProfile *loaded;

  signet_profile_save (profile, file);
  data = g_key_file_to_data (file, NULL, NULL);
  again = parse (data);
  loaded = signet_profile_load (again, &error);
  g_assert_no_error (error);

  return loaded;
}

static SignetProfile *
make_full (void)
{
  SignetProfile *profile = signet_profile_new ();
  g_autoptr (SignetName) recipient = signet_name_parse ("CN=CA\\, 1;O=x", NULL);
  g_autoptr (SignetName) sender = signet_name_parse ("CN=RA", NULL);

  signet_profile_set_name (profile, "Example; “University”");
  g_assert_true (signet_profile_set_server (profile, "ca.example.com/cmp", NULL));
  signet_profile_set_recipient (profile, recipient);
  signet_profile_set_expected_sender (profile, sender);
  signet_profile_set_timeout (profile, 77);
  signet_profile_set_practice (profile, TRUE);
  for (int trust = SIGNET_TRUST_ANCHORS; trust <= SIGNET_TRUST_ISSUED; trust++)
    for (int i = 0; i <= trust; i++)
      {
        g_autofree char *text = g_strdup_printf ("list %d, %d", trust, i);
        g_autoptr (GBytes) der = g_bytes_new (text, strlen (text));

        g_assert_true (signet_profile_add_certificate (profile, trust, der));
      }

  return profile;
}

static void
assert_equal (SignetProfile *a,
              SignetProfile *b)
{
  g_assert_cmpstr (signet_profile_get_name (a), ==, signet_profile_get_name (b));
  g_assert_cmpstr (signet_profile_get_server (a), ==, signet_profile_get_server (b));
  g_assert_true (
    signet_name_equal (signet_profile_get_recipient (a), signet_profile_get_recipient (b)));
  g_assert_true (signet_name_equal (signet_profile_get_expected_sender (a),
                                    signet_profile_get_expected_sender (b)));
  g_assert_cmpuint (signet_profile_get_timeout (a), ==, signet_profile_get_timeout (b));
  g_assert_true (signet_profile_get_practice (a));
  g_assert_true (signet_profile_get_practice (b));
  for (int trust = SIGNET_TRUST_ANCHORS; trust <= SIGNET_TRUST_ISSUED; trust++)
    {
      g_assert_cmpuint (signet_profile_get_n_certificates (a, trust), ==, trust + 1);
      g_assert_cmpuint (signet_profile_get_n_certificates (b, trust), ==, trust + 1);
      for (guint i = 0; i <= (guint) trust; i++)
        g_assert_true (g_bytes_equal (signet_profile_get_certificate (a, trust, i),
                                      signet_profile_get_certificate (b, trust, i)));
    }
}

static void
test_default (void)
{
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetProfile) loaded = save_and_load (profile);

  g_assert_null (signet_profile_get_name (loaded));
  g_assert_null (signet_profile_get_server (loaded));
  g_assert_null (signet_profile_get_recipient (loaded));
  g_assert_null (signet_profile_get_expected_sender (loaded));
  g_assert_cmpuint (signet_profile_get_timeout (loaded), ==, SIGNET_PROFILE_DEFAULT_TIMEOUT);
  g_assert_false (signet_profile_get_practice (loaded));
  for (int trust = SIGNET_TRUST_ANCHORS; trust <= SIGNET_TRUST_ISSUED; trust++)
    g_assert_cmpuint (signet_profile_get_n_certificates (loaded, trust), ==, 0);
}

static void
test_save_and_load (void)
{
  g_autoptr (SignetProfile) profile = make_full ();
  g_autoptr (SignetProfile) loaded = save_and_load (profile);

  g_assert_cmpstr (signet_profile_get_name (loaded), ==, "Example; “University”");
  assert_equal (profile, loaded);
}

static void
test_copy (void)
{
  g_autoptr (SignetProfile) profile = make_full ();
  g_autoptr (SignetProfile) copy = signet_profile_copy (profile);

  assert_equal (profile, copy);
  signet_profile_set_name (copy, "other");
  signet_profile_set_recipient (copy, NULL);
  signet_profile_clear_certificates (copy, SIGNET_TRUST_ANCHORS);
  g_assert_cmpstr (signet_profile_get_name (profile), ==, "Example; “University”");
  g_assert_nonnull (signet_profile_get_recipient (profile));
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_ANCHORS), ==, 1);
  g_assert_cmpuint (signet_profile_get_n_certificates (copy, SIGNET_TRUST_ANCHORS), ==, 0);
}

static void
test_setters (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetProfile) profile = signet_profile_new ();

  signet_profile_set_name (profile, " a\nb ");
  g_assert_cmpstr (signet_profile_get_name (profile), ==, "a b");
  signet_profile_set_name (profile, "\n");
  g_assert_null (signet_profile_get_name (profile));

  signet_profile_set_timeout (profile, 0);
  g_assert_cmpuint (signet_profile_get_timeout (profile), ==, 1);
  signet_profile_set_timeout (profile, 100000);
  g_assert_cmpuint (signet_profile_get_timeout (profile), ==, SIGNET_PROFILE_MAX_TIMEOUT);

  g_assert_true (signet_profile_set_server (profile, "ca", &error));
  g_assert_false (signet_profile_set_server (profile, "ftp://ca", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
  g_assert_cmpstr (signet_profile_get_server (profile), ==, "http://ca/");
  g_assert_true (signet_profile_set_server (profile, NULL, NULL));
  g_assert_null (signet_profile_get_server (profile));
}

static void
test_limits (void)
{
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (64 * 1024 + 1), 64 * 1024 + 1);
  g_autoptr (GBytes) first = g_bytes_new ("\0", 1);

  g_assert_false (signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS, large));
  for (guint i = 0; i < SIGNET_PROFILE_MAX_CERTIFICATES; i++)
    {
      guint8 number = (guint8) i;
      g_autoptr (GBytes) der = g_bytes_new (&number, 1);

      g_assert_true (signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS, der));
    }
  /* The same again needs no room. */
  g_assert_true (signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS, first));
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_ANCHORS), ==,
                    SIGNET_PROFILE_MAX_CERTIFICATES);
  g_clear_pointer (&first, g_bytes_unref);
  first = g_bytes_new ("new", 3);
  g_assert_false (signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS, first));
}

static void
test_unknown_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file =
    parse ("[Profile]\nversion=1.7\nname=x\nname[de]=y\nfuture=a\\sb;c\n[Future]\nkey=value\n"
           "[Item]\nid=1\n[Request]\nkey=ec\n[Template]\nsubject=CN=a\n[Credential]\nkind=code\n");
  g_autoptr (SignetProfile) profile = signet_profile_load (file, &error);
  g_autoptr (SignetProfile) copy = NULL;
  g_autoptr (GKeyFile) saved = g_key_file_new ();
  g_autofree char *future = NULL;
  g_autofree char *key = NULL;
  g_autofree char *version = NULL;

  g_assert_no_error (error);
  copy = signet_profile_copy (profile);
  signet_profile_save (copy, saved);
  future = g_key_file_get_value (saved, "Profile", "future", NULL);
  g_assert_cmpstr (future, ==, "a\\sb;c");
  key = g_key_file_get_value (saved, "Future", "key", NULL);
  g_assert_cmpstr (key, ==, "value");
  version = g_key_file_get_value (saved, "Profile", "version", NULL);
  g_assert_cmpstr (version, ==, "1.7");
  g_assert_false (g_key_file_has_group (saved, "Item"));
  g_assert_false (g_key_file_has_group (saved, "Request"));
  g_assert_false (g_key_file_has_group (saved, "Template"));
  g_assert_false (g_key_file_has_group (saved, "Credential"));
}

static void
test_save_replaces (void)
{
  g_autoptr (GKeyFile) file =
    parse ("[Profile]\nname=old\nserver=http://old/\n[Trust]\nanchors=AAAA;\n[Item]\nid=1\n");
  g_autoptr (SignetProfile) profile = signet_profile_new ();

  signet_profile_save (profile, file);
  g_assert_false (g_key_file_has_key (file, "Profile", "name", NULL));
  g_assert_false (g_key_file_has_key (file, "Profile", "server", NULL));
  g_assert_false (g_key_file_has_group (file, "Trust"));
  g_assert_true (g_key_file_has_group (file, "Item"));
}

static void
test_load_refused (void)
{
  static const char *const cases[] = {
    "[Other]\n",
    "[Profile]\nversion=2\n",
    "[Profile]\nversion=2.0\n",
    "[Profile]\nversion=x\n",
    "[Profile]\nversion=\n",
    "[Profile]\nversion=1x\n",
    "[Profile]\nversion=99999999999999999999\n",
    "[Profile]\nserver=ftp://x\n",
    "[Profile]\nserver=\n",
    "[Profile]\nrecipient=nonsense\n",
    "[Profile]\nexpected-sender=CN=\n",
    "[Profile]\ntimeout=soon\n",
    "[Profile]\npractice=perhaps\n",
    "[Profile]\n[Trust]\nanchors=***;\n",
    "[Profile]\n[Trust]\nissued=AAAA;;\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GKeyFile) file = parse (cases[i]);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (signet_profile_load (file, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE);
    }
}

static void
test_load_names_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = parse ("[Profile]\nexpected-sender=nonsense\n");

  g_assert_null (signet_profile_load (file, &error));
  g_assert_nonnull (strstr (error->message, "expected-sender"));
}

static void
test_load_too_many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = NULL;
  g_autoptr (GKeyFile) large = NULL;
  GString *text = g_string_new ("[Profile]\n[Trust]\nanchors=");
  GString *base64 = g_string_new ("[Profile]\n[Trust]\nanchors=");

  for (int i = 0; i <= SIGNET_PROFILE_MAX_CERTIFICATES; i++)
    g_string_append_printf (text, "AA%02d;", i);
  file = parse (text->str);
  g_string_free (text, TRUE);
  g_assert_null (signet_profile_load (file, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE);
  g_clear_error (&error);

  for (int i = 0; i < 100000; i++)
    g_string_append_c (base64, 'A');
  large = parse (base64->str);
  g_string_free (base64, TRUE);
  g_assert_null (signet_profile_load (large, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE);
}

static void
test_boxed (void)
{
  g_autoptr (SignetProfile) profile = make_full ();
  SignetProfile *copy = g_boxed_copy (SIGNET_TYPE_PROFILE, profile);

  g_assert_true (copy == profile);
  g_boxed_free (SIGNET_TYPE_PROFILE, copy);
  g_assert_cmpuint (signet_profile_get_timeout (profile), ==, 77);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/profile/default", test_default);
  g_test_add_func ("/core/profile/save-and-load", test_save_and_load);
  g_test_add_func ("/core/profile/copy", test_copy);
  g_test_add_func ("/core/profile/setters", test_setters);
  g_test_add_func ("/core/profile/limits", test_limits);
  g_test_add_func ("/core/profile/unknown-kept", test_unknown_kept);
  g_test_add_func ("/core/profile/save-replaces", test_save_replaces);
  g_test_add_func ("/core/profile/load-refused", test_load_refused);
  g_test_add_func ("/core/profile/load-names-key", test_load_names_key);
  g_test_add_func ("/core/profile/load-too-many", test_load_too_many);
  g_test_add_func ("/core/profile/boxed", test_boxed);

  return g_test_run ();
}
