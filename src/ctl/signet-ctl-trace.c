/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-trace.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"
#include "ctl/signet-ctl-text.h"

#include <glib/gi18n-lib.h>

/**
 * signet_ctl_trace_add_options:
 * @self: where the options go
 * @parser: the parser of a verb that talks to a server
 *
 * Adds the options for specialists.
 */
void
signet_ctl_trace_add_options (SignetCtlTrace  *self,
                              SignetCtlParser *parser)
{
  const GOptionEntry entries[] = {
    { "log-level", 0, 0, G_OPTION_ARG_STRING, &self->log_level,
      N_ ("Write a log to standard error: 3 errors, 6 what happens, 8 everything"), N_ ("0…8") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &self->record,
      N_ ("Folder that a copy of every message goes to; keep it private"), N_ ("DIR") },
    { "replay", 0, 0, G_OPTION_ARG_FILENAME, &self->replay,
      N_ ("Folder with recorded answers, which are taken instead of the server’s"), N_ ("DIR") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run,
      N_ ("Show the request, and send nothing"), NULL },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_group (parser, "diagnostics", _ ("Diagnostics:"), entries, NULL);
}

/**
 * signet_ctl_trace_clear:
 * @self: options
 *
 * Frees what was given.
 */
void
signet_ctl_trace_clear (SignetCtlTrace *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->record, g_free);
  g_clear_pointer (&self->replay, g_free);
  g_clear_pointer (&self->log_level, g_free);
}

/**
 * signet_ctl_trace_is_given:
 * @self: options
 *
 * Returns: whether any of them was given
 */
gboolean
signet_ctl_trace_is_given (const SignetCtlTrace *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->record != NULL || self->replay != NULL || self->log_level != NULL || self->dry_run;
}

/* What a dry run shows is what was asked for, so it goes where results go; only beside JSON it has
 * to step aside. Lines come from any thread, and each is printed by one call. */
static void
line_cb (guint       level,
         const char *line,
         gpointer    user_data)
{
  g_autofree char *escaped = signet_ctl_text_escape (line);
  gboolean json = GPOINTER_TO_INT (user_data);

  if (level == SIGNET_TRACE_SHOWN && json)
    g_printerr ("%s\n", escaped);
  else if (level == SIGNET_TRACE_SHOWN)
    g_print ("%s\n", escaped);
  else
    g_printerr ("signetctl[%u]: %s\n", level, escaped);
}

static gboolean
set_folders (const SignetCtlTrace  *self,
             SignetTrace           *trace,
             GError               **error)
{
  g_autofree char *record = NULL;
  g_autofree char *replay = NULL;

  if (self->record != NULL)
    {
      record = signet_ctl_input_absolute (self->record);
      if (!signet_trace_set_record_folder (trace, record, error))
        {
          g_prefix_error (error, "--record: ");
          return FALSE;
        }
    }
  if (self->replay != NULL)
    {
      replay = signet_ctl_input_absolute (self->replay);
      if (!signet_trace_set_replay_folder (trace, replay, error))
        {
          g_prefix_error (error, "--replay: ");
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * signet_ctl_trace_build:
 * @self: options
 * @json: whether standard output is for JSON
 * @error: return location for a %SIGNET_ERROR_USAGE, %SIGNET_ERROR_STORE or %SIGNET_ERROR_REPLAY
 *
 * Returns: (transfer full) (nullable): the trace that they ask for
 */
SignetTrace *
signet_ctl_trace_build (const SignetCtlTrace  *self,
                        gboolean               json,
                        GError               **error)
{
  g_autoptr (SignetTrace) trace = NULL;
  guint level = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->log_level != NULL &&
      !signet_ctl_input_number ("--log-level", self->log_level, 0, SIGNET_TRACE_MAX_LEVEL, &level,
                                error))
    return NULL;

  trace = signet_trace_new ();
  signet_trace_set_log (trace, level, line_cb, GINT_TO_POINTER (json), NULL);
  signet_trace_set_dry_run (trace, self->dry_run);
  if (!set_folders (self, trace, error))
    return NULL;

  return g_steal_pointer (&trace);
}
