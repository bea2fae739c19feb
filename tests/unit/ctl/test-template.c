/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-template.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

#include <gio/gio.h>

static const SignetCtlVerb verb = { "verb", NULL, "Does nothing.", NULL };

static SignetTemplate *
build (const char *const  *words,
       GError            **error)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (&verb);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (SignetCtlTemplate) options = { 0 };
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add (builder, "verb");
  g_strv_builder_addv (builder, (const char **) words);
  argv = g_strv_builder_end (builder);
  signet_ctl_template_add_options (&options, parser);
  signet_ctl_parser_parse (parser, g_strv_length (argv), argv, &local_error);
  g_assert_no_error (local_error);
  g_assert_cmpint (signet_ctl_template_is_given (&options), ==, words[0] != NULL);

  return signet_ctl_template_build (&options, error);
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) asked = build ((const char *const[]){ NULL }, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (signet_name_get_size (signet_template_get_subject (asked)), ==, 0);
  g_assert_cmpuint (signet_template_get_n_alt_names (asked), ==, 0);
  g_assert_cmpuint (signet_template_get_key_usage (asked), ==, 0);
}

static void
test_all (void)
{
  char *folder = fixture_folder ();
  g_autofree char *file = fixture_write (folder, "value.der", "\x04\x01x");
  g_autofree char *from_file = g_strdup_printf ("1.2.3.9=critical,file:%s", file);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) asked = NULL;
  g_autofree char *subject = NULL;
  const SignetTemplateExtension *extension;
  const char *const words[] = {
    "--subject", "CN=Ada", "--san", "dns:a.example", "--san", "dns:b.example", "--san-critical",
    "--key-usage", "critical,digitalSignature,keyAgreement", "--eku", "clientAuth,emailProtection",
    "--eku", "critical,1.2.3.4", "--policy", "1.2.3.5 cps:http://a.example/ notice:Mind this",
    "--policies-critical", "--extension", "1.2.3.8=DER:0500", "--extension", from_file, NULL
  };

  asked = build (words, &error);
  g_assert_no_error (error);
  subject = signet_name_to_string (signet_template_get_subject (asked));
  g_assert_cmpstr (subject, ==, "CN=Ada");
  g_assert_cmpuint (signet_template_get_n_alt_names (asked), ==, 2);
  g_assert_true (signet_template_get_alt_names_critical (asked));
  g_assert_cmpuint (signet_template_get_key_usage (asked), ==, 1u << 0 | 1u << 4);
  g_assert_true (signet_template_get_key_usage_critical (asked));
  g_assert_cmpuint (signet_template_get_n_extended_usages (asked), ==, 3);
  g_assert_cmpstr (signet_template_get_extended_usage (asked, 2), ==, "1.2.3.4");
  g_assert_true (signet_template_get_extended_usage_critical (asked));
  g_assert_cmpstr (signet_template_get_policy (asked, 0)->cps, ==, "http://a.example/");
  g_assert_cmpstr (signet_template_get_policy (asked, 0)->notice, ==, "Mind this");
  g_assert_true (signet_template_get_policies_critical (asked));
  g_assert_cmpuint (signet_template_get_n_extensions (asked), ==, 2);
  extension = signet_template_get_extension (asked, 1);
  g_assert_cmpstr (extension->oid, ==, "1.2.3.9");
  g_assert_true (extension->critical);
  g_assert_cmpmem (g_bytes_get_data (extension->der, NULL), g_bytes_get_size (extension->der),
                   "\x04\x01x", 3);

  fixture_remove (folder);
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *option;
    const char *value;
    SignetError code;
  } cases[] = {
    { "--subject", "Ada", SIGNET_ERROR_NAME },
    { "--san", "Ada", SIGNET_ERROR_ALT_NAME },
    { "--key-usage", "everything", SIGNET_ERROR_USAGE },
    { "--key-usage", "critical,digitalSignature,,cRLSign", SIGNET_ERROR_USAGE },
    { "--eku", "everything", SIGNET_ERROR_USAGE },
    { "--eku", "", SIGNET_ERROR_USAGE },
    { "--key-usage", "", SIGNET_ERROR_USAGE },
    { "--policy", "everything", SIGNET_ERROR_USAGE },
    { "--policy", "1.2.3 nothing", SIGNET_ERROR_USAGE },
    { "--extension", "1.2.3", SIGNET_ERROR_USAGE },
    { "--extension", "=DER:0500", SIGNET_ERROR_USAGE },
    { "--extension", "1.2.3=DER:05", SIGNET_ERROR_USAGE },
    { "--extension", "1.2.3=0500", SIGNET_ERROR_USAGE },
    { "--extension", "1.2.3=file:/nonexistent", SIGNET_ERROR_USAGE },
    { "--extension", "1.2.3=file:/etc/passwd", SIGNET_ERROR_USAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", cases[i].option, cases[i].value);
      g_assert_null (
        build ((const char *const[]){ cases[i].option, cases[i].value, NULL }, &error));
      g_assert_error (error, SIGNET_ERROR, (int) cases[i].code);
      g_assert_true (g_str_has_prefix (error->message, cases[i].option));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/template/nothing", test_nothing);
  g_test_add_func ("/ctl/template/all", test_all);
  g_test_add_func ("/ctl/template/wrong", test_wrong);

  return g_test_run ();
}
