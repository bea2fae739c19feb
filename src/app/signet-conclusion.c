/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-conclusion-private.h"

#include "core/signet-error.h"

/* What the end of a step makes of an item. The journal has already brought the item's state as far
 * as the step came; here the failures are sorted. */

/**
 * signet_error_is_network:
 * @error: (nullable): an error
 *
 * Returns: whether the same step may well work later, with a better network
 */
gboolean
signet_error_is_network (const GError *error)
{
  const SignetErrorDetails *details;

  if (error == NULL || error->domain != SIGNET_ERROR)
    return FALSE;

  details = signet_error_get_details (error);
  if (error->code == SIGNET_ERROR_HTTP)
    return details->http_status >= 500 || details->http_status == 429;

  return error->code == SIGNET_ERROR_HOST_NOT_FOUND || error->code == SIGNET_ERROR_UNREACHABLE ||
         error->code == SIGNET_ERROR_TIMED_OUT || error->code == SIGNET_ERROR_TLS ||
         error->code == SIGNET_ERROR_TLS_HOST || error->code == SIGNET_ERROR_TLS_UNTRUSTED ||
         error->code == SIGNET_ERROR_TLS_CLIENT ||
         error->code == SIGNET_ERROR_PROXY || error->code == SIGNET_ERROR_TRUNCATED;
}

/* Whether the server said no. A code that does not fit an answer with a certificate is no refusal.
 */
static gboolean
is_refusal (const GError *error)
{
  if (error->domain != SIGNET_ERROR)
    return FALSE;

  return error->code == SIGNET_ERROR_REFUSED ||
         (error->code == SIGNET_ERROR_WRONG_CODE && signet_error_get_details (error)->status >= 0);
}

/**
 * signet_error_is_verified_refusal:
 * @error: (nullable): an error
 *
 * Returns: whether the CA said no, and it is certain that it was the CA
 */
gboolean
signet_error_is_verified_refusal (const GError *error)
{
  return error != NULL && is_refusal (error) && signet_error_get_details (error)->authenticated;
}

/* A web server that does not know the address has not handed the request to a CA, nor has a proxy
 * that wants to know who asks. */
static gboolean
never_reached_a_ca (const GError *error)
{
  guint status;

  if (error->domain != SIGNET_ERROR)
    return FALSE;
  status = signet_error_get_details (error)->http_status;

  return error->code == SIGNET_ERROR_REDIRECTED ||
         (error->code == SIGNET_ERROR_HTTP && status < 500) ||
         (error->code == SIGNET_ERROR_PROXY && status >= 400 && status < 500);
}

/**
 * signet_conclusion_maybe_issued:
 * @item: an item
 *
 * Whether a CA knows the key of @item and may have issued a certificate for it, in this exchange or
 * in one before. Only a refusal that was verified says that it did not.
 *
 * Returns: %FALSE where it is certain that no certificate exists for the key
 */
gboolean
signet_conclusion_maybe_issued (SignetItem *item)
{
  const GError *error = signet_item_get_error (item);

  if (signet_item_get_maybe_issued (item) || signet_item_get_certificate (item) != NULL)
    return TRUE;

  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
      return FALSE;
    case SIGNET_ITEM_STATE_REFUSED:
      return error == NULL || !signet_error_is_verified_refusal (error);
    case SIGNET_ITEM_STATE_GIVEN_UP:
      return signet_item_get_transaction_id (item) != NULL;
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
    case SIGNET_ITEM_STATE_WAITING:
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
    case SIGNET_ITEM_STATE_ISSUED:
    default:
      return TRUE;
    }
}

/**
 * signet_conclusion_needs:
 * @item: an item
 *
 * Returns: what the next step of @item needs from a person, the network set aside
 */
