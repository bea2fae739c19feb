/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-again.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"

#include <glib/gi18n-lib.h>

static int
resume (const SignetCtlJob *job,
        const char         *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlAgain) again = { 0 };
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (SignetCtlRun) wait = NULL;
  GAsyncResult *result;

  if (!signet_ctl_again_prepare (&again, job, id, &error))
    return signet_ctl_report_job (again.item, error, job->json);

  wait = signet_ctl_run_new ();
  signet_ctl_run_set_accepts (wait, job->accept_changed);
  task = signet_manager_resume_async (
    again.manager, signet_item_get_id (again.item), again.profile, again.credential,
    again.passphrase, signet_ctl_job_get_flags (job), NULL, signet_ctl_run_done_cb, wait);
  result = signet_ctl_run_wait (wait, task, FALSE);
  if (result != NULL)
    item = signet_manager_resume_finish (again.manager, result, &error);

  return signet_ctl_report_run (again.manager, wait, item, error, job->json);
}

/* signetctl resume: an item that was left goes on. */
int
signet_ctl_resume (const SignetCtlVerb  *verb,
                   int                   argc,
                   char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlJob) job = { 0 };
  int status;
  const GOptionEntry entries[] = {
    { "start-over", 0, 0, G_OPTION_ARG_NONE, &job.start_over,
      N_ ("Send a request again whose answer is unknown or that was given up; a second certificate "
          "may come of it"),
      NULL },
    { NULL },
  };

  signet_ctl_parser_add_options (parser, entries);
  signet_ctl_job_add_options (&job, parser);
  signet_ctl_job_add_wishes (&job, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  if (!signet_ctl_job_check (&job, &error))
    return signet_ctl_report_usage (verb, error, job.json);

  return resume (&job, signet_ctl_parser_get_operand (parser));
}
