/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-answer.h"

#include "ctl-fixture.h"
#include "ctl/signet-ctl-answer-private.h"

#include <string.h>

static void
assert_contains (const char *text,
                 const char *words)
{
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, words));
}

static void
test_code (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autofree char *words = NULL;

  signet_report_set_protection (report, SIGNET_PROTECTION_MAC);
  words = signet_ctl_answer_to_words (report);
  assert_contains (words, "your code");
  g_assert_null (strstr (words, "CA certificate"));
}

static void
test_signature (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autoptr (GBytes) der = fixture_certificate ();
  g_autofree char *words = NULL;

  signet_report_set_protection (report, SIGNET_PROTECTION_SIGNATURE);
  signet_report_set_signer (report, der, "CN=The server");
  signet_report_add_ca_certificate (report, der);
  signet_report_add_ca_certificate (report, der);
  words = signet_ctl_answer_to_words (report);
  assert_contains (words, "“The server”");
  assert_contains (words, "2 CA certificates; nothing was trusted");
}

static void
test_nothing (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autofree char *words = signet_ctl_answer_to_words (report);
  g_autofree char *warnings = signet_ctl_answer_warnings_to_words (report);

  g_assert_cmpstr (words, ==, "");
  g_assert_cmpstr (warnings, ==, "");
}

static void
test_warnings (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autofree char *words = NULL;

  signet_report_add_warning (report, "The first one.");
  signet_report_add_warning (report, "The second one.");
  words = signet_ctl_answer_warnings_to_words (report);
  g_assert_cmpstr (words, ==, "Note: The first one.\nNote: The second one.\n");
}

static void
test_json (void)
{
  static const char *const members[] = {
    "protection",
    "signer",
    "signer_fingerprint",
    "version",
    "server_status",
    "fail_info",
    "server_text",
    "clock_skew",
    "http_skew",
    "ca_certificates",
    "extra_certificates",
    "warnings",
  };
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autoptr (GBytes) der = fixture_certificate ();
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("x", 1);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) outer = json_object_new ();
  JsonArray *certificates;

  signet_report_set_protection (report, SIGNET_PROTECTION_SIGNATURE);
  signet_report_set_signer (report, der, "CN=The server");
  signet_report_set_status (report, 5, 1u << 10, "revoked before");
  signet_report_add_ca_certificate (report, der);
  signet_report_add_ca_certificate (report, rubbish);
  object = signet_ctl_answer_to_json (report);

  g_assert_cmpuint (json_object_get_size (object), ==, G_N_ELEMENTS (members));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_has_member (object, members[i]));
  g_assert_cmpstr (json_object_get_string_member (object, "protection"), ==, "signature");
  g_assert_cmpstr (json_object_get_string_member (object, "server_status"), ==,
                   "revocationNotification");
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "signer_fingerprint")), ==, 95);
  certificates = json_object_get_array_member (object, "ca_certificates");
  g_assert_cmpuint (json_array_get_length (certificates), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (certificates, 0), ==, fixture_pem);

  signet_ctl_answer_set_report (outer, report);
  g_assert_nonnull (json_object_get_object_member (outer, "report"));
  signet_ctl_answer_set_report (outer, NULL);
  g_assert_true (json_object_get_null_member (outer, "report"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/answer/code", test_code);
  g_test_add_func ("/ctl/answer/signature", test_signature);
  g_test_add_func ("/ctl/answer/nothing", test_nothing);
  g_test_add_func ("/ctl/answer/warnings", test_warnings);
  g_test_add_func ("/ctl/answer/json", test_json);

  return g_test_run ();
}
