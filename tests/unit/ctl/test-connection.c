/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-connection.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

static const SignetCtlVerb verb = { "verb", NULL, "Does nothing.", NULL };

static void
parse (SignetCtlConnection *options,
       const char *const   *words)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (&verb);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) "verb");
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, NULL);

  signet_ctl_connection_add_options (options, parser);
  signet_ctl_parser_parse (parser, argv->len - 1, (char **) argv->pdata, &error);
  g_assert_no_error (error);
}

static SignetProfile *
build (const char *const  *words,
       SignetProfile      *base,
       GError            **error)
{
  g_auto (SignetCtlConnection) options = { 0 };

  parse (&options, words);
  g_assert_true (signet_ctl_connection_is_given (&options));

  return signet_ctl_connection_build (&options, base, error);
}

static void
assert_wrong (SignetError        code,
              const char *const *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (build (words, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
assert_list (SignetProfile *profile,
             SignetSetting  setting,
             const char    *first,
             const char    *second)
{
  const char *const *lines = signet_profile_get_list (profile, setting);

  g_assert_cmpuint (g_strv_length ((char **) lines), ==, 2);
  g_assert_cmpstr (lines[0], ==, first);
  g_assert_cmpstr (lines[1], ==, second);
}

static void
test_nothing (void)
{
  g_auto (SignetCtlConnection) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetProfile) profile = NULL;

  parse (&options, (const char *const[]){ NULL });
  g_assert_false (signet_ctl_connection_is_given (&options));

  profile = signet_ctl_connection_build (&options, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (signet_profile_get_server (profile));
  g_assert_cmpuint (signet_profile_get_timeout (profile), ==, SIGNET_PROFILE_DEFAULT_TIMEOUT);
}

static void
test_all (void)
{
  char *folder = fixture_folder ();
  g_autofree char *one = fixture_write (folder, "one.pem", fixture_pem);
  g_autofree char *pair_text = g_strconcat (fixture_pem, fixture_issuer_pem, NULL);
  g_autofree char *two = fixture_write (folder, "two.pem", pair_text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetProfile) profile = NULL;
  g_autofree char *sender = NULL;
  const char *const words[] = {
    "--server", "http://127.0.0.1:8080/cmp", "--trusted", one, "--trusted", two, "--untrusted", two,
    "--server-cert", one, "--expect-sender", "CN=S", "--recipient", "CN=R", "--out-trusted", one,
    "--timeout", "3600", NULL
  };

  profile = build (words, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_profile_get_server (profile), ==, "http://127.0.0.1:8080/cmp");
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_ANCHORS), ==, 2);
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_UNTRUSTED), ==, 2);
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_SERVER), ==, 1);
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_ISSUED), ==, 1);
  g_assert_cmpuint (signet_profile_get_timeout (profile), ==, 3600);
  sender = signet_name_to_string (signet_profile_get_expected_sender (profile));
  g_assert_cmpstr (sender, ==, "CN=S");
  g_assert_nonnull (signet_profile_get_recipient (profile));

  fixture_remove (folder);
}

