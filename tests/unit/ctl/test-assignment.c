/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-assignment.h"

#include "core/signet-error.h"

typedef gboolean (*ParseFunc) (SignetCtlAssignment *self,
                               const char *text,
                               GError **error);

static void
assert_parsed (ParseFunc              parse,
               const char            *words,
               const SignetOperation *operation,
               SignetSetting          setting,
               const char            *text)
{
  g_auto (SignetCtlAssignment) assignment = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (parse (&assignment, words, &error));
  g_assert_no_error (error);
  g_assert_true (assignment.operation == operation);
  g_assert_cmpint (assignment.setting, ==, setting);
  g_assert_cmpstr (assignment.text, ==, text);
}

static void
assert_refused (ParseFunc   parse,
                const char *words)
{
  g_auto (SignetCtlAssignment) assignment = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (parse (&assignment, words, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_test_message ("%s", error->message);
}

static void
test_set (void)
{
  assert_parsed (signet_ctl_assignment_parse, "Protection.digest=sha384", NULL,
                 SIGNET_SETTING_DIGEST, "sha384");
  assert_parsed (signet_ctl_assignment_parse, "kur.protection.DIGEST=sha384", SIGNET_OPERATION_KUR,
                 SIGNET_SETTING_DIGEST, "sha384");
  assert_parsed (signet_ctl_assignment_parse, "profile.recipient=CN=A=B", NULL,
                 SIGNET_SETTING_RECIPIENT, "CN=A=B");
  assert_parsed (signet_ctl_assignment_parse, "trust.crls=", NULL, SIGNET_SETTING_CRLS, "");
}

static void
test_set_wrong (void)
{
  static const char *const wrong[] = {
    "",
    "=",
    "digest=sha384",
    "protection.digest",
    "protection.nothing=1",
    "nothing.digest=1",
    "x.kur.protection.digest=sha384",
    "certify.protection.digest=sha384",
    ".protection.digest=sha384",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (signet_ctl_assignment_parse, wrong[i]);
}

static void
test_verify (void)
{
  assert_parsed (signet_ctl_assignment_parse_verify, "x509-strict", NULL,
                 SIGNET_SETTING_VERIFY_X509_STRICT, "true");
  assert_parsed (signet_ctl_assignment_parse_verify, "x509_strict=false", NULL,
                 SIGNET_SETTING_VERIFY_X509_STRICT, "false");
  assert_parsed (signet_ctl_assignment_parse_verify, "verify_depth=3", NULL,
                 SIGNET_SETTING_VERIFY_DEPTH, "3");
  assert_parsed (signet_ctl_assignment_parse_verify, "attime=1700000000", NULL,
                 SIGNET_SETTING_VERIFY_AT_TIME, "1700000000");
  assert_parsed (signet_ctl_assignment_parse_verify, "policy=1.2.3", NULL,
                 SIGNET_SETTING_VERIFY_POLICY, "1.2.3");
}

static void
test_verify_wrong (void)
{
  static const char *const wrong[] = { "", "=", "nothing", "depth", "policy", "digest=sha384" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (signet_ctl_assignment_parse_verify, wrong[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/assignment/set", test_set);
  g_test_add_func ("/ctl/assignment/set-wrong", test_set_wrong);
  g_test_add_func ("/ctl/assignment/verify", test_verify);
  g_test_add_func ("/ctl/assignment/verify-wrong", test_verify_wrong);

  return g_test_run ();
}
