/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template.h"

#include "core/signet-error.h"
#include "core/signet-oid.h"

static SignetTemplate *
make_template (const char *subject,
               const char *alt_name)
{
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autoptr (SignetAltName) other =
    alt_name != NULL ? signet_alt_name_parse (alt_name, NULL) : NULL;
  SignetTemplate *self = signet_template_new (name, NULL);

  if (other != NULL)
    g_assert_true (signet_template_add_alt_name (self, other));

  return self;
}

static GBytes *
make_der (void)
{
  static const guint8 null[] = { 0x05, 0x00 };

  return g_bytes_new_static (null, sizeof null);
}

/* A template in which every field says something. */
static SignetTemplate *
make_full (void)
{
  SignetTemplate *self = make_template ("CN=a", "dns:a.example");
  g_autoptr (SignetName) issuer = signet_name_parse ("CN=ca,O=y", NULL);
  g_autoptr (GBytes) der = make_der ();

  signet_template_set_alt_names_critical (self, TRUE);
  signet_template_set_key_usage (self, 0x5, TRUE);
  g_assert_true (signet_template_add_extended_usage (self, "clientAuth", NULL));
  g_assert_true (signet_template_add_extended_usage (self, "1.2.3", NULL));
  signet_template_set_extended_usage_critical (self, TRUE);
  g_assert_true (signet_template_add_policy (self, "1.2.3.4", "https://a.example/,;=x",
                                             "Read; this = “cps:x” notice:y", NULL));
  g_assert_true (signet_template_add_policy (self, "1.2.3.5", NULL, NULL, NULL));
  signet_template_set_policies_critical (self, TRUE);
  g_assert_true (signet_template_add_extension (self, "1.2.3.6", TRUE, der, NULL));
  g_assert_true (signet_template_add_extension (self, "tlsFeature", FALSE, der, NULL));
  signet_template_set_days (self, 30);
  signet_template_set_issuer (self, issuer);

  return self;
}

static SignetTemplate *
save_and_load (SignetTemplate *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) again = g_key_file_new ();
  g_autofree char *data = NULL;
  SignetTemplate *loaded;

  signet_template_save (template, file);
  data = g_key_file_to_data (file, NULL, NULL);
  g_assert_true (g_key_file_load_from_data (again, data, -1, G_KEY_FILE_NONE, &error));
  loaded = signet_template_load (again, &error);
  g_assert_no_error (error);

  return loaded;
}

static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_full ();
  g_autoptr (SignetTemplate) loaded = save_and_load (template);
  const SignetTemplatePolicy *policy = signet_template_get_policy (loaded, 0);

  g_assert_true (signet_template_validate (template, &error));
  g_assert_no_error (error);
  g_assert_true (signet_template_equal (template, loaded));
  g_assert_true (signet_template_get_alt_names_critical (loaded));
  g_assert_cmphex (signet_template_get_key_usage (loaded), ==, 0x5);
  g_assert_true (signet_template_get_key_usage_critical (loaded));
  g_assert_cmpuint (signet_template_get_n_extended_usages (loaded), ==, 2);
  g_assert_cmpstr (signet_template_get_extended_usage (loaded, 0), ==, "1.3.6.1.5.5.7.3.2");
  g_assert_true (signet_template_get_extended_usage_critical (loaded));
  g_assert_cmpuint (signet_template_get_n_policies (loaded), ==, 2);
  g_assert_cmpstr (policy->oid, ==, "1.2.3.4");
  g_assert_cmpstr (policy->cps, ==, "https://a.example/,;=x");
  g_assert_cmpstr (policy->notice, ==, "Read; this = “cps:x” notice:y");
  g_assert_true (signet_template_get_policies_critical (loaded));
  g_assert_cmpuint (signet_template_get_n_extensions (loaded), ==, 2);
  g_assert_cmpstr (signet_template_get_extension (loaded, 1)->oid, ==, "1.3.6.1.5.5.7.1.24");
  g_assert_true (signet_template_get_extension (loaded, 0)->critical);
  g_assert_false (signet_template_get_extension (loaded, 1)->critical);
  g_assert_cmpuint (signet_template_get_days (loaded), ==, 30);
  g_assert_cmpstr (signet_name_get_first (signet_template_get_issuer (loaded), "CN"), ==, "ca");
}

