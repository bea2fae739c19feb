/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-material-private.h"

#include "core/signet-secret.h"
#include <glib/gi18n-lib.h>

static gboolean
read_secret (const SignetPracticeBehaviour  *behaviour,
             SignetPracticeTrait             trait,
             SignetSecret                  **secret,
             GError                        **error)
{
  const char *path = signet_practice_behaviour_get_text (behaviour, trait);

  *secret = path != NULL ? signet_secret_new_from_file (path, error) : NULL;

  return path == NULL || *secret != NULL;
}

/* The key of a file may stand in the file with the certificate. */
static gboolean
load_signer (SignetPracticeMaterial         *self,
             const SignetPracticeBehaviour  *behaviour,
             GError                        **error)
{
  const char *file = signet_practice_behaviour_get_text (behaviour, SIGNET_PRACTICE_SIGNER);
  const char *key = signet_practice_behaviour_get_text (behaviour, SIGNET_PRACTICE_SIGNER_KEY);
  g_autoptr (SignetSecret) passphrase = NULL;

  if (file == NULL && key == NULL)
    return TRUE;
  if (file == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                           _ ("--signer-key needs --signer."));
      return FALSE;
    }
  if (!read_secret (behaviour, SIGNET_PRACTICE_SIGNER_PASSPHRASE, &passphrase, error))
    return FALSE;
  self->signer = signet_signer_new_from_files (file, key != NULL ? key : file, passphrase, error);

  return self->signer != NULL;
}

static GPtrArray *
load_list (const SignetPracticeBehaviour  *behaviour,
           SignetPracticeTrait             trait,
           GError                        **error)
{
  const char *const *files = signet_practice_behaviour_get_list (behaviour, trait);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) some = signet_certificates_new_from_file (files[i], error);

      if (some == NULL)
        return NULL;
      for (guint j = 0; j < some->len; j++)
        g_ptr_array_add (all, g_object_ref (some->pdata[j]));
    }

  return g_steal_pointer (&all);
}

static gboolean
load_one (const SignetPracticeBehaviour  *behaviour,
          SignetPracticeTrait             trait,
          SignetCertificate             **certificate,
          GError                        **error)
{
  const char *file = signet_practice_behaviour_get_text (behaviour, trait);
  g_autoptr (GPtrArray) some = NULL;

  if (file == NULL)
    return TRUE;
  some = signet_certificates_new_from_file (file, error);
  if (some == NULL)
    return FALSE;
  *certificate = g_object_ref (some->pdata[0]);

  return TRUE;
}

static gboolean
load_lists (SignetPracticeMaterial         *self,
            const SignetPracticeBehaviour  *behaviour,
            GError                        **error)
{
  return (self->extra_certs = load_list (behaviour, SIGNET_PRACTICE_EXTRA_CERTS, error)) != NULL &&
         (self->ca_pubs = load_list (behaviour, SIGNET_PRACTICE_CA_PUBS, error)) != NULL &&
         (self->client_trust = load_list (behaviour, SIGNET_PRACTICE_CLIENT_TRUST, error)) !=
           NULL &&
         (self->client_untrusted = load_list (behaviour, SIGNET_PRACTICE_CLIENT_UNTRUSTED,
                                              error)) != NULL &&
         (self->tls_clients = load_list (behaviour, SIGNET_PRACTICE_TLS_CLIENT_CA, error)) != NULL;
}

static gboolean
load_key (SignetPracticeMaterial         *self,
          const SignetPracticeBehaviour  *behaviour,
          GError                        **error)
{
  const char *file = signet_practice_behaviour_get_text (behaviour,
                                                         SIGNET_PRACTICE_CERTIFICATE_KEY);
  g_autoptr (SignetSecret) passphrase = NULL;

  if (!read_secret (behaviour, SIGNET_PRACTICE_CERTIFICATE_PASSPHRASE, &passphrase, error))
    return FALSE;
  self->certificate_key = file != NULL ? signet_key_new_from_file (file, passphrase, error) : NULL;

  return file == NULL || self->certificate_key != NULL;
}

/**
 * signet_practice_material_load:
 * @behaviour: how a practice CA behaves
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the files that are named in @behaviour.
 *
 * Returns: (transfer full) (nullable): what is in them
 */
SignetPracticeMaterial *
signet_practice_material_load (const SignetPracticeBehaviour  *behaviour,
                               GError                        **error)
{
  g_autoptr (SignetPracticeMaterial) self = g_new0 (SignetPracticeMaterial, 1);

  if (!load_signer (self, behaviour, error) || !load_lists (self, behaviour, error) ||
      !load_one (behaviour, SIGNET_PRACTICE_CERTIFICATE, &self->certificate, error) ||
      !load_key (self, behaviour, error) ||
      !load_one (behaviour, SIGNET_PRACTICE_ONLY_OLD, &self->only_old, error))
    return NULL;
  for (guint i = 0; i < SIGNET_PRACTICE_N_UPDATES; i++)
    if (!load_one (behaviour, SIGNET_PRACTICE_NEW_WITH_NEW + i, &self->updates[i], error))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * signet_practice_material_free:
 * @self: (transfer full): what a person gave
 *
 * Frees @self.
 */
void
signet_practice_material_free (SignetPracticeMaterial *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->signer, signet_signer_unref);
  g_clear_pointer (&self->extra_certs, g_ptr_array_unref);
  g_clear_pointer (&self->ca_pubs, g_ptr_array_unref);
  g_clear_pointer (&self->client_trust, g_ptr_array_unref);
  g_clear_pointer (&self->client_untrusted, g_ptr_array_unref);
  g_clear_pointer (&self->tls_clients, g_ptr_array_unref);
  g_clear_object (&self->certificate);
  g_clear_object (&self->certificate_key);
  g_clear_object (&self->only_old);
  for (guint i = 0; i < SIGNET_PRACTICE_N_UPDATES; i++)
    g_clear_object (&self->updates[i]);
  g_free (self);
}

/**
 * signet_practice_material_push:
 * @certificates: (element-type SignetCertificate): certificates
 * @stack: where they go
 *
 * Returns: whether all of them are in @stack
 */
gboolean
signet_practice_material_push (GPtrArray       *certificates,
                               SignetX509Stack *stack)
{
  for (guint i = 0; i < certificates->len; i++)
    if (X509_add_cert (stack, signet_certificate_get_x509 (certificates->pdata[i]),
                       X509_ADD_FLAG_UP_REF) != 1)
      return FALSE;

  return TRUE;
}
