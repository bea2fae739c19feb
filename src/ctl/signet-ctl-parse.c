/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-parse.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-exit.h"
#include "ctl/signet-ctl-text.h"

#include <glib/gi18n-lib.h>

struct _SignetCtlParser
{
  const SignetCtlVerb *verb;
  GOptionContext *context;
  GPtrArray *flags; /* long names of the options that take no value */
  gboolean help;
  char *operand;
};

static void
note_flags (SignetCtlParser    *self,
            const GOptionEntry *entries)
{
  for (guint i = 0; entries[i].long_name != NULL; i++)
    if (entries[i].arg == G_OPTION_ARG_NONE || (entries[i].flags & G_OPTION_FLAG_NO_ARG) != 0)
      g_ptr_array_add (self->flags, g_strdup (entries[i].long_name));
}

/**
 * signet_ctl_parser_new:
 * @verb: what the options are for
 *
 * Returns: (transfer full): a parser that knows --help only
 */
SignetCtlParser *
signet_ctl_parser_new (const SignetCtlVerb *verb)
{
  SignetCtlParser *self = g_new0 (SignetCtlParser, 1);
  const GOptionEntry help[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_ ("Show this help"), NULL },
    { NULL },
  };

  self->verb = verb;
  self->flags = g_ptr_array_new_with_free_func (g_free);
  note_flags (self, help);
  self->context = g_option_context_new (verb->operand);
  g_option_context_set_translation_domain (self->context, GETTEXT_PACKAGE);
  g_option_context_set_summary (self->context, _ (verb->summary));
  /* GLib's own --help would end the process, and shows the groups one by one. */
  g_option_context_set_help_enabled (self->context, FALSE);
  g_option_context_add_main_entries (self->context, help, GETTEXT_PACKAGE);

  return self;
}

/**
 * signet_ctl_parser_free:
 * @self: (transfer full): a parser
 *
 * Frees the parser, not what the options point to.
 */
void
signet_ctl_parser_free (SignetCtlParser *self)
{
  g_return_if_fail (self != NULL);

  g_option_context_free (self->context);
  g_ptr_array_unref (self->flags);
  g_free (self->operand);
  g_free (self);
}

/**
 * signet_ctl_parser_add_options:
 * @self: a parser
 * @entries: (array zero-terminated=1): options of the verb itself
 *
 * Adds options; they may be on the caller's stack, what they point to must live as long as @self.
 */
void
signet_ctl_parser_add_options (SignetCtlParser    *self,
                               const GOptionEntry *entries)
{
  g_return_if_fail (self != NULL && entries != NULL);

  note_flags (self, entries);
  g_option_context_add_main_entries (self->context, entries, GETTEXT_PACKAGE);
}

/**
 * signet_ctl_parser_add_group:
 * @self: a parser
 * @name: a word for the group
 * @title: what stands above the group in the help
 * @entries: (array zero-terminated=1): the options
 * @user_data: what callbacks among the options get
 *
 * Adds a group of options that several verbs share.
 */
void
signet_ctl_parser_add_group (SignetCtlParser    *self,
                             const char         *name,
                             const char         *title,
                             const GOptionEntry *entries,
                             gpointer            user_data)
{
  GOptionGroup *group;

  g_return_if_fail (self != NULL && name != NULL && title != NULL && entries != NULL);

  note_flags (self, entries);
  group = g_option_group_new (name, title, title, user_data, NULL);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_group_add_entries (group, entries);
  g_option_context_add_group (self->context, group);
}

/**
 * signet_ctl_parser_get_help:
 * @self: a parser
 *
 * Returns: (transfer full): all options of the verb
 */
char *
signet_ctl_parser_get_help (SignetCtlParser *self)
{
  g_autofree char *usage = NULL;
  g_autofree char *before = NULL;
  char *help;

  g_return_val_if_fail (self != NULL, NULL);

  /* The help begins with the name of the program, which for people includes the verb. */
  before = g_strdup (g_get_prgname ());
  usage = g_strdup_printf ("signetctl %s", self->verb->name);
  g_set_prgname (usage);
  help = g_option_context_get_help (self->context, FALSE, NULL);
  g_set_prgname (before);

  return help;
}

