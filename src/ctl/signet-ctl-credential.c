/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-credential.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"
#include "ctl/signet-ctl-items.h"

#include <glib/gi18n-lib.h>

/**
 * signet_ctl_credential_add_options:
 * @self: where the options go
 * @parser: the parser of a verb that talks to a server
 *
 * Adds the credential options, which are the same for every verb.
 */
void
signet_ctl_credential_add_options (SignetCtlCredential *self,
                                   SignetCtlParser     *parser)
{
  const GOptionEntry entries[] = {
    { "reference", 0, 0, G_OPTION_ARG_STRING, &self->reference,
      N_ ("Reference number that belongs to the code"), N_ ("NUMBER") },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &self->secret_file,
      N_ ("File whose first line is the code, “-” for standard input"), N_ ("FILE") },
    { "credential", 0, 0, G_OPTION_ARG_FILENAME, &self->credential,
      N_ ("Certificate that signs instead of a code: an item, or a file"), N_ ("ID|FILE") },
    { "credential-key", 0, 0, G_OPTION_ARG_FILENAME, &self->key,
      N_ ("Key of the certificate, where it is in a file of its own"), N_ ("FILE") },
    { "credential-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &self->passphrase_file,
      N_ ("File whose first line opens the key"), N_ ("FILE") },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_group (parser, "credential", _ ("Credential:"), entries, NULL);
}

/**
 * signet_ctl_credential_clear:
 * @self: options
 *
 * Frees what was given.
 */
void
signet_ctl_credential_clear (SignetCtlCredential *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->secret_file, g_free);
  g_clear_pointer (&self->credential, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->passphrase_file, g_free);
}

/**
 * signet_ctl_credential_is_given:
 * @self: options
 *
 * Returns: whether a credential was given
 */
gboolean
signet_ctl_credential_is_given (const SignetCtlCredential *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->secret_file != NULL || self->credential != NULL;
}

static gboolean
names_file (const char *text)
{
  return g_file_test (text, G_FILE_TEST_EXISTS) || !signet_ctl_items_is_id (text);
}

static const char *
contradiction (const SignetCtlCredential *self)
{
  if (self->secret_file != NULL && self->credential != NULL)
    return _ ("--secret-file and --credential exclude each other.");
  if (self->reference != NULL && self->secret_file == NULL)
    return _ ("--reference needs --secret-file.");
  if (self->credential == NULL && (self->key != NULL || self->passphrase_file != NULL))
    return _ ("--credential-key and --credential-passphrase-file need --credential.");
  if (self->credential != NULL && !names_file (self->credential) &&
      (self->key != NULL || self->passphrase_file != NULL))
    return _ ("--credential-key and --credential-passphrase-file are for certificates in files.");
  if (g_strcmp0 (self->passphrase_file, "-") == 0)
    return _ (
      "--credential-passphrase-file needs a file: it is read again when the request goes on.");

  return NULL;
}

/**
 * signet_ctl_credential_check:
 * @self: options
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether the options make sense together
 */
gboolean
signet_ctl_credential_check (const SignetCtlCredential  *self,
                             GError                    **error)
{
  const char *wrong;

  g_return_val_if_fail (self != NULL, FALSE);

  wrong = contradiction (self);
  if (wrong != NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, wrong);

  return wrong == NULL;
}

static SignetCredential *
build_code (const SignetCtlCredential  *self,
            GError                    **error)
{
  g_autoptr (SignetSecret) code =
    signet_ctl_input_secret ("--secret-file", self->secret_file, error);

  return code != NULL ? signet_credential_new_code (self->reference, code) : NULL;
}

static SignetCredential *
build_item (const SignetCtlCredential  *self,
            GListModel                 *items,
            GError                    **error)
{
  g_autoptr (SignetItem) item = signet_ctl_items_find (items, self->credential, error);

  return item != NULL ? signet_credential_new_item (signet_item_get_id (item)) : NULL;
}

static SignetCredential *
build_files (const SignetCtlCredential  *self,
             GError                    **error)
{
  g_autofree char *certificate = signet_ctl_input_absolute (self->credential);
  g_autofree char *key =
    signet_ctl_input_absolute (self->key != NULL ? self->key : self->credential);
  g_autofree char *passphrase = NULL;

  if (!signet_ctl_input_check_file ("--credential", certificate, error) ||
      !signet_ctl_input_check_file ("--credential-key", key, error))
    return NULL;
  if (self->passphrase_file != NULL)
    {
      passphrase = signet_ctl_input_absolute (self->passphrase_file);
      if (!signet_ctl_input_check_file ("--credential-passphrase-file", passphrase, error))
        return NULL;
    }

  return signet_credential_new_files (certificate, key, passphrase);
}

/**
 * signet_ctl_credential_build:
 * @self: options that were checked and have a credential
 * @items: (element-type SignetItem): the items that one can be named of
 * @error: return location for a %SIGNET_ERROR_USAGE, %SIGNET_ERROR_CODE or %SIGNET_ERROR_NOT_FOUND
 *
 * Reads the code, or looks whether item and files are there.
 *
 * Returns: (transfer full) (nullable): the credential
 */
SignetCredential *
signet_ctl_credential_build (const SignetCtlCredential  *self,
                             GListModel                 *items,
                             GError                    **error)
{
  g_return_val_if_fail (self != NULL && signet_ctl_credential_is_given (self), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  if (self->secret_file != NULL)
    return build_code (self, error);
  if (names_file (self->credential))
    return build_files (self, error);

  return build_item (self, items, error);
}
