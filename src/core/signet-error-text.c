/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error-text.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-fail-info-private.h"

typedef struct
{
  const char *heading; /* what happened, in header capitals */
  const char *title;   /* what happened, in a sentence */
  const char *advice;  /* what to do */
} Row;

/* Translators: each code has a heading (in header capitals, without a full stop), a sentence that
 * says what happened, and what to do about it. There, each line is a step of its own. */

static const Row rows[SIGNET_N_ERRORS] = {
  [SIGNET_ERROR_FAILED] = {
    N_ ("Something Went Wrong"),
    N_ ("Something went wrong."),
    N_ ("Try again.\nIf it happens again, give the technical details to your helpdesk."),
  },
  [SIGNET_ERROR_USAGE] = {
    N_ ("This Does Not Fit Together"),
    N_ ("The parts of what was asked for do not fit together."),
    N_ ("Change what is named and try again."),
  },
  [SIGNET_ERROR_URL] = {
    N_ ("The Address Is Not Valid"),
    N_ ("The address of the server is not valid."),
    N_ ("Compare the address with what your organization gave you. It looks like "
        "“http://ca.example.com/pkix/”."),
  },
  [SIGNET_ERROR_NAME] = {
    N_ ("The Name Is Not Valid"),
    N_ ("The name for the certificate is not valid."),
    N_ ("Correct the name. It looks like “CN=Alice Example,O=Example University”."),
  },
  [SIGNET_ERROR_ALT_NAME] = {
    N_ ("An Alternative Name Is Not Valid"),
    N_ ("An alternative name for the certificate is not valid."),
    N_ ("Correct the alternative name. It looks like “email:alice@example.com” or "
        "“dns:www.example.com”."),
  },
  [SIGNET_ERROR_KEY] = {
    N_ ("The Key Could Not Be Used"),
    N_ ("The key could not be made or read."),
    N_ ("Check that the file holds a private key, or have a new key made."),
  },
  [SIGNET_ERROR_KEY_TYPE] = {
    N_ ("The Type of Key Cannot Be Used"),
    N_ ("This type of key cannot be used here."),
    N_ ("Choose another type of key. P-256 works nearly everywhere."),
  },
  [SIGNET_ERROR_CERTIFICATE] = {
    N_ ("The Certificate Could Not Be Read"),
    N_ ("The certificate could not be read."),
    N_ ("Check that the file holds a certificate, as PEM or DER."),
  },
  [SIGNET_ERROR_PROFILE] = {
    N_ ("The Setup File Could Not Be Read"),
    N_ ("The setup file could not be read."),
    N_ ("Ask your helpdesk for the setup file again, or update Signet if the file is "
        "newer than the program."),
  },
  [SIGNET_ERROR_CODE] = {
    N_ ("The Code Is Missing"),
    N_ ("The code is needed to go on."),
    N_ ("Enter the code that your helpdesk gave you."),
  },
  [SIGNET_ERROR_KEYRING] = {
    N_ ("There Is No Keyring"),
    N_ ("There is no keyring that could keep the passphrase."),
    N_ ("Log in to a desktop with a keyring, or choose a passphrase of your own."),
  },
  [SIGNET_ERROR_KEYRING_LOCKED] = {
    N_ ("The Keyring Is Locked"),
    N_ ("The keyring is locked."),
    N_ ("Unlock the keyring and try again. Nothing was lost."),
  },
  [SIGNET_ERROR_PASSPHRASE] = {
    N_ ("The Passphrase Is Missing"),
    N_ ("The passphrase of the key is needed to go on."),
    N_ ("Enter the passphrase that was chosen for this key."),
  },
  [SIGNET_ERROR_WRONG_PASSPHRASE] = {
    N_ ("The Passphrase Is Wrong"),
    N_ ("The passphrase does not open the key."),
    N_ ("Enter the passphrase again. Capital and small letters count."),
  },
  [SIGNET_ERROR_STORE] = {
    N_ ("A File Could Not Be Used"),
    N_ ("A file could not be read or written."),
    N_ ("Check the disk and the file that is named, then try again."),
  },
  [SIGNET_ERROR_NO_SPACE] = {
    N_ ("The Disk Is Full"),
    N_ ("The disk is full."),
    N_ ("Make some room on the disk, then try again."),
  },
  [SIGNET_ERROR_READ_ONLY] = {
    N_ ("Access Was Denied"),
    N_ ("Signet may not use a file or a folder."),
    N_ ("Check the permissions of what is named, or whether the disk is read-only."),
  },
  [SIGNET_ERROR_UNSAFE_FOLDER] = {
    N_ ("The Folder Is Not Safe"),
    N_ ("Other people could change the folder that keeps the keys."),
    N_ ("Make the folder your own and take away the right of others to write to it."),
  },
  [SIGNET_ERROR_DAMAGED] = {
    N_ ("The Files Are Damaged"),
    N_ ("The files of this certificate are damaged."),
    N_ ("Keep the files: the key may still be usable.\nRestore them from a backup, or ask "
        "your helpdesk."),
  },
  [SIGNET_ERROR_BUSY] = {
    N_ ("Another Signet Is at Work"),
    N_ ("Another Signet is working on this certificate."),
    N_ ("Wait until the other window or command is done, then try again."),
  },
  [SIGNET_ERROR_NOT_FOUND] = {
    N_ ("Nothing Has This Number"),
    N_ ("No certificate or request has this number."),
    N_ ("Compare the number with those in the list."),
  },
  [SIGNET_ERROR_STATE] = {
    N_ ("This Cannot Be Done Now"),
    N_ ("This cannot be done with the certificate or request as it is now."),
    N_ ("Look at its state in the list; it may be finished already."),
  },
  [SIGNET_ERROR_ANSWER_UNKNOWN] = {
    N_ ("No Answer Came"),
    N_ ("The request was sent, but no answer came."),
    N_ ("Ask your helpdesk whether a certificate was issued before starting over: a "
        "second one may come of it. The key is kept."),
  },
  [SIGNET_ERROR_HOST_NOT_FOUND] = {
    N_ ("The Server Was Not Found"),
    N_ ("The name of the server is not known."),
    N_ ("Check the spelling of the address and whether this computer is online. Some "
        "servers are known only inside the organization’s network."),
  },
  [SIGNET_ERROR_UNREACHABLE] = {
    N_ ("The Server Could Not Be Reached"),
    N_ ("The server could not be reached."),
    N_ ("Check the network connection, the address and its port, then try again later."),
  },
  [SIGNET_ERROR_TIMED_OUT] = {
    N_ ("The Server Did Not Answer in Time"),
    N_ ("The server did not answer in time."),
    N_ ("Try again later. The server may be busy, or a firewall may be in the way."),
  },
  [SIGNET_ERROR_TLS] = {
    N_ ("The Secure Connection Failed"),
    N_ ("The secure connection to the server could not be made."),
    N_ ("Check the date and time of this computer and that the address is the one your "
        "organization gave you."),
  },
  [SIGNET_ERROR_PROXY] = {
    N_ ("The Proxy Said No"),
    N_ ("The proxy did not let the request through."),
    N_ ("Check the proxy in the network settings, or ask who runs the network."),
  },
  [SIGNET_ERROR_REDIRECTED] = {
    N_ ("The Server Has Another Address"),
    N_ ("The server points to another address."),
    N_ ("If your organization confirms the new address, use that one. Nothing was sent there."),
  },
  [SIGNET_ERROR_HTTP] = {
    N_ ("The Web Server Answered With an Error"),
    N_ ("The web server answered with an error page."),
    N_ ("Check the path in the address, which often ends with a name that the organization chose, "
        "or try again later."),
  },
  [SIGNET_ERROR_NOT_CMP] = {
    N_ ("This Is No Certificate Server"),
    N_ ("The answer does not come from a certificate server."),
    N_ ("Check the address. A login page of the network (as in a hotel) can be the reason, too."),
  },
  [SIGNET_ERROR_TRUNCATED] = {
    N_ ("The Answer Is Not Complete"),
    N_ ("The answer of the server ended too early."),
    N_ ("Check the network connection and try again."),
  },
  [SIGNET_ERROR_TOO_LARGE] = {
    N_ ("The Answer Is Too Large"),
    N_ ("The answer of the server is larger than allowed."),
    N_ ("Check that the address is that of a certificate server, and report it to your helpdesk."),
  },
  [SIGNET_ERROR_WRONG_CODE] = {
    N_ ("The Code Was Not Accepted"),
    N_ ("The reference number or the code does not match."),
    N_ ("Enter both again exactly as they were given.\nA code works only once; ask your "
        "helpdesk for a new one if it was used."),
  },
  [SIGNET_ERROR_UNKNOWN_SIGNER] = {
    N_ ("The Answer Is Not Trusted"),
    N_ ("The answer is signed by somebody who is not trusted."),
    N_ ("Ask your organization who signs the server’s answers, and for that certificate or the one "
        "of its CA."),
  },
  [SIGNET_ERROR_UNPROTECTED] = {
    N_ ("The Answer Is Not Protected"),
    N_ ("The answer is not protected, or was changed on its way."),
    N_ ("Nothing in it was used. Try again; if it happens again, report it to your helpdesk."),
  },
  [SIGNET_ERROR_UNEXPECTED_SENDER] = {
    N_ ("Somebody Else Answered"),
    N_ ("The answer comes from another sender than expected."),
    N_ ("Check the server and the expected sender in the setup, or ask your helpdesk "
        "whether the server was changed."),
  },
  [SIGNET_ERROR_MISMATCHED] = {
    N_ ("The Answer Is for Another Request"),
    N_ ("The answer belongs to another request."),
    N_ ("It was not used. Try again later; the server may mix up requests."),
  },
  [SIGNET_ERROR_REFUSED] = {
    N_ ("The Request Was Refused"),
    N_ ("The server refused the request."),
    N_ ("Ask your helpdesk for the reason. What you entered is kept for another try."),
  },
  [SIGNET_ERROR_UNVERIFIED] = {
    N_ ("The CA Is Not Known"),
    N_ ("The CA that issued the new certificate is not known."),
    N_ ("Ask your organization for the certificate of its CA before the new one is accepted."),
  },
  [SIGNET_ERROR_OTHER_KEY] = {
    N_ ("The Certificate Is for Another Key"),
    N_ ("The new certificate is for another key."),
    N_ ("It cannot be used and was not accepted. Report it to your helpdesk."),
  },
  [SIGNET_ERROR_EXPIRED] = {
    N_ ("The Certificate Has Expired"),
    N_ ("The new certificate has already expired."),
    N_ ("Check the date of this computer.\nIf it is right, report it to your helpdesk."),
  },
  [SIGNET_ERROR_CLOCK] = {
    N_ ("The Certificate Is Not Valid Yet"),
    N_ ("The new certificate is not valid yet."),
    N_ ("Check the date, time and time zone of this computer, then try again.\nIf they are "
        "right, the server’s clock is off."),
  },
  [SIGNET_ERROR_UNCONFIRMED] = {
    N_ ("The Server Was Not Told"),
    N_ ("The certificate is stored, but the server was not told."),
    N_ ("Try again soon: some servers revoke a certificate that is not confirmed."),
  },
  [SIGNET_ERROR_KEY_USAGE] = {
    N_ ("The Answer’s Signer Is Not Meant for It"),
    N_ ("The certificate that signed the answer is not meant for signing."),
    N_ ("Nothing in the answer was used. Ask your helpdesk: the certificate of the server needs "
        "the key usage “digital signature”, or the setup has to name it as an exception."),
  },
  [SIGNET_ERROR_REVOKED_SIGNER] = {
    N_ ("The Answer’s Signer Was Revoked"),
    N_ ("The certificate that signed the answer was revoked."),
    N_ ("Nothing in the answer was used. Report it to your helpdesk."),
  },
  [SIGNET_ERROR_NO_CRL] = {
    N_ ("The Revocation List Is Missing"),
    N_ ("There is no usable revocation list about the signer of the answer."),
    N_ ("Nothing in the answer was used. Get the current revocation list, or ask your helpdesk "
        "where it is."),
  },
  [SIGNET_ERROR_PBMAC1] = {
    N_ ("The Answer’s Protection Is Not Supported"),
    N_ ("The server protects its answers in a way that this program cannot check."),
    N_ ("Ask your organization for a server that uses a password based MAC (PasswordBasedMac) or "
        "signs its answers; PBMAC1 is not supported."),
  },
  [SIGNET_ERROR_VERSION] = {
    N_ ("The Server Speaks Another Version"),
    N_ ("The server speaks another version of the protocol."),
    N_ ("Ask your organization for a server that speaks CMP version 2."),
  },
  [SIGNET_ERROR_ANSWER_PROTECTION] = {
    N_ ("The Answer Is Protected Differently"),
    N_ ("The answer is protected in another way than the setup requires."),
    N_ ("Nothing in the answer was used. Check with your helpdesk whether the server was changed."),
  },
  [SIGNET_ERROR_TLS_HOST] = {
    N_ ("The Server Has Another Name"),
    N_ ("The certificate of the server is for another name."),
    N_ ("Check the address. If it is right, somebody may be between you and the server: ask your "
        "helpdesk."),
  },
  [SIGNET_ERROR_TLS_UNTRUSTED] = {
    N_ ("The Secure Connection Is Not Trusted"),
    N_ ("The CA of the server’s secure connection is not known."),
    N_ ("Ask your organization for the CA certificate of its HTTPS servers, and give it as "
        "trusted for the connection."),
  },
  [SIGNET_ERROR_TLS_CLIENT] = {
    N_ ("The Server Wants a Certificate First"),
    N_ ("The server lets only computers with a certificate of their own connect."),
    N_ ("Give the client certificate and key that your organization handed out for the "
        "connection."),
  },
  [SIGNET_ERROR_CSR] = {
    N_ ("The Request File Could Not Be Used"),
    N_ ("The file with the certificate request could not be used."),
    N_ ("Check that the file holds a PKCS #10 request, as PEM or DER, that is signed with its "
        "own key."),
  },
  [SIGNET_ERROR_CRL] = {
    N_ ("The Revocation List Could Not Be Read"),
    N_ ("The revocation list could not be read."),
    N_ ("Check that the file or the address holds a revocation list, as PEM or DER."),
  },
  [SIGNET_ERROR_UNSUPPORTED] = {
    N_ ("This Needs a Newer System"),
    N_ ("The installed version of OpenSSL cannot do this."),
    N_ ("Choose something else, or use a computer with a newer system."),
  },
  [SIGNET_ERROR_PENDING_ANSWER] = {
    N_ ("The Server Needs More Time"),
    N_ ("The server needs time for its answer."),
    N_ ("Nothing is lost. Do the same again later."),
  },
  [SIGNET_ERROR_DIFFERENT] = {
    N_ ("The Certificate Was Turned Down"),
    N_ ("The new certificate was turned down because it differs from what was asked for."),
    N_ ("Ask your helpdesk why the certificate says something else before you try again."),
  },
  [SIGNET_ERROR_REPLAY] = {
    N_ ("The Recorded Messages Do Not Fit"),
    N_ ("The recorded messages do not fit this request."),
    N_ ("Use the folder that was recorded with the same request, key and code."),
  },
  [SIGNET_ERROR_DRY_RUN] = {
    N_ ("Nothing Was Sent"),
    N_ ("The request was made and shown; nothing was sent."),
    N_ ("Leave out --dry-run to send it."),
  },
};

