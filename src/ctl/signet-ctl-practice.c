/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-command.h"
#include "ctl/signet-ctl-event-private.h"
#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-lines.h"
#include "ctl/signet-ctl-practice-options.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include <signal.h>
#include <unistd.h>

/* This is the one place that prints a code: it is worth nothing outside this computer. */
static void
print_start (SignetPractice *practice)
{
  g_autoptr (JsonObject) object = json_object_new ();
  SignetSecret *code = signet_practice_get_code (practice);

  signet_ctl_json_set_text (object, "url", signet_practice_get_url (practice));
  signet_ctl_json_set_text (object, "reference", signet_practice_get_reference (practice));
  signet_ctl_json_set_text (object, "code", code != NULL ? signet_secret_get_text (code) : NULL);
  signet_ctl_json_set_text (object, "ca_file", signet_practice_get_ca_file (practice));
  signet_ctl_json_set_text (object, "tls_ca_file", signet_practice_get_tls_ca_file (practice));
  signet_ctl_json_print_line (object);
}

static void
print_error (const GError *error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_object_member (object, "error", signet_ctl_json_from_error (error));
  signet_ctl_json_print_line (object);
}

/* The CA may have been told to end after some messages. */
static void
event_cb (SignetPractice *practice,
          GVariant       *event,
          gboolean       *quit)
{
  g_autoptr (JsonObject) object =
    signet_ctl_event_to_json (event, g_get_real_time () / G_USEC_PER_SEC);
  const char *name = NULL;

  signet_ctl_json_print_line (object);
  if (g_variant_lookup (event, "event", "&s", &name) && g_str_equal (name, "ended"))
    *quit = TRUE;
}

static gboolean
obey (SignetPractice  *practice,
      const char      *line,
      GError         **error)
{
  g_auto (SignetCtlCommand) command = { 0 };

  if (line == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("A command is a text of at most %d characters."), SIGNET_CTL_MAX_LINE);
      return FALSE;
    }
  if (!signet_ctl_command_parse (&command, line, error))
    return FALSE;

  return command.approve
           ? signet_practice_approve (practice, command.number, error)
           : signet_practice_reject (practice, command.number, command.fail_info, error);
}

static void
line_cb (const char *line,
         gpointer    user_data)
{
  g_autoptr (GError) error = NULL;

  if (!obey (user_data, line, &error))
    print_error (error);
}

static gboolean
quit_cb (gpointer user_data)
{
  gboolean *quit = user_data;

  *quit = TRUE;

  return G_SOURCE_CONTINUE;
}

static void
serve (SignetPractice *practice,
       gboolean       *quit)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (SignetCtlLines) lines = signet_ctl_lines_new (line_cb, practice);
  guint interrupt = g_unix_signal_add (SIGINT, quit_cb, quit);
  guint terminate = g_unix_signal_add (SIGTERM, quit_cb, quit);

  print_start (practice);
  signet_ctl_lines_start (lines, input);
  while (!*quit)
    g_main_context_iteration (NULL, TRUE);

  signet_ctl_lines_stop (lines);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

static int
run (const SignetCtlPracticeOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetPractice) practice = signet_ctl_practice_options_build (options, &error);
  gboolean quit = FALSE;

  if (practice == NULL)
    return signet_ctl_report_error (error, options->json);

  g_signal_connect (practice, "event", G_CALLBACK (event_cb), &quit);
  if (!signet_practice_start (practice, &error))
    return signet_ctl_report_error (error, options->json);
  serve (practice, &quit);
  signet_practice_stop (practice);

  return SIGNET_CTL_EXIT_DONE;
}

/* signetctl practice: the practice CA, until a signal ends it. */
int
signet_ctl_practice (const SignetCtlVerb  *verb,
                     int                   argc,
                     char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlPracticeOptions) options = { 0 };
  int status;

  signet_ctl_practice_options_add (&options, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  if (!signet_ctl_practice_options_check (&options, &error))
    return signet_ctl_report_usage (verb, error, options.json);

  return run (&options);
}
