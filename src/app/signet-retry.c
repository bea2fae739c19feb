/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-retry-private.h"

#include "app/signet-conclusion-private.h"
#include "app/signet-removal-private.h"
#include "core/signet-error.h"
#include "pki/signet-key.h"

/* What becomes of the last try when a person tries again: one certificate that is wished for leaves
 * one item, however often it takes, and no key goes for which a certificate may exist. */

/* A file may hold another key by now. */
static gboolean
is_same_key (SignetItem *item,
             SignetItem *draft)
{
  SignetKeySpec *key_spec = signet_item_get_key_spec (draft);

  return signet_key_spec_get_file (key_spec) == NULL &&
         g_str_equal (signet_key_spec_get_text (signet_item_get_key_spec (item)),
                      signet_key_spec_get_text (key_spec));
}

static gboolean
is_same_data (GBytes *a,
              GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

static gboolean
is_same_origin (SignetItem *item,
                SignetItem *draft)
{
  return is_same_data (signet_item_get_csr (item), signet_item_get_csr (draft)) &&
         is_same_data (signet_item_get_public_key (item), signet_item_get_public_key (draft)) &&
         is_same_data (signet_item_get_old_certificate (item),
                       signet_item_get_old_certificate (draft)) &&
         g_strcmp0 (signet_item_get_previous (item), signet_item_get_previous (draft)) == 0 &&
         signet_item_get_same_key (item) == signet_item_get_same_key (draft) &&
         signet_item_has_central_key (item) == signet_item_has_central_key (draft);
}

/* A step takes over a reference number that is not given again, and a word that was given once; a
 * person who tries again and says neither means neither. */
static gboolean
is_all_said (SignetItem *item,
             SignetItem *draft)
{
  SignetCredential *before = signet_item_get_credential (item);
  SignetCredential *now = signet_item_get_credential (draft);

  return (signet_credential_get_kind (now) != SIGNET_CREDENTIAL_CODE ||
          signet_credential_get_reference (before) == NULL ||
          signet_credential_get_reference (now) != NULL) &&
         (!signet_item_get_accepts_unverified (item) ||
          signet_item_get_accepts_unverified (draft));
}

/* Whom to ask, and with which code, may have changed: that is what a person tries again with. */
static gboolean
asks_for_the_same (SignetItem *item,
                   SignetItem *draft)
{
  return signet_item_get_operation (item) == signet_item_get_operation (draft) &&
         signet_template_equal (signet_item_get_template (item),
                                signet_item_get_template (draft)) &&
         is_same_key (item, draft) && is_same_origin (item, draft) && is_all_said (item, draft) &&
         g_str_equal (signet_item_get_label (item), signet_item_get_label (draft)) &&
         signet_item_get_passphrase_kind (item) == signet_item_get_passphrase_kind (draft);
}

/* Whoever chose another passphrase wants the key to open with that one; a key that the server has
 * yet to make opens with any. */
static gboolean
opens (SignetItemJournal *journal,
       SignetSecret      *passphrase)
{
  SignetItem *item = signet_item_journal_get_item (journal);
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (SignetKey) key = NULL;

  if (signet_item_get_passphrase_kind (item) != SIGNET_PASSPHRASE_OWN ||
      (signet_item_has_central_key (item) && !signet_item_journal_has_key (journal)))
    return TRUE;
  pem = signet_item_journal_read_key (journal, NULL);
  key = pem != NULL ? signet_key_new_from_pem (pem, passphrase, NULL) : NULL;

  return key != NULL;
}

static void
decide (SignetRetry       *self,
        SignetStep        *step,
        SignetItemJournal *journal)
{
  SignetItem *item = signet_item_journal_get_item (journal);

  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_KEY_READY:
    case SIGNET_ITEM_STATE_REFUSED:
      self->is_same = asks_for_the_same (item, step->draft) && opens (journal, step->passphrase);
      self->goes_on = self->is_same;
      break;
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_GIVEN_UP:
      break;
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
    case SIGNET_ITEM_STATE_WAITING:
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
    case SIGNET_ITEM_STATE_ISSUED:
    default:
      /* The next step of such an item never sends it as new. */
      self->goes_on = TRUE;
      break;
    }
}

/* What cannot be removed stays in the list, and is no reason not to ask for what is wished now. */
static void
remove_last (SignetStep        *step,
             SignetItemJournal *journal,
             SignetRetry       *retry)
{
  g_autoptr (GError) error = NULL;

  if (signet_conclusion_maybe_issued (signet_item_journal_get_item (journal)))
    return;
  retry->removed = signet_removal_run_for_try (step->store, journal, &error);
  if (retry->removed)
    return;
  g_debug ("The last try stays: %s", error->message);
  retry->item = signet_item_store_load (step->store, step->last, NULL);
}

/**
 * signet_retry_run:
 * @step: a step with a draft and a last try
 *
 * Decides, under the lock of the item of the last try, whether it takes the place of the draft, and
 * removes it where it does not and is worth nothing. Blocks, also for the keyring's prompt: for
 * worker threads only.
 *
 * Returns: (transfer full): what becomes of the last try
 */
SignetRetry *
signet_retry_run (SignetStep *step)
{
  SignetRetry *self = g_new0 (SignetRetry, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItemJournal) journal =
    signet_item_store_lock (step->store, step->last, &error);

  /* A signing request gives the draft its name; whether it is one, its own step says. */
  signet_step_check_origin (step->draft, NULL);
  if (journal != NULL)
    decide (self, step, journal);
  else
    /* Who works on it may be sending it: the step on it says that it is in use. */
    self->goes_on = g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  if (journal != NULL && !self->goes_on)
    remove_last (step, journal, self);

  return self;
}

/**
 * signet_retry_settle:
 * @self: what becomes of the last try
 * @step: its step, which is not run yet
 *
 * Makes of @step one for the item of the last try, or one for its draft.
 */
void
signet_retry_settle (SignetRetry *self,
                     SignetStep  *step)
{
  g_autofree char *last = g_steal_pointer (&step->last);

  if (!self->goes_on)
    return;
  g_clear_object (&step->draft);
  if (!self->is_same)
    {
      g_clear_pointer (&step->profile, signet_profile_unref);
      g_clear_pointer (&step->credential, signet_credential_unref);
    }
  step->id = g_steal_pointer (&last);
}

/**
 * signet_retry_free:
 * @self: (transfer full): what becomes of a last try
 *
 * Frees @self.
 */
void
signet_retry_free (SignetRetry *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->item);
  g_free (self);
}
