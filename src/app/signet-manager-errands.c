/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/signet-errand-private.h"
#include "app/signet-manager-private.h"
#include "app/signet-proof-private.h"
#include "core/signet-error.h"

/* The jobs that make no item: revocation and questions. */

static SignetErrand *
errand_new (SignetManager    *self,
            SignetProfile    *profile,
            SignetCredential *credential,
            SignetSecret     *passphrase)
{
  SignetErrand *errand = g_new0 (SignetErrand, 1);

  errand->store = g_object_ref (self->store);
  errand->profile = profile != NULL ? signet_profile_ref (profile) : NULL;
  errand->credential = credential != NULL ? signet_credential_ref (credential) : NULL;
  errand->passphrase = passphrase != NULL ? signet_secret_ref (passphrase) : NULL;
  errand->trace = self->trace != NULL ? signet_trace_ref (self->trace) : NULL;

  return errand;
}

static SignetErrandResult *
finish (SignetManager  *self,
        GAsyncResult   *result,
        gpointer        tag,
        GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * signet_manager_revoke_async:
 * @self: a manager
 * @revocation: which certificate, and why
 * @profile: (nullable): whom to ask; the item's own, where the certificate is of one
 * @credential: (nullable): with what the request is protected; the certificate itself, where it and
 *   its key are of an item
 * @passphrase: (nullable): the passphrase of the person's own, where the key has one
 * @cancellable: (nullable): ends the wait at once; before anything was sent, nothing is sent
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Asks the CA to revoke a certificate. Where that is of an item, the item is locked meanwhile, says
 * on disk that it is not known whether it is revoked before anything is sent, and says afterwards
 * what became of it. Asking once more is safe.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_revoke_async (SignetManager       *self,
                             SignetRevocation    *revocation,
                             SignetProfile       *profile,
                             SignetCredential    *credential,
                             SignetSecret        *passphrase,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SignetErrand *errand;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && revocation != NULL, NULL);

  errand = errand_new (self, profile, credential, passphrase);
  errand->revocation = signet_revocation_ref (revocation);

  return signet_errand_start (self, errand, signet_revoke_run, signet_manager_publish, cancellable,
                              callback, user_data, signet_manager_revoke_async);
}

/**
 * signet_manager_revoke_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what is known about the server's answer; the certificate is
 *   revoked
 */
SignetReport *
signet_manager_revoke_finish (SignetManager  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_autoptr (SignetErrandResult) end = finish (self, result, signet_manager_revoke_async, error);

  return end != NULL ? g_steal_pointer (&end->report) : NULL;
}

/**
 * signet_manager_ask_async:
 * @self: a manager
 * @profile: whom to ask
 * @credential: with what the question is protected
 * @passphrase: (nullable): the passphrase of the person's own, where the key has one
 * @question: (nullable): a dotted infoType (RFC 9810 5.3.19); %NULL for nothing in particular
 * @value: (nullable): the DER of its infoValue
 * @cancellable: (nullable): ends the wait at once
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Asks a CA for what it says of itself. Nothing of the answer is kept or trusted.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_ask_async (SignetManager       *self,
                          SignetProfile       *profile,
                          SignetCredential    *credential,
                          SignetSecret        *passphrase,
                          const char          *question,
                          GBytes              *value,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  SignetErrand *errand;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && profile != NULL && credential != NULL, NULL);

  errand = errand_new (self, profile, credential, passphrase);
  errand->question = g_strdup (question);
  errand->value = value != NULL ? g_bytes_ref (value) : NULL;

  return signet_errand_start (self, errand, signet_ask_run, signet_manager_publish, cancellable,
                              callback, user_data, signet_manager_ask_async);
}

/**
 * signet_manager_ask_finish:
 * @self: a manager
 * @result: the result
 * @report: (out) (optional) (nullable) (transfer full): what is known about the server's answer
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type SignetInfo): what the CA answered, which may be
 *   nothing
 */
GPtrArray *
signet_manager_ask_finish (SignetManager  *self,
                           GAsyncResult   *result,
                           SignetReport  **report,
                           GError        **error)
{
  g_autoptr (SignetErrandResult) end = finish (self, result, signet_manager_ask_async, error);

  if (report != NULL)
    *report = end != NULL ? g_steal_pointer (&end->report) : NULL;
  if (end == NULL)
    return NULL;

  return end->infos != NULL ? g_steal_pointer (&end->infos)
                            : g_ptr_array_new_with_free_func ((GDestroyNotify) signet_info_unref);
}

/**
 * signet_manager_set_trace:
 * @self: a manager
 * @trace: (nullable): what a specialist wants to see of every exchange from now on
 */
void
signet_manager_set_trace (SignetManager *self,
                          SignetTrace   *trace)
{
  g_return_if_fail (SIGNET_IS_MANAGER (self));

  if (trace != NULL)
    signet_trace_ref (trace);
  g_clear_pointer (&self->trace, signet_trace_unref);
  self->trace = trace;
}
