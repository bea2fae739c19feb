/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-exchange-private.h"

#include <glib/gi18n-lib.h>

#include "cmp/signet-authority-private.h"
#include "cmp/signet-central-key-private.h"
#include "cmp/signet-crm-private.h"
#include "cmp/signet-review-private.h"
#include "core/signet-error.h"
#include "pki/signet-chain-private.h"
#include "pki/signet-difference.h"
#include "pki/signet-ossl-private.h"

#define CLOCK_TOLERANCE (5 * 60) /* seconds that a CA's clock may be ahead of ours */

/* What a certificate was found to be. */
typedef struct
{
  SignetVerification verification;
  GPtrArray *chain;
} Verdict;

static void
verdict_clear (Verdict *verdict)
{
  g_clear_pointer (&verdict->chain, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verdict, verdict_clear)

/* The CAs that the profile names for new certificates. */
static SignetX509Stack *
named_issuers (SignetProfile *profile)
{
  SignetX509Stack *stack = sk_X509_new_null ();

  for (guint i = 0; i < signet_profile_get_n_certificates (profile, SIGNET_TRUST_ISSUED); i++)
    {
      g_autoptr (X509) certificate = signet_x509_from_der (
        signet_profile_get_certificate (profile, SIGNET_TRUST_ISSUED, i), NULL);

      if (certificate != NULL)
        X509_add_cert (stack, certificate, X509_ADD_FLAG_UP_REF);
    }

  return stack;
}

/* Everything that may help to build the chain; none of it is trusted. */
static SignetX509Stack *
gather_untrusted (SignetExchange  *self,
                  OSSL_CMP_CTX    *ctx,
                  SignetX509Stack *ca_pubs)
{
  g_autoptr (SignetX509Stack) extra = OSSL_CMP_CTX_get1_extraCertsIn (ctx);
  SignetX509Stack *const sources[] = { self->untrusted, extra, ca_pubs, self->anchors };
  SignetX509Stack *stack = sk_X509_new_null ();

  for (guint i = 0; stack != NULL && i < G_N_ELEMENTS (sources); i++)
    X509_add_certs (stack, sources[i], X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP);

  return stack;
}

static gboolean
check_dates (SignetCertificate  *certificate,
             GError            **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (signet_certificate_get_not_after (certificate) < now)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_EXPIRED,
                           _ ("The certificate that the server issued has already expired."));
      return FALSE;
    }
  if (signet_certificate_get_not_before (certificate) > now + CLOCK_TOLERANCE)
    {
      g_set_error_literal (
        error, SIGNET_ERROR, SIGNET_ERROR_CLOCK,
        _ ("By this computer’s clock, the certificate that the server issued is not valid yet."));
      return FALSE;
    }

  return TRUE;
}

/* “What Ready means”: an anchor of the profile; or a CA certificate that came under the protection
 * of the code; or nothing. extraCerts never supply an anchor. A profile that names the CA of new
 * certificates means just that one. */
static gboolean
verify_chain (SignetExchange     *self,
              OSSL_CMP_CTX       *ctx,
              SignetCertificate  *certificate,
              Verdict            *verdict,
              GError            **error)
{
  X509 *leaf = signet_certificate_get_x509 (certificate);
  SignetProfile *profile = self->job->profile;
  gboolean strict = signet_profile_get_n_certificates (profile, SIGNET_TRUST_ISSUED) > 0;
  g_autoptr (SignetX509Stack) ca_pubs = OSSL_CMP_CTX_get1_caPubs (ctx);
  g_autoptr (SignetX509Stack) named = named_issuers (profile);
  g_autoptr (SignetX509Stack) untrusted = gather_untrusted (self, ctx, ca_pubs);
  g_autoptr (GError) unknown = NULL;
  gint64 when =
    MAX (g_get_real_time () / G_USEC_PER_SEC, signet_certificate_get_not_before (certificate));

  verdict->chain =
    signet_chain_verify (leaf, untrusted, strict ? named : self->anchors, when, &unknown);
  if (verdict->chain != NULL)
    {
      verdict->verification = SIGNET_VERIFICATION_ANCHOR;
      return TRUE;
    }

  if (!strict && self->last_certificate == SIGNET_PROTECTION_MAC && ca_pubs != NULL)
    verdict->chain = signet_chain_verify (leaf, untrusted, ca_pubs, when, NULL);
  if (verdict->chain != NULL)
    {
      verdict->verification = SIGNET_VERIFICATION_CODE;
      return TRUE;
    }

  if (!self->job->accept_unverified)
    {
      g_propagate_error (error, g_steal_pointer (&unknown));
      return FALSE;
    }
  verdict->verification = SIGNET_VERIFICATION_NONE;
  verdict->chain = signet_chain_build (leaf, untrusted);

  return TRUE;
}

