/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-messages-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "core/signet-kill-point.h"
#include "store/signet-item-folder-private.h"

static gboolean
load_one (const char  *folder,
          const char  *name,
          GBytes     **bytes,
          GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  *bytes = signet_item_folder_read_optional (folder, name, SIGNET_MAX_ANSWER, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * signet_item_messages_load:
 * @self: (out caller-allocates): the answers; free them with signet_item_messages_clear(), also
 *   after an error
 * @folder: an item's folder
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads what is there. A file that is there and cannot be read is an error: without it the next
 * step would be another one.
 *
 * Returns: whether all of it was read
 */
gboolean
signet_item_messages_load (SignetItemMessages  *self,
                           const char          *folder,
                           GError             **error)
{
  *self = (SignetItemMessages){ .folder = g_strdup (folder) };

  return load_one (folder, SIGNET_FILE_RESPONSE, &self->response, error) &&
         load_one (folder, SIGNET_FILE_POLL, &self->poll, error) &&
         load_one (folder, SIGNET_FILE_CANDIDATE, &self->candidate, error);
}

/**
 * signet_item_messages_clear:
 * @self: the answers
 *
 * Frees the memory; the files stay.
 */
void
signet_item_messages_clear (SignetItemMessages *self)
{
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_clear_pointer (&self->poll, g_bytes_unref);
  g_clear_pointer (&self->candidate, g_bytes_unref);
}

/**
 * signet_item_messages_has_kind:
 * @self: the answers
 * @kind: a kind of answer
 *
 * Returns: whether there is a candidate, and it is of that kind
 */
gboolean
signet_item_messages_has_kind (const SignetItemMessages *self,
                               SignetAnswer              kind)
{
  SignetAnswer found;

  return self->candidate != NULL && signet_answer_kind_of (self->candidate, &found) &&
         found == kind;
}

/**
 * signet_item_messages_put:
 * @self: the answers
 * @kind: what the answer is
 * @der: the answer
 * @error: return location for a %SIGNET_ERROR
 *
 * Writes the candidate, durably. What a later process could not tell apart is refused.
 *
 * Returns: whether it is on disk
 */
gboolean
signet_item_messages_put (SignetItemMessages  *self,
                          SignetAnswer         kind,
                          GBytes              *der,
                          GError             **error)
{
  g_autofree char *path = g_build_filename (self->folder, SIGNET_FILE_CANDIDATE, NULL);
  SignetAnswer found;

  if (g_bytes_get_size (der) > SIGNET_MAX_ANSWER)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_TOO_LARGE,
                           _ ("The server’s answer is too large."));
      return FALSE;
    }
  if (!signet_answer_kind_of (der, &found) || found != kind)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP,
                           _ ("The server’s answer is not the kind of message it seemed to be."));
      return FALSE;
    }

  if (!signet_files_write (path, g_bytes_get_data (der, NULL), g_bytes_get_size (der), error))
    return FALSE;
  g_bytes_ref (der);
  g_clear_pointer (&self->candidate, g_bytes_unref);
  self->candidate = der;

  return TRUE;
}

/* Also where nothing is known of the file: a write that failed may have got as far as that. */
static gboolean
drop (SignetItemMessages  *self,
      const char          *name,
      GBytes             **bytes,
      GError             **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  if (!signet_files_remove (path, error))
    return FALSE;
  g_clear_pointer (bytes, g_bytes_unref);

  return TRUE;
}

/**
 * signet_item_messages_promote:
 * @self: the answers
 * @error: return location for a %SIGNET_ERROR
 *
 * Lets the candidate, which was verified, take the place of the verified answer of its kind. Does
 * nothing where there is none.
 *
 * Returns: whether that is on disk
 */
gboolean
signet_item_messages_promote (SignetItemMessages  *self,
                              GError             **error)
{
  g_autofree char *from = g_build_filename (self->folder, SIGNET_FILE_CANDIDATE, NULL);
  g_autofree char *to = NULL;
  SignetAnswer kind;
  GBytes **place;

  if (self->candidate == NULL)
    return TRUE;
  if (!signet_answer_kind_of (self->candidate, &kind))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED, _ ("%s is not an answer of a CA."),
                   from);
      return FALSE;
    }

  /* A pollRep beside an answer that it does not belong to would lead the replay astray: it goes
   * first. */
  if (kind == SIGNET_ANSWER_CERTIFICATE && !drop (self, SIGNET_FILE_POLL, &self->poll, error))
    return FALSE;

  place = kind == SIGNET_ANSWER_POLL ? &self->poll : &self->response;
  to = g_build_filename (self->folder,
                         kind == SIGNET_ANSWER_POLL ? SIGNET_FILE_POLL : SIGNET_FILE_RESPONSE,
                         NULL);
  if (!signet_files_rename (from, to, error))
    return FALSE;
  g_clear_pointer (place, g_bytes_unref);
  *place = g_steal_pointer (&self->candidate);
  signet_kill_point ("accept-renamed");

  return TRUE;
}

/**
 * signet_item_messages_drop_candidate:
 * @self: the answers
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes the candidate, durably.
 *
 * Returns: whether there is none any more
 */
gboolean
signet_item_messages_drop_candidate (SignetItemMessages  *self,
                                     GError             **error)
{
  return drop (self, SIGNET_FILE_CANDIDATE, &self->candidate, error) &&
         signet_files_sync_folder (self->folder, error);
}

/**
 * signet_item_messages_drop_all:
 * @self: the answers
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes all answers, durably. The response goes last: the others mean nothing without it.
 *
 * Returns: whether there are none any more
 */
gboolean
signet_item_messages_drop_all (SignetItemMessages  *self,
                               GError             **error)
{
  return drop (self, SIGNET_FILE_CANDIDATE, &self->candidate, error) &&
         drop (self, SIGNET_FILE_POLL, &self->poll, error) &&
         drop (self, SIGNET_FILE_RESPONSE, &self->response, error) &&
         signet_files_sync_folder (self->folder, error);
}
