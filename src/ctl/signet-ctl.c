/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl.h"

#include "ctl/signet-ctl-exit.h"
#include "ctl/signet-ctl-verbs.h"
#include "pki/signet-init.h"
#include "pki/signet-key.h"
#include "pki/signet-library.h"

#include <glib/gi18n-lib.h>

#include <stdio.h>

static const SignetCtlVerb verbs[] = {
  { "request", NULL, N_ ("Get a certificate from a server."), signet_ctl_request },
  { "list", NULL, N_ ("List the certificates."), signet_ctl_list },
  { "pending", NULL, N_ ("List the requests that have no certificate yet."), signet_ctl_pending },
  { "show", "ID", N_ ("Show a certificate or a request."), signet_ctl_show },
  { "resume", "ID", N_ ("Go on with a request that is not finished."), signet_ctl_resume },
  { "cancel", "ID", N_ ("Give a request up and tell the server."), signet_ctl_cancel },
  { "renew", "ID", N_ ("Renew a certificate."), signet_ctl_renew },
  { "revoke", "[ID]", N_ ("Revoke a certificate."), signet_ctl_revoke },
  { "ask", "[INFO]", N_ ("Ask a CA what it says of itself."), signet_ctl_ask },
  { "practice", NULL, N_ ("Run the practice CA, which is not for real use."), signet_ctl_practice },
};

/**
 * signet_ctl_get_n_verbs:
 *
 * Returns: how many verbs there are
 */
guint
signet_ctl_get_n_verbs (void)
{
  return G_N_ELEMENTS (verbs);
}

/**
 * signet_ctl_get_verb:
 * @index: which one
 *
 * Returns: (transfer none): a row of the table of verbs
 */
const SignetCtlVerb *
signet_ctl_get_verb (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (verbs), NULL);

  return &verbs[index];
}

static const SignetCtlVerb *
lookup (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      return &verbs[i];

  return NULL;
}

static int
print_help (void)
{
  g_print ("%s\n  signetctl %s\n\n", _ ("Usage:"), _ ("VERB [OPTION…]"));
  g_print ("%s\n\n%s\n", _ ("Get and keep personal certificates over CMP."), _ ("Verbs:"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %-10s %s\n", verbs[i].name, _ (verbs[i].summary));
  g_print ("\n%s\n  %-10s %s\n  %-10s %s\n\n", _ ("Options:"),
           "--help", _ ("Show this help"), "--version", _ ("Show the version"));
  g_print ("%s\n", _ ("“signetctl VERB --help” shows the options of a verb."));

  return SIGNET_CTL_EXIT_DONE;
}

static int
print_version (void)
{
  g_autofree char *warning = signet_library_dup_warning ();
  g_autofree char *keys = g_strjoinv (", ", (char **) signet_key_get_choices ());

  g_print ("signetctl %s\n%s\n", PACKAGE_VERSION, signet_pki_get_library ());
  g_print (_ ("Types of key: %s"), keys);
  g_print ("\n");
  if (warning != NULL)
    g_printerr ("%s\n", warning);

  return SIGNET_CTL_EXIT_DONE;
}

static int
dispatch (int    argc,
          char **argv)
{
  const SignetCtlVerb *verb;
  g_autofree char *message = NULL;

  if (argc < 2)
    {
      signet_ctl_print_usage_error (NULL, _ ("A verb is missing."));
      return SIGNET_CTL_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    return print_version ();
  verb = lookup (argv[1]);
  if (verb != NULL)
    return verb->run (verb, argc - 1, argv + 1);

  message = g_strdup_printf (
    argv[1][0] == '-' ? _ ("“%s” is no option of signetctl.") : _ ("“%s” is no verb."), argv[1]);
  signet_ctl_print_usage_error (NULL, message);

  return SIGNET_CTL_EXIT_USAGE;
}

/**
 * signet_ctl_main:
 * @argc: how many words there are
 * @argv: the words of the command line, the program's name first
 *
 * Does what the command line asks for.
 *
 * Returns: the exit status, a #SignetCtlExit
 */
int
signet_ctl_main (int    argc,
                 char **argv)
{
  int status;

  g_set_prgname ("signetctl");
  status = dispatch (argc, argv);

  /* A script must not take half an answer for a whole one: the disk or the pipe may be full or
   * gone. */
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == SIGNET_CTL_EXIT_DONE)
    status = SIGNET_CTL_EXIT_FAILED;

  return status;
}
