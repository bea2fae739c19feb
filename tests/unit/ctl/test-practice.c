/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"
#include "ctl/signet-ctl-command.h"
#include "ctl/signet-ctl-event-private.h"
#include "ctl/signet-ctl-practice-options.h"

static const SignetCtlVerb verb = { "practice", NULL, "Runs.", NULL };

static gboolean
parse (SignetCtlPracticeOptions  *options,
       const char                *line,
       GError                   **error)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (&verb);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);

  signet_ctl_practice_options_add (options, parser);

  return signet_ctl_parser_parse (parser, g_strv_length (argv), argv, error) &&
         signet_ctl_practice_options_check (options, error);
}

static void
assert_command (const char *line,
                gboolean    approve,
                guint       number,
                const char *fail_info)
{
  g_auto (SignetCtlCommand) command = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_ctl_command_parse (&command, line, &error));
  g_assert_no_error (error);
  g_assert_cmpint (command.approve, ==, approve);
  g_assert_cmpuint (command.number, ==, number);
  g_assert_cmpstr (command.fail_info, ==, fail_info);
}

static void
test_commands (void)
{
  assert_command ("approve 1", TRUE, 1, NULL);
  assert_command ("  approve \t 12 ", TRUE, 12, NULL);
  assert_command ("reject 3 badRequest", FALSE, 3, "badRequest");
}

static void
test_wrong_commands (void)
{
  const char *const wrong[] = {
    "",
    "approve",
    "approve x",
    "approve 0",
    "approve -1",
    "approve 1 2",
    "reject 1",
    "reject x badRequest",
    "reject 1 a b",
    "quit",
    "Approve 1",
    "approve 99999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (SignetCtlCommand) command = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", wrong[i]);
      g_assert_false (signet_ctl_command_parse (&command, wrong[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
    }
}

static void
test_event (void)
{
  g_autoptr (GVariant) event = g_variant_ref_sink (
    g_variant_new_parsed ("{'number': <uint32 7>, 'subject': <'CN=Ada'>, 'event': <'issued'>}"));
  g_autoptr (JsonObject) object = signet_ctl_event_to_json (event, 86400);
  g_autoptr (GList) members = json_object_get_members (object);

  g_assert_cmpuint (json_object_get_size (object), ==, 4);
  g_assert_cmpstr (members->data, ==, "event");
  g_assert_cmpstr (members->next->data, ==, "time");
  g_assert_cmpstr (json_object_get_string_member (object, "event"), ==, "issued");
  g_assert_cmpstr (json_object_get_string_member (object, "time"), ==, "1970-01-02T00:00:00Z");
  g_assert_cmpint (json_object_get_int_member (object, "number"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (object, "subject"), ==, "CN=Ada");
}

static void
test_options (void)
{
  g_auto (SignetCtlPracticeOptions) options = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (
    parse (&options,
           "practice --port 0 --approval --poll-count 2 --check-after 1 --json"
           " --reference A --secret-file a --secret-file none --reference B --secret-file b",
           &error));
  g_assert_no_error (error);
  g_assert_true (options.approval);
  g_assert_cmpstr (options.poll_count, ==, "2");
  g_assert_cmpuint (options.codes->len, ==, 3);
  g_assert_null (options.reference);
}

static void
test_wrong_options (void)
{
  const char *const wrong[] = {
    "practice --reference A",
    "practice --secret-file a --reference A",
    "practice --reference A --reference B --secret-file b",
    "practice --secret-file -",
    "practice --secret-file",
    "practice extra",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (SignetCtlPracticeOptions) options = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_false (parse (&options, wrong[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
    }
}

static void
test_wrong_values (void)
{
  const char *const wrong[] = {
    "practice --port 65536",
    "practice --port -1",
    "practice --poll-count many",
    "practice --check-after 86401",
    "practice --secret-file /nonexistent/file",
    "practice --days many",
    "practice --change everything",
    "practice --failure bad",
    "practice --pki-status 7",
    "practice --drop 0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (SignetCtlPracticeOptions) options = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_true (parse (&options, wrong[i], &error));
      g_assert_null (signet_ctl_practice_options_build (&options, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
    }
}

static void
test_build (void)
{
  char *folder = fixture_folder ();
  g_autofree char *code = fixture_write (folder, "code", "4711\n");
  g_autofree char *line =
    g_strdup_printf ("practice --directory %s/ca --reference A --secret-file %s", folder, code);
  g_auto (SignetCtlPracticeOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetPractice) practice = NULL;

  g_assert_true (parse (&options, line, &error));
  practice = signet_ctl_practice_options_build (&options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (practice);

  fixture_remove (folder);
}

/* Every option that is offered is one that the practice CA knows. */
static void
test_traits (void)
{
  char *folder = fixture_folder ();
  g_autofree char *line = g_strdup_printf (
    "practice --directory %s/ca --days 10 --max-days 20 --change subject --change usage "
    "--certificate-profile P --intermediate --certificate c --certificate-key k "
    "--certificate-passphrase-file p --only-old c --crl-url --crl-days 1 "
    "--crl c --roll-over --new-with-new c --new-with-old c --old-with-new c --pki-status accepted "
    "--failure badAlg --failure badPOP --status-string S --send-error --send-unprotected "
    "--send-unprotected-errors --grant-implicit-confirm --confirm-wait 60 --wait-reason W "
    "--delay rr --delay genm --delay certConf --answer-delay 10 --drop 2 --max-messages 3 "
    "--accept-unprotected --accept-unprotected-errors --accept-raverified --client-trust c "
    "--client-untrusted c --ra --signer c --signer-key k --signer-passphrase-file p "
    "--extra-certs c --ca-pubs c --tls --tls-host H --tls-client-trust --tls-client-ca c",
    folder);
  g_auto (SignetCtlPracticeOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetPractice) practice = NULL;

  g_assert_true (parse (&options, line, &error));
  practice = signet_ctl_practice_options_build (&options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (practice);

  fixture_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/practice/commands", test_commands);
  g_test_add_func ("/ctl/practice/wrong-commands", test_wrong_commands);
  g_test_add_func ("/ctl/practice/event", test_event);
  g_test_add_func ("/ctl/practice/options", test_options);
  g_test_add_func ("/ctl/practice/wrong-options", test_wrong_options);
  g_test_add_func ("/ctl/practice/wrong-values", test_wrong_values);
  g_test_add_func ("/ctl/practice/build", test_build);
  g_test_add_func ("/ctl/practice/traits", test_traits);

  return g_test_run ();
}
