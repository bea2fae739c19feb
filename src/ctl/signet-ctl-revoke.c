/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "core/signet-revocation.h"
#include "ctl/signet-ctl-answer-private.h"
#include "ctl/signet-ctl-answer.h"
#include "ctl/signet-ctl-input.h"
#include "ctl/signet-ctl-items.h"
#include "ctl/signet-ctl-job.h"
#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"
#include "ctl/signet-ctl-words.h"
#include "pki/signet-certificate.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  SignetCtlJob job;
  char *id;
  char *certificate;
  char *serial;
  char *issuer;
  char *reason;
} RevokeOptions;

static void
revoke_options_clear (RevokeOptions *options)
{
  signet_ctl_job_clear (&options->job);
  g_free (options->id);
  g_free (options->certificate);
  g_free (options->serial);
  g_free (options->issuer);
  g_free (options->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RevokeOptions, revoke_options_clear)

static void
add_options (RevokeOptions   *options,
             SignetCtlParser *parser)
{
  const GOptionEntry entries[] = {
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate,
      N_ ("Certificate to revoke, where it is no item"), N_ ("FILE") },
    { "serial", 0, 0, G_OPTION_ARG_STRING, &options->serial,
      N_ ("Serial number of a certificate that is lost"), N_ ("HEX") },
    { "issuer", 0, 0, G_OPTION_ARG_FILENAME, &options->issuer,
      N_ ("Who issued it: the CA’s certificate or its name"), N_ ("FILE|DN") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options->reason,
      N_ ("Why: keyCompromise, superseded, cessationOfOperation…"), N_ ("REASON") },
    { NULL },
  };

  signet_ctl_parser_add_group (parser, "what", _ ("What to revoke:"), entries, NULL);
  signet_ctl_job_add_options (&options->job, parser);
}

static gboolean
check (const RevokeOptions  *options,
       GError              **error)
{
  guint n = (options->id != NULL) + (options->certificate != NULL) + (options->serial != NULL);
  const char *wrong = NULL;

  if (!signet_ctl_job_check (&options->job, error))
    return FALSE;

  if (n != 1)
    wrong = _ ("Either an ID, or --cert, or --serial and --issuer are needed.");
  else if ((options->serial != NULL) != (options->issuer != NULL))
    wrong = _ ("--serial and --issuer need each other.");
  if (wrong != NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, wrong);

  return wrong == NULL;
}

/* "key-compromise" is as good as "keyCompromise". */
static gboolean
parse_reason (const char  *text,
              int         *reason,
              GError     **error)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *word = NULL;

  *reason = SIGNET_REVOCATION_NO_REASON;
  if (text == NULL)
    return TRUE;
  /* But "-1" is not 1. */
  parts = g_strsplit (text, "-", -1);
  word = g_ascii_isalpha (text[0]) ? g_strjoinv ("", parts) : g_strdup (text);
  if (signet_revocation_reason_parse (word, reason, error))
    return TRUE;
  g_prefix_error (error, "--reason: ");

  return FALSE;
}

static SignetName *
read_issuer (const char  *text,
             GError     **error)
{
  g_autoptr (SignetCertificate) certificate = NULL;

  if (!g_file_test (text, G_FILE_TEST_EXISTS))
    return signet_ctl_input_name ("--issuer", text, error);

  certificate = signet_ctl_input_certificate ("--issuer", text, error);

  return certificate != NULL ? signet_name_ref (signet_certificate_get_subject (certificate))
                             : NULL;
}

static SignetRevocation *
build_from_file (const char  *path,
                 int          reason,
                 GError     **error)
{
  g_autoptr (SignetCertificate) certificate =
    signet_ctl_input_certificate ("--cert", path, error);

  return certificate != NULL
           ? signet_revocation_new_certificate (signet_certificate_get_der (certificate), reason)
           : NULL;
}

static SignetRevocation *
build_revocation (const RevokeOptions  *options,
                  GListModel           *items,
                  GError              **error)
{
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetName) issuer = NULL;
  int reason;

  if (!parse_reason (options->reason, &reason, error))
    return NULL;
  if (options->certificate != NULL)
    return build_from_file (options->certificate, reason, error);
  if (options->serial != NULL)
    {
      issuer = read_issuer (options->issuer, error);
      return issuer != NULL
               ? signet_revocation_new_serial (issuer, options->serial, reason, error)
               : NULL;
    }
  item = signet_ctl_items_find (items, options->id, error);

  return item != NULL ? signet_revocation_new_item (signet_item_get_id (item), reason) : NULL;
}

static SignetItem *
find_item (SignetManager    *manager,
           SignetRevocation *revocation)
{
  const char *id = signet_revocation_get_item (revocation);

  return id != NULL ? signet_manager_get_item (manager, id) : NULL;
}

/* Without an item there is nothing that knows the server. */
static gboolean
build_profile (const RevokeOptions  *options,
               SignetItem           *item,
               SignetProfile       **profile,
               GError              **error)
{
  const SignetCtlConnection *connection = &options->job.connection;

  if (item != NULL && !signet_ctl_connection_is_given (connection))
    return TRUE;
  *profile = signet_ctl_connection_build (
    connection, item != NULL ? signet_item_get_profile (item) : NULL, error);
  if (*profile == NULL)
    return FALSE;
  signet_ctl_connection_print_notes (connection, *profile);
  if (signet_profile_get_server (*profile) != NULL)
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("--server is missing."));

  return FALSE;
}

