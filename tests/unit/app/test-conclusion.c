/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-conclusion-private.h"
#include "core/signet-error.h"

/* An error as a step can meet it. */
typedef struct
{
  int code;
  gboolean authenticated;
  int status;
  guint http_status;
} What;

/* A row: where the journal brought the item, how the step ended, and what the item becomes. */
typedef struct
{
  const char *name;
  SignetItemState before;
  What what;
  gboolean left;
  gboolean rejected;
  SignetItemState after;
  SignetNeeds needs;
} Row;

#define REFUSAL \
  { \
    SIGNET_ERROR_REFUSED, TRUE, 2, 0 \
  }
#define FORGED_REFUSAL \
  { \
    SIGNET_ERROR_REFUSED, FALSE, 2, 0 \
  }

static const Row ROWS[] = {
  { "sent/closed-port",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_UNREACHABLE, FALSE, -1, 0 },
    FALSE,
    FALSE,
    SIGNET_ITEM_STATE_KEY_READY,
    SIGNET_NEEDS_NETWORK },
  { "sent/lost-answer",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_TIMED_OUT, FALSE, -1, 0 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
    SIGNET_NEEDS_PERSON },
  { "sent/404",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_HTTP, FALSE, -1, 404 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_KEY_READY,
    SIGNET_NEEDS_CODE },
  { "sent/503",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_HTTP, FALSE, -1, 503 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
    SIGNET_NEEDS_PERSON },
  { "sent/proxy-asks",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_PROXY, FALSE, -1, 407 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_KEY_READY,
    SIGNET_NEEDS_NETWORK },
  { "sent/proxy-failed",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_PROXY, FALSE, -1, 502 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
    SIGNET_NEEDS_PERSON },
  { "sent/redirected",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_REDIRECTED, FALSE, -1, 302 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_KEY_READY,
    SIGNET_NEEDS_CODE },
  { "sent/not-cmp",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_NOT_CMP, FALSE, -1, 200 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
    SIGNET_NEEDS_PERSON },
  { "sent/refused", SIGNET_ITEM_STATE_SENT, REFUSAL, TRUE, FALSE, SIGNET_ITEM_STATE_REFUSED,
    SIGNET_NEEDS_NONE },
  { "sent/refused-by-anybody", SIGNET_ITEM_STATE_SENT, FORGED_REFUSAL, TRUE, FALSE,
    SIGNET_ITEM_STATE_REFUSED, SIGNET_NEEDS_NONE },
  { "sent/wrong-code",
    SIGNET_ITEM_STATE_SENT,
    { SIGNET_ERROR_WRONG_CODE, FALSE, 2, 0 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_REFUSED,
    SIGNET_NEEDS_NONE },
  { "received/other-code",
    SIGNET_ITEM_STATE_RECEIVED,
    { SIGNET_ERROR_WRONG_CODE, FALSE, -1, 0 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_RECEIVED,
    SIGNET_NEEDS_CODE },
  { "received/unknown-signer",
    SIGNET_ITEM_STATE_RECEIVED,
    { SIGNET_ERROR_UNKNOWN_SIGNER, FALSE, -1, 0 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_RECEIVED,
    SIGNET_NEEDS_PERSON },
  { "received/refused", SIGNET_ITEM_STATE_RECEIVED, REFUSAL, TRUE, FALSE, SIGNET_ITEM_STATE_REFUSED,
    SIGNET_NEEDS_NONE },
  { "received/rejected",
    SIGNET_ITEM_STATE_RECEIVED,
    { SIGNET_ERROR_EXPIRED, FALSE, -1, 0 },
    TRUE,
    TRUE,
    SIGNET_ITEM_STATE_GIVEN_UP,
    SIGNET_NEEDS_NONE },
  { "waiting/network",
    SIGNET_ITEM_STATE_WAITING,
    { SIGNET_ERROR_HOST_NOT_FOUND, FALSE, -1, 0 },
    FALSE,
    FALSE,
    SIGNET_ITEM_STATE_WAITING,
    SIGNET_NEEDS_NETWORK },
  { "waiting/refused", SIGNET_ITEM_STATE_WAITING, REFUSAL, TRUE, FALSE, SIGNET_ITEM_STATE_REFUSED,
    SIGNET_NEEDS_NONE },
  { "waiting/refused-by-anybody", SIGNET_ITEM_STATE_WAITING, FORGED_REFUSAL, TRUE, FALSE,
    SIGNET_ITEM_STATE_WAITING, SIGNET_NEEDS_CODE },
  { "waiting/mismatched",
    SIGNET_ITEM_STATE_WAITING,
    { SIGNET_ERROR_MISMATCHED, FALSE, -1, 0 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_WAITING,
    SIGNET_NEEDS_CODE },
  { "unconfirmed/network",
    SIGNET_ITEM_STATE_UNCONFIRMED,
    { SIGNET_ERROR_TIMED_OUT, FALSE, -1, 0 },
    TRUE,
    FALSE,
    SIGNET_ITEM_STATE_UNCONFIRMED,
    SIGNET_NEEDS_NETWORK },
  { "key-ready/keyring",
    SIGNET_ITEM_STATE_KEY_READY,
    { SIGNET_ERROR_KEYRING_LOCKED, FALSE, -1, 0 },
    FALSE,
    FALSE,
    SIGNET_ITEM_STATE_KEY_READY,
    SIGNET_NEEDS_KEYRING },
};

static SignetItem *
item_new (SignetItemState state)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetName) name = signet_name_parse ("CN=Ada", NULL);
  g_autoptr (SignetTemplate) subject = signet_template_new (name, NULL);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", NULL);
  g_autofree char *id = g_uuid_string_random ();
  SignetItem *item;

  g_assert_true (signet_profile_set_server (profile, "127.0.0.1:1", NULL));
  signet_request_set_profile (request, profile);
  signet_request_set_template (request, subject);
  item = signet_item_new (id, request, credential, SIGNET_PASSPHRASE_KEYRING, 1);
  signet_item_set_state (item, state);

  return item;
}

static void
test_conclusion_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SignetItem) item = item_new (row->before);
  g_autoptr (SignetOutcome) outcome = signet_outcome_new (SIGNET_OUTCOME_FAILED);

  outcome->error = g_error_new_literal (SIGNET_ERROR, row->what.code, "No.");
  signet_error_set_server (outcome->error, row->what.authenticated, row->what.status, 0, NULL);
  signet_error_set_http (outcome->error, row->what.http_status);
  outcome->left = row->left;
  outcome->rejected = row->rejected;

  signet_conclusion_apply (item, outcome);
  g_assert_cmpint (signet_item_get_state (item), ==, row->after);
  g_assert_cmpint (signet_item_get_needs (item), ==, row->needs);
  g_assert_error (signet_item_get_error (item), SIGNET_ERROR, row->what.code);
}

