/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-error-step.h"

#include "core/signet-error.h"

/* The question whose answer may help, for every error. Review is none: what was entered may well be
 * right. */
static const SignetWizardStep steps[SIGNET_N_ERRORS] = {
  [SIGNET_ERROR_FAILED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_USAGE] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_URL] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_NAME] = SIGNET_WIZARD_DETAILS,
  [SIGNET_ERROR_ALT_NAME] = SIGNET_WIZARD_DETAILS,
  [SIGNET_ERROR_KEY] = SIGNET_WIZARD_DETAILS,
  [SIGNET_ERROR_KEY_TYPE] = SIGNET_WIZARD_DETAILS,
  [SIGNET_ERROR_CERTIFICATE] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_PROFILE] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_CODE] = SIGNET_WIZARD_CODE,
  [SIGNET_ERROR_KEYRING] = SIGNET_WIZARD_DETAILS,
  [SIGNET_ERROR_KEYRING_LOCKED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_PASSPHRASE] = SIGNET_WIZARD_DETAILS,
  [SIGNET_ERROR_WRONG_PASSPHRASE] = SIGNET_WIZARD_DETAILS,
  [SIGNET_ERROR_STORE] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_NO_SPACE] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_READ_ONLY] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_UNSAFE_FOLDER] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_DAMAGED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_BUSY] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_NOT_FOUND] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_STATE] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_ANSWER_UNKNOWN] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_HOST_NOT_FOUND] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_UNREACHABLE] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_TIMED_OUT] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_TLS] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_PROXY] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_REDIRECTED] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_HTTP] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_NOT_CMP] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_TRUNCATED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_TOO_LARGE] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_WRONG_CODE] = SIGNET_WIZARD_CODE,
  [SIGNET_ERROR_UNKNOWN_SIGNER] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_UNPROTECTED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_UNEXPECTED_SENDER] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_MISMATCHED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_REFUSED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_UNVERIFIED] = SIGNET_WIZARD_SERVER,
  [SIGNET_ERROR_OTHER_KEY] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_EXPIRED] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_CLOCK] = SIGNET_WIZARD_REVIEW,
  [SIGNET_ERROR_UNCONFIRMED] = SIGNET_WIZARD_REVIEW,
};

/* The reasons for a refusal that are about one question (RFC 9810 5.2.3). */
static const struct
{
  guint bit;
  SignetWizardStep step;
} reasons[] = {
  { 0, SIGNET_WIZARD_DETAILS },  /* badAlg */
  { 1, SIGNET_WIZARD_CODE },     /* badMessageCheck */
  { 2, SIGNET_WIZARD_CODE },     /* badRequest: servers say it of a code that was used */
  { 6, SIGNET_WIZARD_SERVER },   /* wrongAuthority */
  { 7, SIGNET_WIZARD_DETAILS },  /* incorrectData */
  { 9, SIGNET_WIZARD_DETAILS },  /* badPOP */
  { 12, SIGNET_WIZARD_CODE },    /* wrongIntegrity */
  { 16, SIGNET_WIZARD_DETAILS }, /* unacceptedExtension */
  { 19, SIGNET_WIZARD_DETAILS }, /* badCertTemplate */
};

/**
 * signet_error_step_for:
 * @error: any error
 *
 * Tells where to go back to. Where a server named several reasons for its refusal, the lowest bit
 * counts, as for the advice.
 *
 * Returns: the question that @error belongs to
 */
SignetWizardStep
signet_error_step_for (const GError *error)
{
  const SignetErrorDetails *details;

  g_return_val_if_fail (error != NULL, SIGNET_WIZARD_REVIEW);

  details = signet_error_get_details (error);
  if (details == NULL || error->code < 0 || error->code >= SIGNET_N_ERRORS)
    return SIGNET_WIZARD_REVIEW;
  if (error->code == SIGNET_ERROR_REFUSED)
    for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
      if ((details->fail_info & (1u << reasons[i].bit)) != 0)
        return reasons[i].step;

  return steps[error->code];
}
