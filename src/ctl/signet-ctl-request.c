/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"
#include "ctl/signet-ctl-items.h"
#include "ctl/signet-ctl-job.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define KEY_FILE "file:"

typedef struct
{
  SignetCtlJob job;
  char *subject;
  char **alt_names;
  char *key;
  char *operation;
  char *label;
} RequestOptions;

static void
request_options_clear (RequestOptions *options)
{
  signet_ctl_job_clear (&options->job);
  g_free (options->subject);
  g_strfreev (options->alt_names);
  g_free (options->key);
  g_free (options->operation);
  g_free (options->label);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RequestOptions, request_options_clear)

static void
add_options (RequestOptions  *options,
             SignetCtlParser *parser)
{
  const GOptionEntry entries[] = {
    { "subject", 0, 0, G_OPTION_ARG_STRING, &options->subject,
      N_ ("Distinguished name to ask for, as in “CN=…,O=…”"), N_ ("DN") },
    { "san", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->alt_names,
      N_ ("Alternative name: email:, dns:, ip:, uri: or upn: and its value"), N_ ("KIND:VALUE") },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options->key,
      N_ ("Type of the new key (ec:P-256), or file:PATH"), N_ ("TYPE") },
    { "operation", 0, 0, G_OPTION_ARG_STRING, &options->operation,
      N_ ("ir for a first certificate (default), cr for a further one"), N_ ("ir|cr") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->label,
      N_ ("What the item is called in lists"), N_ ("LABEL") },
    { NULL },
  };

  signet_ctl_parser_add_options (parser, entries);
  signet_ctl_job_add_options (&options->job, parser);
  signet_ctl_job_add_wishes (&options->job, parser);
}

static gboolean
check (const RequestOptions  *options,
       GError               **error)
{
  const char *missing = NULL;

  if (!signet_ctl_job_check (&options->job, error))
    return FALSE;

  if (options->subject == NULL)
    missing = _ ("--subject is missing.");
  else if (!signet_ctl_credential_is_given (&options->job.credential))
    missing = _ ("--secret-file or --credential is missing.");
  if (missing != NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, missing);

  return missing == NULL;
}

static SignetTemplate *
build_template (const RequestOptions  *options,
                GError               **error)
{
  g_autoptr (SignetName) subject = signet_ctl_input_name ("--subject", options->subject, error);
  g_autoptr (GPtrArray) alt_names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);

  if (subject == NULL)
    return NULL;
  for (guint i = 0; options->alt_names != NULL && options->alt_names[i] != NULL; i++)
    {
      SignetAltName *name = signet_alt_name_parse (options->alt_names[i], error);

      if (name == NULL)
        {
          g_prefix_error (error, "--san: ");
          return NULL;
        }
      g_ptr_array_add (alt_names, name);
    }

  return signet_template_new (subject, alt_names);
}

static SignetKeySpec *
build_key_spec (const RequestOptions  *options,
                GError               **error)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (options->key == NULL || !g_str_has_prefix (options->key, KEY_FILE))
    return signet_key_spec_parse (options->key != NULL ? options->key : "ec:P-256", error);

  path = signet_ctl_input_absolute (options->key + strlen (KEY_FILE));
  if (!signet_ctl_input_check_file ("--key", path, error))
    return NULL;
  text = g_strconcat (KEY_FILE, path, NULL);

  return signet_key_spec_parse (text, error);
}

static gboolean
set_operation (SignetRequest  *request,
               const char     *name,
               GError        **error)
{
  const SignetOperation *operation;

  if (name == NULL)
    return TRUE;

  operation = signet_operation_lookup (name);
  if (operation == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("--operation: “%s” is not one of ir and cr."), name);
      return FALSE;
    }
  signet_request_set_operation (request, operation);

  return TRUE;
}

static SignetProfile *
build_profile (const RequestOptions  *options,
               GError               **error)
{
  g_autoptr (SignetProfile) profile =
    signet_ctl_connection_build (&options->job.connection, NULL, error);

  if (profile == NULL || signet_profile_get_server (profile) != NULL)
    return g_steal_pointer (&profile);

  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("--server is missing."));

  return NULL;
}

static SignetRequest *
build_request (const RequestOptions  *options,
               GError               **error)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetTemplate) asked = NULL;
  g_autoptr (SignetKeySpec) key_spec = NULL;

  if ((profile = build_profile (options, error)) == NULL ||
      (asked = build_template (options, error)) == NULL ||
      (key_spec = build_key_spec (options, error)) == NULL ||
      !set_operation (request, options->operation, error))
    return NULL;

  signet_request_set_profile (request, profile);
  signet_request_set_template (request, asked);
  signet_request_set_key_spec (request, key_spec);
  signet_request_set_label (request, options->label);
  signet_request_set_reference (request, options->job.credential.reference);

  return signet_request_validate (request, error) ? g_steal_pointer (&request) : NULL;
}

static int
run (SignetManager        *manager,
     const RequestOptions *options,
     SignetRequest        *request,
     SignetCredential     *credential,
     SignetSecret         *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetTask) task = NULL;
  g_autoptr (SignetCtlRun) wait = signet_ctl_run_new ();
  GAsyncResult *result;

  task = signet_manager_request_async (manager, request, credential, passphrase,
                                       signet_ctl_job_get_flags (&options->job), NULL,
                                       signet_ctl_run_done_cb, wait);
  result = signet_ctl_run_wait (wait, task, TRUE);
  if (result != NULL)
    item = signet_manager_request_finish (manager, result, &error);

  return signet_ctl_report_run (manager, wait, item, error, options->job.json);
}

static int
prepare_and_run (const RequestOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = build_request (options, &error);
  g_autoptr (SignetManager) manager = NULL;
  g_autoptr (SignetCredential) credential = NULL;
  g_autoptr (SignetSecret) passphrase = NULL;
  const char *passphrase_file = options->job.passphrase_file;

  if (request == NULL || (manager = signet_ctl_items_load (&error)) == NULL ||
      (credential = signet_ctl_credential_build (
         &options->job.credential, signet_manager_get_items (manager), &error)) == NULL ||
      (passphrase_file != NULL &&
       (passphrase = signet_ctl_job_read_passphrase (&options->job, SIGNET_SHORTEST_PASSPHRASE,
                                                     &error)) == NULL))
    return signet_ctl_report_error (error, options->job.json);
  signet_ctl_connection_print_notes (&options->job.connection,
                                     signet_request_get_profile (request));

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
  g_auto (RequestOptions) options = { 0 };
  int status;

  add_options (&options, parser);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  if (!check (&options, &error))
    return signet_ctl_report_usage (verb, error, options.job.json);

  return prepare_and_run (&options);
}
