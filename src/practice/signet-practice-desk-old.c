/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-desk-private.h"
#include "practice/signet-practice-revoked.h"

#define FAILURE_TEXT "The practice CA could not write to its folder"

/**
 * signet_practice_desk_read_issued:
 * @self: a desk
 * @serial: serial number of a certificate that the CA has issued
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_practice_desk_read_issued (SignetPracticeDesk *self,
                                  const char         *serial)
{
  g_autoptr (GBytes) pem = signet_practice_issued_read (
    signet_practice_store_get_issued (self->store), serial, NULL);

  return pem != NULL ? signet_practice_x509_from_pem (g_bytes_get_data (pem, NULL),
                                                      g_bytes_get_size (pem))
                     : NULL;
}

/* Where a person has said that it is about this certificate and no other one. */
static X509 *
find_only (SignetPracticeDesk    *self,
           const X509_NAME       *issuer,
           const ASN1_INTEGER    *serial,
           SignetPracticeRefusal *refusal)
{
  X509 *only = signet_certificate_get_x509 (self->material->only_old);

  if (issuer != NULL && serial != NULL &&
      X509_NAME_cmp (issuer, X509_get_issuer_name (only)) == 0 &&
      ASN1_INTEGER_cmp (serial, X509_get0_serialNumber (only)) == 0)
    return X509_dup (only);
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertId,
                          "The practice CA expects another certificate");

  return NULL;
}

static X509 *
find_issued (SignetPracticeDesk    *self,
             const X509_NAME       *issuer,
             const ASN1_INTEGER    *serial,
             SignetPracticeRefusal *refusal)
{
  g_autofree char *text = signet_practice_serial_to_text (serial);
  SignetPracticeCertState state = signet_practice_issued_get_state (
    signet_practice_store_get_issued (self->store), text);
  g_autoptr (X509) old = state != SIGNET_PRACTICE_CERT_UNKNOWN &&
                             state != SIGNET_PRACTICE_CERT_NOT_ACCEPTED
                           ? signet_practice_desk_read_issued (self, text)
                           : NULL;

  if (old != NULL && X509_NAME_cmp (issuer, X509_get_issuer_name (old)) == 0)
    return g_steal_pointer (&old);
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertId,
                          "The practice CA has not issued this certificate");

  return NULL;
}

/**
 * signet_practice_desk_find_old:
 * @self: a desk
 * @issuer: (nullable): who has issued it, as the client says
 * @serial: (nullable): serial number, as the client says
 * @refusal: (out): why not
 *
 * Looks for a certificate that a client wants to be renewed or revoked.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_practice_desk_find_old (SignetPracticeDesk    *self,
                               const X509_NAME       *issuer,
                               const ASN1_INTEGER    *serial,
                               SignetPracticeRefusal *refusal)
{
  if (self->material->only_old != NULL)
    return find_only (self, issuer, serial, refusal);
  if (issuer != NULL && serial != NULL)
    return find_issued (self, issuer, serial, refusal);
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertId,
                          "The request does not say which certificate it is about");

  return NULL;
}

static gboolean
has_key_of (X509 *certificate,
            X509 *other)
{
  return EVP_PKEY_eq (X509_get0_pubkey (certificate), X509_get0_pubkey (other)) == 1;
}

/**
 * signet_practice_desk_may_renew:
 * @self: a desk
 * @old: a certificate that the CA has issued
 * @signer: (nullable): serial number of the certificate that signs the request, %NULL with a code
 * @refusal: (out): why not
 *
 * A certificate is renewed where the request is signed with its key, or protected by any of the
 * codes (RFC 9483 4.1.3).
 *
 * Returns: whether @old may be renewed
 */
gboolean
signet_practice_desk_may_renew (SignetPracticeDesk    *self,
                                X509                  *old,
                                const char            *signer,
                                SignetPracticeRefusal *refusal)
{
  g_autofree char *serial = signet_practice_x509_get_serial (old);
  SignetPracticeCertState state = signet_practice_issued_get_state (
    signet_practice_store_get_issued (self->store), serial);
  g_autoptr (X509) other = signer != NULL ? signet_practice_desk_read_issued (self, signer) : NULL;

  if (state == SIGNET_PRACTICE_CERT_REVOKED)
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_certRevoked,
                            "The certificate is revoked");
  else if (state != SIGNET_PRACTICE_CERT_CONFIRMED && self->material->only_old == NULL)
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertId,
                            "The certificate was never confirmed");
  else if (signer != NULL && (other == NULL || !has_key_of (old, other)))
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_notAuthorized,
                            "The request is signed with another certificate than the old one");
  else
    return TRUE;

  return FALSE;
}

