/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-exchange-private.h"

static gboolean
push (SignetX509Stack *stack,
      X509            *certificate)
{
  return X509_add_cert (stack, certificate, X509_ADD_FLAG_UP_REF) == 1;
}

/* The root goes along twice: as a trust anchor for clients that know the code (caPubs, in an ip
 * only), and as the end of the chain for the others (extraCerts). */
static gboolean
add_certificates (SignetPracticeExchange  *self,
                  SignetX509Stack        **chain,
                  SignetX509Stack        **ca_certificates)
{
  SignetPracticeCa *ca = self->desk->ca;
  GPtrArray *given = self->desk->material->ca_pubs;

  *chain = sk_X509_new_null ();
  *ca_certificates = sk_X509_new_null ();

  return *chain != NULL && *ca_certificates != NULL &&
         (!signet_practice_ca_has_intermediate (ca) ||
          push (*chain, signet_practice_ca_get_issuer (ca)->certificate)) &&
         push (*chain, signet_practice_ca_get_root (ca)) &&
         (given->len > 0 ? signet_practice_material_push (given, *ca_certificates)
                         : push (*ca_certificates, signet_practice_ca_get_root (ca)));
}

/* Which certificate a kur is about stands in a control (RFC 9810 5.3.5); without one it is that of
 * the signature. */
static X509 *
find_old (SignetPracticeExchange *self,
          const OSSL_CRMF_MSG    *request,
          SignetPracticeRefusal  *refusal)
{
  OSSL_CRMF_CERTID *id = OSSL_CRMF_MSG_get0_regCtrl_oldCertID (request);
  g_autoptr (X509) old = NULL;

  if (id != NULL || self->signer == NULL)
    old = signet_practice_desk_find_old (
      self->desk, id != NULL ? OSSL_CRMF_CERTID_get0_issuer (id) : NULL,
      id != NULL ? OSSL_CRMF_CERTID_get0_serialNumber (id) : NULL, refusal);
  else
    old = signet_practice_desk_read_issued (self->desk, self->signer);

  return old != NULL && signet_practice_desk_may_renew (self->desk, old, self->signer, refusal)
           ? g_steal_pointer (&old)
           : NULL;
}

/* The key of a client that wants the CA to make it (RFC 9810 5.3.4); newer releases of OpenSSL know
 * how to hand it out. */
static EVP_PKEY *
make_central_key (SignetPracticeExchange *self,
                  const OSSL_CRMF_MSG    *request)
{
#ifdef HAVE_OSSL_CRMF_MSG_CENTRALKEYGEN_REQUESTED
  SignetKey *given = self->desk->material->certificate_key;
  EVP_PKEY *key = given != NULL ? signet_key_get_pkey (given) : NULL;

  if (OSSL_CRMF_MSG_centralkeygen_requested (request, NULL) != 1)
    return NULL;
  if (key == NULL)
    return EVP_EC_gen ("P-256");

  return EVP_PKEY_up_ref (key) == 1 ? key : NULL;
#else
  return NULL;
#endif
}

static SignetPracticeTemplate *
read_template (SignetPracticeExchange *self,
               int                     type,
               const OSSL_CRMF_MSG    *request,
               const X509_REQ         *csr,
               SignetPracticeRefusal  *refusal)
{
  g_autoptr (X509) old = NULL;

  if (csr != NULL)
    return signet_practice_template_new_from_csr (csr, refusal);
  if (type == SIGNET_PRACTICE_BODY_KUR && (old = find_old (self, request, refusal)) == NULL)
    return NULL;

  self->central_key = make_central_key (self, request);

  return signet_practice_template_new (request, old, self->central_key, refusal);
}

static char *
describe_subject (const OSSL_CRMF_MSG *request,
                  const X509_REQ      *csr)
{
  const X509_NAME *subject = csr != NULL ? X509_REQ_get_subject_name (csr)
                                         : OSSL_CRMF_CERTTEMPLATE_get0_subject (
                                             OSSL_CRMF_MSG_get0_tmpl (request));
  g_autoptr (SignetName) name = subject != NULL ? signet_name_new_from_x509 (subject) : NULL;

  return name != NULL ? signet_name_to_string (name) : g_strdup ("");
}

/* RFC 9810 5.1.1.4: one name at most is of use. */
static gboolean
knows_profile (SignetPracticeExchange *self,
               SignetPracticeRefusal  *refusal)
{
  const SignetPracticeBehaviour *behaviour = self->desk->behaviour;
  const GStrv names = self->header->profiles;

  if (names == NULL ||
      (g_strv_length (names) == 1 &&
       (!signet_practice_behaviour_has (behaviour, SIGNET_PRACTICE_PROFILE) ||
        signet_practice_behaviour_lists (behaviour, SIGNET_PRACTICE_PROFILE, names[0]))))
    return TRUE;
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badRequest,
                          "The practice CA does not know this certificate profile");

  return FALSE;
}

