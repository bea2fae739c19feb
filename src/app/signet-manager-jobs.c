/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-manager-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-proof-private.h"
#include "app/signet-run-private.h"
#include "app/signet-task-private.h"
#include "core/signet-error.h"

/* The jobs that a person starts: request, resume, cancel. */

static SignetStep *
step_new (SignetManager    *self,
          SignetCredential *credential,
          SignetSecret     *passphrase,
          SignetRunFlags    flags)
{
  SignetStep *step = g_new0 (SignetStep, 1);

  step->store = g_object_ref (self->store);
  step->credential = credential != NULL ? signet_credential_ref (credential) : NULL;
  step->passphrase = passphrase != NULL ? signet_secret_ref (passphrase) : NULL;
  step->trace = self->trace != NULL ? signet_trace_ref (self->trace) : NULL;
  step->flags = flags;

  return step;
}

/* The first step of a job on an item that exists. */
static SignetStep *
step_for_item (SignetManager    *self,
               const char       *id,
               SignetProfile    *profile,
               SignetCredential *credential,
               SignetSecret     *passphrase,
               SignetRunFlags    flags)
{
  SignetStep *step = step_new (self, credential, passphrase, flags);

  step->id = g_strdup (id);
  step->profile = profile != NULL ? signet_profile_ref (profile) : NULL;

  return step;
}

/* A job that was cancelled may still tell the server; the next one on its item comes after it. */
static SignetTask *
find_left (SignetManager *self,
           const char    *id)
{
  SignetItem *item = id != NULL ? signet_manager_get_item (self, id) : NULL;

  /* An item of which only its first job knows is asked for by its whole identifier. */
  if (item != NULL)
    id = signet_item_get_id (item);
  for (guint i = 0; id != NULL && i < self->tasks->len; i++)
    {
      SignetTask *task = g_ptr_array_index (self->tasks, i);

      if (signet_task_is_left (task) && g_strcmp0 (signet_task_get_item_id (task), id) == 0)
        return task;
    }

  return NULL;
}

static void
over_cb (SignetTask    *task,
         SignetManager *self)
{
  g_ptr_array_remove (self->tasks, task);
}

static SignetTask *
start (SignetManager       *self,
       SignetStep          *step,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data,
       gpointer             source_tag)
{
  SignetTask *after = find_left (self, step->last != NULL ? step->last : step->id);
  SignetTask *task = signet_run_start (self, step, after, signet_manager_publish, cancellable,
                                       callback, user_data, source_tag);

  g_ptr_array_add (self->tasks, g_object_ref (task));
  g_signal_connect_object (task, "over", G_CALLBACK (over_cb), self, 0);

  return task;
}

static gboolean
check_code (SignetCredential  *credential,
            GError           **error)
{
  if (signet_credential_get_kind (credential) != SIGNET_CREDENTIAL_CODE ||
      signet_credential_get_code (credential) != NULL)
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CODE, _ ("The code is missing."));

  return FALSE;
}

static gboolean
check_request (SignetRequest     *request,
               SignetCredential  *credential,
               GError           **error)
{
  g_autoptr (SignetProfile) profile = signet_profile_for_operation (
    signet_request_get_profile (request), signet_request_get_operation (request));

  return signet_request_validate (request, error) &&
         signet_proof_check (credential, profile, error) && check_code (credential, error) &&
         signet_proof_check_key (request, signet_credential_get_kind (credential), error);
}

static SignetPassphraseKind
passphrase_kind_for (SignetRequest *request,
                     SignetSecret  *passphrase)
{
  if (!signet_request_needs_key (request))
    return SIGNET_PASSPHRASE_NONE;

  return passphrase != NULL ? SIGNET_PASSPHRASE_OWN : SIGNET_PASSPHRASE_KEYRING;
}

/* The first step of a job that makes an item. */
static SignetStep *
step_for_request (SignetManager    *self,
                  SignetRequest    *request,
                  SignetCredential *credential,
                  SignetSecret     *passphrase,
                  SignetRunFlags    flags)
{
  SignetStep *step = step_new (self, credential, passphrase, flags);
  g_autofree char *id = g_uuid_string_random ();

  check_request (request, credential, &step->problem);
  step->draft =
    signet_item_new (id, request, credential, passphrase_kind_for (request, passphrase),
                     g_get_real_time () / G_USEC_PER_SEC);
  signet_item_set_accepts_unverified (step->draft, (flags & SIGNET_RUN_ACCEPT_UNVERIFIED) != 0);

  return step;
}

