/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "practice/signet-practice-server-private.h"

/**
 * signet_practice_server_dup_records:
 * @self: a practice CA that is started
 *
 * Tells of every request that is not forgotten, and of every certificate. What happens afterwards
 * the events tell.
 *
 * Returns: (transfer full) (element-type SignetPracticeRecord): the records, in no order
 */
GPtrArray *
signet_practice_server_dup_records (SignetPracticeServer *self)
{
  GPtrArray *records;

  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self) && self->desk != NULL, NULL);

  g_mutex_lock (&self->desk->lock);
  records = signet_practice_store_dup_records (self->desk->store);
  g_mutex_unlock (&self->desk->lock);

  return records;
}

static gboolean
check_started (SignetPracticeServer  *self,
               GError               **error)
{
  if (self->desk != NULL)
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                       _ ("The practice CA is not running."));

  return FALSE;
}

/**
 * signet_practice_server_approve:
 * @self: a practice CA
 * @number: number of a request that waits
 * @error: return location for a %SIGNET_ERROR_NOT_FOUND, a %SIGNET_ERROR_STATE when the request
 *   does not wait or the CA is not started, or what writing brings
 *
 * Says yes to a request; the client gets its certificate when it asks next. Blocks until that is
 * on disk for good.
 *
 * Returns: whether it is
 */
gboolean
signet_practice_server_approve (SignetPracticeServer  *self,
                                guint                  number,
                                GError               **error)
{
  gboolean approved;

  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), FALSE);

  if (!check_started (self, error))
    return FALSE;
  g_mutex_lock (&self->desk->lock);
  approved = signet_practice_desk_approve (self->desk, number, error);
  g_mutex_unlock (&self->desk->lock);

  return approved;
}

/**
 * signet_practice_server_reject:
 * @self: a practice CA
 * @number: number of a request that waits
 * @fail_info: name of a bit of PKIFailureInfo (RFC 9810 5.2.3): "badRequest", "notAuthorized", …
 * @error: return location for a %SIGNET_ERROR_USAGE when there is no such bit, or as with
 *   signet_practice_server_approve()
 *
 * Says no to a request; the client hears of it when it asks next. Blocks until that is on disk for
 * good.
 *
 * Returns: whether it is
 */
gboolean
signet_practice_server_reject (SignetPracticeServer  *self,
                               guint                  number,
                               const char            *fail_info,
                               GError               **error)
{
  gboolean rejected;

  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), FALSE);

  if (!check_started (self, error))
    return FALSE;
  g_mutex_lock (&self->desk->lock);
  rejected = signet_practice_desk_reject (self->desk, number, fail_info, error);
  g_mutex_unlock (&self->desk->lock);

  return rejected;
}

/**
 * signet_practice_server_get_approval:
 * @self: a practice CA
 *
 * Returns: whether every new request waits for a person
 */
gboolean
signet_practice_server_get_approval (SignetPracticeServer *self)
{
  gboolean approval;

  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), FALSE);

  if (self->desk == NULL)
    return self->options.approval;
  g_mutex_lock (&self->desk->lock);
  approval = self->desk->approval;
  g_mutex_unlock (&self->desk->lock);

  return approval;
}

/**
 * signet_practice_server_set_approval:
 * @self: a practice CA
 * @approval: whether every request waits for a person
 * @error: return location for a %SIGNET_ERROR_STATE when the CA is not started, or what writing
 *   brings
 *
 * Decides for the requests from now on, and keeps that in the CA's folder for the next start. With
 * %FALSE, those that wait already are issued when the client asks next. Blocks until it is on disk
 * for good.
 *
 * Returns: whether it is
 */
gboolean
signet_practice_server_set_approval (SignetPracticeServer  *self,
                                     gboolean               approval,
                                     GError               **error)
{
  gboolean saved;

  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), FALSE);

  if (!check_started (self, error))
    return FALSE;
  g_mutex_lock (&self->desk->lock);
  saved = signet_practice_store_set_approval (self->desk->store, approval, error);
  if (saved)
    {
      self->desk->approval = approval;
      /* The folder knows from now on; what the start was given does not count against it. */
      self->options.approval = FALSE;
    }
  g_mutex_unlock (&self->desk->lock);

  return saved;
}