/* Each change of one field must show. */
static void
test_full_equal (void)
{
  g_autoptr (SignetTemplate) one = make_full ();
  g_autoptr (SignetName) issuer = signet_name_parse ("CN=other", NULL);
  g_autoptr (GBytes) der = make_der ();

  for (int i = 0; i < 12; i++)
    {
      g_autoptr (SignetTemplate) other = make_full ();
      g_autoptr (SignetTemplate) loaded = NULL;

      g_assert_true (signet_template_equal (one, other));
      if (i == 0)
        signet_template_set_alt_names_critical (other, FALSE);
      else if (i == 1)
        signet_template_set_key_usage (other, 0x1, TRUE);
      else if (i == 2)
        signet_template_set_key_usage (other, 0x5, FALSE);
      else if (i == 3)
        g_assert_true (signet_template_add_extended_usage (other, "1.2.9", NULL));
      else if (i == 4)
        signet_template_set_extended_usage_critical (other, FALSE);
      else if (i == 5)
        g_assert_true (signet_template_add_policy (other, "1.2.9", NULL, NULL, NULL));
      else if (i == 6)
        signet_template_set_policies_critical (other, FALSE);
      else if (i == 7)
        g_assert_true (signet_template_add_extension (other, "1.2.9", FALSE, der, NULL));
      else if (i == 8)
        signet_template_set_days (other, 31);
      else if (i == 9)
        signet_template_set_issuer (other, NULL);
      else if (i == 10)
        signet_template_set_issuer (other, issuer);
      else
        signet_template_set_key_usage (other, 0, FALSE);
      g_assert_false (signet_template_equal (one, other));
      g_assert_false (signet_template_equal (other, one));
      loaded = save_and_load (other);
      g_assert_true (signet_template_equal (loaded, other));
    }
}

static void
test_full_save_replaces (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SignetTemplate) full = make_full ();
  g_autoptr (SignetTemplate) plain = make_template ("CN=b", NULL);
  g_autoptr (SignetTemplate) loaded = NULL;
  g_auto (GStrv) keys = NULL;

  signet_template_save (full, file);
  signet_template_save (plain, file);
  loaded = signet_template_load (file, NULL);
  g_assert_true (signet_template_equal (loaded, plain));
  keys = g_key_file_get_keys (file, "Template", NULL, NULL);
  g_assert_cmpuint (g_strv_length (keys), ==, 1);
}

static void
test_null_dn_critical (void)
{
  g_autoptr (SignetTemplate) unnamed = make_template ("", "dns:a.example");
  g_autoptr (SignetTemplate) named = make_template ("CN=a", "dns:a.example");

  g_assert_true (signet_template_get_alt_names_critical (unnamed));
  g_assert_false (signet_template_get_alt_names_critical (named));
}

