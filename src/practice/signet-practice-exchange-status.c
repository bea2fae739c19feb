/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-exchange-private.h"
#include "practice/signet-practice-fail-info.h"

static int
get_failure_bits (const SignetPracticeBehaviour *behaviour)
{
  const char *const *names = signet_practice_behaviour_get_list (behaviour,
                                                                 SIGNET_PRACTICE_FAILURE);
  int bits = 0;
  guint bit;

  for (guint i = 0; names[i] != NULL; i++)
    if (signet_practice_fail_info_parse (names[i], &bit, NULL))
      bits |= 1 << bit;

  return bits;
}

static int
get_status (const SignetPracticeBehaviour *behaviour)
{
  return signet_practice_status_parse (
    signet_practice_behaviour_get_text (behaviour, SIGNET_PRACTICE_PKI_STATUS));
}

static const char *
get_text (const SignetPracticeBehaviour *behaviour,
          const char                    *otherwise)
{
  const char *text = signet_practice_behaviour_get_text (behaviour,
                                                         SIGNET_PRACTICE_STATUS_STRING);

  return text != NULL ? text : otherwise;
}

/**
 * signet_practice_exchange_must_refuse:
 * @self: an exchange
 * @refusal: (out): why
 *
 * Returns: whether the CA was told to refuse everything
 */
gboolean
signet_practice_exchange_must_refuse (SignetPracticeExchange *self,
                                      SignetPracticeRefusal  *refusal)
{
  const SignetPracticeBehaviour *behaviour = self->desk->behaviour;
  int status = get_status (behaviour);

  if (status != OSSL_CMP_PKISTATUS_rejection &&
      !signet_practice_behaviour_get_flag (behaviour, SIGNET_PRACTICE_SEND_ERROR) &&
      (status >= 0 || !signet_practice_behaviour_has (behaviour, SIGNET_PRACTICE_FAILURE)))
    return FALSE;
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badRequest,
                          "The practice CA was told to refuse");

  return TRUE;
}

/**
 * signet_practice_exchange_accept:
 * @self: an exchange
 * @status: a PKIStatus
 * @text: (nullable): text for the client
 *
 * Returns: (transfer full): a status that goes with what was asked for, or the one that the CA was
 *   told to send
 */
OSSL_CMP_PKISI *
signet_practice_exchange_accept (SignetPracticeExchange *self,
                                 int                     status,
                                 const char             *text)
{
  const SignetPracticeBehaviour *behaviour = self->desk->behaviour;
  int told = get_status (behaviour);

  return OSSL_CMP_STATUSINFO_new (told >= 0 && told != OSSL_CMP_PKISTATUS_waiting ? told : status,
                                  get_failure_bits (behaviour), get_text (behaviour, text));
}

/**
 * signet_practice_exchange_rejection:
 * @self: an exchange
 * @refusal: why
 *
 * Returns: (transfer full): a status that refuses, with the reasons that the CA was told to give
 */
OSSL_CMP_PKISI *
signet_practice_exchange_rejection (SignetPracticeExchange      *self,
                                    const SignetPracticeRefusal *refusal)
{
  const SignetPracticeBehaviour *behaviour = self->desk->behaviour;
  int bits = get_failure_bits (behaviour);

  self->refused = TRUE;
  self->refusal = *refusal;

  return OSSL_CMP_STATUSINFO_new (OSSL_CMP_PKISTATUS_rejection,
                                  bits != 0 ? bits : 1 << refusal->fail_info,
                                  get_text (behaviour, refusal->text));
}

/**
 * signet_practice_exchange_reject:
 * @self: an exchange
 * @fail_info: bit of PKIFailureInfo (RFC 9810 5.2.3)
 * @text: why
 *
 * Tells that a message was refused of which nothing is kept.
 *
 * Returns: (transfer full): the status for the client
 */
OSSL_CMP_PKISI *
signet_practice_exchange_reject (SignetPracticeExchange *self,
                                 int                     fail_info,
                                 const char             *text)
{
  const SignetPracticeRefusal refusal = { fail_info, text };

  self->handled = TRUE;
  signet_practice_desk_refuse (self->desk, self->header->transaction, self->reference, text);

  return signet_practice_exchange_rejection (self, &refusal);
}

/**
 * signet_practice_exchange_delays:
 * @self: an exchange
 * @kind: "rr", "genm" or "certConf"
 *
 * Returns: whether the message is not worked off now, but when the client has waited
 */
gboolean
signet_practice_exchange_delays (SignetPracticeExchange *self,
                                 const char             *kind)
{
  if (self->delay == SIGNET_PRACTICE_DELAY_WAITING)
    return TRUE;
  if (self->delay == SIGNET_PRACTICE_DELAY_OVER ||
      !signet_practice_behaviour_lists (self->desk->behaviour, SIGNET_PRACTICE_DELAY, kind))
    return FALSE;
  self->delay = SIGNET_PRACTICE_DELAY_BEGUN;
  self->handled = TRUE;

  return TRUE;
}
