/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-journal-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-core-enums.h"
#include "core/signet-error.h"
#include "core/signet-files.h"
#include "store/signet-item-folder-private.h"

/* A key for which the CA may issue, or has issued, a certificate stays while that is open, and so
 * does the item to which the server may send, or has sent, one that it made. */
static gboolean
check_may_discard (SignetItemJournal  *self,
                   GError            **error)
{
  SignetItemState state = signet_item_get_state (self->item);

  if ((!signet_item_journal_has_key (self) && !signet_item_has_central_key (self->item)) ||
      (state != SIGNET_ITEM_STATE_SENT && state != SIGNET_ITEM_STATE_WAITING &&
       state != SIGNET_ITEM_STATE_RECEIVED && state != SIGNET_ITEM_STATE_UNCONFIRMED))
    return TRUE;
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
               _ ("An item in the state “%s” cannot be discarded; cancel it first."),
               signet_enum_to_nick (SIGNET_TYPE_ITEM_STATE, (int) state));

  return FALSE;
}

/* Out of the list in one step, whatever happens next. */
static char *
move_to_trash (SignetItemJournal  *self,
               GError            **error)
{
  g_autofree char *enrollments = g_path_get_dirname (self->folder);
  g_autofree char *lock_path = g_build_filename (enrollments, SIGNET_STORE_LOCK, NULL);
  g_autofree char *trash = signet_item_folder_trash (enrollments);
  g_autofree char *moved = g_build_filename (trash, signet_item_get_id (self->item), NULL);
  int lock = signet_lock_take (lock_path, TRUE, error);
  gboolean done;

  if (lock < 0)
    return NULL;
  done =
    signet_files_make_folder (trash, error) && signet_files_rename (self->folder, moved, error);
  signet_lock_drop (lock);

  return done ? g_steal_pointer (&moved) : NULL;
}

static gboolean
take_out (SignetItemJournal  *self,
          gboolean            keep_files,
          GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *moved = move_to_trash (self, error);

  if (moved == NULL)
    return FALSE;

  signet_item_journal_close (self);
  if (!keep_files && !signet_files_remove_folder (moved, &local_error))
    g_debug ("%s stays: %s", moved, local_error->message);

  return TRUE;
}

/**
 * signet_item_journal_discard:
 * @self: a journal; closed afterwards, if that worked
 * @error: return location for a %SIGNET_ERROR; %SIGNET_ERROR_STATE where an exchange is open
 *
 * Takes an item out of the keystore. Its folder moves to the trash in one step; one without a key
 * is then removed, one with a key stays there.
 *
 * Returns: whether it is out of the keystore
 */
gboolean
signet_item_journal_discard (SignetItemJournal  *self,
                             GError            **error)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), FALSE);

  return signet_item_journal_check_open (self, error) && check_may_discard (self, error) &&
         take_out (self, signet_item_journal_has_key (self), error);
}

/**
 * signet_item_journal_remove:
 * @self: a journal; closed afterwards, if that worked
 * @error: return location for a %SIGNET_ERROR
 *
 * Removes an item for good, with its key and in whatever state it is. Only for what is worth
 * nothing: the items of the practice CA, and those for whose key no certificate can exist.
 *
 * Returns: whether it is out of the keystore
 */
gboolean
signet_item_journal_remove (SignetItemJournal  *self,
                            GError            **error)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_JOURNAL (self), FALSE);

  return signet_item_journal_check_open (self, error) && take_out (self, FALSE, error);
}