/* GLib takes "--no-wait=false" for "--no-wait". */
static gboolean
check_flags (SignetCtlParser  *self,
             const GStrv       words,
             GError          **error)
{
  for (guint i = 1; words[i] != NULL && !g_str_equal (words[i], "--"); i++)
    for (guint j = 0; j < self->flags->len; j++)
      {
        g_autofree char *start = g_strdup_printf ("--%s=", (const char *) self->flags->pdata[j]);

        if (g_str_has_prefix (words[i], start))
          {
            g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("--%s takes no value."),
                         (const char *) self->flags->pdata[j]);
            return FALSE;
          }
      }

  return TRUE;
}

static gboolean
take_operand (SignetCtlParser  *self,
              GStrv             rest,
              GError          **error)
{
  gboolean wanted = self->verb->operand != NULL;
  gboolean optional = wanted && self->verb->operand[0] == '[';
  guint n = g_strv_length (rest) - 1;

  if (!wanted && n > 0)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("Nothing is expected at “%s”."),
                 rest[1]);
  else if (wanted && !optional && n == 0)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("%s is missing."),
                 self->verb->operand);
  else if (wanted && n > 1)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("Nothing is expected at “%s”."),
                 rest[2]);
  else
    {
      self->operand = n > 0 ? g_strdup (rest[1]) : NULL;
      return TRUE;
    }

  return FALSE;
}

/**
 * signet_ctl_parser_parse:
 * @self: a parser
 * @argc: how many words there are
 * @argv: the words; the first one is the verb
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Reads the options. With --help nothing else is asked for.
 *
 * Returns: whether the words make sense
 */
gboolean
signet_ctl_parser_parse (SignetCtlParser  *self,
                         int               argc,
                         char            **argv,
                         GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) rest = NULL;

  g_return_val_if_fail (self != NULL && argc > 0 && argv != NULL, FALSE);

  rest = g_new0 (char *, argc + 1);
  for (int i = 0; i < argc; i++)
    rest[i] = g_strdup (argv[i]);

  if (!check_flags (self, rest, error))
    return FALSE;
  if (!g_option_context_parse_strv (self->context, &rest, &local_error))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, local_error->message);
      return FALSE;
    }

  return self->help || take_operand (self, rest, error);
}

/**
 * signet_ctl_print_usage_error:
 * @verb: (nullable): the verb that was called
 * @message: what is wrong with the command line
 *
 * Tells it in one line on standard error, and where help is.
 */
void
signet_ctl_print_usage_error (const char *verb,
                              const char *message)
{
  g_autofree char *line = signet_ctl_text_escape (message);
  g_autofree char *name = NULL;

  name = verb != NULL ? g_strdup_printf ("signetctl %s", verb) : g_strdup ("signetctl");
  g_printerr ("%s: %s ", name, line);
  /* Translators: behind a sentence that says what is wrong; %s is "signetctl request" */
  g_printerr (_ ("See “%s --help”."), name);
  g_printerr ("\n");
}

/**
 * signet_ctl_parser_run:
 * @self: a parser
 * @argc: how many words there are
 * @argv: the words; the first one is the verb
 * @status: (out): exit status where the verb ends here
 *
 * Reads the options, prints the help where it is asked for, and says what is wrong.
 *
 * Returns: whether the verb goes on
 */
gboolean
signet_ctl_parser_run (SignetCtlParser  *self,
                       int               argc,
                       char            **argv,
                       int              *status)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *help = NULL;

  g_return_val_if_fail (self != NULL && status != NULL, FALSE);

  if (!signet_ctl_parser_parse (self, argc, argv, &error))
    {
      signet_ctl_print_usage_error (self->verb->name, error->message);
      *status = SIGNET_CTL_EXIT_USAGE;
      return FALSE;
    }
  if (self->help)
    {
      help = signet_ctl_parser_get_help (self);
      g_print ("%s", help);
      *status = SIGNET_CTL_EXIT_DONE;
      return FALSE;
    }

  return TRUE;
}

/**
 * signet_ctl_parser_wants_help:
 * @self: a parser that has read its options
 *
 * Returns: whether --help was among them
 */
gboolean
signet_ctl_parser_wants_help (SignetCtlParser *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->help;
}

/**
 * signet_ctl_parser_get_operand:
 * @self: a parser that has read its options
 *
 * Returns: (transfer none) (nullable): the word behind the options
 */
const char *
signet_ctl_parser_get_operand (SignetCtlParser *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->operand;
}