static SignetPracticeVerdict
begin (SignetPracticeExchange  *self,
       SignetPracticeTemplate  *template,
       char                    *subject,
       X509                   **certificate,
       SignetPracticeRefusal   *refusal)
{
  SignetPracticeTransaction *transaction = signet_practice_transaction_new (
    self->header->transaction, 0, self->der);

  transaction->reference = g_strdup (self->reference);
  transaction->signer = g_strdup (self->signer);
  transaction->subject = subject;

  return signet_practice_desk_begin (self->desk, transaction, template, certificate, refusal);
}

static SignetPracticeVerdict
decide (SignetPracticeExchange  *self,
        int                      type,
        const OSSL_CRMF_MSG     *request,
        const X509_REQ          *csr,
        X509                   **certificate,
        SignetPracticeRefusal   *refusal)
{
  g_autoptr (SignetPracticeTemplate) template = NULL;

  if (self->transaction != NULL && self->transaction->state == SIGNET_PRACTICE_ISSUED)
    return signet_practice_desk_collect (self->desk, self->transaction, NULL, certificate, refusal);
  template = read_template (self, type, request, csr, refusal);
  if (self->transaction != NULL)
    return signet_practice_desk_collect (self->desk, self->transaction, template, certificate,
                                         refusal);
  if (template != NULL &&
      (!knows_profile (self, refusal) || signet_practice_exchange_must_refuse (self, refusal)))
    g_clear_pointer (&template, signet_practice_template_free);

  return begin (self, template, describe_subject (request, csr), certificate, refusal);
}

/* Whether the client asked not to have to confirm, and need not (RFC 9810 5.1.1.1). The message may
 * be a stored one. */
static gboolean
is_implicit (SignetPracticeExchange *self,
             const OSSL_CMP_MSG     *message)
{
  g_autoptr (SignetPracticeHeader) header = NULL;

  if (!signet_practice_behaviour_get_flag (self->desk->behaviour,
                                           SIGNET_PRACTICE_GRANT_IMPLICIT_CONFIRM))
    return FALSE;
  header = signet_practice_header_new (message, NULL);

  return header != NULL && header->wants_implicit;
}

static gboolean
hand_out_key (SignetPracticeExchange *self,
              OSSL_CMP_SRV_CTX       *server)
{
  return self->central_key == NULL ||
         (EVP_PKEY_up_ref (self->central_key) == 1 &&
          OSSL_CMP_CTX_set0_newPkey (OSSL_CMP_SRV_CTX_get0_cmp_ctx (server), 1,
                                     self->central_key) == 1);
}

/* The certificate is there. */
static OSSL_CMP_PKISI *
grant (SignetPracticeExchange    *self,
       const OSSL_CMP_MSG        *message,
       SignetPracticeTransaction *transaction)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  self->granted = TRUE;
  self->implicit = is_implicit (self, message);
  if (self->implicit &&
      !signet_practice_desk_confirm (self->desk, transaction, TRUE, NULL, &error))
    g_info ("An implicit confirmation could not be written: %s", error->message);
  if (transaction->changes == NULL)
    return signet_practice_exchange_accept (self, OSSL_CMP_PKISTATUS_accepted, NULL);
  text = g_strconcat ("The practice CA has changed: ", transaction->changes, NULL);

  return signet_practice_exchange_accept (self, OSSL_CMP_PKISTATUS_grantedWithMods, text);
}

/**
 * signet_practice_exchange_request_cb:
 *
 * An OSSL_CMP_SRV_cert_request_cb_t: called with a new ir, cr, kur or p10cr, with a stored one that
 * is replayed, and with the stored one again when a pollReq is answered with the result.
 */
OSSL_CMP_PKISI *
signet_practice_exchange_request_cb (OSSL_CMP_SRV_CTX     *server,
                                     const OSSL_CMP_MSG   *message,
                                     int                   id,
                                     const OSSL_CRMF_MSG  *request,
                                     const X509_REQ       *csr,
                                     X509                **certificate,
                                     SignetX509Stack     **chain,
                                     SignetX509Stack     **ca_certificates)
{
  SignetPracticeExchange *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (server);
  SignetPracticeRefusal refusal = { OSSL_CMP_PKIFAILUREINFO_systemFailure, NULL };
  SignetPracticeVerdict verdict;

  if (self->phase == SIGNET_PRACTICE_PHASE_REPLAY_WAITING)
    return OSSL_CMP_STATUSINFO_new (OSSL_CMP_PKISTATUS_waiting, 0, NULL);
  if (self->transaction != NULL && self->request == NULL)
    return signet_practice_exchange_reject (
      self, OSSL_CMP_PKIFAILUREINFO_transactionIdInUse,
      "There is a request with this transaction identifier already");

  self->handled = TRUE;
  verdict = decide (self, OSSL_CMP_MSG_get_bodytype (message), request, csr, certificate, &refusal);
  if (verdict == SIGNET_PRACTICE_VERDICT_REFUSED)
    return signet_practice_exchange_rejection (self, &refusal);
  if (verdict == SIGNET_PRACTICE_VERDICT_WAITING)
    return OSSL_CMP_STATUSINFO_new (OSSL_CMP_PKISTATUS_waiting, 0,
                                    "Waiting for approval by the practice CA");
  if (!add_certificates (self, chain, ca_certificates) || !hand_out_key (self, server))
    return NULL;

  return grant (self, message,
                signet_practice_store_find (self->desk->store, self->header->transaction));
}