static void
test_settings (void)
{
  char *folder = fixture_folder ();
  g_autofree char *file = fixture_write (folder, "one.pem", fixture_pem);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetProfile) profile = NULL;
  const char *const words[] = { "--keep-alive", "require", "--proxy",
                                "none", "--no-proxy", "a.example",
                                "--no-proxy=b.example", "--tls-cert", file,
                                "--tls-trusted", file, "--crl",
                                file, "--crl", "http://127.0.0.1/a.crl",
                                "--digest", "sha384", "--sender-from-reference",
                                "--verify", "x509_strict", "--verify",
                                "policy=1.2.3", "--verify", "policy=1.2.4",
                                "--extra-certs", file, "--crl-check",
                                "leaf", "--crl-check", "chain",
                                NULL };

  profile = build (words, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signet_profile_get_choice (profile, SIGNET_SETTING_KEEP_ALIVE), ==,
                    SIGNET_KEEP_ALIVE_REQUIRE);
  g_assert_cmpstr (signet_profile_get_text (profile, SIGNET_SETTING_PROXY), ==, "none");
  assert_list (profile, SIGNET_SETTING_NO_PROXY, "a.example", "b.example");
  g_assert_cmpstr (signet_profile_get_text (profile, SIGNET_SETTING_TLS_CERTIFICATE_FILE), ==,
                   file);
  assert_list (profile, SIGNET_SETTING_CRLS, file, "http://127.0.0.1/a.crl");
  assert_list (profile, SIGNET_SETTING_VERIFY_POLICY, "1.2.3", "1.2.4");
  g_assert_cmpuint (signet_profile_get_choice (profile, SIGNET_SETTING_CRL_CHECK), ==,
                    SIGNET_CRL_CHECK_CHAIN);
  g_assert_true (signet_profile_get_flag (profile, SIGNET_SETTING_SENDER_FROM_REFERENCE));
  g_assert_true (signet_profile_get_flag (profile, SIGNET_SETTING_VERIFY_X509_STRICT));
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_TLS), ==, 1);
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_EXTRA), ==, 1);

  fixture_remove (folder);
}

static void
test_set (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetProfile) of_kur = NULL;
  const char *const words[] = { "--set", "protection.digest=sha512", "--set",
                                "kur.protection.digest=sha384", "--no-proxy", "c.example", "--set",
                                "connection.no-proxy=a.example;b.example", NULL };

  profile = build (words, NULL, &error);
  g_assert_no_error (error);
  of_kur = signet_profile_for_operation (profile, SIGNET_OPERATION_KUR);
  g_assert_cmpuint (signet_profile_get_choice (profile, SIGNET_SETTING_DIGEST), ==,
                    SIGNET_DIGEST_SHA512);
  g_assert_cmpuint (signet_profile_get_choice (of_kur, SIGNET_SETTING_DIGEST), ==,
                    SIGNET_DIGEST_SHA384);
  assert_list (profile, SIGNET_SETTING_NO_PROXY, "a.example", "b.example");
}

static void
test_setup_file (void)
{
  char *folder = fixture_folder ();
  g_autofree char *good = fixture_write (folder, "good.ini",
                                         "[Profile]\nserver=http://127.0.0.1:1/a\n"
                                         "[Request]\ndays=7\n[Operation kur]\ndays=9\n");
  g_autofree char *bad = fixture_write (folder, "bad.ini", "[Profile]\n[Request]\ndays=soon\n");
  g_autofree char *none = fixture_write (folder, "none.ini", "days\n");
  g_autoptr (SignetProfile) base = signet_profile_new ();
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  signet_profile_set_timeout (base, 5);
  profile = build ((const char *const[]){ "--profile", good, "--timeout=6", NULL }, base, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_profile_get_server (profile), ==, "http://127.0.0.1:1/a");
  g_assert_cmpint (signet_profile_get_number (profile, SIGNET_SETTING_DAYS), ==, 7);
  g_assert_cmpuint (signet_profile_get_timeout (profile), ==, 6);
  assert_wrong (SIGNET_ERROR_PROFILE, (const char *const[]){ "--profile", bad, NULL });
  assert_wrong (SIGNET_ERROR_PROFILE, (const char *const[]){ "--profile", none, NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--profile", "/nonexistent", NULL });

  fixture_remove (folder);
}

/* A server whose address has no scheme is reached by http, and the person is told. */
static void
test_notes (void)
{
  g_auto (SignetCtlConnection) options = { 0 };
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      parse (&options, (const char *const[]){ "--server", "ca.example/cmp", "--set",
                                              "protection.unprotected-requests=true", NULL });
      profile = signet_ctl_connection_build (&options, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (signet_profile_get_server (profile), ==, "http://ca.example/cmp");
      signet_ctl_connection_print_notes (&options, profile);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*https://ca.example/cmp*not protected*");
}

static void
test_no_notes (void)
{
  g_auto (SignetCtlConnection) options = { 0 };
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      parse (&options, (const char *const[]){ "--server", "http://ca.example/cmp", NULL });
      profile = signet_ctl_connection_build (&options, NULL, &error);
      g_assert_no_error (error);
      signet_ctl_connection_print_notes (&options, profile);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*signetctl*");
}

static void
test_change (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "one.pem", fixture_pem);
  g_autoptr (GBytes) der = fixture_certificate ();
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_autoptr (SignetProfile) base = signet_profile_new ();
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_profile_set_server (base, "http://127.0.0.1:1/old", &error));
  signet_profile_add_certificate (base, SIGNET_TRUST_ISSUED, der);
  signet_profile_add_certificate (base, SIGNET_TRUST_ANCHORS, other);
  signet_profile_set_timeout (base, 5);

  profile = build ((const char *const[]){ "--trusted", path, NULL }, base, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_ANCHORS), ==, 1);
  g_assert_true (
    g_bytes_equal (signet_profile_get_certificate (profile, SIGNET_TRUST_ANCHORS, 0), der));
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_ISSUED), ==, 1);
  g_assert_cmpstr (signet_profile_get_server (profile), ==, "http://127.0.0.1:1/old");
  g_assert_cmpuint (signet_profile_get_timeout (profile), ==, 5);

  fixture_remove (folder);
}

