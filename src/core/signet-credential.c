/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-credential.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-states.h"
#include "core/signet-text.h"
#include "signet-core-enums.h"

#define GROUP "Credential"

struct _SignetCredential
{
  gatomicrefcount ref_count;
  SignetCredentialKind kind;
  char *reference;
  SignetSecret *code;
  char *item;
  char *certificate;
  char *key;
  char *passphrase_file;
};

G_DEFINE_BOXED_TYPE (SignetCredential,
                     signet_credential,
                     signet_credential_ref,
                     signet_credential_unref)

static SignetCredential *
credential_new (SignetCredentialKind kind)
{
  SignetCredential *self = g_new0 (SignetCredential, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;

  return self;
}

/* A later process may run in another folder. "-" is standard input. */
static char *
dup_path (const char *path)
{
  if (path == NULL || g_str_equal (path, "-"))
    return g_strdup (path);

  return g_canonicalize_filename (path, NULL);
}

/**
 * signet_credential_new_code:
 * @reference: (nullable): the reference number; some CAs hand out a code alone
 * @code: (nullable): the code; %NULL where it is not known at the moment
 *
 * Returns: (transfer full): a new credential
 */
SignetCredential *
signet_credential_new_code (const char   *reference,
                            SignetSecret *code)
{
  SignetCredential *self = credential_new (SIGNET_CREDENTIAL_CODE);

  self->reference = reference != NULL && *reference != '\0' ? g_strdup (reference) : NULL;
  self->code = code != NULL ? signet_secret_ref (code) : NULL;

  return self;
}

/**
 * signet_credential_new_item:
 * @id: the identifier of an item that has a certificate
 *
 * Returns: (transfer full): a new credential
 */
SignetCredential *
signet_credential_new_item (const char *id)
{
  SignetCredential *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = credential_new (SIGNET_CREDENTIAL_ITEM);
  self->item = g_strdup (id);

  return self;
}

/**
 * signet_credential_new_files:
 * @certificate: file name of the certificate
 * @key: (nullable): file name of the key; %NULL where it is in the same file
 * @passphrase_file: (nullable): file whose first line is the key's passphrase, "-" for standard
 * input
 *
 * Returns: (transfer full): a new credential; relative names are made absolute
 */
SignetCredential *
signet_credential_new_files (const char *certificate,
                             const char *key,
                             const char *passphrase_file)
{
  SignetCredential *self;

  g_return_val_if_fail (certificate != NULL, NULL);

  self = credential_new (SIGNET_CREDENTIAL_FILES);
  self->certificate = dup_path (certificate);
  self->key = dup_path (key);
  self->passphrase_file = dup_path (passphrase_file);

  return self;
}

/**
 * signet_credential_new_none:
 *
 * Returns: (transfer full): the credential of requests that are not protected
 */
SignetCredential *
signet_credential_new_none (void)
{
  return credential_new (SIGNET_CREDENTIAL_NONE);
}

/**
 * signet_credential_ref:
 * @self: a credential
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetCredential *
signet_credential_ref (SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_credential_unref:
 * @self: a credential
 *
 * Drops a reference.
 */
void
signet_credential_unref (SignetCredential *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->code, signet_secret_unref);
  g_free (self->reference);
  g_free (self->item);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->passphrase_file);
  g_free (self);
}

/**
 * signet_credential_get_kind:
 * @self: a credential
 *
 * Returns: what it is
 */
SignetCredentialKind
signet_credential_get_kind (const SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, SIGNET_CREDENTIAL_CODE);

  return self->kind;
}

/**
 * signet_credential_get_reference:
 * @self: a credential
 *
 * Returns: (transfer none) (nullable): the reference number
 */
const char *
signet_credential_get_reference (const SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->reference;
}

/**
 * signet_credential_get_code:
 * @self: a credential
 *
 * Returns: (transfer none) (nullable): the code, or %NULL where it is not known or not needed
 */
SignetSecret *
signet_credential_get_code (const SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->code;
}

/**
 * signet_credential_get_item:
 * @self: a credential
 *
 * Returns: (transfer none) (nullable): the identifier of the item, for %SIGNET_CREDENTIAL_ITEM
 */