static gboolean
store (SignetExchange     *self,
       OSSL_CMP_CTX       *ctx,
       SignetCertificate  *certificate,
       const Verdict      *verdict,
       GError            **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  self->unaccepted = FALSE;
  if (signet_central_key_is_wanted (self->job) && !signet_central_key_store (self, ctx, error))
    return FALSE;

  for (guint i = 0; i < verdict->chain->len; i++)
    g_ptr_array_add (
      chain, g_bytes_ref (signet_certificate_get_der (g_ptr_array_index (verdict->chain, i))));

  self->stored =
    signet_journal_certificate (self->job->journal, signet_certificate_get_der (certificate), chain,
                                verdict->verification, error);

  return self->stored;
}

static int
reject (SignetExchange  *self,
        GError          *reason,
        int              fail_info,
        const char      *words,
        const char     **text)
{
  g_clear_error (&self->rejected);
  self->rejected = reason;
  self->unaccepted = FALSE;
  *text = words;
  signet_exchange_tell (self, SIGNET_STAGE_CONFIRM);

  return 1 << fail_info;
}

static gboolean
person_said_no (SignetExchange *self)
{
  return self->job->wish == SIGNET_JOB_CANCEL ||
         (self->job->unwanted != NULL && g_cancellable_is_cancelled (self->job->unwanted));
}

/* What an earlier step found good is on disk and may be in use: it is not judged by another day's
 * clock, anchors or wishes. */
static gboolean
was_stored_before (SignetExchange *self,
                   X509           *certificate)
{
  g_autoptr (GBytes) der = NULL;

  if (self->job->certificate == NULL)
    return FALSE;
  der = signet_x509_to_der (certificate);

  return der != NULL && g_bytes_equal (der, self->job->certificate);
}

/* What cannot be compared with anything differs from nothing. */
static GPtrArray *
find_differences (SignetExchange    *self,
                  SignetCertificate *certificate)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SignetTemplate) asked = signet_crm_dup_template (self->job, NULL);
  g_auto (GStrv) lines = NULL;

  if (asked != NULL)
    lines = signet_certificate_dup_differences (certificate, asked);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_ptr_array_add (differences, g_strdup (lines[i]));
  g_clear_pointer (&self->differences, g_strfreev);
  self->differences = g_steal_pointer (&lines);

  return differences;
}

static GError *
turned_down (SignetExchange *self,
             guint           n_differences)
{
  if (person_said_no (self))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The request was cancelled."));
  if (n_differences > 0)
    return g_error_new_literal (
      SIGNET_ERROR, SIGNET_ERROR_DIFFERENT,
      _ ("The certificate differs from what was asked for, and was turned down."));

  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                              _ ("The certificate was turned down."));
}

/* Shows the certificate to the person where the profile wants that; 0 is for going on. */
static int
review (SignetExchange     *self,
        SignetCertificate  *certificate,
        const char        **text)
{
  g_autoptr (GPtrArray) differences = find_differences (self, certificate);

  switch (signet_review_ask (self, certificate, differences))
    {
    case SIGNET_REVIEW_TURNED_DOWN:
      return reject (self, turned_down (self, differences->len),
                     OSSL_CMP_PKIFAILUREINFO_incorrectData, "turned down by the user", text);
    case SIGNET_REVIEW_UNDECIDED:
      self->unaccepted = FALSE;
      g_set_error_literal (&self->error, SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED,
                           _ ("Nobody has decided yet whether the certificate is taken."));
      return 0;
    case SIGNET_REVIEW_TAKEN:
    default:
      return 0;
    }
}