/* A recorded answer revokes nothing, and a hold that is over is not a revocation. */
static const char *
end_to_words (const RevokeOptions *options,
              SignetRevocation    *revocation)
{
  if (options->job.trace.replay != NULL)
    return NULL;
  if (signet_revocation_get_reason (revocation) == SIGNET_REVOCATION_REMOVE_FROM_CRL)
    return _ ("The certificate is valid again.");

  return _ ("The certificate is revoked.");
}

static gboolean
is_revoked (const RevokeOptions *options,
            SignetRevocation    *revocation,
            const GError        *error)
{
  return error == NULL && options->job.trace.replay == NULL &&
         signet_revocation_get_reason (revocation) != SIGNET_REVOCATION_REMOVE_FROM_CRL;
}

static void
print_json (const RevokeOptions *options,
            SignetRevocation    *revocation,
            SignetItem          *item,
            SignetReport        *report,
            const GError        *error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  int reason = signet_revocation_get_reason (revocation);

  signet_ctl_json_set_text (object, "id", signet_revocation_get_item (revocation));
  signet_ctl_json_set_text (object, "reason", signet_revocation_reason_to_name (reason));
  json_object_set_boolean_member (object, "revoked",
                                  is_revoked (options, revocation, error));
  if (item != NULL)
    json_object_set_object_member (
      object, "item", signet_ctl_json_from_item (item, NULL, g_get_real_time () / G_USEC_PER_SEC));
  else
    json_object_set_null_member (object, "item");
  signet_ctl_answer_set_report (object, report);
  signet_ctl_json_set_error (object, error);
  signet_ctl_json_print_object (object);
}

/* What nobody may take for a certificate that is certainly valid, or certainly not. */
static gboolean
is_open (const RevokeOptions *options,
         SignetItem          *item,
         gboolean             left)
{
  return options->job.trace.replay == NULL && !options->job.trace.dry_run &&
         (left ||
          (item != NULL && signet_item_get_revocation (item) == SIGNET_REVOCATION_UNKNOWN));
}

static void
print_words (const char   *end,
             SignetReport *report,
             const GError *error,
             gboolean      open)
{
  g_autofree char *proof = report != NULL ? signet_ctl_answer_to_words (report) : NULL;
  g_autofree char *notes = report != NULL ? signet_ctl_answer_warnings_to_words (report) : NULL;
  g_autofree char *words = error != NULL ? signet_ctl_words_for_error (error) : NULL;

  if (words != NULL)
    g_printerr ("signetctl: %s", words);
  else if (end != NULL)
    g_print ("%s\n", end);
  if (open)
    g_printerr ("%s\n", _ ("Whether the certificate is revoked is not known. Ask once more."));
  g_print ("%s%s", notes != NULL ? notes : "", proof != NULL ? proof : "");
}

static int
run (SignetManager       *manager,
     const RevokeOptions *options,
     SignetRevocation    *revocation,
     SignetProfile       *profile,
     SignetCredential    *credential,
     SignetSecret        *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReport) report = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (SignetCtlRun) wait = signet_ctl_run_new ();
  GAsyncResult *result;
  int status;

  task = signet_manager_revoke_async (manager, revocation, profile, credential, passphrase, NULL,
                                      signet_ctl_run_done_cb, wait);
  result = signet_ctl_run_wait (wait, task, FALSE);
  if (result != NULL)
    report = signet_manager_revoke_finish (manager, result, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         _ ("Stopped before the answer came."));

  if (options->job.json)
    print_json (options, revocation, find_item (manager, revocation), report, error);
  else
    print_words (end_to_words (options, revocation), report, error,
                 is_open (options, find_item (manager, revocation), result == NULL));
  status = error != NULL ? signet_ctl_exit_for_error (error) : SIGNET_CTL_EXIT_DONE;
  signet_ctl_run_leave (wait, status);

  return status;
}

static int
prepare_and_run (const RevokeOptions *options)
{
  const SignetCtlJob *job = &options->job;
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetManager) manager = signet_ctl_job_load_items (job, &error);
  g_autoptr (SignetRevocation) revocation = NULL;
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetCredential) credential = NULL;
  g_autoptr (SignetSecret) passphrase = NULL;

  if (manager == NULL ||
      (revocation = build_revocation (options, signet_manager_get_items (manager), &error)) ==
        NULL ||
      !build_profile (options, find_item (manager, revocation), &profile, &error) ||
      !signet_ctl_job_read_proof (job, manager, &credential, &passphrase, &error))
    return signet_ctl_report_error (error, job->json);

  return run (manager, options, revocation, profile, credential, passphrase);
}

/* signetctl revoke: a certificate is not to be valid any more. */
int
signet_ctl_revoke (const SignetCtlVerb  *verb,
                   int                   argc,
                   char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  g_autoptr (GError) error = NULL;
  g_auto (RevokeOptions) options = { 0 };
  int status;

  add_options (&options, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  options.id = g_strdup (signet_ctl_parser_get_operand (parser));
  if (!check (&options, &error))
    return signet_ctl_report_usage (verb, error, options.job.json);

  return prepare_and_run (&options);
}
