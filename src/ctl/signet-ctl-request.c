/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-items.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-request-options.h"
#include "ctl/signet-ctl-verbs.h"

static int
run (SignetManager                 *manager,
     const SignetCtlRequestOptions *options,
     SignetRequest                 *request,
     SignetCredential              *credential,
     SignetSecret                  *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (SignetCtlRun) wait = signet_ctl_run_new ();
  GAsyncResult *result;

  signet_ctl_run_set_accepts (wait, options->job.accept_changed);
  task = signet_manager_request_async (manager, request, credential, passphrase,
                                       signet_ctl_job_get_flags (&options->job), NULL,
                                       signet_ctl_run_done_cb, wait);
  result = signet_ctl_run_wait (wait, task,
                                signet_request_needs_key (request) &&
                                  !signet_request_has_central_key (request));
  if (result != NULL)
    item = signet_manager_request_finish (manager, result, &error);

  return signet_ctl_report_run (manager, wait, item, error, options->job.json);
}

/* Where nothing is given the profile allows that. */
static SignetCredential *
build_credential (const SignetCtlJob  *job,
                  SignetManager       *manager,
                  GError             **error)
{
  if (!signet_ctl_credential_is_given (&job->credential))
    return signet_credential_new_none ();

  return signet_ctl_credential_build (&job->credential, signet_manager_get_items (manager), error);
}

static int
prepare_and_run (const SignetCtlRequestOptions *options,
                 SignetRequest                 *request)
{
  const SignetCtlJob *job = &options->job;
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetManager) manager = NULL;
  g_autoptr (SignetCredential) credential = NULL;
  g_autoptr (SignetSecret) passphrase = NULL;

  if ((manager = signet_ctl_job_load_items (job, &error)) == NULL ||
      (credential = build_credential (job, manager, &error)) == NULL ||
      (job->passphrase_file != NULL &&
       (passphrase = signet_ctl_job_read_passphrase (job, SIGNET_SHORTEST_PASSPHRASE, &error)) ==
         NULL))
    return signet_ctl_report_error (error, job->json);
  signet_ctl_connection_print_notes (&job->connection, signet_request_get_profile (request));

  return run (manager, options, request, credential, passphrase);
}

/* signetctl request: a new item, from its key to its certificate. */
int
signet_ctl_request (const SignetCtlVerb  *verb,
                    int                   argc,
                    char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlRequestOptions) options = { 0 };
  g_autoptr (SignetRequest) request = NULL;
  int status;

  signet_ctl_request_options_add (&options, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  if (!signet_ctl_request_options_check (&options, &error) ||
      (request = signet_ctl_request_options_build (&options, &error)) == NULL)
    return signet_ctl_report_usage (verb, error, options.job.json);

  return prepare_and_run (&options, request);
}