static const Row *
find_row (const GError *error)
{
  if (error->domain != SIGNET_ERROR || error->code < 0 || error->code >= SIGNET_N_ERRORS)
    return &rows[SIGNET_ERROR_FAILED];

  return &rows[error->code];
}

/**
 * signet_error_text_get_heading:
 * @error: any error
 *
 * Returns: (transfer none): what happened, in a few words with header capitals
 */
const char *
signet_error_text_get_heading (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return _ (find_row (error)->heading);
}

/**
 * signet_error_text_get_title:
 * @error: any error
 *
 * Returns: (transfer none): one sentence that says what happened
 */
const char *
signet_error_text_get_title (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return _ (find_row (error)->title);
}

static const char *
find_advice (const GError *error)
{
  const SignetErrorDetails *details = signet_error_get_details (error);

  if (details != NULL && error->code == SIGNET_ERROR_REFUSED)
    for (guint bit = 0; bit < SIGNET_N_FAIL_INFOS; bit++)
      if ((details->fail_info & (1u << bit)) != 0)
        return signet_error_text_get_fail_info_advice (bit);

  return _ (find_row (error)->advice);
}

/**
 * signet_error_text_dup_steps:
 * @error: any error
 *
 * Where the server refused and named a reason, the advice is the one for that reason, and for the
 * lowest bit where it named several. Of a wrong code servers say badRequest at best; what it means
 * is known better here.
 *
 * Returns: (transfer full): what to do now, one or more sentences for each step
 */
GStrv
signet_error_text_dup_steps (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return g_strsplit (find_advice (error), "\n", -1);
}

/**
 * signet_error_text_dup_advice:
 * @error: any error
 *
 * Returns: (transfer full): the steps of signet_error_text_dup_steps () in one line
 */
char *
signet_error_text_dup_advice (const GError *error)
{
  g_auto (GStrv) steps = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  steps = signet_error_text_dup_steps (error);

  return g_strjoinv (" ", steps);
}