static void
test_extended_usage_once (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);

  g_assert_true (signet_template_add_extended_usage (template, "clientAuth", &error));
  g_assert_true (signet_template_add_extended_usage (template, "1.3.6.1.5.5.7.3.2", &error));
  g_assert_cmpuint (signet_template_get_n_extended_usages (template), ==, 1);
  g_assert_false (signet_template_add_extended_usage (template, "nonsense", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_policy_refused (void)
{
  static const char *const texts[] = {
    "",
    "nonsense",
    "1.2.3 ",
    "1.2.3 x",
    "1.2.3 cps:",
    "1.2.3 notice:",
    "1.2.3 notice:a\nb",
    "1.2.3 cps:http://\xc3\xa4/",
    "1.2.3 cps:http://a/ b",
    "1.2.3 notice:a cps:b\x7f",
    "9.9.9",
  };
  g_autofree char *many = g_strnfill (1025, 'a');
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      /* Spaces at the end are no qualifier and do no harm. */
      if (i == 2)
        continue;
      g_assert_false (signet_template_add_policy_text (template, texts[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
      g_clear_error (&error);
    }
  g_assert_false (signet_template_add_policy (template, "1.2.3", many, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  many[201] = '\0';
  g_assert_false (signet_template_add_policy (template, "1.2.3", NULL, many, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  many[200] = '\0';
  g_assert_true (signet_template_add_policy (template, "1.2.3", NULL, many, &error));
  g_assert_no_error (error);
  g_assert_false (signet_template_add_policy (template, "1.2.3", NULL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_policy_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);

  g_assert_true (signet_template_add_policy_text (template, "anyPolicy ", &error));
  g_assert_true (signet_template_add_policy_text (template, "1.2.3  cps:http://a/", &error));
  g_assert_true (signet_template_add_policy_text (template, "1.2.4 notice:be kind", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (signet_template_get_policy (template, 0)->oid, ==, "2.5.29.32.0");
  g_assert_null (signet_template_get_policy (template, 0)->cps);
  g_assert_cmpstr (signet_template_get_policy (template, 1)->cps, ==, "http://a/");
  g_assert_cmpstr (signet_template_get_policy (template, 2)->notice, ==, "be kind");
  g_assert_null (signet_template_get_policy (template, 2)->cps);
}

static void
test_extension_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);
  const SignetTemplateExtension *extension;

  g_assert_true (
    signet_template_add_extension_text (template, "1.2.3=critical,DER:30:03:02:01:05", &error));
  g_assert_true (signet_template_add_extension_text (template, "tlsFeature=der:0500", &error));
  g_assert_no_error (error);
  extension = signet_template_get_extension (template, 0);
  g_assert_true (extension->critical);
  g_assert_cmpmem (g_bytes_get_data (extension->der, NULL), g_bytes_get_size (extension->der),
                   "\x30\x03\x02\x01\x05", 5);
  g_assert_false (signet_template_get_extension (template, 1)->critical);
}

static void
test_extension_refused (void)
{
  static const char *const texts[] = {
    "",
    "1.2.3",
    "1.2.3=",
    "1.2.3=DER:",
    "1.2.3=DER:0",
    "1.2.3=DER:05 00",
    "1.2.3=DER:0500:",
    "1.2.3=DER::0500",
    "1.2.3=DER:050",
    "1.2.3=DER:0501",
    "1.2.3=DER:050000",
    "1.2.3=DER:3080050000",
    "1.2.3=0500",
    "1.2.3=critical,0500",
    "=DER:0500",
    "nonsense=DER:0500",
    "1.2.9=DER:0500",
  };
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);

  g_assert_true (signet_template_add_extension_text (template, "1.2.9=DER:0500", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (signet_template_add_extension_text (template, texts[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
    }
  g_assert_cmpuint (signet_template_get_n_extensions (template), ==, 1);
}

static void
test_extension_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);
  gsize length = 16 * 1024;
  guint8 *data = g_malloc0 (length + 1);
  g_autoptr (GBytes) fits = NULL;
  g_autoptr (GBytes) larger = NULL;

  data[0] = 0x04;
  data[1] = 0x82;
  data[2] = (guint8) ((length - 4) >> 8);
  data[3] = (guint8) ((length - 4) & 0xff);
  fits = g_bytes_new (data, length);
  data[3]++;
  larger = g_bytes_new_take (data, length + 1);
  g_assert_true (signet_template_add_extension (template, "1.2.3", FALSE, fits, &error));
  g_assert_no_error (error);
  g_assert_false (signet_template_add_extension (template, "1.2.4", FALSE, larger, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_too_many_parts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);
  g_autoptr (GBytes) der = make_der ();

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *oid = g_strdup_printf ("1.2.3.%d", i);

      g_assert_true (signet_template_add_extended_usage (template, oid, NULL));
      g_assert_true (signet_template_add_policy (template, oid, NULL, NULL, NULL));
      g_assert_true (signet_template_add_extension (template, oid, FALSE, der, NULL));
    }
  g_assert_false (signet_template_add_extended_usage (template, "1.2.4", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (signet_template_add_policy (template, "1.2.4", NULL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (signet_template_add_extension (template, "1.2.4", FALSE, der, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_typed_and_raw (void)
{
  static const char *const oids[] = { SIGNET_OID_ALT_NAMES, SIGNET_OID_KEY_USAGE,
                                      SIGNET_OID_EXTENDED_USAGE, SIGNET_OID_POLICIES };
  g_autoptr (GBytes) der = make_der ();

  for (gsize i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetTemplate) both = make_full ();
      g_autoptr (SignetTemplate) one = make_template ("CN=a", NULL);

      g_assert_true (signet_template_add_extension (both, oids[i], TRUE, der, &error));
      g_assert_false (signet_template_validate (both, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
      g_clear_error (&error);
      g_assert_true (signet_template_add_extension (one, oids[i], TRUE, der, &error));
      g_assert_true (signet_template_validate (one, &error));
      g_assert_no_error (error);
    }
}

static void
test_days (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", NULL);

  signet_template_set_days (template, SIGNET_TEMPLATE_MAX_DAYS);
  g_assert_true (signet_template_validate (template, &error));
  signet_template_set_days (template, SIGNET_TEMPLATE_MAX_DAYS + 1);
  g_assert_false (signet_template_validate (template, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_raw_alt_names_name_it (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) der = make_der ();
  g_autoptr (SignetTemplate) template = signet_template_new (NULL, NULL);

  g_assert_true (signet_template_add_extension (template, SIGNET_OID_ALT_NAMES, TRUE, der, NULL));
  g_assert_true (signet_template_validate (template, &error));
  g_assert_no_error (error);
}

static void
test_load_refused_values (void)
{
  static const char *const cases[][2] = {
    { "alt-names-critical", "perhaps" },
    { "key-usage", "signing" },
    { "key-usage-critical", "2" },
    { "extended-key-usage", "clientAuth;nonsense" },
    { "extended-key-usage-critical", "x" },
    { "policies", "1.2.3;1.2.3" },
    { "policies-critical", "x" },
    { "extensions", "1.2.3=DER:0500;1.2.3=DER:0500" },
    { "days", "-1" },
    { "days", "36501" },
    { "days", "99999999999999999999" },
    { "days", "1.5" },
    { "issuer", "nonsense" },
    { "issuer", "\xff" },
    { "subject", "CN=\xff" },
    { "alt-names", "dns:\xff" },
    { "alt-names", "dns:a\\q" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GKeyFile) file = g_key_file_new ();

      g_key_file_set_value (file, "Template", "subject", "CN=a");
      g_key_file_set_value (file, "Template", cases[i][0], cases[i][1]);
      g_assert_null (signet_template_load (file, &error));
      g_assert_true (error->domain == SIGNET_ERROR);
    }
}

static void
test_merge (void)
{
  g_autoptr (SignetTemplate) full = make_full ();
  g_autoptr (SignetTemplate) empty = signet_template_new (NULL, NULL);
  g_autoptr (SignetTemplate) one = signet_template_merge (empty, full);
  g_autoptr (SignetTemplate) two = signet_template_merge (full, empty);
  g_autoptr (SignetTemplate) three = signet_template_merge (full, NULL);
  g_autoptr (SignetTemplate) four = signet_template_merge (NULL, full);
  g_autoptr (SignetTemplate) none = signet_template_merge (NULL, NULL);

  g_assert_true (signet_template_equal (one, full));
  g_assert_true (signet_template_equal (two, full));
  g_assert_true (signet_template_equal (three, full));
  g_assert_true (signet_template_equal (four, full));
  g_assert_true (signet_template_equal (none, empty));
}

/* Other names, and all else as before. */
static void
test_rename (void)
{
  g_autoptr (SignetTemplate) full = make_full ();
  g_autoptr (SignetName) subject = signet_name_parse ("CN=Somebody Else", NULL);
  g_autoptr (SignetTemplate) renamed = signet_template_rename (full, subject, NULL);

  g_assert_true (signet_name_equal (signet_template_get_subject (renamed), subject));
  g_assert_cmpuint (signet_template_get_n_alt_names (renamed), ==, 0);
  g_assert_false (signet_template_equal (renamed, full));
  g_assert_true (signet_template_validate (renamed, NULL));

  g_assert_cmpuint (signet_template_get_n_policies (renamed), ==,
                    signet_template_get_n_policies (full));
  g_assert_cmpuint (signet_template_get_n_extensions (renamed), ==,
                    signet_template_get_n_extensions (full));
  g_assert_cmpuint (signet_template_get_key_usage (renamed), ==,
                    signet_template_get_key_usage (full));
}

static void
test_merge_keeps (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) der = make_der ();
  g_autoptr (SignetTemplate) full = make_full ();
  g_autoptr (SignetTemplate) said = make_template ("CN=b", NULL);
  g_autoptr (SignetTemplate) merged = NULL;
  g_autoptr (SignetTemplate) reverse = NULL;

  signet_template_set_days (said, 7);
  signet_template_set_key_usage (said, 0x10, FALSE);
  g_assert_true (signet_template_add_extension (said, SIGNET_OID_POLICIES, FALSE, der, NULL));
  g_assert_true (signet_template_add_extension (said, "1.2.3.6", FALSE, der, NULL));
  merged = signet_template_merge (said, full);
  g_assert_true (signet_template_validate (merged, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (signet_name_get_first (signet_template_get_subject (merged), "CN"), ==, "b");
  g_assert_cmpuint (signet_template_get_n_alt_names (merged), ==, 1);
  g_assert_cmpuint (signet_template_get_days (merged), ==, 7);
  g_assert_cmphex (signet_template_get_key_usage (merged), ==, 0x10);
  g_assert_cmpuint (signet_template_get_n_policies (merged), ==, 0);
  g_assert_cmpuint (signet_template_get_n_extended_usages (merged), ==, 2);
  g_assert_cmpuint (signet_template_get_n_extensions (merged), ==, 3);
  g_assert_false (signet_template_get_extension (merged, 1)->critical);

  /* The other way round the typed policies win over the raw ones. */
  reverse = signet_template_merge (full, said);
  g_assert_true (signet_template_validate (reverse, &error));
  g_assert_no_error (error);
  g_assert_true (signet_template_equal (reverse, full));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/template-parts/full", test_full);
  g_test_add_func ("/core/template-parts/full-equal", test_full_equal);
  g_test_add_func ("/core/template-parts/full-save-replaces", test_full_save_replaces);
  g_test_add_func ("/core/template-parts/null-dn-critical", test_null_dn_critical);
  g_test_add_func ("/core/template-parts/extended-usage-once", test_extended_usage_once);
  g_test_add_func ("/core/template-parts/policy-refused", test_policy_refused);
  g_test_add_func ("/core/template-parts/policy-text", test_policy_text);
  g_test_add_func ("/core/template-parts/extension-text", test_extension_text);
  g_test_add_func ("/core/template-parts/extension-refused", test_extension_refused);
  g_test_add_func ("/core/template-parts/extension-large", test_extension_large);
  g_test_add_func ("/core/template-parts/too-many-parts", test_too_many_parts);
  g_test_add_func ("/core/template-parts/typed-and-raw", test_typed_and_raw);
  g_test_add_func ("/core/template-parts/days", test_days);
  g_test_add_func ("/core/template-parts/raw-alt-names-name-it", test_raw_alt_names_name_it);
  g_test_add_func ("/core/template-parts/load-refused-values", test_load_refused_values);
  g_test_add_func ("/core/template-parts/merge", test_merge);
  g_test_add_func ("/core/template-parts/rename", test_rename);
  g_test_add_func ("/core/template-parts/merge-keeps", test_merge_keeps);

  return g_test_run ();
}
