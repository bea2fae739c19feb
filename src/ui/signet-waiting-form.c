/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-waiting-form.h"

#include <glib/gi18n-lib.h>

static const SignetWaitingLook looks[SIGNET_WAITING_N_FORMS] = {
  [SIGNET_WAITING_FORM_WAITING] = {
    "document-open-recent-symbolic",
    "accent",
    N_ ("Waiting for Approval"),
    N_ ("You can close this window and turn off the computer. The request is taken up again when "
        "Signet is opened."),
    N_ ("Check _Now"),
  },
  [SIGNET_WAITING_FORM_NETWORK] = {
    "network-offline-symbolic",
    "warning",
    N_ ("No Answer From the Server"),
    N_ ("Nothing is lost. Signet tries again by itself as long as it is open."),
    N_ ("Try _Now"),
  },
  [SIGNET_WAITING_FORM_UNKNOWN] = {
    "dialog-question-symbolic",
    "warning",
    N_ ("Sent, Answer Unknown"),
    N_ ("The request was sent, but no answer came. Ask your helpdesk whether a certificate was "
        "issued. The key is kept."),
    N_ ("_Check Again"),
  },
  [SIGNET_WAITING_FORM_FINISH] = {
    "application-certificate-symbolic",
    "accent",
    N_ ("Ready to Finish"),
    N_ ("The answer of the server is here. Only the last steps are missing."),
    N_ ("_Finish"),
  },
  [SIGNET_WAITING_FORM_NOT_SENT] = {
    "mail-send-symbolic",
    "neutral",
    N_ ("Not Sent Yet"),
    N_ ("The key is ready, but the request was not sent."),
    N_ ("_Send Request"),
  },
  [SIGNET_WAITING_FORM_CODE] = {
    "dialog-password-symbolic",
    "warning",
    N_ ("Enter Your Code Again to Continue"),
    N_ ("The request waits at the server. Its code was not kept on this computer."),
    N_ ("_Continue"),
  },
  [SIGNET_WAITING_FORM_PASSPHRASE] = {
    "dialog-password-symbolic",
    "warning",
    N_ ("Enter Your Passphrase to Continue"),
    N_ ("The key of this request is protected with a passphrase of your own."),
    N_ ("_Continue"),
  },
  [SIGNET_WAITING_FORM_KEYRING] = {
    "changes-prevent-symbolic",
    "neutral",
    N_ ("Unlock to Finish"),
    N_ ("The keyring that keeps the passphrase of the key is locked."),
    N_ ("_Unlock"),
  },
  [SIGNET_WAITING_FORM_PERSON] = {
    "dialog-warning-symbolic",
    "warning",
    N_ ("The Answer Is Not Verified"),
    N_ ("An answer came, but it was not accepted. It is kept, and nothing in it is used."),
    N_ ("Check _Again"),
  },
  [SIGNET_WAITING_FORM_AGAIN] = {
    "view-refresh-symbolic",
    "neutral",
    N_ ("Try Again"),
    N_ ("A new request is sent, for the same key and with the same details."),
    N_ ("_Send Request"),
  },
  [SIGNET_WAITING_FORM_START_OVER] = {
    "view-refresh-symbolic",
    "warning",
    N_ ("Start Over"),
    N_ ("A new request is sent. A second certificate may come of it."),
    N_ ("_Start Over…"),
  },
};

static SignetWaitingForm
form_for_needs (SignetNeeds       needs,
                SignetWaitingForm none)
{
  switch (needs)
    {
    case SIGNET_NEEDS_CODE:
      return SIGNET_WAITING_FORM_CODE;
    case SIGNET_NEEDS_KEYRING:
      return SIGNET_WAITING_FORM_KEYRING;
    case SIGNET_NEEDS_PASSPHRASE:
      return SIGNET_WAITING_FORM_PASSPHRASE;
    case SIGNET_NEEDS_PERSON:
      return SIGNET_WAITING_FORM_PERSON;
    case SIGNET_NEEDS_NETWORK:
      return SIGNET_WAITING_FORM_NETWORK;
    case SIGNET_NEEDS_NONE:
      break;
    }

  return none;
}

