/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-alter-private.h"

#include "practice/signet-practice-body-private.h"
#include "practice/signet-practice-message-private.h"
#include "practice/signet-practice-writer-private.h"

static gboolean
is_set (SignetPracticeExchange *exchange,
        SignetPracticeTrait     trait)
{
  return signet_practice_behaviour_get_flag (exchange->desk->behaviour, trait);
}

static GBytes *
make_error (SignetPracticeExchange      *exchange,
            const SignetPracticeRefusal *refusal)
{
  g_autoptr (OSSL_CMP_PKISI) status = signet_practice_exchange_rejection (exchange, refusal);

  return signet_practice_body_error (status);
}

static GBytes *
make_wait (SignetPracticeExchange *exchange)
{
  g_autoptr (OSSL_CMP_PKISI) status = OSSL_CMP_STATUSINFO_new (OSSL_CMP_PKISTATUS_waiting, 0,
                                                               "The practice CA needs time");

  return signet_practice_body_error (status);
}

static GBytes *
make_poll_rep (SignetPracticeExchange *exchange)
{
  const char *reason = signet_practice_behaviour_get_text (exchange->desk->behaviour,
                                                           SIGNET_PRACTICE_WAIT_REASON);
  SignetPracticeDer body;

  return signet_practice_der_find_body (exchange->der, &body)
           ? signet_practice_body_poll_rep (&body, exchange->desk->check_after, reason)
           : NULL;
}

/* What the answer says instead of what OpenSSL's server made it say; NULL where that is right. */
static GBytes *
choose_body (SignetPracticeExchange *exchange,
             int                     type)
{
  gboolean has_reason = signet_practice_behaviour_has (exchange->desk->behaviour,
                                                       SIGNET_PRACTICE_WAIT_REASON);

  if (exchange->delay == SIGNET_PRACTICE_DELAY_BEGUN)
    return make_wait (exchange);
  if (exchange->delay == SIGNET_PRACTICE_DELAY_WAITING ||
      (type == SIGNET_PRACTICE_BODY_POLLREP && has_reason))
    return make_poll_rep (exchange);
  if (type == SIGNET_PRACTICE_BODY_ERROR && exchange->signer_refusal.text != NULL)
    return make_error (exchange, &exchange->signer_refusal);
  if (exchange->refused && is_set (exchange, SIGNET_PRACTICE_SEND_ERROR))
    return make_error (exchange, &exchange->refusal);

  return exchange->body != NULL && type != SIGNET_PRACTICE_BODY_ERROR
           ? g_bytes_ref (exchange->body)
           : NULL;
}

static gboolean
must_drop_protection (SignetPracticeExchange *exchange,
                      int                     type)
{
  gboolean refuses = exchange->refused || type == SIGNET_PRACTICE_BODY_ERROR;

  return exchange->delay != SIGNET_PRACTICE_DELAY_BEGUN &&
         (is_set (exchange, SIGNET_PRACTICE_SEND_UNPROTECTED) ||
          (refuses && is_set (exchange, SIGNET_PRACTICE_SEND_UNPROTECTED_ERRORS)));
}

/* Returns NULL where the CA does not say how long it waits. */
static GBytes *
choose_info (SignetPracticeExchange *exchange)
{
  guint seconds = signet_practice_behaviour_get_number (exchange->desk->behaviour,
                                                        SIGNET_PRACTICE_CONFIRM_WAIT);

  return exchange->granted && !exchange->implicit && seconds > 0
           ? signet_practice_body_confirm_until (g_get_real_time () / G_USEC_PER_SEC + seconds)
           : NULL;
}

/* A delayed answer is made for the request, but goes to a pollReq: it answers the nonce of that. */
static void
set_nonce (SignetPracticeExchange *exchange,
           SignetPracticeMessage  *message)
{
  g_autoptr (SignetPracticeMessage) asked = signet_practice_message_read (exchange->der);
  GBytes *nonce = asked != NULL ? signet_practice_message_get_field (
                                    asked, SIGNET_PRACTICE_FIELD_SENDER_NONCE)
                                : NULL;
  g_autoptr (GBytes) field = NULL;
  guchar *data;

  if (nonce == NULL)
    return;
  data = g_memdup2 (g_bytes_get_data (nonce, NULL), g_bytes_get_size (nonce));
  data[0] = SIGNET_PRACTICE_TAG_EXPLICIT (SIGNET_PRACTICE_FIELD_RECIP_NONCE);
  field = g_bytes_new_take (data, g_bytes_get_size (nonce));
  signet_practice_message_set_field (message, SIGNET_PRACTICE_FIELD_RECIP_NONCE, field);
}

static GBytes *
write_message (SignetPracticeExchange *exchange,
               SignetPracticeMessage  *message)
{
  SignetPracticeDesk *desk = exchange->desk;

  return signet_practice_message_write (
    message, signet_practice_desk_get_signing_key (desk),
    signet_practice_codes_lookup (desk->codes, exchange->reference));
}

/**
 * signet_practice_alter:
 * @exchange: an exchange whose message was worked off
 * @answer: DER of the answer of OpenSSL's server
 * @type: type of its body
 *
 * Changes the answer where that server cannot say what the practice CA is to say.
 *
 * Returns: (transfer full) (nullable): DER of the answer to send
 */
GBytes *
signet_practice_alter (SignetPracticeExchange *exchange,
                       GBytes                 *answer,
                       int                     type)
{
  g_autoptr (GBytes) body = choose_body (exchange, type);
  g_autoptr (GBytes) info = choose_info (exchange);
  gboolean bare = must_drop_protection (exchange, type);
  g_autoptr (SignetPracticeMessage) message = NULL;

  if (body == NULL && info == NULL && !bare && exchange->delay == SIGNET_PRACTICE_DELAY_NONE)
    return g_bytes_ref (answer);
  message = signet_practice_message_read (answer);
  if (message == NULL)
    return NULL;
  if (body != NULL)
    signet_practice_message_set_body (message, body);
  if (info != NULL)
    signet_practice_message_add_info (message, info);
  if (bare)
    signet_practice_message_drop_protection (message);
  if (exchange->delay == SIGNET_PRACTICE_DELAY_WAITING ||
      exchange->delay == SIGNET_PRACTICE_DELAY_OVER)
    set_nonce (exchange, message);

  return write_message (exchange, message);
}
