/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-report.h"

#include <gio/gio.h>
#include <string.h>

#include "core/signet-error.h"
#include "item-fixture.h"

static SignetItem *
make (void)
{
  return item_fixture_new ("CN=Ada Example", "Ada", FALSE, SIGNET_ITEM_STATE_WAITING,
                           SIGNET_NEEDS_CODE);
}

static void
assert_has (const char *report,
            const char *line)
{
  g_auto (GStrv) lines = g_strsplit (report, "\n", -1);

  g_test_message ("%s", report);
  g_assert_true (g_strv_contains ((const char *const *) lines, line));
}

static void
test_number (void)
{
  g_autoptr (SignetItem) item = make ();
  g_autofree char *own = signet_report_dup_number (item);
  g_autofree char *number = NULL;

  g_assert_cmpstr (own, ==, "F81D 4FAE 7D");
  signet_item_set_transaction_id (item, "7a2f94d03b0011");
  number = signet_report_dup_number (item);
  g_assert_cmpstr (number, ==, "7A2F 94D0 3B");
}

static void
test_item (void)
{
  g_autoptr (SignetItem) item = make ();
  g_autofree char *report = NULL;

  signet_item_set_transaction_id (item, "7a2f94d03b0011");
  signet_item_set_sent (item, 1000);
  report = signet_report_for_item (item, 2000);
  assert_has (report, "number        7A2F 94D0 3B");
  assert_has (report, "organization  Example University");
  assert_has (report, "state         waiting, needs code");
  assert_has (report, "server        http://ca.example.com/");
  assert_has (report, "sent          1970-01-01 00:16:40 UTC");
  assert_has (report, "time          1970-01-01 00:33:20 UTC");
  g_assert_null (strstr (report, "SECRET"));
}

static void
test_error (void)
{
  g_autoptr (SignetItem) item = make ();
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "No.");
  g_autofree char *report = NULL;

  signet_error_set_server (error, FALSE, 2, 1u << 1 | 1u << 30, "sorry\nreason  fake");
  signet_error_set_http (error, 500);
  signet_error_add_technical (error, "line one\nline two");
  report = signet_report_for_error (error, item, 0);
  assert_has (report, "error         refused");
  assert_has (report, "message       No.");
  assert_has (report, "reason        badMessageCheck (bit 1)");
  assert_has (report, "reason        bit 30");
  assert_has (report, "status        rejection (2)");
  assert_has (report, "answer        HTTP 500");
  assert_has (report, "unverified    sorry reason  fake");
  assert_has (report, "line two");
  g_assert_null (strstr (report, "time "));
  g_assert_null (strstr (report, "SECRET"));
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) error =
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Some\x1b[1mthing");
  g_autofree char *report = signet_report_for_error (error, NULL, 1000);

  assert_has (report, "error         failed");
  assert_has (report, "message       Some [1mthing");
}

/* Without a name, the host is what people know. */
static void
test_organization (void)
{
  g_autoptr (SignetItem) item = make ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autofree char *named = signet_report_dup_organization (item);
  g_autofree char *host = NULL;

  g_assert_cmpstr (named, ==, "Example University");
  g_assert_true (signet_profile_set_server (profile, "http://ca.example.com:8080/x", NULL));
  signet_item_set_profile (item, profile);
  host = signet_report_dup_organization (item);
  g_assert_cmpstr (host, ==, "ca.example.com");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/report/number", test_number);
  g_test_add_func ("/ui/report/item", test_item);
  g_test_add_func ("/ui/report/error", test_error);
  g_test_add_func ("/ui/report/foreign-error", test_foreign_error);
  g_test_add_func ("/ui/report/organization", test_organization);

  return g_test_run ();
}
