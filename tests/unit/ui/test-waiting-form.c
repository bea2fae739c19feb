/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-waiting-form.h"

#include "item-fixture.h"

#include <string.h>

static SignetItem *
make (SignetItemState state,
      SignetNeeds     needs)
{
  return item_fixture_new ("CN=Ada Example", "Ada", FALSE, state, needs);
}

static SignetWaitingForm
form_of (SignetItemState state,
         SignetNeeds     needs,
         gboolean        running)
{
  g_autoptr (SignetItem) item = make (state, needs);

  return signet_waiting_form_for (item, running);
}

static void
test_states (void)
{
  const SignetItemState waiting = SIGNET_ITEM_STATE_WAITING;

  g_assert_cmpuint (form_of (SIGNET_ITEM_STATE_KEY_READY, SIGNET_NEEDS_NETWORK, FALSE), ==,
                    SIGNET_WAITING_FORM_NOT_SENT);
  g_assert_cmpuint (form_of (SIGNET_ITEM_STATE_SENT, SIGNET_NEEDS_NONE, FALSE), ==,
                    SIGNET_WAITING_FORM_UNKNOWN);
  g_assert_cmpuint (form_of (SIGNET_ITEM_STATE_ANSWER_UNKNOWN, SIGNET_NEEDS_PERSON, FALSE), ==,
                    SIGNET_WAITING_FORM_UNKNOWN);
  g_assert_cmpuint (form_of (waiting, SIGNET_NEEDS_NONE, FALSE), ==, SIGNET_WAITING_FORM_WAITING);
  g_assert_cmpuint (form_of (waiting, SIGNET_NEEDS_CODE, FALSE), ==, SIGNET_WAITING_FORM_CODE);
  g_assert_cmpuint (form_of (waiting, SIGNET_NEEDS_KEYRING, FALSE), ==,
                    SIGNET_WAITING_FORM_KEYRING);
  g_assert_cmpuint (form_of (SIGNET_ITEM_STATE_RECEIVED, SIGNET_NEEDS_PERSON, FALSE), ==,
                    SIGNET_WAITING_FORM_PERSON);
  g_assert_cmpuint (form_of (SIGNET_ITEM_STATE_UNCONFIRMED, SIGNET_NEEDS_NONE, FALSE), ==,
                    SIGNET_WAITING_FORM_FINISH);
  g_assert_cmpuint (form_of (SIGNET_ITEM_STATE_REFUSED, SIGNET_NEEDS_NONE, FALSE), ==,
                    SIGNET_WAITING_FORM_AGAIN);
}

/* A job has the code already; that nobody answers is told all the same. */
static void
test_running (void)
{
  const SignetItemState waiting = SIGNET_ITEM_STATE_WAITING;

  g_assert_cmpuint (form_of (waiting, SIGNET_NEEDS_CODE, TRUE), ==, SIGNET_WAITING_FORM_WAITING);
  g_assert_cmpuint (form_of (waiting, SIGNET_NEEDS_NETWORK, TRUE), ==,
                    SIGNET_WAITING_FORM_NETWORK);
}

static void
test_looks (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (SignetWaitingForm form = 0; form < SIGNET_WAITING_N_FORMS; form++)
    {
      const SignetWaitingLook look = signet_waiting_form_get_look (form);

      g_assert_true (g_str_has_suffix (look.icon, "-symbolic"));
      g_assert_nonnull (look.tone);
      g_assert_false (g_str_has_suffix (look.heading, "."));
      g_assert_true (g_hash_table_add (seen, (gpointer) look.heading));
      g_assert_true (g_str_has_suffix (look.description, "."));
      g_assert_nonnull (strchr (look.primary, '_'));
    }
}

static void
test_code (void)
{
  g_autoptr (SignetItem) item = make (SIGNET_ITEM_STATE_WAITING, SIGNET_NEEDS_CODE);

  g_assert_true (signet_waiting_form_wants_code (SIGNET_WAITING_FORM_CODE, item));
  g_assert_true (signet_waiting_form_wants_code (SIGNET_WAITING_FORM_START_OVER, item));
  g_assert_false (signet_waiting_form_wants_code (SIGNET_WAITING_FORM_UNKNOWN, item));
  g_assert_false (signet_waiting_form_wants_passphrase (SIGNET_WAITING_FORM_CODE, item));
  signet_item_set_code_kept (item, TRUE);
  g_assert_false (signet_waiting_form_wants_code (SIGNET_WAITING_FORM_NETWORK, item));
  g_assert_true (signet_waiting_form_wants_code (SIGNET_WAITING_FORM_CODE, item));
}

static void
test_new (void)
{
  g_assert_true (signet_waiting_form_is_new (SIGNET_WAITING_FORM_START_OVER));
  g_assert_true (signet_waiting_form_is_new (SIGNET_WAITING_FORM_NOT_SENT));
  g_assert_false (signet_waiting_form_is_new (SIGNET_WAITING_FORM_CODE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/waiting-form/states", test_states);
  g_test_add_func ("/ui/waiting-form/running", test_running);
  g_test_add_func ("/ui/waiting-form/looks", test_looks);
  g_test_add_func ("/ui/waiting-form/code", test_code);
  g_test_add_func ("/ui/waiting-form/new", test_new);

  return g_test_run ();
}
