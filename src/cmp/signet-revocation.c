/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-revocation-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cmp/signet-authority-private.h"
#include "cmp/signet-peer-private.h"
#include "cmp/signet-pending-private.h"
#include "cmp/signet-sender-private.h"
#include "cmp/signet-stand-in-private.h"
#include "cmp/signet-status-private.h"
#include "core/signet-error.h"
#include "core/signet-revocation.h"
#include "pki/signet-ossl-private.h"

/* The certificate that is meant, as CMP names it (RFC 9810 5.3.9). */
typedef struct
{
  X509_NAME *issuer;
  ASN1_INTEGER *serial;
  X509_NAME *sender;
} Target;

static void
target_clear (Target *target)
{
  g_clear_pointer (&target->issuer, X509_NAME_free);
  g_clear_pointer (&target->serial, ASN1_INTEGER_free);
  g_clear_pointer (&target->sender, X509_NAME_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static ASN1_INTEGER *
read_serial (const char *hex)
{
  BIGNUM *number = NULL;
  ASN1_INTEGER *serial = NULL;

  if (BN_hex2bn (&number, hex) == (int) strlen (hex))
    serial = BN_to_ASN1_INTEGER (number, NULL);
  BN_free (number);

  return serial;
}

static gboolean
read_certificate (Target     *target,
                  SignetJob  *job,
                  GError    **error)
{
  X509 *old = signet_certificate_get_x509 (job->old_certificate);

  target->issuer = X509_NAME_dup (X509_get_issuer_name (old));
  target->serial = ASN1_INTEGER_dup (X509_get0_serialNumber (old));
  target->sender =
    signet_sender_new (job, signet_certificate_get_subject (job->old_certificate), error);

  return target->issuer != NULL && target->serial != NULL && target->sender != NULL;
}

/* With a reference number the server knows who asks; without one it has the person's name only. */
static gboolean
read_names (Target     *target,
            SignetJob  *job,
            GError    **error)
{
  SignetName *person = job->subject_template != NULL && job->reference == NULL
                         ? signet_template_get_subject (job->subject_template)
                         : NULL;

  target->issuer = signet_name_to_x509 (job->issuer, error);
  if (target->issuer == NULL)
    return FALSE;
  target->serial = read_serial (job->serial);
  target->sender = signet_sender_new (job, person, error);

  return target->serial != NULL && target->sender != NULL;
}

static gboolean
read_target (Target     *target,
             SignetJob  *job,
             GError    **error)
{
  return job->old_certificate != NULL ? read_certificate (target, job, error)
                                      : read_names (target, job, error);
}

static gboolean
set_target (OSSL_CMP_CTX *ctx,
            const Target *target)
{
#ifdef HAVE_OSSL_CMP_CTX_SET1_SERIALNUMBER
  return OSSL_CMP_CTX_set1_issuer (ctx, target->issuer) &&
         OSSL_CMP_CTX_set1_serialNumber (ctx, target->serial) &&
         OSSL_CMP_CTX_set1_subjectName (ctx, target->sender);
#else
  g_autoptr (X509) stand_in = signet_stand_in_new (target->sender, target->issuer, target->serial);

  return stand_in != NULL && OSSL_CMP_CTX_set1_oldCert (ctx, stand_in);
#endif
}

/* A request by PKCS#10 is never made: it is what CVE-2026-75805 needs. A reason is always said, 0
 * for none in particular (RFC 9483 4.2). */
static gboolean
prepare (OSSL_CMP_CTX  *ctx,
         SignetJob     *job,
         GError       **error)
{
  g_auto (Target) target = { 0 };

  if (read_target (&target, job, error) && set_target (ctx, &target) &&
      OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_REVOCATION_REASON, MAX (job->reason, 0)))
    return TRUE;
  if (error != NULL && *error == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return FALSE;
}

/* A CA may also say so of the certificate that signs the request. */
static gboolean
is_about_target (SignetJob *job)
{
  return job->signer == NULL ||
         (job->old_certificate != NULL &&
          g_bytes_equal (
            signet_certificate_get_der (signet_signer_get_certificate (job->signer)),
            signet_certificate_get_der (job->old_certificate)));
}

/* To be valid again is another end than to be revoked. */
static gboolean
was_revoked_before (SignetJob    *job,
                    OSSL_CMP_CTX *ctx)
{
  return job->reason != SIGNET_REVOCATION_REMOVE_FROM_CRL && is_about_target (job) &&
         signet_status_is_refused_for (ctx, OSSL_CMP_PKIFAILUREINFO_certRevoked);
}

static gboolean
check_signer (SignetExchange  *exchange,
              GError         **error)
{
  SignetJob *job = exchange->job;
  g_autoptr (X509_NAME) issuer = NULL;

  if (job->old_certificate != NULL)
    return signet_authority_may_revoke (
      exchange, signet_certificate_get_x509 (job->old_certificate), NULL, error);
  issuer = signet_name_to_x509 (job->issuer, error);

  return issuer != NULL && signet_authority_may_revoke (exchange, NULL, issuer, error);
}

static SignetOutcome *
outcome_done (SignetExchange *exchange)
{
  GError *error = NULL;

  return check_signer (exchange, &error) ? signet_outcome_new (SIGNET_OUTCOME_DONE)
                                         : signet_exchange_failed (exchange, error);
}

/* Asking for what is done already has led to the same end. */
static SignetOutcome *
outcome_before (SignetExchange *exchange,
                OSSL_CMP_CTX   *ctx)
{
  SignetOutcome *outcome = outcome_done (exchange);

  if (outcome->kind != SIGNET_OUTCOME_DONE)
    return outcome;
  outcome->report = signet_peer_dup_report (exchange, ctx, outcome);
  signet_report_add_warning (outcome->report,
                             _ ("The CA says that the certificate was revoked before."));

  return outcome;
}

/**
 * signet_revocation_run:
 * @exchange: the state of a step that revokes a certificate
 * @ctx: its context
 *
 * Asks the CA to revoke a certificate (rr, RFC 9810 5.3.9). That it was revoked before is a
 * success, where the CA cannot mean another certificate; so are the statuses by which a CA says
 * that it will revoke it, or has done so. Another CA is not believed.
 *
 * Returns: (transfer full): how it ended
 */
SignetOutcome *
signet_revocation_run (SignetExchange *exchange,
                       OSSL_CMP_CTX   *ctx)
{
  GError *error = NULL;

  if (!prepare (ctx, exchange->job, &error))
    return signet_exchange_failed (exchange, error);
  if (OSSL_CMP_exec_RR_ses (ctx) == 1)
    return outcome_done (exchange);
  if (was_revoked_before (exchange->job, ctx))
    return outcome_before (exchange, ctx);

  return signet_exchange_failed (exchange, signet_pending_to_error (exchange, ctx));
}