/**
 * signet_manager_request_async:
 * @self: a manager
 * @request: what is asked for; copied before this returns
 * @credential: how the person proves who they are
 * @passphrase: (nullable): a passphrase of the person's own for the key; without one a random one
 * is made and kept in the keyring
 * @flags: how it is run
 * @cancellable: (nullable): the person does not want the certificate any more; the wait ends at
 * once, and the server is told where it knows of the request already
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Makes a key, asks for a certificate, waits where the server asks to, checks and stores what
 * comes. No key is made, and no passphrase is needed, where @request has one that is kept
 * elsewhere, see signet_request_needs_key().
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_request_async (SignetManager       *self,
                              SignetRequest       *request,
                              SignetCredential    *credential,
                              SignetSecret        *passphrase,
                              SignetRunFlags       flags,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SignetStep *step;

  g_return_val_if_fail (
    SIGNET_IS_MANAGER (self) && SIGNET_IS_REQUEST (request) && credential != NULL, NULL);

  step = step_for_request (self, request, credential, passphrase, flags);

  return start (self, step, cancellable, callback, user_data, signet_manager_request_async);
}

/**
 * signet_manager_retry_async:
 * @self: a manager
 * @id: the whole identifier of the item of the last try, whether it exists or not
 * @request: what is asked for; copied before this returns
 * @credential: how the person proves who they are
 * @passphrase: (nullable): as in signet_manager_request_async()
 * @flags: how it is run
 * @cancellable: (nullable): as in signet_manager_request_async()
 * @callback: called at the end; signet_manager_request_finish() belongs to it
 * @user_data: data for @callback
 *
 * Tries again what a person has tried just before, so that a certificate that took several tries
 * leaves one item. What counts is the item as it is on disk when a job on it that was cancelled is
 * over:
 *
 * - Never sent or refused, and the same is asked for (the contents of the certificate, its name in
 *   the list, the type of key, and the kind of passphrase; one of the person's own must open the
 *   key): goes on with the item and its key, and with what @request knows of the CA and
 * @credential.
 * - Never sent, refused or given up, and else: a new item with a new key. The old one is removed
 * for good where it is certain that no CA has issued a certificate for its key: it was never sent,
 * or the refusal was verified. Else, or where the keyring or the disk does not let it go, it stays
 * in the list.
 * - In every other state the request may be with the CA: the item takes its next step, as in
 *   signet_manager_resume_async(), and is not sent as new. Nothing of what is given here but the
 *   passphrase counts then, and the caller shows the item.
 *
 * Nothing becomes of the last try where @request is not valid.
 *
 * Returns: (transfer full): the job, to be watched; it is about the item of the last try until it
 * is known that a new one takes its place
 */
SignetTask *
signet_manager_retry_async (SignetManager       *self,
                            const char          *id,
                            SignetRequest       *request,
                            SignetCredential    *credential,
                            SignetSecret        *passphrase,
                            SignetRunFlags       flags,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SignetStep *step;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL && SIGNET_IS_REQUEST (request) &&
                          credential != NULL,
                        NULL);

  step = step_for_request (self, request, credential, passphrase, flags & ~SIGNET_RUN_START_OVER);
  step->last = g_strdup (id);
  step->profile = signet_profile_ref (signet_request_get_profile (request));

  return start (self, step, cancellable, callback, user_data, signet_manager_request_async);
}

/**
 * signet_manager_renew_async:
 * @self: a manager
 * @id: an item with a certificate, or the start of its identifier
 * @same_key: whether its key is certified again
 * @key_spec: (nullable): without @same_key: which key is made; %NULL for one of the same type
 * @profile: (nullable): whom to ask, and how; %NULL for the profile of the item
 * @credential: (nullable): with what the request is protected; %NULL for the certificate that is
 *   renewed. With a code that certificate is only named.
 * @passphrase: (nullable): a passphrase of the person's own: it opens the old key, where that has
 *   one, and is the one of the new key
 * @flags: how it is run
 * @cancellable: (nullable): as in signet_manager_request_async()
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Asks for what a certificate says once more (RFC 9810 5.3.5), with an item of its own that names
 * the old one, see signet_manager_find_renewal(). The old item is kept as it is, with its key.
 *
 * Returns: (transfer full): the job, to be watched; it is about the new item, as soon as it is
 * known that the old one can be renewed
 */
SignetTask *
signet_manager_renew_async (SignetManager       *self,
                            const char          *id,
                            gboolean             same_key,
                            SignetKeySpec       *key_spec,
                            SignetProfile       *profile,
                            SignetCredential    *credential,
                            SignetSecret        *passphrase,
                            SignetRunFlags       flags,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SignetStep *step;
  SignetRenewal *renewal;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  step = step_new (self, credential, passphrase, flags);
  renewal = g_new0 (SignetRenewal, 1);
  renewal->old = g_strdup (id);
  renewal->same_key = same_key;
  renewal->key_spec = key_spec != NULL ? signet_key_spec_ref (key_spec) : NULL;
  renewal->profile = profile != NULL ? signet_profile_ref (profile) : NULL;
  renewal->credential = credential != NULL ? signet_credential_ref (credential) : NULL;
  renewal->has_passphrase = passphrase != NULL;
  renewal->accept_unverified = (flags & SIGNET_RUN_ACCEPT_UNVERIFIED) != 0;
  step->renewal = renewal;
  if (credential != NULL)
    check_code (credential, &step->problem);

  return start (self, step, cancellable, callback, user_data, signet_manager_renew_async);
}

