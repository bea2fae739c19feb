/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-peer-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "cmp/signet-central-key-private.h"
#include "cmp/signet-status-private.h"
#include "pki/signet-library.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define CLOCK_TOLERANCE (5 * MINUTE) /* what nobody needs to hear of */

static char *
dup_span (gint64 seconds)
{
  if (seconds >= 2 * DAY)
    return g_strdup_printf (_ ("%d days"), (int) MIN (seconds / DAY, G_MAXINT));
  if (seconds >= 2 * HOUR)
    return g_strdup_printf (_ ("%d hours"), (int) (seconds / HOUR));

  return g_strdup_printf (_ ("%d minutes"), (int) (seconds / MINUTE));
}

/**
 * signet_peer_dup_clock_sentence:
 * @skew: by how many seconds the server's clock is ahead
 *
 * Returns: (transfer full) (nullable): what is wrong with this computer's clock, or %NULL where the
 *   difference is too small to matter
 */
char *
signet_peer_dup_clock_sentence (gint64 skew)
{
  g_autofree char *span = dup_span (ABS (skew));

  if (ABS (skew) < CLOCK_TOLERANCE)
    return NULL;

  return g_strdup_printf (skew > 0 ? _ ("This computer’s clock is %s behind the server’s.")
                                   : _ ("This computer’s clock is %s ahead of the server’s."),
                          span);
}

static gint64
skew_of (const SignetReply *reply,
         gint64             received_at)
{
  return reply != NULL && reply->time > 0 && received_at > 0 ? reply->time - received_at : 0;
}

/**
 * signet_peer_get_clock_skew:
 * @exchange: the state of a step
 *
 * Returns: by how many seconds the server's clock is ahead, as its last answer says of itself; 0
 *   where it does not, or where it is a stored one
 */
gint64
signet_peer_get_clock_skew (SignetExchange *exchange)
{
  return skew_of (exchange->last, exchange->received_at);
}

/* OpenSSL since 3.2 remembers with what it verified an answer; before that our own callback does,
 * but it is not called for a pinned certificate. */
static X509 *
find_signer (SignetExchange *exchange,
             OSSL_CMP_CTX   *ctx)
{
#ifdef HAVE_OSSL_CMP_CTX_GET0_VALIDATEDSRVCERT
  X509 *validated = OSSL_CMP_CTX_get0_validatedSrvCert (ctx);

  if (validated != NULL)
    return validated;
#endif

  return exchange->signer;
}

static void
report_signer (SignetReport   *report,
               SignetExchange *exchange,
               OSSL_CMP_CTX   *ctx)
{
  X509 *signer = find_signer (exchange, ctx);
  g_autoptr (SignetName) subject = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autofree char *name = NULL;

  if (signer == NULL)
    return;
  subject = signet_name_new_from_x509 (X509_get_subject_name (signer));
  name = subject != NULL ? signet_name_to_string (subject) : NULL;
  der = signet_x509_to_der (signer);
  signet_report_set_signer (report, der, name);
}

/* The status of the certificate stays interesting after a pkiConf, which has none. Where our own
 * side said no, the library has put that in its place: the server did not say it. */
static void
report_status (SignetReport   *report,
               SignetExchange *exchange,
               OSSL_CMP_CTX   *ctx)
{
  g_autofree char *text = signet_status_dup_text (ctx);
  int bits = OSSL_CMP_CTX_get_failInfoCode (ctx);

  if (exchange->rejected != NULL)
    return;
  signet_report_set_status (report, MAX (OSSL_CMP_CTX_get_status (ctx), -1),
                            bits < 0 ? 0 : (guint) bits, text);
}

static gboolean
can_confirm (SignetExchange *exchange)
{
  return signet_profile_get_choice (exchange->job->profile, SIGNET_SETTING_CONFIRM) !=
         SIGNET_CONFIRM_DISABLED;
}

static void
warn_of_status (SignetReport      *report,
                SignetExchange    *exchange,
                const SignetReply *reply)
{
  switch (signet_report_get_status (report))
    {
    case OSSL_CMP_PKISTATUS_grantedWithMods:
      signet_report_add_warning (report, _ ("The CA changed something of what was asked for."));
      break;
    case OSSL_CMP_PKISTATUS_revocationWarning:
      signet_report_add_warning (report,
                                 _ ("The CA says that it will soon revoke the certificate."));
      break;
    case OSSL_CMP_PKISTATUS_revocationNotification:
      signet_report_add_warning (report, _ ("The CA says that it has revoked the certificate."));
      break;
    case OSSL_CMP_PKISTATUS_keyUpdateWarning:
      signet_report_add_warning (
        report, _ ("The CA says that this certificate was renewed before; this is the new one."));
      break;
    default:
      break;
    }
  if (exchange->rejected != NULL && (reply->implicit_confirm || !can_confirm (exchange)))
    signet_report_add_warning (
      report, _ ("The CA takes the certificate for accepted. Have it revoked if nobody wants it."));
  for (guint i = 0; exchange->differences != NULL && exchange->differences[i] != NULL; i++)
    signet_report_add_warning (report, exchange->differences[i]);
}

