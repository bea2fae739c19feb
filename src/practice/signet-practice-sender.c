/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-sender-private.h"

#include <string.h>
#include <time.h>

/**
 * signet_practice_sender_find:
 * @exchange: an exchange with a header and perhaps a transaction
 * @begins: whether the message begins a transaction
 *
 * Finds out who may have sent the message. In an open transaction that is who began it: somebody
 * else's code or certificate does not verify there.
 */
void
signet_practice_sender_find (SignetPracticeExchange *exchange,
                             gboolean                begins)
{
  SignetPracticeIssued *issued = signet_practice_store_get_issued (exchange->desk->store);

  if (exchange->transaction != NULL && !begins)
    {
      exchange->reference = g_strdup (exchange->transaction->reference);
      exchange->signer = g_strdup (exchange->transaction->signer);
    }
  else if (exchange->header->is_mac)
    exchange->reference = signet_practice_header_dup_reference (exchange->header);
  else
    {
      g_autofree char *key_id = signet_practice_header_dup_key_id (exchange->header);

      g_autofree char *serial = signet_practice_read_signer_serial (exchange->der);

      exchange->signer = key_id != NULL
                           ? signet_practice_issued_find_signer (issued, key_id, serial)
                           : NULL;
    }
}

static gboolean
has_expired (X509 *certificate)
{
  return ASN1_TIME_cmp_time_t (X509_get0_notAfter (certificate), time (NULL)) < 0;
}

static gboolean
is_revoked (SignetPracticeExchange *exchange,
            const char             *serial)
{
  return signet_practice_issued_get_state (
           signet_practice_store_get_issued (exchange->desk->store), serial) ==
         SIGNET_PRACTICE_CERT_REVOKED;
}

/* The signer is pinned: OpenSSL then looks for no other certificate that could have signed, builds
 * no chain and keeps no certificate from the message that it might use after having freed it. */
static gboolean
pin_signer (SignetPracticeExchange *exchange,
            OSSL_CMP_CTX           *context)
{
  g_autoptr (X509) signer = signet_practice_desk_read_issued (exchange->desk, exchange->signer);

  if (signer == NULL)
    return TRUE;
  if (is_revoked (exchange, exchange->signer))
    signet_practice_refuse (&exchange->signer_refusal, OSSL_CMP_PKIFAILUREINFO_certRevoked,
                            "The certificate of the sender is revoked");
  else if (has_expired (signer))
    signet_practice_refuse (&exchange->signer_refusal, OSSL_CMP_PKIFAILUREINFO_signerNotTrusted,
                            "The certificate of the sender has expired");
  else
    return OSSL_CMP_CTX_set1_srvCert (context, signer) == 1;

  return TRUE;
}

static gboolean
set_code (SignetPracticeExchange *exchange,
          OSSL_CMP_CTX           *context)
{
  SignetSecret *code = signet_practice_codes_lookup (exchange->desk->codes, exchange->reference);
  const char *reference = exchange->reference;

  if (code == NULL)
    return TRUE;
  if (reference != NULL && OSSL_CMP_CTX_set1_referenceValue (context, (const guchar *) reference,
                                                             (int) strlen (reference)) != 1)
    return FALSE;

  return OSSL_CMP_CTX_set1_secretValue (context, (const guchar *) signet_secret_get_text (code),
                                        (int) signet_secret_get_size (code)) == 1;
}

/* Those whose certificates come from somewhere else. */
static gboolean
trust_strangers (SignetPracticeExchange *exchange,
                 OSSL_CMP_CTX           *context,
                 X509_STORE             *store)
{
  SignetPracticeMaterial *material = exchange->desk->material;
  g_autoptr (SignetX509Stack) untrusted = sk_X509_new_null ();

  for (guint i = 0; i < material->client_trust->len; i++)
    if (X509_STORE_add_cert (store, signet_certificate_get_x509 (
                                      material->client_trust->pdata[i])) != 1)
      return FALSE;

  if (untrusted == NULL ||
      !signet_practice_material_push (material->client_untrusted, untrusted))
    return FALSE;

  /* OpenSSL 3.0 takes an empty stack for none, and then fails for want of one. */
  return sk_X509_num (untrusted) == 0 ||
         OSSL_CMP_CTX_set1_untrusted (context, untrusted) == 1;
}

/* What goes along with every answer: what stands between its signer and the root, and what a person
 * gave. */
static gboolean
add_certificates (SignetPracticeExchange *exchange,
                  OSSL_CMP_CTX           *context)
{
  SignetPracticeDesk *desk = exchange->desk;
  SignetSigner *signer = desk->material->signer;
  g_autoptr (SignetX509Stack) certificates = sk_X509_new_null ();

  if (certificates == NULL ||
      (signer != NULL &&
       !signet_practice_material_push (signet_signer_get_chain (signer), certificates)) ||
      !signet_practice_material_push (desk->material->extra_certs, certificates))
    return FALSE;

  return sk_X509_num (certificates) == 0 ||
         OSSL_CMP_CTX_set1_extraCertsOut (context, certificates) == 1;
}

/**
 * signet_practice_sender_set_credentials:
 * @exchange: an exchange whose sender is known
 * @context: OpenSSL's context of the server
 *
 * Sets what the message is verified with, and what the answer is protected with. With no code and
 * no signer nothing verifies, and the error that OpenSSL answers is signed by the CA. An empty
 * store is still needed: without one it says only that it misses one.
 *
 * Returns: whether it worked
 */
gboolean
signet_practice_sender_set_credentials (SignetPracticeExchange *exchange,
                                        OSSL_CMP_CTX           *context)
{
  SignetPracticeDesk *desk = exchange->desk;
  g_autoptr (X509_STORE) store = X509_STORE_new ();

  if (store == NULL ||
      (exchange->signer == NULL && !exchange->header->is_mac &&
       !trust_strangers (exchange, context, store)) ||
      OSSL_CMP_CTX_set0_trustedStore (context, store) != 1)
    return FALSE;
  g_steal_pointer (&store);
  if (OSSL_CMP_CTX_set1_cert (context, signet_practice_desk_get_signing_certificate (desk)) != 1 ||
      OSSL_CMP_CTX_set1_pkey (context, signet_practice_desk_get_signing_key (desk)) != 1 ||
      !add_certificates (exchange, context))
    return FALSE;
  if (exchange->signer != NULL)
    return pin_signer (exchange, context);

  return exchange->header->is_mac ? set_code (exchange, context) : TRUE;
}
