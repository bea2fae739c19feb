/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-fail-info.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

/* PKIFailureInfo, RFC 9810 5.2.3: the index is the bit. */
const char *const signet_practice_fail_info_names[] = {
  "badAlg",
  "badMessageCheck",
  "badRequest",
  "badTime",
  "badCertId",
  "badDataFormat",
  "wrongAuthority",
  "incorrectData",
  "missingTimeStamp",
  "badPOP",
  "certRevoked",
  "certConfirmed",
  "wrongIntegrity",
  "badRecipientNonce",
  "timeNotAvailable",
  "unacceptedPolicy",
  "unacceptedExtension",
  "addInfoNotAvailable",
  "badSenderNonce",
  "badCertTemplate",
  "signerNotTrusted",
  "transactionIdInUse",
  "unsupportedVersion",
  "notAuthorized",
  "systemUnavail",
  "systemFailure",
  "duplicateCertReq",
  NULL,
};

/* PKIStatus, RFC 9810 5.2.3: the index is the number. */
const char *const signet_practice_status_names[] = {
  "accepted",
  "grantedWithMods",
  "rejection",
  "waiting",
  "revocationWarning",
  "revocationNotification",
  "keyUpdateWarning",
  NULL,
};

/**
 * signet_practice_fail_info_parse:
 * @name: name of a bit of PKIFailureInfo, as RFC 9810 5.2.3 writes it: "badRequest"
 * @bit: (out): its number
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether there is such a bit
 */
gboolean
signet_practice_fail_info_parse (const char  *name,
                                 guint       *bit,
                                 GError     **error)
{
  for (guint i = 0; signet_practice_fail_info_names[i] != NULL; i++)
    if (g_strcmp0 (name, signet_practice_fail_info_names[i]) == 0)
      {
        *bit = i;
        return TRUE;
      }

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("“%s” is no reason for a refusal. “badRequest” and “notAuthorized” are some."),
               name != NULL ? name : "");

  return FALSE;
}

/**
 * signet_practice_status_parse:
 * @name: name of a PKIStatus
 *
 * Returns: its number; -1 where there is none of this name
 */
int
signet_practice_status_parse (const char *name)
{
  for (int i = 0; signet_practice_status_names[i] != NULL; i++)
    if (g_strcmp0 (name, signet_practice_status_names[i]) == 0)
      return i;

  return -1;
}
