/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-journal-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-core-enums.h"
#include "core/signet-error.h"
#include "core/signet-kill-point.h"
#include "store/signet-item-folder-private.h"

/* The steps of an exchange as the CMP core tells them (core/signet-journal.h). */

/* A step that is not on disk was not taken: the item says again what the disk says. */
static gboolean
save_step (SignetItemJournal  *self,
           GError            **error)
{
  g_autoptr (SignetItem) on_disk = NULL;

  if (signet_item_folder_save (self->folder, self->item, error))
    return TRUE;
  on_disk = signet_item_folder_load (self->folder, NULL);
  if (on_disk != NULL)
    signet_item_copy_from (self->item, on_disk);

  return FALSE;
}

static char *
to_hex (GBytes *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  GString *hex = g_string_sized_new (2 * length);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);

  return g_string_free (hex, FALSE);
}

/* While an exchange is open, a request under a new transaction would have a second certificate
 * issued: whoever asks for that gives up the first one before. */
static gboolean
check_may_send (SignetItemJournal  *self,
                GError            **error)
{
  SignetItemState state = signet_item_get_state (self->item);

  if (state != SIGNET_ITEM_STATE_DRAFT && state != SIGNET_ITEM_STATE_WAITING &&
      state != SIGNET_ITEM_STATE_UNCONFIRMED && state != SIGNET_ITEM_STATE_ISSUED)
    return TRUE;
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
               _ ("A request cannot be sent while the item is in the state “%s”."),
               signet_enum_to_nick (SIGNET_TYPE_ITEM_STATE, (int) state));

  return FALSE;
}

static gboolean
journal_sent (SignetJournal  *journal,
              GBytes         *transaction_id,
              GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);
  g_autofree char *hex = to_hex (transaction_id);

  /* What an older transaction left does not belong to this one. */
  if (!signet_item_journal_check_open (self, error) || !check_may_send (self, error) ||
      !signet_item_messages_drop_all (&self->messages, error))
    return FALSE;
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_SENT);
  signet_item_set_needs (self->item, SIGNET_NEEDS_NONE);
  signet_item_set_transaction_id (self->item, hex);
  signet_item_set_sent (self->item, g_get_real_time () / G_USEC_PER_SEC);
  signet_item_set_next_check (self->item, 0);
  signet_item_set_reason (self->item, NULL);
  signet_item_set_error (self->item, NULL);
  if (!save_step (self, error))
    return FALSE;
  signet_kill_point ("sent");

  return TRUE;
}

static gboolean
journal_answer (SignetJournal  *journal,
                SignetAnswer    kind,
                GBytes         *der,
                GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);

  if (!signet_item_journal_check_open (self, error) ||
      !signet_item_messages_put (&self->messages, kind, der, error))
    return FALSE;
  signet_kill_point ("answer");

  if (!signet_item_journal_has_news (self))
    return TRUE;
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_RECEIVED);
  if (!save_step (self, error))
    return FALSE;
  signet_kill_point ("received");

  return TRUE;
}

static gboolean
journal_accept (SignetJournal  *journal,
                gint64          next_check,
                const char     *reason,
                GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);

  if (!signet_item_journal_check_open (self, error) ||
      !signet_item_messages_promote (&self->messages, error))
    return FALSE;
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_WAITING);
  signet_item_set_next_check (self->item, next_check);
  signet_item_set_reason (self->item, reason);
  if (!save_step (self, error))
    return FALSE;
  signet_kill_point ("accepted");

  return TRUE;
}

/* Who it belongs to is noted with the certificate: until then the stored answer tells. */
static gboolean
journal_key (SignetJournal  *journal,
             GBytes         *pem,
             const char     *key_id,
             GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);
  g_autoptr (GBytes) written = NULL;

  if (!signet_item_journal_write_key (self, pem, error))
    return FALSE;
  written = signet_item_journal_read_key (self, error);
  if (written == NULL)
    return FALSE;
  if (!g_bytes_equal (written, pem))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                           _ ("The key that was written is not the one that was made."));
      return FALSE;
    }
  signet_item_set_key_id (self->item, key_id);

  return TRUE;
}

static gboolean
journal_certificate (SignetJournal       *journal,
                     GBytes              *leaf,
                     GPtrArray           *chain,
                     SignetVerification   verification,
                     GError             **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);

  if (!signet_item_journal_check_open (self, error))
    return FALSE;
  /* A pollRep brings no certificate: one that is still unverified now stays so. */
  if (signet_item_messages_has_kind (&self->messages, SIGNET_ANSWER_CERTIFICATE) &&
      !signet_item_messages_promote (&self->messages, error))
    return FALSE;
  if (!signet_item_folder_save_certificates (self->folder, leaf, chain, error))
    return FALSE;
  signet_kill_point ("certificate-written");

  signet_item_set_certificate (self->item, leaf);
  signet_item_set_verification (self->item, verification);
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_UNCONFIRMED);
  if (!save_step (self, error))
    return FALSE;
  signet_kill_point ("certificate");

  return TRUE;
}

static gboolean
journal_confirmed (SignetJournal  *journal,
                   GError        **error)
{
  SignetItemJournal *self = SIGNET_ITEM_JOURNAL (journal);
  g_autoptr (GError) left = NULL;

  if (!signet_item_journal_check_open (self, error))
    return FALSE;
  signet_item_set_state (self->item, SIGNET_ITEM_STATE_ISSUED);
  signet_item_set_needs (self->item, SIGNET_NEEDS_NONE);
  signet_item_set_next_check (self->item, 0);
  signet_item_set_reason (self->item, NULL);
  signet_item_set_error (self->item, NULL);
  if (!save_step (self, error))
    return FALSE;
  signet_kill_point ("confirmed");

  /* It is confirmed, whether its answers can be removed or not; the next start tries again. */
  if (!signet_item_messages_drop_all (&self->messages, &left))
    g_debug ("Answers of %s stay: %s", signet_item_get_id (self->item), left->message);

  return TRUE;
}

/*< private >
 * signet_item_journal_iface_init:
 * @iface: the interface of #SignetItemJournal
 *
 * Fills in what the CMP core calls.
 */
void
signet_item_journal_iface_init (SignetJournalInterface *iface)
{
  iface->sent = journal_sent;
  iface->answer = journal_answer;
  iface->accept = journal_accept;
  iface->key = journal_key;
  iface->certificate = journal_certificate;
  iface->confirmed = journal_confirmed;
}
