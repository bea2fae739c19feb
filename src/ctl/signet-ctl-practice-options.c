/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-practice-options.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"
#include "ctl/signet-ctl-practice-traits.h"

#include <glib/gi18n-lib.h>

#define MAX_POLL_COUNT 1000
#define MAX_CHECK_AFTER (24 * 60 * 60) /* seconds */

/* A --secret-file with the --reference that stood before it, if any. */
typedef struct
{
  char *reference;
  char *file;
} CodeOption;

static void
code_option_free (gpointer data)
{
  CodeOption *code = data;

  g_free (code->reference);
  g_free (code->file);
  g_free (code);
}

static gboolean
reference_cb (const char  *option,
              const char  *value,
              gpointer     data,
              GError     **error)
{
  SignetCtlPracticeOptions *self = data;

  if (self->reference != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("--secret-file is missing for the reference “%s”."), self->reference);
      return FALSE;
    }
  self->reference = g_strdup (value);

  return TRUE;
}

static gboolean
secret_file_cb (const char  *option,
                const char  *value,
                gpointer     data,
                GError     **error)
{
  SignetCtlPracticeOptions *self = data;
  CodeOption *code = g_new0 (CodeOption, 1);

  code->reference = g_steal_pointer (&self->reference);
  code->file = g_strdup (value);
  if (self->codes == NULL)
    self->codes = g_ptr_array_new_with_free_func (code_option_free);
  g_ptr_array_add (self->codes, code);

  return TRUE;
}

/**
 * signet_ctl_practice_options_add:
 * @self: where the options go
 * @parser: the parser of the verb
 *
 * Adds the options of the practice CA.
 */
void
signet_ctl_practice_options_add (SignetCtlPracticeOptions *self,
                                 SignetCtlParser          *parser)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_STRING, &self->port,
      N_ ("TCP port on 127.0.0.1, by default the one used last"), N_ ("N") },
    { "directory", 0, 0, G_OPTION_ARG_FILENAME, &self->directory,
      N_ ("Where the CA keeps what it knows"), N_ ("DIR") },
    { "approval", 0, 0, G_OPTION_ARG_NONE, &self->approval,
      N_ ("Let every request wait until it is approved or rejected"), NULL },
    { "poll-count", 0, 0, G_OPTION_ARG_STRING, &self->poll_count,
      N_ ("How many times a client is asked to wait"), N_ ("N") },
    { "check-after", 0, 0, G_OPTION_ARG_STRING, &self->check_after,
      N_ ("How long a client is asked to wait"), N_ ("SECONDS") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON, as this verb always does"),
      NULL },
    { NULL },
  };
  const GOptionEntry codes[] = {
    { "reference", 0, 0, G_OPTION_ARG_CALLBACK, reference_cb,
      N_ ("Reference number of the next --secret-file"), N_ ("NUMBER") },
    { "secret-file", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, secret_file_cb,
      N_ ("File whose first line is a code that the CA takes"), N_ ("FILE") },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_options (parser, entries);
  signet_ctl_parser_add_group (parser, "codes", _ ("Codes (may be repeated):"), codes, self);
  self->traits = signet_ctl_practice_traits_new ();
  signet_ctl_practice_traits_add (self->traits, parser);
}

/**
 * signet_ctl_practice_options_clear:
 * @self: options
 *
 * Frees what was given.
 */
void
signet_ctl_practice_options_clear (SignetCtlPracticeOptions *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->port, g_free);
  g_clear_pointer (&self->directory, g_free);
  g_clear_pointer (&self->poll_count, g_free);
  g_clear_pointer (&self->check_after, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->traits, g_ptr_array_unref);
}

/**
 * signet_ctl_practice_options_check:
 * @self: options
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether the options make sense together
 */
gboolean
signet_ctl_practice_options_check (const SignetCtlPracticeOptions  *self,
                                   GError                         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->reference != NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("--secret-file is missing for the reference “%s”."), self->reference);
      return FALSE;
    }
  for (guint i = 0; self->codes != NULL && i < self->codes->len; i++)
    {
      const CodeOption *code = self->codes->pdata[i];

      /* Standard input is for approvals. */
      if (g_str_equal (code->file, "-"))
        {
          g_set_error_literal (
            error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
            _ ("--secret-file needs a file here: standard input is for commands."));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_codes (const SignetCtlPracticeOptions  *self,
           SignetPractice                  *practice,
           GError                         **error)
{
  for (guint i = 0; self->codes != NULL && i < self->codes->len; i++)
    {
      const CodeOption *code = self->codes->pdata[i];
      g_autoptr (SignetSecret) secret =
        signet_ctl_input_secret ("--secret-file", code->file, error);

      if (secret == NULL)
        return FALSE;
      signet_practice_add_code (practice, code->reference, secret);
    }

  return TRUE;
}

static gboolean
get_number (const char  *option,
            const char  *text,
            guint        max,
            guint       *number,
            GError     **error)
{
  return text == NULL || signet_ctl_input_number (option, text, 0, max, number, error);
}

/**
 * signet_ctl_practice_options_build:
 * @self: options that were checked
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_CODE
 *
 * Reads the codes.
 *
 * Returns: (transfer full) (nullable): a practice CA that does not serve yet
 */
SignetPractice *
signet_ctl_practice_options_build (const SignetCtlPracticeOptions  *self,
                                   GError                         **error)
{
  g_autoptr (SignetPractice) practice = NULL;
  g_autofree char *folder = NULL;
  guint port = 0;
  guint poll_count = 0;
  guint check_after = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (!get_number ("--port", self->port, G_MAXUINT16, &port, error) ||
      !get_number ("--poll-count", self->poll_count, MAX_POLL_COUNT, &poll_count, error) ||
      !get_number ("--check-after", self->check_after, MAX_CHECK_AFTER, &check_after, error))
    return NULL;

  folder = self->directory != NULL
             ? signet_ctl_input_absolute (self->directory)
             : g_build_filename (g_get_user_data_dir (), "signet", "practice", NULL);
  practice = signet_practice_new (folder, port, self->approval, poll_count, check_after);

  return signet_ctl_practice_traits_apply (self->traits, practice, error) &&
             add_codes (self, practice, error)
           ? g_steal_pointer (&practice)
           : NULL;
}
