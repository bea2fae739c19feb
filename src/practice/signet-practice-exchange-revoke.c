/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-exchange-private.h"

#include <openssl/err.h>

#include "practice/signet-practice-der-private.h"
#include "practice/signet-practice-revoked.h"

/* RevDetails ::= SEQUENCE { certDetails CertTemplate, crlEntryDetails Extensions OPTIONAL } in
 * RevReqContent ::= SEQUENCE OF RevDetails, with an explicit tag behind the header. OpenSSL has
 * seen that there is one. It hands on no more than whose certificate it is. */
static X509_EXTENSIONS *
read_entry_details (GBytes *message)
{
  const guchar *p;
  const guchar *end;
  SignetPracticeDer element;

  if (!signet_practice_der_find_body (message, &element) ||
      !signet_practice_der_enter (element.content, element.length, &p, &end) ||
      !signet_practice_der_enter (p, (gsize) (end - p), &p, &end) ||
      !signet_practice_der_next (&p, end, &element))
    return NULL;

  return p < end ? d2i_X509_EXTENSIONS (NULL, &p, (long) (end - p)) : NULL;
}

static int
read_reason (GBytes *message)
{
  X509_EXTENSIONS *details = read_entry_details (message);
  ASN1_ENUMERATED *number = X509V3_get_d2i (details, NID_crl_reason, NULL, NULL);
  int reason = number != NULL ? (int) ASN1_ENUMERATED_get (number) : SIGNET_PRACTICE_NO_REASON;

  ASN1_ENUMERATED_free (number);
  sk_X509_EXTENSION_pop_free (details, X509_EXTENSION_free);
  ERR_clear_error ();

  return reason;
}

static gboolean
revoke_certificate (SignetPracticeExchange *self,
                    X509                   *certificate,
                    SignetPracticeRefusal  *refusal)
{
  g_autofree char *serial = signet_practice_x509_get_serial (certificate);
  g_autoptr (SignetName) name = signet_name_new_from_x509 (X509_get_subject_name (certificate));
  g_autofree char *subject = name != NULL ? signet_name_to_string (name) : NULL;
  SignetPracticeTransaction transaction = {
    .id = self->header->transaction,
    .reference = self->reference,
    .subject = subject,
    .serial = serial,
  };

  return signet_practice_desk_may_revoke (self->desk, certificate, self->signer, refusal) &&
         signet_practice_desk_revoke (self->desk, &transaction,
                                      read_reason (self->work != NULL ? self->work : self->der),
                                      refusal);
}

/**
 * signet_practice_exchange_revoke_cb:
 *
 * An OSSL_CMP_SRV_rr_cb_t: called with a verified rr (RFC 9810 5.3.9).
 */
OSSL_CMP_PKISI *
signet_practice_exchange_revoke_cb (OSSL_CMP_SRV_CTX   *server,
                                    const OSSL_CMP_MSG *message,
                                    const X509_NAME    *issuer,
                                    const ASN1_INTEGER *serial)
{
  SignetPracticeExchange *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (server);
  SignetPracticeRefusal refusal = { OSSL_CMP_PKIFAILUREINFO_systemFailure, NULL };
  g_autoptr (X509) certificate = NULL;

  if (signet_practice_exchange_must_refuse (self, &refusal))
    return signet_practice_exchange_reject (self, refusal.fail_info, refusal.text);
  if (signet_practice_exchange_delays (self, "rr"))
    return OSSL_CMP_STATUSINFO_new (OSSL_CMP_PKISTATUS_accepted, 0, NULL);
  certificate = signet_practice_desk_find_old (self->desk, issuer, serial, &refusal);
  if (certificate == NULL || !revoke_certificate (self, certificate, &refusal))
    return signet_practice_exchange_reject (self, refusal.fail_info, refusal.text);
  self->handled = TRUE;

  return signet_practice_exchange_accept (self, OSSL_CMP_PKISTATUS_accepted, NULL);
}
