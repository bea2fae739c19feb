/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-fail-info-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error-text.h"

/* In the order of the bits. */
static const struct
{
  const char *name;
  const char *advice;
} rows[] = {
  { "badAlg", N_ ("The server does not take the type of key or the kind of protection. Choose "
                  "another type of key, or ask your helpdesk which one is allowed.") },
  { "badMessageCheck", N_ ("The server could not check who sent the request. Enter the reference "
                           "number and the code again exactly as they were given.") },
  { "badRequest", N_ ("The server does not allow this request at the moment. Check the reference "
                      "number; a code that was used already can be the reason, too: ask your "
                      "helpdesk for a new one.") },
  { "badTime", N_ ("The clocks of this computer and of the server differ too much. Set the date "
                   "and time of this computer.") },
  { "badCertId", N_ ("The server does not know the certificate that the request is about. Check "
                     "that it comes from this organization.") },
  { "badDataFormat",
    N_ ("The server could not read the request. Give the technical details to your helpdesk.") },
  { "wrongAuthority", N_ ("The request was meant for another CA. Check the address of the server "
                          "and the recipient in the setup.") },
  { "incorrectData", N_ ("Something in the request does not agree with what the organization knows "
                         "about you. Check your details.") },
  { "missingTimeStamp", N_ ("The server wants a time stamp in the request. Ask your helpdesk "
                            "whether this server is the right one.") },
  { "badPOP", N_ ("The server did not accept the proof that the key is yours. Try again with a new "
                  "key or another type of key.") },
  { "certRevoked",
    N_ (
      "The certificate has been revoked already. Ask your helpdesk for a code to get a new one.") },
  { "certConfirmed",
    N_ (
      "The server has the confirmation of this certificate already. Nothing more is to be done.") },
  { "wrongIntegrity", N_ ("The server wants the other way to prove who you are: a code instead of "
                          "a certificate, or a certificate instead of a code.") },
  { "badRecipientNonce", N_ ("The server lost the thread of the exchange. Start again; give the "
                             "technical details to your helpdesk if it happens again.") },
  { "timeNotAvailable", N_ ("The server does not know the time at the moment. Try again later.") },
  { "unacceptedPolicy", N_ ("The organization does not issue certificates under the policy that "
                            "was asked for. Ask your helpdesk which one is allowed.") },
  { "unacceptedExtension",
    N_ ("The organization does not issue certificates with an extension that was asked for. Try it "
        "without alternative names, or ask your helpdesk.") },
  { "addInfoNotAvailable", N_ ("The server does not have the additional information that was asked "
                               "for. Ask your helpdesk where to get it.") },
  { "badSenderNonce", N_ ("The server missed a part of the request that makes it unique. Start "
                          "again with a new request.") },
  { "badCertTemplate", N_ ("The server does not issue a certificate with these details. Check the "
                           "name, the alternative names and the type of key.") },
  { "signerNotTrusted", N_ ("The server does not trust the certificate that signed the request. "
                            "Use a code, or a certificate of this organization.") },
  { "transactionIdInUse", N_ ("The server still works on an earlier request with the same number. "
                              "Wait a while before you start again.") },
  { "unsupportedVersion", N_ ("The server speaks another version of the protocol. Ask your "
                              "helpdesk whether the server is up to date.") },
  { "notAuthorized", N_ ("You are not registered for this certificate, or not for these details. "
                         "Ask your helpdesk to register you.") },
  { "systemUnavail",
    N_ ("The server is not available at the moment. Try again later with the same details.") },
  { "systemFailure", N_ ("The server has a problem of its own. Try again later, and tell your "
                         "helpdesk if it lasts.") },
  { "duplicateCertReq", N_ ("The organization has issued a certificate for this already. Renew or "
                            "revoke that one, or ask your helpdesk.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == SIGNET_N_FAIL_INFOS);

/**
 * signet_error_text_get_status_name:
 * @status: a PKIStatus
 *
 * Returns: (transfer none) (nullable): its name in RFC 9810 5.2.3, or %NULL where it has none
 */
const char *
signet_error_text_get_status_name (int status)
{
  static const char *const names[] = { "accepted", "grantedWithMods",
                                       "rejection", "waiting",
                                       "revocationWarning", "revocationNotification",
                                       "keyUpdateWarning" };

  return status >= 0 && status < (int) G_N_ELEMENTS (names) ? names[status] : NULL;
}

/**
 * signet_error_text_get_fail_info_name:
 * @bit: number of a bit in PKIFailureInfo
 *
 * Returns: (transfer none) (nullable): its name in RFC 9810 5.2.3, or %NULL where it has none
 */
const char *
signet_error_text_get_fail_info_name (guint bit)
{
  return bit < G_N_ELEMENTS (rows) ? rows[bit].name : NULL;
}

/**
 * signet_error_text_get_fail_info_advice:
 * @bit: number of a bit in PKIFailureInfo
 *
 * Returns: (transfer none) (nullable): what to do about it, a line for each step, or %NULL where
 * the bit has no name
 */
const char *
signet_error_text_get_fail_info_advice (guint bit)
{
  return bit < G_N_ELEMENTS (rows) ? _ (rows[bit].advice) : NULL;
}
