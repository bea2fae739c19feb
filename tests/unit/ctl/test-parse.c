/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-parse.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl.h"

static int
run_nothing (const SignetCtlVerb  *verb,
             int                   argc,
             char                **argv)
{
  return 0;
}

static const SignetCtlVerb plain = { "plain", NULL, "Does nothing.", run_nothing };
static const SignetCtlVerb with_id = { "with-id", "ID", "Does nothing to something.", run_nothing };

typedef struct
{
  gboolean flag;
  char **files;
} Options;

/* Parses "VERB WORDS…"; @words are separated by blanks. */
static gboolean
parse (const SignetCtlVerb  *verb,
       const char           *words,
       Options              *options,
       char                **operand,
       GError              **error)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autofree char *line = g_strconcat (verb->name, *words != '\0' ? " " : "", words, NULL);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  const GOptionEntry entries[] = {
    { "flag", 'f', 0, G_OPTION_ARG_NONE, &options->flag, "A flag", NULL },
    { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, "Files", "FILE" },
    { NULL },
  };
  gboolean good;

  signet_ctl_parser_add_options (parser, entries);
  good = signet_ctl_parser_parse (parser, g_strv_length (argv), argv, error);
  if (operand != NULL)
    *operand = g_strdup (signet_ctl_parser_get_operand (parser));

  return good;
}

static void
test_options (void)
{
  g_autoptr (GError) error = NULL;
  Options options = { FALSE, NULL };

  g_assert_true (parse (&plain, "--file a --flag --file=-", &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (options.flag);
  g_assert_cmpuint (g_strv_length (options.files), ==, 2);
  g_assert_cmpstr (options.files[1], ==, "-");
  g_strfreev (options.files);
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;
  Options options = { FALSE, NULL };

  g_assert_true (parse (&plain, "", &options, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (options.flag);
  g_assert_null (options.files);
}

static void
test_operand (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operand = NULL;
  Options options = { FALSE, NULL };

  g_assert_true (parse (&with_id, "0a1b --flag", &options, &operand, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (operand, ==, "0a1b");
  g_assert_true (options.flag);
}

static void
test_operand_that_may_be_missing (void)
{
  static const SignetCtlVerb may_have_id = { "may-have-id", "[ID]", "Does nothing.", run_nothing };
  g_autoptr (GError) error = NULL;
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;
  Options options = { FALSE, NULL };

  g_assert_true (parse (&may_have_id, "--flag", &options, &without, &error));
  g_assert_no_error (error);
  g_assert_null (without);
  g_assert_true (parse (&may_have_id, "0a1b", &options, &with, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (with, ==, "0a1b");
  g_assert_false (parse (&may_have_id, "0a1b 0a1c", &options, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
assert_wrong (const SignetCtlVerb *verb,
              const char          *words,
              const char          *part)
{
  g_autoptr (GError) error = NULL;
  Options options = { FALSE, NULL };

  g_assert_false (parse (verb, words, &options, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (g_strstr_len (error->message, -1, part));
  g_assert_null (g_strstr_len (error->message, -1, "\n"));
  g_strfreev (options.files);
}

static void
test_wrong (void)
{
  assert_wrong (&plain, "--nonsense", "--nonsense");
  assert_wrong (&plain, "-x", "x");
  assert_wrong (&plain, "extra", "extra");
  assert_wrong (&plain, "--flag=yes", "--flag");
  assert_wrong (&plain, "--file", "--file");
  assert_wrong (&with_id, "", "ID");
  assert_wrong (&with_id, "one two", "two");
}

static void
test_help (void)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (&with_id);
  g_autoptr (GError) error = NULL;
  char *argv[] = { (char *) "with-id", (char *) "--help", NULL };
  g_autofree char *help = NULL;

  g_assert_true (signet_ctl_parser_parse (parser, 2, argv, &error));
  g_assert_no_error (error);
  g_assert_true (signet_ctl_parser_wants_help (parser));

  help = signet_ctl_parser_get_help (parser);
  g_assert_nonnull (g_strstr_len (help, -1, "signetctl with-id"));
  g_assert_nonnull (g_strstr_len (help, -1, "Does nothing to something."));
  g_assert_nonnull (g_strstr_len (help, -1, "--help"));
  g_assert_cmpstr (g_get_prgname (), !=, "signetctl with-id");
}

static void
test_group (void)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (&plain);
  g_autofree char *value = NULL;
  g_autofree char *help = NULL;
  const GOptionEntry entries[] = {
    { "value", 0, 0, G_OPTION_ARG_STRING, &value, "A value", "VALUE" },
    { NULL },
  };

  signet_ctl_parser_add_group (parser, "group", "Group:", entries, NULL);
  help = signet_ctl_parser_get_help (parser);

  g_assert_nonnull (g_strstr_len (help, -1, "--value=VALUE"));
}

/* The table of verbs is complete and has no verb twice. */
static void
test_verbs (void)
{
  const char *const names[] = {
    "request", "list", "pending", "show", "resume", "cancel", "renew", "revoke", "ask", "practice"
  };

  g_assert_cmpuint (signet_ctl_get_n_verbs (), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const SignetCtlVerb *verb = signet_ctl_get_verb (i);

      g_assert_cmpstr (verb->name, ==, names[i]);
      g_assert_true (g_str_has_suffix (verb->summary, "."));
      g_assert_nonnull (verb->run);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/parse/options", test_options);
  g_test_add_func ("/ctl/parse/nothing", test_nothing);
  g_test_add_func ("/ctl/parse/operand", test_operand);
  g_test_add_func ("/ctl/parse/operand-that-may-be-missing", test_operand_that_may_be_missing);
  g_test_add_func ("/ctl/parse/wrong", test_wrong);
  g_test_add_func ("/ctl/parse/help", test_help);
  g_test_add_func ("/ctl/parse/group", test_group);
  g_test_add_func ("/ctl/parse/verbs", test_verbs);

  return g_test_run ();
}