/* What a job in this process has, the person need not give it once more. */
static SignetWaitingForm
form_while_running (SignetNeeds       needs,
                    SignetWaitingForm none)
{
  return needs == SIGNET_NEEDS_NETWORK ? SIGNET_WAITING_FORM_NETWORK : none;
}

/**
 * signet_waiting_form_for:
 * @item: an item whose certificate is not there yet
 * @running: whether a job works on it
 *
 * Returns: what its page is about
 */
SignetWaitingForm
signet_waiting_form_for (SignetItem *item,
                         gboolean    running)
{
  SignetWaitingForm none = SIGNET_WAITING_FORM_FINISH;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), SIGNET_WAITING_FORM_WAITING);

  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
      return SIGNET_WAITING_FORM_NOT_SENT;
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
      return SIGNET_WAITING_FORM_UNKNOWN;
    case SIGNET_ITEM_STATE_REFUSED:
    case SIGNET_ITEM_STATE_GIVEN_UP:
      return SIGNET_WAITING_FORM_AGAIN;
    case SIGNET_ITEM_STATE_WAITING:
      none = SIGNET_WAITING_FORM_WAITING;
      break;
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
    case SIGNET_ITEM_STATE_ISSUED:
      break;
    }

  return running ? form_while_running (signet_item_get_needs (item), none)
                 : form_for_needs (signet_item_get_needs (item), none);
}

/**
 * signet_waiting_form_get_look:
 * @form: a form
 *
 * Returns: what it looks like
 */
SignetWaitingLook
signet_waiting_form_get_look (SignetWaitingForm form)
{
  SignetWaitingLook look = looks[SIGNET_WAITING_FORM_WAITING];

  g_return_val_if_fail (form < SIGNET_WAITING_N_FORMS, look);

  look = looks[form];
  look.heading = _ (look.heading);
  look.description = _ (look.description);
  look.primary = _ (look.primary);

  return look;
}

/**
 * signet_waiting_form_is_new:
 * @form: a form
 *
 * Returns: whether its button sends a new request, for which there may be another code
 */
gboolean
signet_waiting_form_is_new (SignetWaitingForm form)
{
  return form == SIGNET_WAITING_FORM_NOT_SENT || form == SIGNET_WAITING_FORM_AGAIN ||
         form == SIGNET_WAITING_FORM_START_OVER;
}

static gboolean
asks (SignetWaitingForm form)
{
  return signet_waiting_form_is_new (form) || form == SIGNET_WAITING_FORM_CODE ||
         form == SIGNET_WAITING_FORM_PASSPHRASE || form == SIGNET_WAITING_FORM_KEYRING ||
         form == SIGNET_WAITING_FORM_PERSON || form == SIGNET_WAITING_FORM_FINISH ||
         form == SIGNET_WAITING_FORM_NETWORK;
}

/**
 * signet_waiting_form_wants_code:
 * @form: the form of an item's page
 * @item: the item, which no job works on
 *
 * Returns: whether the code has to be typed
 */
gboolean
signet_waiting_form_wants_code (SignetWaitingForm  form,
                                SignetItem        *item)
{
  SignetCredential *credential;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), FALSE);

  credential = signet_item_get_credential (item);

  return asks (form) && credential != NULL &&
         signet_credential_get_kind (credential) == SIGNET_CREDENTIAL_CODE &&
         (form == SIGNET_WAITING_FORM_CODE || !signet_item_get_code_kept (item));
}

/**
 * signet_waiting_form_wants_passphrase:
 * @form: the form of an item's page
 * @item: the item, which no job works on
 *
 * Returns: whether the person's own passphrase has to be typed
 */
gboolean
signet_waiting_form_wants_passphrase (SignetWaitingForm  form,
                                      SignetItem        *item)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (item), FALSE);

  return asks (form) && signet_item_get_passphrase_kind (item) == SIGNET_PASSPHRASE_OWN;
}