static SignetItem *
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
 * signet_manager_request_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Ends signet_manager_request_async() and signet_manager_retry_async().
 *
 * Returns: (transfer full) (nullable): the item: issued, or still waiting where that was wished
 */
SignetItem *
signet_manager_request_finish (SignetManager  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  return finish (self, result, signet_manager_request_async, error);
}

/**
 * signet_manager_renew_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED; %SIGNET_ERROR_CODE where
 * the old certificate has expired, or its key is kept elsewhere, and no other proof was given
 *
 * Returns: (transfer full) (nullable): the new item: issued, or still waiting where that was wished
 */
SignetItem *
signet_manager_renew_finish (SignetManager  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  return finish (self, result, signet_manager_renew_async, error);
}

/**
 * signet_manager_resume_async:
 * @self: a manager
 * @id: an item, or the start of its identifier
 * @profile: (nullable): replaces what the item knows of the CA
 * @credential: (nullable): replaces the item's credential; needed where the code was not kept
 * @passphrase: (nullable): the passphrase of the person's own, where the key has one
 * @flags: how it is run
 * @cancellable: (nullable): as in signet_manager_request_async()
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Takes an item's next step, whatever it is: sends a request that was never sent, asks the server
 * again, works off an answer that is on disk, or repeats a confirmation.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_resume_async (SignetManager       *self,
                             const char          *id,
                             SignetProfile       *profile,
                             SignetCredential    *credential,
                             SignetSecret        *passphrase,
                             SignetRunFlags       flags,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SignetStep *step;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  step = step_for_item (self, id, profile, credential, passphrase, flags);

  return start (self, step, cancellable, callback, user_data, signet_manager_resume_async);
}

/**
 * signet_manager_resume_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the item: issued, or still waiting where that was wished
 */
SignetItem *
signet_manager_resume_finish (SignetManager  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return finish (self, result, signet_manager_resume_async, error);
}

/**
 * signet_manager_cancel_async:
 * @self: a manager
 * @id: an item, or the start of its identifier
 * @profile: (nullable): replaces what the item knows of the CA
 * @credential: (nullable): replaces the item's credential; needed where the code was not kept
 * @passphrase: (nullable): the passphrase of the person's own, where the key has one
 * @cancellable: (nullable): ends the wait
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Gives a request up. A server that knows of it is told (RFC 9810 5.3.21, or 5.3.18 for a
 * certificate that is here already); where it cannot be told, the item stays as it is, see
 * signet_manager_give_up_async(). The key is kept.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_cancel_async (SignetManager       *self,
                             const char          *id,
                             SignetProfile       *profile,
                             SignetCredential    *credential,
                             SignetSecret        *passphrase,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SignetStep *step;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  step = step_for_item (self, id, profile, credential, passphrase, SIGNET_RUN_NONE);
  step->wish = SIGNET_JOB_CANCEL;

  return start (self, step, cancellable, callback, user_data, signet_manager_cancel_async);
}

/**
 * signet_manager_give_up_async:
 * @self: a manager
 * @id: an item, or the start of its identifier
 * @cancellable: (nullable): ends the wait
 * @callback: called at the end; signet_manager_cancel_finish() belongs to it
 * @user_data: data for @callback
 *
 * Gives a request up without telling the server, where that is not there any more: it may still
 * issue a certificate, which nobody fetches. Neither code nor key is needed, and the key is kept.
 *
 * Returns: (transfer full): the job, to be watched
 */
SignetTask *
signet_manager_give_up_async (SignetManager       *self,
                              const char          *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SignetStep *step;

  g_return_val_if_fail (SIGNET_IS_MANAGER (self) && id != NULL, NULL);

  step = step_for_item (self, id, NULL, NULL, NULL, SIGNET_RUN_NONE);
  step->wish = SIGNET_JOB_CANCEL;
  step->silent = TRUE;

  return start (self, step, cancellable, callback, user_data, signet_manager_cancel_async);
}

/**
 * signet_manager_cancel_finish:
 * @self: a manager
 * @result: the result
 * @error: return location for a %SIGNET_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Ends signet_manager_cancel_async() and signet_manager_give_up_async().
 *
 * Returns: (transfer full) (nullable): the item, given up
 */
SignetItem *
signet_manager_cancel_finish (SignetManager  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  return finish (self, result, signet_manager_cancel_async, error);
}
