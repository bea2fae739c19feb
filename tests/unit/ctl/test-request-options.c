/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-request-options.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

#define SERVER "--server=http://127.0.0.1:1/"

static const SignetCtlVerb verb = { "verb", NULL, "Does nothing.", NULL };

static SignetRequest *
build (const char *const  *words,
       GError            **error)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (&verb);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (SignetCtlRequestOptions) options = { 0 };
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add (builder, "verb");
  g_strv_builder_addv (builder, (const char **) words);
  argv = g_strv_builder_end (builder);
  signet_ctl_request_options_add (&options, parser);
  signet_ctl_parser_parse (parser, g_strv_length (argv), argv, &local_error);
  g_assert_no_error (local_error);

  return signet_ctl_request_options_check (&options, error)
           ? signet_ctl_request_options_build (&options, error)
           : NULL;
}

static void
assert_wrong (const char *const *words,
              SignetError        code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (build (words, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, SIGNET_ERROR, (int) code);
}

static void
test_plain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request =
    build ((const char *const[]){ SERVER, "--secret-file=-", "--subject=CN=Ada", "--days=7",
                                  "--issuer=CN=CA", "--set", "kur.request.days=9", NULL },
           &error);
  g_autofree char *issuer = NULL;
  SignetTemplate *asked;

  g_assert_no_error (error);
  g_assert_true (signet_request_get_operation (request) == SIGNET_OPERATION_IR);
  asked = signet_request_get_template (request);
  g_assert_cmpuint (signet_template_get_days (asked), ==, 7);
  issuer = signet_name_to_string (signet_template_get_issuer (asked));
  g_assert_cmpstr (issuer, ==, "CN=CA");
  g_assert_cmpstr (signet_key_spec_get_text (signet_request_get_key_spec (request)), ==,
                   "ec:P-256");
}

static void
test_central_key (void)
{
  const char *const with_key[] = { SERVER, "--credential=ada", "--subject=CN=Ada",
                                   "--central-key", "--key=rsa:3072", NULL };
  const char *const by_setting[] = { SERVER, "--credential=ada", "--subject=CN=Ada",
                                     "--set", "request.central-key=true", "--key=ec:P-256",
                                     NULL };
  const char *const alone[] = { SERVER, "--credential=ada", "--subject=CN=Ada", "--central-key",
                                NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = build (alone, &error);

  g_assert_no_error (error);
  g_assert_true (signet_request_has_central_key (request));
  assert_wrong (with_key, SIGNET_ERROR_USAGE);
  assert_wrong (by_setting, SIGNET_ERROR_USAGE);
}

static void
test_renewal (void)
{
  char *folder = fixture_folder ();
  g_autofree char *file = fixture_write (folder, "old.pem", fixture_pem);
  g_autoptr (GBytes) der = fixture_certificate ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = NULL;
  SignetName *subject;

  request = build ((const char *const[]){ SERVER, "--secret-file=-", "--operation=kur",
                                          "--old-cert", file, "--set", "kur.request.days=9", NULL },
                   &error);
  g_assert_no_error (error);
  g_assert_true (signet_request_get_operation (request) == SIGNET_OPERATION_KUR);
  g_assert_true (g_bytes_equal (signet_request_get_old_certificate (request), der));
  subject = signet_template_get_subject (signet_request_get_template (request));
  g_assert_cmpuint (signet_name_get_size (subject), >, 0);
  g_assert_cmpuint (signet_template_get_days (signet_request_get_template (request)), ==, 9);

  fixture_remove (folder);
}

static void
test_reference (void)
{
  char *folder = fixture_folder ();
  g_autofree char *file = fixture_write (folder, "old.pem", fixture_pem);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = NULL;
  g_autofree char *subject = NULL;
  SignetTemplate *asked;

  request = build ((const char *const[]){ SERVER, "--secret-file=-", "--reference-cert", file,
                                          "--subject=CN=Other", NULL },
                   &error);
  g_assert_no_error (error);
  asked = signet_request_get_template (request);
  subject = signet_name_to_string (signet_template_get_subject (asked));
  g_assert_cmpstr (subject, ==, "CN=Other");
  g_assert_nonnull (signet_template_get_issuer (asked));

  fixture_remove (folder);
}

static void
test_public_key (void)
{
  static const char key[] = "-----BEGIN PUBLIC KEY-----\n"
                            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEdE8dxPwHe7Sk/rfXLtm9WltgeWRC\n"
                            "OBzgDh0u7c2zOUheFw8veN/SNO2BkZAyW34wvOWCozCiU9a3uNMyd7yGNQ==\n"
                            "-----END PUBLIC KEY-----\n";
  char *folder = fixture_folder ();
  g_autofree char *file = fixture_write (folder, "key.pem", key);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = NULL;

  request = build ((const char *const[]){ SERVER, "--secret-file=-", "--public-key", file,
                                          "--subject=CN=Ada", NULL },
                   &error);
  g_assert_no_error (error);
  g_assert_false (signet_request_needs_key (request));
  g_assert_cmpuint (
    signet_profile_get_choice (signet_request_get_profile (request), SIGNET_SETTING_POPO), ==,
    SIGNET_POPO_NONE);

  fixture_remove (folder);
}

static void
test_unprotected (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request =
    build ((const char *const[]){ SERVER, "--subject=CN=Ada", "--set",
                                  "protection.unprotected-requests=true", NULL },
           &error);

  g_assert_no_error (error);
  g_assert_nonnull (request);
}

static void
test_wrong (void)
{
#define ASSERT_USAGE(...) \
  assert_wrong ((const char *const[]){ __VA_ARGS__, NULL }, SIGNET_ERROR_USAGE)

  ASSERT_USAGE ("--subject=CN=A", "--secret-file=-");
  ASSERT_USAGE (SERVER, "--secret-file=-");
  ASSERT_USAGE (SERVER, "--subject=CN=A");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--subject=CN=A", "--operation=rr");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--subject=CN=A", "--operation=x");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--subject=CN=A", "--operation=kur");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--subject=CN=A", "--operation=p10cr");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--csr=/nonexistent", "--subject=CN=A");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--csr=/nonexistent");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--csr=/nonexistent", "--key=rsa:2048");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--public-key=/nonexistent", "--subject=CN=A");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--public-key=x", "--key=rsa:2048", "--subject=CN=A");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--old-cert=x", "--subject=CN=A");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--subject=CN=A", "--key=file:/nonexistent");
  ASSERT_USAGE (SERVER, "--secret-file=-", "--reference-cert=/nonexistent");

#undef ASSERT_USAGE
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/request-options/plain", test_plain);
  g_test_add_func ("/ctl/request-options/central-key", test_central_key);
  g_test_add_func ("/ctl/request-options/renewal", test_renewal);
  g_test_add_func ("/ctl/request-options/reference", test_reference);
  g_test_add_func ("/ctl/request-options/public-key", test_public_key);
  g_test_add_func ("/ctl/request-options/unprotected", test_unprotected);
  g_test_add_func ("/ctl/request-options/wrong", test_wrong);

  return g_test_run ();
}
