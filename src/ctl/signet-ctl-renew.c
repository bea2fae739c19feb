/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-again.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-request-options.h"
#include "ctl/signet-ctl-verbs.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  SignetCtlJob job;
  gboolean same_key;
  char *key;
} RenewOptions;

static void
renew_options_clear (RenewOptions *options)
{
  signet_ctl_job_clear (&options->job);
  g_free (options->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RenewOptions, renew_options_clear)

static void
add_options (RenewOptions    *options,
             SignetCtlParser *parser)
{
  const GOptionEntry entries[] = {
    { "same-key", 0, 0, G_OPTION_ARG_NONE, &options->same_key,
      N_ ("Have the key of before certified again, instead of a new one"), NULL },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options->key,
      N_ ("Type of the new key (that of before), or file:PATH"), N_ ("TYPE") },
    { NULL },
  };

  signet_ctl_parser_add_group (parser, "what", _ ("What to ask for:"), entries, NULL);
  signet_ctl_connection_add_request_options (&options->job.connection, parser);
  signet_ctl_job_add_options (&options->job, parser);
  signet_ctl_job_add_wishes (&options->job, parser);
}

static gboolean
check (const RenewOptions  *options,
       GError             **error)
{
  if (!signet_ctl_job_check (&options->job, error))
    return FALSE;
  if (!options->same_key || options->key == NULL)
    return TRUE;

  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                       _ ("--same-key and --key exclude each other."));

  return FALSE;
}

static int
renew (const RenewOptions *options,
       const char         *id)
{
  const SignetCtlJob *job = &options->job;
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlAgain) again = { 0 };
  g_autoptr (SignetKeySpec) key_spec = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (SignetCtlRun) wait = NULL;
  GAsyncResult *result;

  /* The old item is not what failed, so nothing is told about it. */
  if ((options->key != NULL &&
       (key_spec = signet_ctl_request_parse_key (options->key, &error)) == NULL) ||
      !signet_ctl_again_prepare (&again, job, id, &error))
    return signet_ctl_report_error (error, job->json);

  wait = signet_ctl_run_new ();
  signet_ctl_run_set_accepts (wait, job->accept_changed);
  task = signet_manager_renew_async (
    again.manager, signet_item_get_id (again.item), options->same_key, key_spec, again.profile,
    again.credential, again.passphrase, signet_ctl_job_get_flags (job), NULL,
    signet_ctl_run_done_cb, wait);
  result = signet_ctl_run_wait (wait, task, !options->same_key);
  if (result != NULL)
    item = signet_manager_renew_finish (again.manager, result, &error);

  return signet_ctl_report_run (again.manager, wait, item, error, job->json);
}

/* signetctl renew: what a certificate says once more, as a new item. */
int
signet_ctl_renew (const SignetCtlVerb  *verb,
                  int                   argc,
                  char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autoptr (GError) error = NULL;
  g_auto (RenewOptions) options = { 0 };
  int status;

  add_options (&options, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  if (!check (&options, &error))
    return signet_ctl_report_usage (verb, error, options.job.json);

  return renew (&options, signet_ctl_parser_get_operand (parser));
}