/**
 * signet_practice_desk_may_revoke:
 * @self: a desk
 * @old: a certificate that the CA has issued
 * @signer: (nullable): serial number of the certificate that signs the request, %NULL with a code
 * @refusal: (out): why not
 *
 * A certificate is revoked where the request is signed with it or with another one for the same
 * subject, or protected by any of the codes.
 *
 * Returns: whether @old may be revoked
 */
gboolean
signet_practice_desk_may_revoke (SignetPracticeDesk    *self,
                                 X509                  *old,
                                 const char            *signer,
                                 SignetPracticeRefusal *refusal)
{
  g_autoptr (X509) other = signer != NULL ? signet_practice_desk_read_issued (self, signer) : NULL;

  if (signer == NULL || (other != NULL && (has_key_of (old, other) ||
                                           X509_NAME_cmp (X509_get_subject_name (old),
                                                          X509_get_subject_name (other)) == 0)))
    return TRUE;
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_notAuthorized,
                          "The request is signed with the certificate of somebody else");

  return FALSE;
}

/* The revocation is on disk; lists that could not be made now are made at the next start. */
static void
make_lists (SignetPracticeDesk *self)
{
  g_autoptr (GError) error = NULL;

  if (!signet_practice_desk_make_lists (self, &error))
    g_info ("The list of revoked certificates could not be made: %s", error->message);
}

static gboolean
fail (SignetPracticeRefusal *refusal,
      const GError          *error)
{
  g_info ("A revocation could not be written: %s", error->message);
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_systemFailure, FAILURE_TEXT);

  return FALSE;
}

/* removeFromCRL ends a hold, and nothing else (RFC 5280 5.3.1). */
static gboolean
release (SignetPracticeDesk        *self,
         SignetPracticeTransaction *transaction,
         SignetPracticeCertState    state,
         SignetPracticeRefusal     *refusal)
{
  SignetPracticeIssued *issued = signet_practice_store_get_issued (self->store);
  g_autoptr (GError) error = NULL;

  if (state != SIGNET_PRACTICE_CERT_REVOKED ||
      signet_practice_issued_get_reason (issued, transaction->serial) !=
        SIGNET_PRACTICE_REASON_HOLD)
    {
      signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badRequest,
                              "The certificate is not on hold");
      return FALSE;
    }
  if (!signet_practice_issued_release (issued, transaction->serial, &error))
    return fail (refusal, error);
  make_lists (self);
  signet_practice_desk_tell (self, "released", transaction, NULL);

  return TRUE;
}

/**
 * signet_practice_desk_revoke:
 * @self: a desk
 * @transaction: one with the serial number of a certificate that may be revoked
 * @reason: CRLReason (RFC 5280 5.3.1), or %SIGNET_PRACTICE_NO_REASON
 * @refusal: (out): why not
 *
 * Revokes a certificate, or ends a hold.
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_desk_revoke (SignetPracticeDesk        *self,
                             SignetPracticeTransaction *transaction,
                             int                        reason,
                             SignetPracticeRefusal     *refusal)
{
  SignetPracticeIssued *issued = signet_practice_store_get_issued (self->store);
  SignetPracticeCertState state = signet_practice_issued_get_state (issued, transaction->serial);
  g_autoptr (GError) error = NULL;

  if (reason == SIGNET_PRACTICE_REASON_REMOVE)
    return release (self, transaction, state, refusal);
  if (reason != SIGNET_PRACTICE_NO_REASON && signet_practice_reason_get_name (reason) == NULL)
    {
      signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badDataFormat,
                              "There is no such reason for a revocation");
      return FALSE;
    }
  if (state == SIGNET_PRACTICE_CERT_REVOKED)
    {
      signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_certRevoked,
                              "The certificate is revoked already");
      return FALSE;
    }
  /* One that a person gave may be of another CA, whose lists are not kept here. */
  if (state != SIGNET_PRACTICE_CERT_UNKNOWN &&
      !signet_practice_issued_revoke (issued, transaction->serial, reason, &error))
    return fail (refusal, error);
  make_lists (self);
  signet_practice_desk_tell (self, "revoked", transaction,
                             signet_practice_reason_get_name (reason));

  return TRUE;
}
