/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-confirm-warned-private.h"

#include <openssl/err.h>

#include "pki/signet-ossl-private.h"

/* The library only complains about the status after it has verified the message. */
static gboolean
is_warned (SignetExchange *exchange)
{
  unsigned long last = ERR_peek_last_error ();

  return exchange->last != NULL && exchange->last->body == SIGNET_BODY_KUP &&
         exchange->last->status == OSSL_CMP_PKISTATUS_keyUpdateWarning &&
         exchange->last->certificate != NULL && ERR_GET_LIB (last) == ERR_LIB_CMP &&
         ERR_GET_REASON (last) == CMP_R_ENCOUNTERED_KEYUPDATEWARNING;
}

static int
compare_key (SignetExchange *exchange,
             X509           *certificate)
{
  EVP_PKEY *pkey = X509_get0_pubkey (certificate);
  gboolean own = pkey != NULL && exchange->job->key != NULL &&
                 EVP_PKEY_eq (pkey, signet_key_get_pkey (exchange->job->key)) == 1;

  return own ? 0 : 1 << OSSL_CMP_PKIFAILUREINFO_incorrectData;
}

/**
 * signet_confirm_take_warned:
 * @exchange: the state of a step that failed
 * @ctx: its context
 *
 * A renewal may be answered with the certificate of an earlier one (keyUpdateWarning, RFC 9810
 * 5.2.3). Every release of OpenSSL means to take it, compares with the tag of the wrong message,
 * and never does. Here it goes through the same checks as any other, and into the journal; it was
 * confirmed when it was issued.
 *
 * Returns: whether this was such an answer, and the certificate is stored
 */
gboolean
signet_confirm_take_warned (SignetExchange *exchange,
                            OSSL_CMP_CTX   *ctx)
{
  g_autoptr (X509) certificate = NULL;
  const char *text = NULL;

  if (!is_warned (exchange))
    return FALSE;
  certificate = signet_x509_from_der (exchange->last->certificate, NULL);
  ERR_clear_error ();

  return certificate != NULL &&
         signet_exchange_confirm_cb (ctx, certificate, compare_key (exchange, certificate),
                                     &text) == 0 &&
         exchange->stored && exchange->error == NULL;
}
