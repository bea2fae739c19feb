/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetCtlVerb:
 * @name: the word after "signetctl"
 * @operand: (nullable): what stands behind the options in the help, %NULL where nothing does; in
 *   brackets where it may be left out
 * @summary: (translatable): what it does, in one line
 * @run: does it and gives the exit status; @argv[0] is the verb
 *
 * One thing that signetctl can do. The rows are static.
 */
typedef struct _SignetCtlVerb SignetCtlVerb;

struct _SignetCtlVerb
{
  const char *name;
  const char *operand;
  const char *summary;
  int (*run) (const SignetCtlVerb *verb,
              int argc,
              char **argv);
};

/**
 * SignetCtlParser:
 *
 * The options of one verb: strict, and without a way to end the process by itself.
 */
typedef struct _SignetCtlParser SignetCtlParser;

SignetCtlParser *signet_ctl_parser_new         (const SignetCtlVerb  *verb) G_GNUC_WARN_UNUSED_RESULT;
void             signet_ctl_parser_free        (SignetCtlParser      *self);
void             signet_ctl_parser_add_options (SignetCtlParser      *self,
                                                const GOptionEntry   *entries);
void             signet_ctl_parser_add_group   (SignetCtlParser      *self,
                                                const char           *name,
                                                const char           *title,
                                                const GOptionEntry   *entries,
                                                gpointer              user_data);
char            *signet_ctl_parser_get_help    (SignetCtlParser      *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean         signet_ctl_parser_parse       (SignetCtlParser      *self,
                                                int                   argc,
                                                char                **argv,
                                                GError              **error);
gboolean         signet_ctl_parser_run         (SignetCtlParser      *self,
                                                int                   argc,
                                                char                **argv,
                                                int                  *status);
gboolean         signet_ctl_parser_wants_help  (SignetCtlParser      *self);
const char      *signet_ctl_parser_get_operand (SignetCtlParser      *self);
void             signet_ctl_print_usage_error  (const char           *verb,
                                                const char           *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCtlParser, signet_ctl_parser_free)

G_END_DECLS
