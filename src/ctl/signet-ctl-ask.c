/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-files.h"
#include "ctl/signet-ctl-answer-private.h"
#include "ctl/signet-ctl-answer.h"
#include "ctl/signet-ctl-info-private.h"
#include "ctl/signet-ctl-info.h"
#include "ctl/signet-ctl-input.h"
#include "ctl/signet-ctl-job.h"
#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-question.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"
#include "ctl/signet-ctl-words.h"
#include "pki/signet-root-update.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  SignetCtlJob job;
  char *info;
  char *root;
  char *certificate;
  char *crl;
  char *folder;
} AskOptions;

static void
ask_options_clear (AskOptions *options)
{
  signet_ctl_job_clear (&options->job);
  g_free (options->info);
  g_free (options->root);
  g_free (options->certificate);
  g_free (options->crl);
  g_free (options->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AskOptions, ask_options_clear)

static void
add_options (AskOptions      *options,
             SignetCtlParser *parser)
{
  const GOptionEntry entries[] = {
    { "root", 0, 0, G_OPTION_ARG_FILENAME, &options->root,
      N_ ("root-update: the root certificate that one has"), N_ ("FILE") },
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate,
      N_ ("crls: a certificate whose revocation list is wanted"), N_ ("FILE") },
    { "old-crl", 0, 0, G_OPTION_ARG_FILENAME, &options->crl,
      N_ ("crls: the revocation list that one has"), N_ ("FILE") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options->folder,
      N_ ("Write what the CA sends into files in this folder"), N_ ("DIR") },
    { NULL },
  };

  signet_ctl_parser_add_group (parser, "what", _ ("What to ask for:"), entries, NULL);
  signet_ctl_job_add_options (&options->job, parser);
}

static gboolean
save (const AskOptions  *options,
      GPtrArray         *infos,
      GError           **error)
{
  g_autofree char *folder = NULL;

  if (options->folder == NULL)
    return TRUE;
  folder = signet_ctl_input_absolute (options->folder);
  if (!signet_files_make_folder (folder, error))
    return FALSE;
  for (guint i = 0; i < infos->len; i++)
    if (!signet_ctl_info_save (infos->pdata[i], folder, error))
      return FALSE;

  return TRUE;
}

/* Whoever names the root that they have wants to know whether it vouches for the next one. */
static gboolean
check_roots (const AskOptions         *options,
             const SignetCtlQuestion  *question,
             GPtrArray                *infos,
             GError                  **error)
{
  g_autoptr (SignetCertificate) old = NULL;

  if (options->root == NULL)
    return TRUE;
  old = signet_certificate_new_from_der (question->value, error);
  if (old == NULL)
    return FALSE;
  for (guint i = 0; i < infos->len; i++)
    if (signet_info_get_kind (infos->pdata[i]) == SIGNET_INFO_ROOT_UPDATE &&
        !signet_root_update_check (old, infos->pdata[i], error))
      return FALSE;

  return TRUE;
}

static void
print_json (const SignetCtlQuestion *question,
            GPtrArray               *infos,
            SignetReport            *report,
            const GError            *error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *answers = json_array_new ();

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    json_array_add_object_element (answers, signet_ctl_info_to_json (infos->pdata[i]));
  signet_ctl_json_set_text (object, "question", question->oid);
  json_object_set_array_member (object, "answers", answers);
  signet_ctl_answer_set_report (object, report);
  signet_ctl_json_set_error (object, error);
  signet_ctl_json_print_object (object);
}

static void
print_words (GPtrArray    *infos,
             SignetReport *report,
             const GError *error)
{
  g_autofree char *proof = report != NULL ? signet_ctl_answer_to_words (report) : NULL;
  g_autofree char *notes = report != NULL ? signet_ctl_answer_warnings_to_words (report) : NULL;
  g_autofree char *wrong = error != NULL ? signet_ctl_words_for_error (error) : NULL;

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      g_autofree char *words = signet_ctl_info_to_words (infos->pdata[i]);

      g_print ("%s", words);
    }
  if (infos != NULL && infos->len == 0)
    g_print ("%s\n", _ ("The CA answered, but told nothing."));
  g_print ("%s%s", notes != NULL ? notes : "", proof != NULL ? proof : "");
  if (wrong != NULL)
    g_printerr ("signetctl: %s", wrong);
}

static int
run (SignetManager           *manager,
     const AskOptions        *options,
     const SignetCtlQuestion *question,
     SignetProfile           *profile,
     SignetCredential        *credential,
     SignetSecret            *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (SignetCtlRun) wait = signet_ctl_run_new ();
  GAsyncResult *result;
  int status;

  task = signet_manager_ask_async (manager, profile, credential, passphrase, question->oid,
                                   question->value, NULL, signet_ctl_run_done_cb, wait);
  result = signet_ctl_run_wait (wait, task, FALSE);
  if (result != NULL)
    infos = signet_manager_ask_finish (manager, result, &report, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         _ ("Stopped before the answer came."));
  if (infos != NULL && check_roots (options, question, infos, &error))
    save (options, infos, &error);

  if (options->job.json)
    print_json (question, infos, report, error);
  else
    print_words (infos, report, error);
  status = error != NULL ? signet_ctl_exit_for_error (error) : SIGNET_CTL_EXIT_DONE;
  signet_ctl_run_leave (wait, status);

  return status;
}

static int
prepare_and_run (const AskOptions *options)
{
  const SignetCtlJob *job = &options->job;
  const SignetCtlQuestionFiles files = { options->root, options->certificate, options->crl };
  g_autoptr (GError) error = NULL;
  g_auto (SignetCtlQuestion) question = { 0 };
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetManager) manager = NULL;
  g_autoptr (SignetCredential) credential = NULL;
  g_autoptr (SignetSecret) passphrase = NULL;

  if (!signet_ctl_question_build (&question, options->info, &files, &error) ||
      (profile = signet_ctl_job_build_profile (job, &error)) == NULL ||
      (manager = signet_ctl_job_load_items (job, &error)) == NULL ||
      !signet_ctl_job_read_proof (job, manager, &credential, &passphrase, &error))
    return signet_ctl_report_error (error, job->json);
  signet_ctl_connection_print_notes (&job->connection, profile);
  if (credential == NULL)
    credential = signet_credential_new_none ();

  return run (manager, options, &question, profile, credential, passphrase);
}

/* signetctl ask: what the CA says of itself. */
int
signet_ctl_ask (const SignetCtlVerb  *verb,
                int                   argc,
                char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autoptr (GError) error = NULL;
  g_auto (AskOptions) options = { 0 };
  int status;

  add_options (&options, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  options.info = g_strdup (signet_ctl_parser_get_operand (parser));
  if (!signet_ctl_job_check (&options.job, &error))
    return signet_ctl_report_usage (verb, error, options.job.json);

  return prepare_and_run (&options);
}