static int
check (SignetExchange  *self,
       OSSL_CMP_CTX    *ctx,
       X509            *certificate,
       const char     **text)
{
  g_autoptr (SignetCertificate) parsed = NULL;
  g_auto (Verdict) verdict = { 0 };
  GError *error = NULL;
  int fail_info;

  /* Neither yes nor no is sent where the error of the step is set: the answer is on disk, and the
   * next step finds it there. */
  if (!signet_authority_has_issued (self, certificate, &self->error))
    {
      self->unaccepted = FALSE;
      return 0;
    }
  parsed = signet_certificate_new_from_x509 (certificate, &error);
  if (parsed == NULL || !check_dates (parsed, &error))
    return reject (self, error, OSSL_CMP_PKIFAILUREINFO_incorrectData,
                   "certificate is not valid now", text);
  if (!verify_chain (self, ctx, parsed, &verdict, &error))
    return reject (self, error, OSSL_CMP_PKIFAILUREINFO_signerNotTrusted,
                   "issuer of the certificate is not trusted", text);
  fail_info = review (self, parsed, text);
  if (fail_info != 0 || self->error != NULL)
    return fail_info;
  if (store (self, ctx, parsed, &verdict, &self->error))
    signet_exchange_tell (self, SIGNET_STAGE_CONFIRM);

  return 0;
}

/* The library compares the certificate with the key that it has by now, which is not ours where it
 * took one that came along. */
static gboolean
is_own_key (SignetExchange  *self,
            OSSL_CMP_CTX    *ctx,
            X509            *certificate,
            int              fail_info,
            GError         **error)
{
  SignetKey *key = self->job->operation->needs_key ? self->job->key : NULL;
  EVP_PKEY *pkey = X509_get0_pubkey (certificate);

  if (fail_info == 0 && signet_central_key_is_wanted (self->job))
    return signet_central_key_fits (ctx, certificate, error);
  if (fail_info == 0 &&
      (key == NULL || (pkey != NULL && EVP_PKEY_eq (pkey, signet_key_get_pkey (key)) == 1)))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_OTHER_KEY,
                       _ ("The certificate that the server issued is for another key."));

  return FALSE;
}

/**
 * signet_exchange_confirm_cb:
 * @ctx: the context, with a #SignetExchange as the argument of its transfer callback
 * @certificate: what the server issued
 * @fail_info: what the library itself found wrong with it, as failInfo bits, or 0
 * @text: (out): why it is rejected, for the server
 *
 * The OSSL_CMP_certConf_cb_t of a step (RFC 9810 5.3.18). The library looks at the public key only;
 * who brought it, dates and chain are checked here, the person is asked where the profile wants
 * that, and the certificate is on disk before its confirmation leaves. It is called, too, where the
 * server needs no confirmation. The words for the server are English and say nothing about this
 * computer.
 *
 * Returns: 0 to accept, else failInfo bits
 */
int
signet_exchange_confirm_cb (OSSL_CMP_CTX  *ctx,
                            X509          *certificate,
                            int            fail_info,
                            const char   **text)
{
  SignetExchange *self = OSSL_CMP_CTX_get_transfer_cb_arg (ctx);
  GError *error = NULL;

  signet_exchange_tell (self, SIGNET_STAGE_CHECK);
  self->brought = TRUE;
  self->confirm_wait = signet_review_get_confirm_wait (self);

  if (!is_own_key (self, ctx, certificate, fail_info, &error))
    return reject (self, error, OSSL_CMP_PKIFAILUREINFO_incorrectData,
                   "certificate is for another key", text);
  if (was_stored_before (self, certificate))
    {
      self->stored = TRUE;
      self->unaccepted = FALSE;
      signet_exchange_tell (self, SIGNET_STAGE_CONFIRM);
      return 0;
    }
  if (person_said_no (self))
    return reject (
      self,
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The request was cancelled.")),
      OSSL_CMP_PKIFAILUREINFO_incorrectData, "cancelled by the user", text);

  return check (self, ctx, certificate, text);
}
