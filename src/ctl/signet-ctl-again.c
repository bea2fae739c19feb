/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-again.h"

#include "ctl/signet-ctl-items.h"

static gboolean
prepare_profile (SignetCtlAgain      *self,
                 const SignetCtlJob  *job,
                 GError             **error)
{
  if (!signet_ctl_connection_is_given (&job->connection))
    return TRUE;
  self->profile =
    signet_ctl_connection_build (&job->connection, signet_item_get_profile (self->item), error);
  if (self->profile != NULL)
    signet_ctl_connection_print_notes (&job->connection, self->profile);

  return self->profile != NULL;
}

/**
 * signet_ctl_again_prepare:
 * @self: a zeroed one
 * @job: the options
 * @id: identifier of the item, may be shortened
 * @error: return location for a %SIGNET_ERROR
 *
 * Finds the item and reads what was given for it. What was not given stays as the item has it.
 *
 * Returns: whether the verb can go on; @self is to be cleared in any case
 */
gboolean
signet_ctl_again_prepare (SignetCtlAgain      *self,
                          const SignetCtlJob  *job,
                          const char          *id,
                          GError             **error)
{
  g_return_val_if_fail (self != NULL && job != NULL && id != NULL, FALSE);

  self->manager = signet_ctl_job_load_items (job, error);
  if (self->manager == NULL)
    return FALSE;
  self->item = signet_ctl_items_find (signet_manager_get_items (self->manager), id, error);
  if (self->item == NULL)
    return FALSE;

  return prepare_profile (self, job, error) &&
         signet_ctl_job_read_proof (job, self->manager, &self->credential, &self->passphrase,
                                    error);
}

/**
 * signet_ctl_again_clear:
 * @self: what a verb needed
 *
 * Frees it.
 */
void
signet_ctl_again_clear (SignetCtlAgain *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->manager);
  g_clear_object (&self->item);
  g_clear_pointer (&self->profile, signet_profile_unref);
  g_clear_pointer (&self->credential, signet_credential_unref);
  g_clear_pointer (&self->passphrase, signet_secret_unref);
}
