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

static SignetRequest *
make_valid (void)
{
  SignetRequest *request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetName) subject = signet_name_parse ("CN=a", NULL);
  g_autoptr (SignetTemplate) template = signet_template_new (subject, NULL);

  signet_profile_set_server (profile, "ca", NULL);
  signet_request_set_profile (request, profile);
  signet_request_set_template (request, template);

  return request;
}

static void
assert_usage (SignetRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_request_validate (request, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
assert_valid (SignetRequest *request)
{
  g_autoptr (GError) error = NULL;

  signet_request_validate (request, &error);
  g_assert_no_error (error);
}

static void
test_no_request (void)
{
  g_autoptr (SignetRequest) request = make_valid ();

  signet_request_set_operation (request, SIGNET_OPERATION_RR);
  assert_usage (request);
  signet_request_set_operation (request, SIGNET_OPERATION_GENM);
  assert_usage (request);
}

static void
test_csr (void)
{
  g_autoptr (SignetRequest) request = make_valid ();
  g_autoptr (GBytes) csr = g_bytes_new_static ("csr", 3);
  g_autoptr (SignetKeySpec) file = signet_key_spec_parse ("file:/key.pem", NULL);

  g_assert_true (signet_request_needs_key (request));
  signet_request_set_operation (request, SIGNET_OPERATION_P10CR);
  assert_usage (request);
  signet_request_set_csr (request, csr);
  assert_valid (request);
  g_assert_true (signet_request_get_csr (request) == csr);
  g_assert_false (signet_request_needs_key (request));

  /* Turned into an ir: who signs it has the key. */
  signet_request_set_operation (request, SIGNET_OPERATION_IR);
  assert_usage (request);
  signet_request_set_key_spec (request, file);
  assert_valid (request);
  g_assert_true (signet_request_needs_key (request));
}

static void
test_public_key (void)
{
  g_autoptr (SignetRequest) request = make_valid ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("key", 3);

  signet_request_set_public_key (request, bytes);
  assert_valid (request);
  g_assert_true (signet_request_get_public_key (request) == bytes);
  g_assert_false (signet_request_needs_key (request));

  signet_request_set_csr (request, bytes);
  assert_usage (request);
  signet_request_set_public_key (request, NULL);
  g_assert_null (signet_request_get_public_key (request));
  g_assert_true (signet_request_needs_key (request));
}

/* Where the server makes the key, there is no other one. */
static void
test_central_key (void)
{
  g_autoptr (SignetRequest) request = make_valid ();
  g_autoptr (SignetProfile) profile = signet_profile_copy (signet_request_get_profile (request));
  g_autoptr (SignetKeySpec) file = signet_key_spec_parse ("file:/tmp/key.pem", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("key", 3);

  g_assert_false (signet_request_has_central_key (request));
  g_assert_true (signet_profile_set_value (profile, SIGNET_OPERATION_CR,
                                           SIGNET_SETTING_CENTRAL_KEY, "true", NULL));
  signet_request_set_profile (request, profile);
  g_assert_false (signet_request_has_central_key (request));
  signet_request_set_operation (request, SIGNET_OPERATION_CR);
  g_assert_true (signet_request_has_central_key (request));
  g_assert_true (signet_request_needs_key (request));
  assert_valid (request);

  signet_request_set_public_key (request, bytes);
  assert_usage (request);
  signet_request_set_public_key (request, NULL);
  signet_request_set_key_spec (request, file);
  assert_usage (request);
}

static void
test_previous (void)
{
  g_autoptr (SignetRequest) request = make_valid ();
  g_autoptr (GBytes) der = g_bytes_new_static ("der", 3);

  signet_request_set_operation (request, SIGNET_OPERATION_KUR);
  assert_usage (request);
  signet_request_set_previous (request, NULL, der);
  assert_valid (request);
  signet_request_set_same_key (request, TRUE);
  assert_usage (request);
  signet_request_set_previous (request, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", der);
  assert_valid (request);
  g_assert_true (signet_request_get_same_key (request));
  g_assert_true (signet_request_get_old_certificate (request) == der);
  g_assert_cmpstr (signet_request_get_previous (request), ==,
                   "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
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
      if (operation == SIGNET_OPERATION_P10CR)
        g_assert_cmpint (operation->answer_body, ==, SIGNET_OPERATION_CR->answer_body);
      else
        g_assert_cmpint (operation->answer_body, ==, operation->request_body + 1);
    }
  g_assert_cmpint (SIGNET_OPERATION_IR->request_body, ==, 0);
  g_assert_cmpint (SIGNET_OPERATION_CR->request_body, ==, 2);
  g_assert_cmpint (SIGNET_OPERATION_P10CR->request_body, ==, 4);
  g_assert_cmpint (SIGNET_OPERATION_KUR->request_body, ==, 7);
  g_assert_cmpint (SIGNET_OPERATION_RR->request_body, ==, 11);
  g_assert_cmpint (SIGNET_OPERATION_GENM->request_body, ==, 21);
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
  g_test_add_func ("/core/request/no-request", test_no_request);
  g_test_add_func ("/core/request/csr", test_csr);
  g_test_add_func ("/core/request/public-key", test_public_key);
  g_test_add_func ("/core/request/central-key", test_central_key);
  g_test_add_func ("/core/request/previous", test_previous);
  g_test_add_func ("/core/request/release", test_release);
  g_test_add_func ("/core/operation/table", test_operations);

  return g_test_run ();
}
