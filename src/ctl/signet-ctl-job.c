/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-job.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"
#include "ctl/signet-ctl-items.h"

#include <glib/gi18n-lib.h>

/**
 * signet_ctl_job_add_options:
 * @self: where the options go
 * @parser: the parser of a verb that talks to a server
 *
 * Adds connection, credential, diagnostics, --passphrase-file and --json.
 */
void
signet_ctl_job_add_options (SignetCtlJob    *self,
                            SignetCtlParser *parser)
{
  const GOptionEntry entries[] = {
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &self->passphrase_file,
      N_ ("File whose first line is your own passphrase for the key, “-” for standard input"),
      N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print a JSON object"), NULL },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_options (parser, entries);
  signet_ctl_connection_add_options (&self->connection, parser);
  signet_ctl_credential_add_options (&self->credential, parser);
  signet_ctl_trace_add_options (&self->trace, parser);
}

/**
 * signet_ctl_job_add_wishes:
 * @self: where the options go
 * @parser: the parser of a verb that wants a certificate in the end
 *
 * Adds --no-wait, --accept-unverified, --accept-changed and --forget-code.
 */
void
signet_ctl_job_add_wishes (SignetCtlJob    *self,
                           SignetCtlParser *parser)
{
  const GOptionEntry entries[] = {
    { "no-wait", 0, 0, G_OPTION_ARG_NONE, &self->no_wait,
      N_ ("Leave the request pending where the server asks to wait"), NULL },
    { "accept-unverified", 0, 0, G_OPTION_ARG_NONE, &self->accept_unverified,
      N_ ("Take the certificate even where its CA is not known"), NULL },
    { "accept-changed", 0, 0, G_OPTION_ARG_NONE, &self->accept_changed,
      N_ ("Take the certificate even where the setup file wants a person to look at it"), NULL },
    { "forget-code", 0, 0, G_OPTION_ARG_NONE, &self->forget_code,
      N_ ("Do not keep the code in the keyring while the request waits"), NULL },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_group (parser, "wishes", _ ("Waiting and accepting:"), entries, NULL);
}

/**
 * signet_ctl_job_clear:
 * @self: options
 *
 * Frees what was given.
 */
void
signet_ctl_job_clear (SignetCtlJob *self)
{
  g_return_if_fail (self != NULL);

  signet_ctl_connection_clear (&self->connection);
  signet_ctl_credential_clear (&self->credential);
  signet_ctl_trace_clear (&self->trace);
  g_clear_pointer (&self->passphrase_file, g_free);
}

/**
 * signet_ctl_job_check:
 * @self: options
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether the options make sense together
 */
gboolean
signet_ctl_job_check (const SignetCtlJob  *self,
                      GError             **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!signet_ctl_credential_check (&self->credential, error))
    return FALSE;
  if (g_strcmp0 (self->passphrase_file, "-") != 0 ||
      g_strcmp0 (self->credential.secret_file, "-") != 0)
    return TRUE;

  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                       _ ("Code and passphrase cannot both come from standard input."));

  return FALSE;
}

/**
 * signet_ctl_job_get_flags:
 * @self: options
 *
 * Returns: the person's wishes
 */
SignetRunFlags
signet_ctl_job_get_flags (const SignetCtlJob *self)
{
  g_return_val_if_fail (self != NULL, SIGNET_RUN_NONE);

  return (self->no_wait ? SIGNET_RUN_NO_WAIT : SIGNET_RUN_NONE) |
         (self->accept_unverified ? SIGNET_RUN_ACCEPT_UNVERIFIED : SIGNET_RUN_NONE) |
         (self->forget_code ? SIGNET_RUN_FORGET_CODE : SIGNET_RUN_NONE) |
         (self->start_over ? SIGNET_RUN_START_OVER : SIGNET_RUN_NONE);
}

/**
 * signet_ctl_job_build_profile:
 * @self: options of a verb that has no item to take anything from
 * @error: return location for a %SIGNET_ERROR_USAGE and what signet_ctl_connection_build() knows
 *
 * Returns: (transfer full) (nullable): a new profile that says whom to ask, and lets requests go
 *   without protection where nothing to protect them was given
 */