static void
test_conclusion_cancelled (void)
{
  g_autoptr (SignetItem) item = item_new (SIGNET_ITEM_STATE_WAITING);
  g_autoptr (SignetOutcome) outcome = signet_outcome_new (SIGNET_OUTCOME_CANCELLED);

  signet_conclusion_apply (item, outcome);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NONE);
  g_assert_true (signet_item_is_final (item));
}

/* That the person stopped before anything left is no error to show. */
static void
test_conclusion_stopped (void)
{
  g_autoptr (SignetItem) item = item_new (SIGNET_ITEM_STATE_SENT);
  g_autoptr (SignetOutcome) outcome = signet_outcome_new (SIGNET_OUTCOME_FAILED);

  outcome->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped.");
  signet_conclusion_apply (item, outcome);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_KEY_READY);
  g_assert_null (signet_item_get_error (item));
}

static void
test_conclusion_code_kept (void)
{
  g_autoptr (SignetItem) item = item_new (SIGNET_ITEM_STATE_WAITING);

  g_assert_cmpint (signet_conclusion_needs (item), ==, SIGNET_NEEDS_CODE);
  signet_item_set_code_kept (item, TRUE);
  g_assert_cmpint (signet_conclusion_needs (item), ==, SIGNET_NEEDS_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++)
    {
      g_autofree char *path = g_strconcat ("/app/conclusion/", ROWS[i].name, NULL);

      g_test_add_data_func (path, &ROWS[i], test_conclusion_row);
    }
  g_test_add_func ("/app/conclusion/cancelled", test_conclusion_cancelled);
  g_test_add_func ("/app/conclusion/stopped", test_conclusion_stopped);
  g_test_add_func ("/app/conclusion/code-kept", test_conclusion_code_kept);

  return g_test_run ();
}
