/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-request.h"

#include "core/signet-error.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  guint *count = user_data;

  (*count)++;
}

static void
test_default (void)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autofree char *operation = NULL;

  g_assert_true (signet_request_get_operation (request) == SIGNET_OPERATION_IR);
  g_assert_cmpstr (signet_key_spec_get_text (signet_request_get_key_spec (request)), ==,
                   "ec:P-256");
  g_assert_null (signet_profile_get_server (signet_request_get_profile (request)));
  g_assert_cmpuint (signet_template_get_n_alt_names (signet_request_get_template (request)), ==, 0);
  g_assert_null (signet_request_get_label (request));
  g_assert_null (signet_request_get_reference (request));
  g_object_get (request, "operation", &operation, NULL);
  g_assert_cmpstr (operation, ==, "ir");
}

static void
test_properties (void)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetTemplate) template = signet_template_new (NULL, NULL);
  g_autoptr (SignetKeySpec) key_spec = signet_key_spec_parse ("rsa", NULL);
  g_autoptr (SignetProfile) got_profile = NULL;
  g_autoptr (SignetTemplate) got_template = NULL;
  g_autoptr (SignetKeySpec) got_key_spec = NULL;
  g_autofree char *label = NULL;
  g_autofree char *reference = NULL;
  guint count = 0;

  g_signal_connect (request, "notify", G_CALLBACK (count_cb), &count);
  for (int i = 0; i < 2; i++)
    g_object_set (request, "operation", "cr", "profile", profile, "template", template, "key-spec",
                  key_spec, "label", "Mail", "reference", "12", NULL);
  /* The second round changes nothing and so tells nobody. */
  g_assert_cmpuint (count, ==, 6);

  g_object_get (request, "profile", &got_profile, "template", &got_template, "key-spec",
                &got_key_spec, "label", &label, "reference", &reference, NULL);
  g_assert_true (got_profile == profile);
  g_assert_true (got_template == template);
  g_assert_true (got_key_spec == key_spec);
  g_assert_cmpstr (label, ==, "Mail");
  g_assert_cmpstr (reference, ==, "12");
  g_assert_true (signet_request_get_operation (request) == SIGNET_OPERATION_CR);
}

static void
test_unset (void)
{
  g_autoptr (SignetRequest) request = signet_request_new ();

  g_object_set (request, "operation", "magic", "profile", NULL, "template", NULL, "key-spec", NULL,
                "label", "", "reference", NULL, NULL);
  g_assert_true (signet_request_get_operation (request) == SIGNET_OPERATION_IR);
  g_assert_nonnull (signet_request_get_profile (request));
  g_assert_nonnull (signet_request_get_template (request));
  g_assert_cmpstr (signet_key_spec_get_text (signet_request_get_key_spec (request)), ==,
                   "ec:P-256");
  g_assert_null (signet_request_get_label (request));
}

static void
test_validate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetName) subject = signet_name_parse ("CN=a", NULL);
  g_autoptr (SignetTemplate) template = signet_template_new (subject, NULL);

  g_assert_false (signet_request_validate (request, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
  g_clear_error (&error);

  signet_profile_set_server (profile, "ca", NULL);
  signet_request_set_profile (request, profile);
  g_assert_false (signet_request_validate (request, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
  g_clear_error (&error);

  signet_request_set_template (request, template);
  g_assert_true (signet_request_validate (request, &error));
  g_assert_no_error (error);

  signet_request_set_reference (request, "a\nb");
  g_assert_false (signet_request_validate (request, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_release (void)
{
  SignetRequest *request = signet_request_new ();

  signet_request_set_label (request, "x");
  g_object_add_weak_pointer (G_OBJECT (request), (gpointer *) &request);
  g_object_unref (request);
  g_assert_null (request);
}

static void
test_operations (void)
{
  g_assert_cmpuint (signet_operation_get_n (), >=, 2);
  for (guint i = 0; i < signet_operation_get_n (); i++)
    {
      const SignetOperation *operation = signet_operation_get (i);

      g_assert_true (signet_operation_lookup (operation->name) == operation);
      g_assert_nonnull (operation->title);
      g_assert_cmpint (operation->answer_body, ==, operation->request_body + 1);
    }
  g_assert_cmpint (SIGNET_OPERATION_IR->request_body, ==, 0);
  g_assert_cmpint (SIGNET_OPERATION_CR->request_body, ==, 2);
  g_assert_null (signet_operation_lookup ("IR"));
  g_assert_null (signet_operation_lookup (""));
  g_assert_null (signet_operation_lookup (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/request/default", test_default);
  g_test_add_func ("/core/request/properties", test_properties);
  g_test_add_func ("/core/request/unset", test_unset);
  g_test_add_func ("/core/request/validate", test_validate);
  g_test_add_func ("/core/request/release", test_release);
  g_test_add_func ("/core/operation/table", test_operations);

  return g_test_run ();
}
