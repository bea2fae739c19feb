/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-exit.h"

#include "core/signet-error.h"

/**
 * signet_ctl_exit_for_error:
 * @error: why a verb failed
 *
 * Returns: the exit status for @error; %SIGNET_CTL_EXIT_FAILED for a foreign one
 */
SignetCtlExit
signet_ctl_exit_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, SIGNET_CTL_EXIT_FAILED);

  if (error->domain != SIGNET_ERROR)
    return SIGNET_CTL_EXIT_FAILED;

  /* No default: the compiler asks for a new code. */
  switch ((SignetError) error->code)
    {
    case SIGNET_ERROR_USAGE:
    case SIGNET_ERROR_URL:
    case SIGNET_ERROR_NAME:
    case SIGNET_ERROR_ALT_NAME:
    case SIGNET_ERROR_KEY_TYPE:
    case SIGNET_ERROR_CSR:
      return SIGNET_CTL_EXIT_USAGE;

    case SIGNET_ERROR_DRY_RUN:
      return SIGNET_CTL_EXIT_DONE;

    case SIGNET_ERROR_REFUSED:
    case SIGNET_ERROR_WRONG_CODE:
      return SIGNET_CTL_EXIT_REFUSED;

    case SIGNET_ERROR_HOST_NOT_FOUND:
    case SIGNET_ERROR_UNREACHABLE:
    case SIGNET_ERROR_TIMED_OUT:
    case SIGNET_ERROR_TLS:
    case SIGNET_ERROR_PROXY:
    case SIGNET_ERROR_TLS_HOST:
    case SIGNET_ERROR_TLS_UNTRUSTED:
    case SIGNET_ERROR_TLS_CLIENT:
    case SIGNET_ERROR_REDIRECTED:
    case SIGNET_ERROR_HTTP:
    case SIGNET_ERROR_NOT_CMP:
      return SIGNET_CTL_EXIT_UNREACHABLE;

    case SIGNET_ERROR_CODE:
    case SIGNET_ERROR_KEYRING:
    case SIGNET_ERROR_KEYRING_LOCKED:
    case SIGNET_ERROR_PASSPHRASE:
    case SIGNET_ERROR_WRONG_PASSPHRASE:
      return SIGNET_CTL_EXIT_MISSING;

    case SIGNET_ERROR_BUSY:
      return SIGNET_CTL_EXIT_BUSY;

    case SIGNET_ERROR_FAILED:
    case SIGNET_ERROR_KEY:
    case SIGNET_ERROR_CERTIFICATE:
    case SIGNET_ERROR_PROFILE:
    case SIGNET_ERROR_STORE:
    case SIGNET_ERROR_NO_SPACE:
    case SIGNET_ERROR_READ_ONLY:
    case SIGNET_ERROR_UNSAFE_FOLDER:
    case SIGNET_ERROR_DAMAGED:
    case SIGNET_ERROR_NOT_FOUND:
    case SIGNET_ERROR_STATE:
    case SIGNET_ERROR_ANSWER_UNKNOWN:
    case SIGNET_ERROR_TRUNCATED:
    case SIGNET_ERROR_TOO_LARGE:
    case SIGNET_ERROR_UNKNOWN_SIGNER:
    case SIGNET_ERROR_UNPROTECTED:
    case SIGNET_ERROR_UNEXPECTED_SENDER:
    case SIGNET_ERROR_MISMATCHED:
    case SIGNET_ERROR_UNVERIFIED:
    case SIGNET_ERROR_OTHER_KEY:
    case SIGNET_ERROR_EXPIRED:
    case SIGNET_ERROR_CLOCK:
    case SIGNET_ERROR_UNCONFIRMED:
    case SIGNET_ERROR_KEY_USAGE:
    case SIGNET_ERROR_REVOKED_SIGNER:
    case SIGNET_ERROR_NO_CRL:
    case SIGNET_ERROR_PBMAC1:
    case SIGNET_ERROR_VERSION:
    case SIGNET_ERROR_ANSWER_PROTECTION:
    case SIGNET_ERROR_CRL:
    case SIGNET_ERROR_UNSUPPORTED:
    case SIGNET_ERROR_PENDING_ANSWER:
    case SIGNET_ERROR_DIFFERENT:
    case SIGNET_ERROR_REPLAY:
    case SIGNET_N_ERRORS:
      break;
    }

  return SIGNET_CTL_EXIT_FAILED;
}

/**
 * signet_ctl_exit_for_item:
 * @item: an item whose request, as far as it went, met no error
 *
 * Returns: the exit status for a request that left @item as it is
 */
SignetCtlExit
signet_ctl_exit_for_item (SignetItem *item)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (item), SIGNET_CTL_EXIT_FAILED);

  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_ISSUED:
      return SIGNET_CTL_EXIT_DONE;

    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
    case SIGNET_ITEM_STATE_WAITING:
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
      return SIGNET_CTL_EXIT_WAITING;

    case SIGNET_ITEM_STATE_REFUSED:
      return SIGNET_CTL_EXIT_REFUSED;

    case SIGNET_ITEM_STATE_GIVEN_UP:
      break;
    }

  return SIGNET_CTL_EXIT_FAILED;
}
