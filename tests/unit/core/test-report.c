/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-report.h"

static void
test_report_empty (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();

  g_assert_cmpint (signet_report_get_protection (report), ==, SIGNET_PROTECTION_NONE);
  g_assert_null (signet_report_get_signer (report));
  g_assert_null (signet_report_get_signer_name (report));
  g_assert_cmpint (signet_report_get_version (report), ==, -1);
  g_assert_cmpint (signet_report_get_status (report), ==, -1);
  g_assert_cmpuint (signet_report_get_fail_info (report), ==, 0);
  g_assert_null (signet_report_get_server_text (report));
  g_assert_cmpint (signet_report_get_clock_skew (report), ==, 0);
  g_assert_cmpint (signet_report_get_http_skew (report), ==, 0);
  g_assert_cmpuint (signet_report_get_confirm_wait (report), ==, 0);
  g_assert_cmpuint (signet_report_get_ca_certificates (report)->len, ==, 0);
  g_assert_cmpuint (signet_report_get_extra_certificates (report)->len, ==, 0);
  g_assert_null (signet_report_get_warnings (report)[0]);
}

static void
test_report_values (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autoptr (GBytes) one = g_bytes_new_static ("one", 3);
  g_autoptr (GBytes) two = g_bytes_new_static ("two", 3);

  signet_report_set_protection (report, SIGNET_PROTECTION_SIGNATURE);
  signet_report_set_signer (report, one, "CN=CMP\nServer");
  signet_report_set_version (report, 2);
  signet_report_set_status (report, 1, 1u << 19, "shorter\x1b[2J");
  signet_report_set_clock_skew (report, -420);
  signet_report_set_http_skew (report, 5);
  signet_report_set_confirm_wait (report, 60);
  signet_report_add_ca_certificate (report, one);
  signet_report_add_extra_certificate (report, two);
  signet_report_add_extra_certificate (report, one);

  g_assert_cmpint (signet_report_get_protection (report), ==, SIGNET_PROTECTION_SIGNATURE);
  g_assert_true (signet_report_get_signer (report) == one);
  g_assert_cmpstr (signet_report_get_signer_name (report), ==, "CN=CMP Server");
  g_assert_cmpint (signet_report_get_version (report), ==, 2);
  g_assert_cmpint (signet_report_get_status (report), ==, 1);
  g_assert_cmpuint (signet_report_get_fail_info (report), ==, 1u << 19);
  g_assert_cmpstr (signet_report_get_server_text (report), ==, "shorter [2J");
  g_assert_cmpint (signet_report_get_clock_skew (report), ==, -420);
  g_assert_cmpint (signet_report_get_http_skew (report), ==, 5);
  g_assert_cmpuint (signet_report_get_confirm_wait (report), ==, 60);
  g_assert_true (g_ptr_array_index (signet_report_get_ca_certificates (report), 0) == one);
  g_assert_cmpuint (signet_report_get_extra_certificates (report)->len, ==, 2);

  signet_report_set_signer (report, NULL, NULL);
  signet_report_set_status (report, 0, 0, "\n");
  g_assert_null (signet_report_get_signer (report));
  g_assert_null (signet_report_get_signer_name (report));
  g_assert_null (signet_report_get_server_text (report));
}

static void
test_report_warnings (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();

  signet_report_add_warning (report, "One.");
  signet_report_add_warning (report, "Two\nlines.");
  signet_report_add_warning (report, "One.");
  g_assert_cmpuint (g_strv_length ((GStrv) signet_report_get_warnings (report)), ==, 2);
  g_assert_cmpstr (signet_report_get_warnings (report)[0], ==, "One.");
  g_assert_cmpstr (signet_report_get_warnings (report)[1], ==, "Two lines.");
}

/* What a server sends along has an end. */
static void
test_report_bounds (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autoptr (GBytes) one = g_bytes_new_static ("one", 3);
  g_autofree char *text = g_strnfill (5000, 'x');

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *sentence = g_strdup_printf ("Sentence %u.", i);

      signet_report_add_ca_certificate (report, one);
      signet_report_add_extra_certificate (report, one);
      signet_report_add_warning (report, sentence);
    }
  signet_report_set_status (report, 2, 0, text);

  g_assert_cmpuint (signet_report_get_ca_certificates (report)->len, ==, 64);
  g_assert_cmpuint (signet_report_get_extra_certificates (report)->len, ==, 64);
  g_assert_cmpuint (g_strv_length ((GStrv) signet_report_get_warnings (report)), ==, 32);
  g_assert_cmpuint (g_utf8_strlen (signet_report_get_server_text (report), -1), ==, 1000);
}

static void
test_report_references (void)
{
  g_autoptr (SignetReport) report = signet_report_new ();
  g_autoptr (SignetReport) copy = NULL;

  signet_report_add_warning (report, "Kept.");
  copy = g_boxed_copy (SIGNET_TYPE_REPORT, report);
  g_assert_true (copy == report);
  g_clear_pointer (&report, signet_report_unref);
  g_assert_cmpstr (signet_report_get_warnings (copy)[0], ==, "Kept.");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/report/empty", test_report_empty);
  g_test_add_func ("/core/report/values", test_report_values);
  g_test_add_func ("/core/report/warnings", test_report_warnings);
  g_test_add_func ("/core/report/bounds", test_report_bounds);
  g_test_add_func ("/core/report/references", test_report_references);

  return g_test_run ();
}
