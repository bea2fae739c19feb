/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-again.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"

#include <glib/gi18n-lib.h>

static SignetTask *
start (const SignetCtlAgain *again,
       gboolean              local,
       SignetCtlRun         *wait)
{
  const char *id = signet_item_get_id (again->item);

  if (local)
    return signet_manager_give_up_async (again->manager, id, NULL, signet_ctl_run_done_cb, wait);

  return signet_manager_cancel_async (again->manager, id, again->profile, again->credential,
                                      again->passphrase, NULL, signet_ctl_run_done_cb, wait);
}

static int
cancel (const SignetCtlJob *job,
        gboolean            local,
        const char         *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlAgain) again = { 0 };
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (SignetCtlRun) wait = NULL;
  GAsyncResult *result;
  int status;

  if (!signet_ctl_again_prepare (&again, job, id, &error))
    return signet_ctl_report_job (again.item, error, job->json);

  wait = signet_ctl_run_new ();
  task = start (&again, local, wait);
  result = signet_ctl_run_wait (wait, task, FALSE);
  if (result != NULL)
    item = signet_manager_cancel_finish (again.manager, result, &error);
  status = signet_ctl_report_run (again.manager, wait, item, error, job->json);

  /* Here an item that is given up is what was asked for. */
  return error == NULL && item != NULL && signet_item_get_state (item) == SIGNET_ITEM_STATE_GIVEN_UP
           ? SIGNET_CTL_EXIT_DONE
           : status;
}

/* signetctl cancel: an item is given up, and the server learns of it, unless that is not wished. */
int
signet_ctl_cancel (const SignetCtlVerb  *verb,
                   int                   argc,
                   char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlJob) job = { 0 };
  gboolean local = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "local", 0, 0, G_OPTION_ARG_NONE, &local,
      N_ ("Give it up here only: the server is not told, and may still issue a certificate"),
      NULL },
    { NULL },
  };

  signet_ctl_parser_add_options (parser, entries);
  signet_ctl_job_add_options (&job, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  if (!signet_ctl_job_check (&job, &error))
    return signet_ctl_report_usage (verb, error, job.json);

  return cancel (&job, local, signet_ctl_parser_get_operand (parser));
}