SignetProfile *
signet_ctl_job_build_profile (const SignetCtlJob  *self,
                              GError             **error)
{
  g_autoptr (SignetProfile) profile = NULL;
  const char *missing = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  profile = signet_ctl_connection_build (&self->connection, NULL, error);
  if (profile == NULL)
    return NULL;
  if (signet_profile_get_server (profile) == NULL)
    missing = _ ("--server is missing.");
  else if (!signet_ctl_credential_is_given (&self->credential) &&
           !signet_profile_get_flag (profile, SIGNET_SETTING_UNPROTECTED_REQUESTS))
    missing = _ ("--secret-file or --credential is missing.");
  if (missing == NULL)
    return g_steal_pointer (&profile);
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, missing);

  return NULL;
}

/**
 * signet_ctl_job_load_items:
 * @self: options
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the person's items, and prepares what a specialist wants to see.
 *
 * Returns: (transfer full) (nullable): a manager that knows all items
 */
SignetManager *
signet_ctl_job_load_items (const SignetCtlJob  *self,
                           GError             **error)
{
  g_autoptr (SignetTrace) trace = NULL;
  SignetManager *manager;

  g_return_val_if_fail (self != NULL, NULL);

  if (signet_ctl_trace_is_given (&self->trace) &&
      (trace = signet_ctl_trace_build (&self->trace, self->json, error)) == NULL)
    return NULL;
  manager = signet_ctl_items_load (error);
  if (manager != NULL)
    signet_manager_set_trace (manager, trace);

  return manager;
}

/* The reader of secrets speaks of a code; here the passphrase is missing. */
static void
blame_passphrase (GError *error)
{
  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_CODE))
    error->code = SIGNET_ERROR_PASSPHRASE;
}

/**
 * signet_ctl_job_read_passphrase:
 * @self: options with --passphrase-file
 * @shortest: how many characters it needs; a new one is refused where it is easily guessed
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_PASSPHRASE
 *
 * Returns: (transfer full) (nullable): the passphrase
 */
SignetSecret *
signet_ctl_job_read_passphrase (const SignetCtlJob  *self,
                                gsize                shortest,
                                GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SignetSecret) secret = NULL;

  g_return_val_if_fail (self != NULL && self->passphrase_file != NULL, NULL);

  secret = signet_ctl_input_secret ("--passphrase-file", self->passphrase_file, &local_error);
  if (secret == NULL)
    {
      blame_passphrase (local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if ((gsize) g_utf8_strlen (signet_secret_get_text (secret), -1) < shortest)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("--passphrase-file: a passphrase of your own needs at least %d characters."),
                   (int) shortest);
      return NULL;
    }

  return g_steal_pointer (&secret);
}

/**
 * signet_ctl_job_read_proof:
 * @self: options that were checked
 * @manager: the person's items
 * @credential: (out): return location for the credential, %NULL where none was given
 * @passphrase: (out): return location for the passphrase, %NULL where none was given
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads what proves who one is, for what exists already: the passphrase was long enough when it was
 * chosen, or it is not the right one.
 *
 * Returns: whether what was given can be read
 */
gboolean
signet_ctl_job_read_proof (const SignetCtlJob  *self,
                           SignetManager       *manager,
                           SignetCredential   **credential,
                           SignetSecret       **passphrase,
                           GError             **error)
{
  g_return_val_if_fail (self != NULL && SIGNET_IS_MANAGER (manager), FALSE);
  g_return_val_if_fail (credential != NULL && passphrase != NULL, FALSE);

  if (signet_ctl_credential_is_given (&self->credential) &&
      (*credential = signet_ctl_credential_build (
         &self->credential, signet_manager_get_items (manager), error)) == NULL)
    return FALSE;

  return self->passphrase_file == NULL ||
         (*passphrase = signet_ctl_job_read_passphrase (self, 1, error)) != NULL;
}
