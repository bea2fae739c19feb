/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"

G_BEGIN_DECLS

/**
 * SignetWaitingForm:
 * @SIGNET_WAITING_FORM_WAITING: the server asked to wait
 * @SIGNET_WAITING_FORM_NETWORK: the server could not be reached
 * @SIGNET_WAITING_FORM_UNKNOWN: the request was sent, and no answer came
 * @SIGNET_WAITING_FORM_FINISH: an answer or a certificate is there, the rest is not done
 * @SIGNET_WAITING_FORM_NOT_SENT: there is a key, and nothing was sent
 * @SIGNET_WAITING_FORM_CODE: the code is needed again
 * @SIGNET_WAITING_FORM_PASSPHRASE: the person's own passphrase is needed
 * @SIGNET_WAITING_FORM_KEYRING: the keyring is locked
 * @SIGNET_WAITING_FORM_PERSON: the answer could not be verified
 * @SIGNET_WAITING_FORM_AGAIN: it came to nothing, and may be tried again
 * @SIGNET_WAITING_FORM_START_OVER: a new request, by the person's word
 * @SIGNET_WAITING_N_FORMS: how many there are
 *
 * What the page of a request that is not finished is about.
 */
typedef enum {
  SIGNET_WAITING_FORM_WAITING,
  SIGNET_WAITING_FORM_NETWORK,
  SIGNET_WAITING_FORM_UNKNOWN,
  SIGNET_WAITING_FORM_FINISH,
  SIGNET_WAITING_FORM_NOT_SENT,
  SIGNET_WAITING_FORM_CODE,
  SIGNET_WAITING_FORM_PASSPHRASE,
  SIGNET_WAITING_FORM_KEYRING,
  SIGNET_WAITING_FORM_PERSON,
  SIGNET_WAITING_FORM_AGAIN,
  SIGNET_WAITING_FORM_START_OVER,
  SIGNET_WAITING_N_FORMS
} SignetWaitingForm;

/**
 * SignetWaitingLook:
 * @icon: icon of the disc
 * @tone: its tint
 * @heading: what the page is about
 * @description: what it means for the person
 * @primary: the button, with its mnemonic
 *
 * What a form looks like; its texts are translated already.
 */
typedef struct
{
  const char *icon;
  const char *tone;
  const char *heading;
  const char *description;
  const char *primary;
} SignetWaitingLook;

SignetWaitingForm signet_waiting_form_for              (SignetItem        *item,
                                                        gboolean           running);
SignetWaitingLook signet_waiting_form_get_look         (SignetWaitingForm  form);
gboolean          signet_waiting_form_is_new           (SignetWaitingForm  form);
gboolean          signet_waiting_form_wants_code       (SignetWaitingForm  form,
                                                        SignetItem        *item);
gboolean          signet_waiting_form_wants_passphrase (SignetWaitingForm  form,
                                                        SignetItem        *item);

G_END_DECLS