const char *
signet_credential_get_item (const SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->item;
}

/**
 * signet_credential_get_certificate_file:
 * @self: a credential
 *
 * Returns: (transfer none) (nullable): the file of the certificate, for %SIGNET_CREDENTIAL_FILES
 */
const char *
signet_credential_get_certificate_file (const SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->certificate;
}

/**
 * signet_credential_get_key_file:
 * @self: a credential
 *
 * Returns: (transfer none) (nullable): the file of the key, or %NULL where it is in the
 * certificate's
 */
const char *
signet_credential_get_key_file (const SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

/**
 * signet_credential_get_passphrase_file:
 * @self: a credential
 *
 * Returns: (transfer none) (nullable): the file of the key's passphrase
 */
const char *
signet_credential_get_passphrase_file (const SignetCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->passphrase_file;
}

static void
save_text (GKeyFile   *file,
           const char *key,
           const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, GROUP, key, text);
}

/* Names of files need not be UTF-8, what a key file holds must be. */
static void
save_path (GKeyFile   *file,
           const char *key,
           const char *path)
{
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  save_text (file, key, uri);
}

/**
 * signet_credential_save:
 * @self: a credential
 * @file: a key file
 *
 * Writes the credential into the group "Credential", which is replaced. The code is never written.
 */
void
signet_credential_save (const SignetCredential *self,
                        GKeyFile               *file)
{
  g_return_if_fail (self != NULL && file != NULL);

  g_key_file_remove_group (file, GROUP, NULL);
  save_text (file, "kind", signet_enum_to_nick (SIGNET_TYPE_CREDENTIAL_KIND, (int) self->kind));
  save_text (file, "reference", self->reference);
  save_text (file, "item", self->item);
  save_path (file, "certificate", self->certificate);
  save_path (file, "key", self->key);
  save_path (file, "passphrase-file", self->passphrase_file);
}

static char *
load_path (GKeyFile   *file,
           const char *key)
{
  g_autofree char *uri = g_key_file_get_string (file, GROUP, key, NULL);

  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

static SignetCredential *
load_files (GKeyFile  *file,
            GError   **error)
{
  g_autofree char *certificate = load_path (file, "certificate");
  g_autofree char *key = load_path (file, "key");
  g_autofree char *passphrase_file = load_path (file, "passphrase-file");

  if (certificate == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                           _ ("The file of the credential’s certificate is not named."));
      return NULL;
    }

  return signet_credential_new_files (certificate, key, passphrase_file);
}

static SignetCredential *
load_item (GKeyFile  *file,
           GError   **error)
{
  g_autofree char *item = g_key_file_get_string (file, GROUP, "item", NULL);

  if (item == NULL || !g_uuid_string_is_valid (item))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                           _ ("The item that is the credential is not named."));
      return NULL;
    }

  return signet_credential_new_item (item);
}

/**
 * signet_credential_load:
 * @file: a key file
 * @error: return location for a %SIGNET_ERROR_DAMAGED
 *
 * Reads the group "Credential". A code is not part of it.
 *
 * Returns: (transfer full) (nullable): the credential
 */
SignetCredential *
signet_credential_load (GKeyFile  *file,
                        GError   **error)
{
  g_autofree char *word = NULL;
  g_autofree char *reference = NULL;
  int kind;

  g_return_val_if_fail (file != NULL, NULL);

  word = g_key_file_get_string (file, GROUP, "kind", NULL);
  if (!signet_enum_from_nick (SIGNET_TYPE_CREDENTIAL_KIND, word, &kind))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                           _ ("The kind of the credential is not known."));
      return NULL;
    }
  if (kind == SIGNET_CREDENTIAL_FILES)
    return load_files (file, error);
  if (kind == SIGNET_CREDENTIAL_ITEM)
    return load_item (file, error);
  if (kind == SIGNET_CREDENTIAL_NONE)
    return signet_credential_new_none ();

  reference = g_key_file_get_string (file, GROUP, "reference", NULL);
  if (reference != NULL && !signet_text_is_clean (reference))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                           _ ("The reference number contains characters that are not text."));
      return NULL;
    }

  return signet_credential_new_code (reference, NULL);
}
