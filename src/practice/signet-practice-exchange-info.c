/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-exchange-private.h"

#include <openssl/cmperr.h>
#include <openssl/err.h>

#include "practice/signet-practice-body-private.h"
#include "practice/signet-practice-info-private.h"

/* A genp has no status: an error says it. */
static GBytes *
refuse (SignetPracticeExchange      *self,
        const SignetPracticeRefusal *refusal)
{
  g_autoptr (OSSL_CMP_PKISI) status = signet_practice_exchange_reject (self, refusal->fail_info,
                                                                       refusal->text);

  return signet_practice_body_error (status);
}

/**
 * signet_practice_exchange_info_cb:
 *
 * An OSSL_CMP_SRV_genm_cb_t: called with a verified genm (RFC 9810 5.3.19). OpenSSL answers with an
 * empty genp, which then gets another body.
 */
int
signet_practice_exchange_info_cb (OSSL_CMP_SRV_CTX               *server,
                                  const OSSL_CMP_MSG             *message,
                                  const SignetPracticeQuestions  *questions,
                                  SignetPracticeQuestions       **answers)
{
  SignetPracticeExchange *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (server);
  SignetPracticeTransaction transaction = { .id = self->header->transaction,
                                            .reference = self->reference };
  SignetPracticeRefusal refusal;
  SignetPracticeDer body;
  g_autofree char *asked = NULL;

  *answers = NULL;
  if (signet_practice_exchange_must_refuse (self, &refusal))
    {
      self->body = refuse (self, &refusal);
      return 1;
    }
  if (signet_practice_exchange_delays (self, "genm"))
    return 1;
  if (signet_practice_der_find_body (self->work != NULL ? self->work : self->der, &body))
    self->body = signet_practice_info_answer (self->desk, &body, &asked);
  if (self->body == NULL)
    {
      ERR_raise (ERR_LIB_CMP, CMP_R_ERROR_PROCESSING_MESSAGE);
      return 0;
    }
  self->handled = TRUE;
  signet_practice_desk_tell (self->desk, "asked", &transaction, asked);

  return 1;
}
