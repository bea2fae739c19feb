/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-command.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"

#include <glib/gi18n-lib.h>

static GStrv
split_words (const char *line)
{
  g_auto (GStrv) parts = g_strsplit_set (line, " \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);

  return g_strv_builder_end (words);
}

/**
 * signet_ctl_command_parse:
 * @self: (out): a zeroed command; to be cleared
 * @line: "approve N" or "reject N FAILINFO"
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Whether there is such a request and such a reason is for the CA to say.
 *
 * Returns: whether @line is a command
 */
gboolean
signet_ctl_command_parse (SignetCtlCommand  *self,
                          const char        *line,
                          GError           **error)
{
  g_auto (GStrv) words = NULL;
  guint n;

  g_return_val_if_fail (self != NULL && line != NULL, FALSE);

  words = split_words (line);
  n = g_strv_length (words);
  if (n == 2 && g_str_equal (words[0], "approve"))
    self->approve = TRUE;
  else if (n == 3 && g_str_equal (words[0], "reject"))
    self->fail_info = g_strdup (words[2]);
  else
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                           _ ("The commands are “approve N” and “reject N FAILINFO”."));
      return FALSE;
    }

  return signet_ctl_input_number (words[0], words[1], 1, G_MAXINT, &self->number, error);
}

/**
 * signet_ctl_command_clear:
 * @self: a command
 *
 * Frees what it holds.
 */
void
signet_ctl_command_clear (SignetCtlCommand *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->fail_info, g_free);
}