static void
report_certificates (SignetReport *report,
                     SignetX509Stack *stack,
                     void (*add) (SignetReport *, GBytes *))
{
  for (int i = 0; stack != NULL && i < sk_X509_num (stack); i++)
    {
      g_autoptr (GBytes) der = signet_x509_to_der (sk_X509_value (stack, i));

      if (der != NULL)
        add (report, der);
    }
}

/* Nobody vouches for the header “Date”: it only speaks where the CA is silent. */
static void
report_clock (SignetReport      *report,
              SignetExchange    *exchange,
              const SignetReply *reply,
              gint64             received_at)
{
  gint64 date =
    exchange->transport != NULL ? signet_transport_get_http_date (exchange->transport) : 0;
  gint64 skew = skew_of (reply, received_at);
  g_autofree char *sentence = NULL;

  signet_report_set_clock_skew (report, skew);
  if (date > 0 && exchange->received_at > 0)
    signet_report_set_http_skew (report, date - exchange->received_at);
  sentence =
    signet_peer_dup_clock_sentence (reply != NULL && reply->time > 0 && received_at > 0
                                      ? skew
                                      : signet_report_get_http_skew (report));
  if (sentence != NULL)
    signet_report_add_warning (report, sentence);
}

static void
report_reply (SignetReport      *report,
              SignetExchange    *exchange,
              OSSL_CMP_CTX      *ctx,
              const SignetReply *reply)
{
  signet_report_set_protection (report, reply->protection);
  signet_report_set_version (report, reply->pvno);
  if (reply->protection == SIGNET_PROTECTION_SIGNATURE)
    report_signer (report, exchange, ctx);
}

static void
report_library (SignetReport *report)
{
  g_autofree char *sentence = signet_library_dup_warning ();

  if (sentence != NULL)
    signet_report_add_warning (report, sentence);
}

/* Of a step that failed the last answer may be anybody's, unless it is the one that brought a
 * certificate: that was rejected on this side, or put off. */
static gboolean
is_last_verified (SignetExchange      *exchange,
                  const SignetOutcome *outcome)
{
  const SignetErrorDetails *details =
    outcome->error != NULL ? signet_error_get_details (outcome->error) : NULL;

  return outcome->kind != SIGNET_OUTCOME_FAILED || (details != NULL && details->authenticated) ||
         (exchange->brought && exchange->last != NULL &&
          signet_reply_is_certificate_answer (exchange->last));
}

/* What the profile allows, and no profile should. */
static void
warn_of_settings (SignetReport   *report,
                  SignetExchange *exchange)
{
  SignetJob *job = exchange->job;

  if (job->code == NULL && job->signer == NULL)
    signet_report_add_warning (
      report, _ ("The request was not protected: anybody on the way could have changed it."));
  if (signet_report_get_signer (report) != NULL && exchange->signer != NULL &&
      (X509_get_key_usage (exchange->signer) & X509v3_KU_DIGITAL_SIGNATURE) == 0)
    signet_report_add_warning (report,
                               _ ("The certificate that signed the answer is not meant for "
                                  "signatures; the setup names it as an exception."));
  if (signet_central_key_is_wanted (job))
    signet_report_add_warning (
      report,
      _ ("The server made the private key: whoever runs it may have kept a copy of it."));
  if (!can_confirm (exchange) && job->operation != NULL && job->operation->may_confirm)
    signet_report_add_warning (
      report, _ ("The setup does not let certificates be confirmed: some CAs revoke them then."));
}

/**
 * signet_peer_dup_report:
 * @exchange: the state of a step that has ended
 * @ctx: its context
 * @outcome: how it ended
 *
 * Writes down who answered and what else a person may want to know, from the last answer that was
 * verified: nothing of one that was not, but for its clock.
 *
 * Returns: (transfer full): the report
 */
SignetReport *
signet_peer_dup_report (SignetExchange      *exchange,
                        OSSL_CMP_CTX        *ctx,
                        const SignetOutcome *outcome)
{
  gboolean last_verified = is_last_verified (exchange, outcome);
  const SignetReply *reply = last_verified ? exchange->last : exchange->verified;
  gint64 received_at = last_verified ? exchange->received_at : exchange->verified_at;
  g_autoptr (SignetReport) report = signet_report_new ();

  report_clock (report, exchange, reply, received_at);
  if (reply != NULL)
    {
      g_autoptr (SignetX509Stack) offered = OSSL_CMP_CTX_get1_caPubs (ctx);
      g_autoptr (SignetX509Stack) extra = OSSL_CMP_CTX_get1_extraCertsIn (ctx);

      report_reply (report, exchange, ctx, reply);
      report_status (report, exchange, ctx);
      report_certificates (report, offered, signet_report_add_ca_certificate);
      if (last_verified)
        report_certificates (report, extra, signet_report_add_extra_certificate);
      warn_of_status (report, exchange, reply);
      warn_of_settings (report, exchange);
    }
  report_library (report);
  signet_report_set_confirm_wait (report, exchange->confirm_wait);
  ERR_clear_error ();

  return g_steal_pointer (&report);
}