/* RFC 9811 3.4 */
static void
test_well_known (void)
{
  static const struct
  {
    const char *server;
    const char *option;
    const char *url;
  } cases[] = {
    { "https://ca.example", "--well-known", "https://ca.example/.well-known/cmp" },
    { "ca.example", "--well-known=staff", "http://ca.example/.well-known/cmp/p/staff" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetProfile) profile = build (
        (const char *const[]){ "--server", cases[i].server, cases[i].option, NULL }, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (signet_profile_get_server (profile), ==, cases[i].url);
    }
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--well-known", NULL });
  assert_wrong (SIGNET_ERROR_URL,
                (const char *const[]){ "--server", "ca.example/cmp", "--well-known", NULL });
  assert_wrong (SIGNET_ERROR_URL,
                (const char *const[]){ "--server", "ca.example", "--well-known=a/b", NULL });
}

static void
test_wrong (void)
{
  assert_wrong (SIGNET_ERROR_URL, (const char *const[]){ "--server", "ftp://x/", NULL });
  assert_wrong (SIGNET_ERROR_NAME, (const char *const[]){ "--recipient", "x", NULL });
  assert_wrong (SIGNET_ERROR_NAME, (const char *const[]){ "--expect-sender", "x", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--timeout", "0", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--timeout", "3601", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--timeout", "soon", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--keep-alive", "maybe", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--tls-key", "/nonexistent", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--crl", "/nonexistent", NULL });
  assert_wrong (SIGNET_ERROR_URL, (const char *const[]){ "--crl", "http://", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--ignore-key-usage", "AB:CD", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--verify", "depth=deep", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--set", "request.days=soon", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--trusted", "/nonexistent", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--server-cert", "/nonexistent", NULL });
  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--out-trusted", "/", NULL });
}

static void
test_two_server_certificates (void)
{
  char *folder = fixture_folder ();
  g_autofree char *text = g_strconcat (fixture_pem, fixture_issuer_pem, NULL);
  g_autofree char *path = fixture_write (folder, "two.pem", text);

  assert_wrong (SIGNET_ERROR_USAGE, (const char *const[]){ "--server-cert", path, NULL });

  fixture_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/connection/nothing", test_nothing);
  g_test_add_func ("/ctl/connection/all", test_all);
  g_test_add_func ("/ctl/connection/settings", test_settings);
  g_test_add_func ("/ctl/connection/set", test_set);
  g_test_add_func ("/ctl/connection/setup-file", test_setup_file);
  g_test_add_func ("/ctl/connection/notes", test_notes);
  g_test_add_func ("/ctl/connection/no-notes", test_no_notes);
  g_test_add_func ("/ctl/connection/change", test_change);
  g_test_add_func ("/ctl/connection/well-known", test_well_known);
  g_test_add_func ("/ctl/connection/wrong", test_wrong);
  g_test_add_func ("/ctl/connection/two-server-certificates", test_two_server_certificates);

  return g_test_run ();
}
