/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template.h"

#include "core/signet-error.h"

static SignetTemplate *
make_template (const char *subject,
               const char *first,
               const char *second)
{
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autoptr (GPtrArray) alt_names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);

  if (first != NULL)
    g_ptr_array_add (alt_names, signet_alt_name_parse (first, NULL));
  if (second != NULL)
    g_ptr_array_add (alt_names, signet_alt_name_parse (second, NULL));

  return signet_template_new (name, alt_names);
}

static void
test_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = signet_template_new (NULL, NULL);

  g_assert_cmpuint (signet_name_get_size (signet_template_get_subject (template)), ==, 0);
  g_assert_cmpuint (signet_template_get_n_alt_names (template), ==, 0);
  g_assert_false (signet_template_validate (template, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
}

static void
test_valid (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) named = make_template ("CN=a", NULL, NULL);
  g_autoptr (SignetTemplate) unnamed = make_template ("", "email:a@example.com", NULL);
  g_autoptr (SignetTemplate) both =
    make_template ("CN=a", "email:a@example.com", "upn:a@example.com");

  g_assert_true (signet_template_validate (named, &error));
  g_assert_true (signet_template_validate (unnamed, &error));
  g_assert_true (signet_template_validate (both, &error));
  g_assert_no_error (error);
}

static void
test_duplicate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetTemplate) template = make_template ("CN=a", "dns:a.example", "dns:A.example");

  g_assert_false (signet_template_validate (template, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
}

static void
test_other (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alt_names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  g_autoptr (SignetTemplate) template = NULL;

  g_ptr_array_add (alt_names, signet_alt_name_new_other ("RID:1.2"));
  template = signet_template_new (NULL, alt_names);
  g_assert_false (signet_template_validate (template, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
}

static void
test_too_many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alt_names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  g_autoptr (SignetTemplate) template = NULL;

  for (int i = 0; i < 101; i++)
    {
      g_autofree char *text = g_strdup_printf ("dns:h%d.example", i);

      g_ptr_array_add (alt_names, signet_alt_name_parse (text, NULL));
    }
  template = signet_template_new (NULL, alt_names);
  g_assert_false (signet_template_validate (template, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
}

static void
test_save_and_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) again = g_key_file_new ();
  g_autoptr (SignetTemplate) template =
    make_template ("CN=a\\;b\\, \\\"c\\\"+UID=\\ x,O=y", "uri:http://a/;b", "dns:a.example");
  g_autoptr (SignetTemplate) loaded = NULL;
  g_autofree char *data = NULL;

  signet_template_save (template, file);
  data = g_key_file_to_data (file, NULL, NULL);
  g_assert_true (g_key_file_load_from_data (again, data, -1, G_KEY_FILE_NONE, &error));
  loaded = signet_template_load (again, &error);
  g_assert_no_error (error);
  g_assert_true (signet_name_equal (signet_template_get_subject (loaded),
                                    signet_template_get_subject (template)));
  g_assert_cmpuint (signet_template_get_n_alt_names (loaded), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (signet_alt_name_equal (signet_template_get_alt_name (loaded, i),
                                          signet_template_get_alt_name (template, i)));
}

static void
test_save_replaces (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SignetTemplate) full = make_template ("CN=a", "dns:a.example", NULL);
  g_autoptr (SignetTemplate) plain = make_template ("CN=b", NULL, NULL);
  g_autoptr (SignetTemplate) loaded = NULL;

  signet_template_save (full, file);
  signet_template_save (plain, file);
  loaded = signet_template_load (file, NULL);
  g_assert_cmpuint (signet_template_get_n_alt_names (loaded), ==, 0);
}

static void
test_load_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SignetTemplate) empty = signet_template_load (file, &error);

  g_assert_no_error (error);
  g_assert_nonnull (empty);

  g_key_file_set_string (file, "Template", "subject", "nonsense");
  g_assert_null (signet_template_load (file, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
  g_clear_error (&error);

  g_key_file_set_string (file, "Template", "subject", "CN=a");
  g_key_file_set_string (file, "Template", "alt-names", "dns:a;nonsense;");
  g_assert_null (signet_template_load (file, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME);
}

/* Exactly: a person who mends the case of a name wants to see it in the certificate. */
static void
test_equal (void)
{
  g_autoptr (SignetTemplate) one = make_template ("CN=Ada", "dns:a.example", "dns:b.example");
  g_autoptr (SignetTemplate) same = make_template ("CN=Ada", "dns:a.example", "dns:b.example");
  SignetTemplate *others[] = {
    make_template ("CN=ada", "dns:a.example", "dns:b.example"),
    make_template ("CN=Ada", "dns:b.example", "dns:a.example"),
    make_template ("CN=Ada", "email:a@B.example", "dns:b.example"),
    make_template ("CN=Ada", "uri:http://a.example/", "dns:b.example"),
    make_template ("CN=Ada", "dns:a.example", NULL),
    make_template ("CN=Ada", NULL, NULL),
  };

  g_assert_true (signet_template_equal (one, same));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (signet_template_equal (one, others[i]));
      signet_template_unref (others[i]);
    }
}

static void
test_boxed (void)
{
  g_autoptr (SignetTemplate) template = make_template ("CN=a", "dns:a", NULL);
  SignetTemplate *copy = g_boxed_copy (SIGNET_TYPE_TEMPLATE, template);

  g_assert_true (copy == template);
  g_boxed_free (SIGNET_TYPE_TEMPLATE, copy);
  g_assert_cmpuint (signet_template_get_n_alt_names (template), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/template/default", test_default);
  g_test_add_func ("/core/template/valid", test_valid);
  g_test_add_func ("/core/template/duplicate", test_duplicate);
  g_test_add_func ("/core/template/other", test_other);
  g_test_add_func ("/core/template/too-many", test_too_many);
  g_test_add_func ("/core/template/save-and-load", test_save_and_load);
  g_test_add_func ("/core/template/save-replaces", test_save_replaces);
  g_test_add_func ("/core/template/load-refused", test_load_refused);
  g_test_add_func ("/core/template/equal", test_equal);
  g_test_add_func ("/core/template/boxed", test_boxed);

  return g_test_run ();
}