SignetNeeds
signet_conclusion_needs (SignetItem *item)
{
  if (signet_item_is_final (item))
    return SIGNET_NEEDS_NONE;
  if (signet_item_get_state (item) == SIGNET_ITEM_STATE_ANSWER_UNKNOWN)
    return SIGNET_NEEDS_PERSON;
  if (signet_credential_get_kind (signet_item_get_credential (item)) == SIGNET_CREDENTIAL_CODE &&
      !signet_item_get_code_kept (item))
    return SIGNET_NEEDS_CODE;
  if (signet_item_get_passphrase_kind (item) == SIGNET_PASSPHRASE_OWN)
    return SIGNET_NEEDS_PASSPHRASE;

  return SIGNET_NEEDS_NONE;
}

static SignetItemState
state_after_first_request (const SignetOutcome *outcome)
{
  if (!outcome->left || never_reached_a_ca (outcome->error))
    return SIGNET_ITEM_STATE_KEY_READY;
  if (is_refusal (outcome->error))
    return SIGNET_ITEM_STATE_REFUSED;

  return SIGNET_ITEM_STATE_ANSWER_UNKNOWN;
}

static SignetItemState
state_after_failure (SignetItem          *item,
                     const SignetOutcome *outcome)
{
  SignetItemState state = signet_item_get_state (item);

  if (outcome->rejected)
    return SIGNET_ITEM_STATE_GIVEN_UP;

  switch (state)
    {
    case SIGNET_ITEM_STATE_SENT:
      return state_after_first_request (outcome);
    case SIGNET_ITEM_STATE_RECEIVED:
      return is_refusal (outcome->error) ? SIGNET_ITEM_STATE_REFUSED : state;
    case SIGNET_ITEM_STATE_WAITING:
      /* Anybody on the way can say no: only a verified refusal ends a request that waits. */
      return signet_error_is_verified_refusal (outcome->error) ? SIGNET_ITEM_STATE_REFUSED : state;
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
    case SIGNET_ITEM_STATE_ISSUED:
    case SIGNET_ITEM_STATE_REFUSED:
    case SIGNET_ITEM_STATE_GIVEN_UP:
    default:
      return state;
    }
}

static SignetNeeds
needs_after_failure (SignetItem   *item,
                     const GError *error)
{
  if (signet_item_is_final (item) ||
      signet_item_get_state (item) == SIGNET_ITEM_STATE_ANSWER_UNKNOWN)
    return signet_conclusion_needs (item);
  if (signet_error_is_network (error))
    return SIGNET_NEEDS_NETWORK;
  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING) ||
      g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING_LOCKED))
    return SIGNET_NEEDS_KEYRING;
  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_CODE))
    return SIGNET_NEEDS_CODE;
  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE) ||
      g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_PASSPHRASE))
    return SIGNET_NEEDS_PASSPHRASE;
  if (signet_item_get_state (item) == SIGNET_ITEM_STATE_RECEIVED &&
      !g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE))
    return SIGNET_NEEDS_PERSON;

  return signet_conclusion_needs (item);
}

/**
 * signet_conclusion_note:
 * @item: an item whose state stays
 * @error: why a step did not work
 *
 * Sets error and needs of @item. Nothing here is on disk yet.
 */
void
signet_conclusion_note (SignetItem   *item,
                        const GError *error)
{
  gboolean is_failure = !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
                        !g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN);

  signet_item_set_error (item, is_failure ? error : NULL);
  signet_item_set_needs (item, needs_after_failure (item, error));
}

/**
 * signet_conclusion_apply:
 * @item: an item at the point to which the journal brought it
 * @outcome: how the step ended
 *
 * Sets state, needs and error of @item. Nothing here is on disk yet.
 */
void
signet_conclusion_apply (SignetItem          *item,
                         const SignetOutcome *outcome)
{
  if (outcome->kind != SIGNET_OUTCOME_FAILED)
    {
      if (outcome->kind == SIGNET_OUTCOME_CANCELLED)
        signet_item_set_state (item, SIGNET_ITEM_STATE_GIVEN_UP);
      signet_item_set_error (item, NULL);
      signet_item_set_needs (item, signet_conclusion_needs (item));
      return;
    }

  signet_item_set_state (item, state_after_failure (item, outcome));
  signet_conclusion_note (item, outcome->error);
}
