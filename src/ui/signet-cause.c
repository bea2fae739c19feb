/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-cause.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

/* For the second line of a row, after a colon; the page of the item has the whole sentence. */
static const char *const causes[SIGNET_N_ERRORS] = {
  [SIGNET_ERROR_FAILED] = N_ ("something went wrong"),
  [SIGNET_ERROR_USAGE] = N_ ("the parts do not fit"),
  [SIGNET_ERROR_URL] = N_ ("bad server address"),
  [SIGNET_ERROR_NAME] = N_ ("bad name"),
  [SIGNET_ERROR_ALT_NAME] = N_ ("bad alternative name"),
  [SIGNET_ERROR_KEY] = N_ ("problem with the key"),
  [SIGNET_ERROR_KEY_TYPE] = N_ ("unsuitable type of key"),
  [SIGNET_ERROR_CERTIFICATE] = N_ ("unreadable certificate"),
  [SIGNET_ERROR_PROFILE] = N_ ("unreadable setup"),
  [SIGNET_ERROR_CODE] = N_ ("code needed"),
  [SIGNET_ERROR_KEYRING] = N_ ("no keyring"),
  [SIGNET_ERROR_KEYRING_LOCKED] = N_ ("keyring locked"),
  [SIGNET_ERROR_PASSPHRASE] = N_ ("passphrase needed"),
  [SIGNET_ERROR_WRONG_PASSPHRASE] = N_ ("wrong passphrase"),
  [SIGNET_ERROR_STORE] = N_ ("file not written"),
  [SIGNET_ERROR_NO_SPACE] = N_ ("disk full"),
  [SIGNET_ERROR_READ_ONLY] = N_ ("no permission to write"),
  [SIGNET_ERROR_UNSAFE_FOLDER] = N_ ("folder not safe"),
  [SIGNET_ERROR_DAMAGED] = N_ ("files damaged"),
  [SIGNET_ERROR_BUSY] = N_ ("another Signet works on it"),
  [SIGNET_ERROR_NOT_FOUND] = N_ ("not found"),
  [SIGNET_ERROR_STATE] = N_ ("not possible now"),
  [SIGNET_ERROR_ANSWER_UNKNOWN] = N_ ("answer unknown"),
  [SIGNET_ERROR_HOST_NOT_FOUND] = N_ ("server not found"),
  [SIGNET_ERROR_UNREACHABLE] = N_ ("server not reached"),
  [SIGNET_ERROR_TIMED_OUT] = N_ ("no answer in time"),
  [SIGNET_ERROR_TLS] = N_ ("no secure connection"),
  [SIGNET_ERROR_PROXY] = N_ ("stopped by the proxy"),
  [SIGNET_ERROR_REDIRECTED] = N_ ("server has moved"),
  [SIGNET_ERROR_HTTP] = N_ ("error of the web server"),
  [SIGNET_ERROR_NOT_CMP] = N_ ("not a certificate server"),
  [SIGNET_ERROR_TRUNCATED] = N_ ("answer cut off"),
  [SIGNET_ERROR_TOO_LARGE] = N_ ("answer too large"),
  [SIGNET_ERROR_WRONG_CODE] = N_ ("number or code wrong"),
  [SIGNET_ERROR_UNKNOWN_SIGNER] = N_ ("signer not trusted"),
  [SIGNET_ERROR_UNPROTECTED] = N_ ("answer not protected"),
  [SIGNET_ERROR_UNEXPECTED_SENDER] = N_ ("another sender than expected"),
  [SIGNET_ERROR_MISMATCHED] = N_ ("answer to another request"),
  [SIGNET_ERROR_REFUSED] = N_ ("refused by the server"),
  [SIGNET_ERROR_UNVERIFIED] = N_ ("its CA is not known"),
  [SIGNET_ERROR_OTHER_KEY] = N_ ("issued for another key"),
  [SIGNET_ERROR_EXPIRED] = N_ ("already expired"),
  [SIGNET_ERROR_CLOCK] = N_ ("not valid yet"),
  [SIGNET_ERROR_UNCONFIRMED] = N_ ("server not told"),
  [SIGNET_ERROR_KEY_USAGE] = N_ ("signer not meant for it"),
  [SIGNET_ERROR_REVOKED_SIGNER] = N_ ("signer was revoked"),
  [SIGNET_ERROR_NO_CRL] = N_ ("no revocation list"),
  [SIGNET_ERROR_PBMAC1] = N_ ("protection not supported"),
  [SIGNET_ERROR_VERSION] = N_ ("another version of CMP"),
  [SIGNET_ERROR_ANSWER_PROTECTION] = N_ ("other kind of protection"),
  [SIGNET_ERROR_TLS_HOST] = N_ ("certificate for other name"),
  [SIGNET_ERROR_TLS_UNTRUSTED] = N_ ("connection not trusted"),
  [SIGNET_ERROR_TLS_CLIENT] = N_ ("client certificate needed"),
  [SIGNET_ERROR_CSR] = N_ ("unusable request file"),
  [SIGNET_ERROR_CRL] = N_ ("unreadable revocation list"),
  [SIGNET_ERROR_UNSUPPORTED] = N_ ("needs newer OpenSSL"),
  [SIGNET_ERROR_PENDING_ANSWER] = N_ ("server needs time"),
  [SIGNET_ERROR_DIFFERENT] = N_ ("turned down"),
  [SIGNET_ERROR_REPLAY] = N_ ("recording does not fit"),
  [SIGNET_ERROR_DRY_RUN] = N_ ("nothing was sent"),
};

/**
 * signet_cause_get_words:
 * @error: any error
 *
 * Returns: (transfer none): the cause in at most five words, small letters, no full stop
 */
const char *
signet_cause_get_words (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != SIGNET_ERROR || error->code < 0 || error->code >= SIGNET_N_ERRORS)
    return _ (causes[SIGNET_ERROR_FAILED]);

  return _ (causes[error->code]);
}
