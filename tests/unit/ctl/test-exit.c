/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-exit.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

#include <gio/gio.h>

typedef struct
{
  SignetError code;
  SignetCtlExit status;
} Expected;

static const Expected expected[] = {
  { SIGNET_ERROR_FAILED, 1 },
  { SIGNET_ERROR_USAGE, 2 },
  { SIGNET_ERROR_URL, 2 },
  { SIGNET_ERROR_NAME, 2 },
  { SIGNET_ERROR_ALT_NAME, 2 },
  { SIGNET_ERROR_KEY_TYPE, 2 },
  { SIGNET_ERROR_CSR, 2 },
  { SIGNET_ERROR_REFUSED, 4 },
  { SIGNET_ERROR_WRONG_CODE, 4 },
  { SIGNET_ERROR_HOST_NOT_FOUND, 5 },
  { SIGNET_ERROR_UNREACHABLE, 5 },
  { SIGNET_ERROR_TIMED_OUT, 5 },
  { SIGNET_ERROR_TLS, 5 },
  { SIGNET_ERROR_PROXY, 5 },
  { SIGNET_ERROR_HTTP, 5 },
  { SIGNET_ERROR_REDIRECTED, 5 },
  { SIGNET_ERROR_NOT_CMP, 5 },
  { SIGNET_ERROR_TRUNCATED, 1 },
  { SIGNET_ERROR_TOO_LARGE, 1 },
  { SIGNET_ERROR_CODE, 6 },
  { SIGNET_ERROR_KEYRING, 6 },
  { SIGNET_ERROR_KEYRING_LOCKED, 6 },
  { SIGNET_ERROR_PASSPHRASE, 6 },
  { SIGNET_ERROR_WRONG_PASSPHRASE, 6 },
  { SIGNET_ERROR_BUSY, 7 },
  { SIGNET_ERROR_NOT_FOUND, 1 },
  { SIGNET_ERROR_UNVERIFIED, 1 },
  { SIGNET_ERROR_STORE, 1 },
  { SIGNET_ERROR_CRL, 1 },
  { SIGNET_ERROR_PENDING_ANSWER, 1 },
  { SIGNET_ERROR_TLS_CLIENT, 5 },
  { SIGNET_ERROR_DRY_RUN, 0 },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, expected[i].code, "x");

      g_test_message ("%s", signet_error_to_name (expected[i].code));
      g_assert_cmpint (signet_ctl_exit_for_error (error), ==, expected[i].status);
    }
}

/* No error may look like a success; to be shown only is what was asked for. */
static void
test_every_error_fails (void)
{
  for (int code = 0; code < SIGNET_N_ERRORS; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, code, "x");

      if (code == SIGNET_ERROR_DRY_RUN)
        continue;
      g_assert_cmpint (signet_ctl_exit_for_error (error), >=, 1);
      g_assert_cmpint (signet_ctl_exit_for_error (error), <=, 7);
    }
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  g_assert_cmpint (signet_ctl_exit_for_error (error), ==, 1);
}

static void
test_items (void)
{
  const SignetCtlExit statuses[] = { 3, 3, 3, 3, 3, 3, 3, 0, 4, 1 };
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");

  for (int state = SIGNET_ITEM_STATE_DRAFT; state <= SIGNET_ITEM_STATE_GIVEN_UP; state++)
    {
      signet_item_set_state (item, state);
      g_assert_cmpint (signet_ctl_exit_for_item (item), ==, statuses[state]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/exit/errors", test_errors);
  g_test_add_func ("/ctl/exit/every-error-fails", test_every_error_fails);
  g_test_add_func ("/ctl/exit/foreign-error", test_foreign_error);
  g_test_add_func ("/ctl/exit/items", test_items);

  return g_test_run ();
}
