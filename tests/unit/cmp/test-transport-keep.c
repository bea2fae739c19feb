/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "fault-fixture.h"

#define PAUSE (G_USEC_PER_SEC * 21 / 10) /* longer than a connection is taken for alive */

/* A server that keeps connections, or does not, and what a transport makes of it. */
typedef struct
{
  FaultOptions options;
  const char *keep_alive;
  gboolean says_close;
  gboolean pause;
  int code; /* of the second message, or -1 */
  guint n_requests;
  guint n_connections; /* 0 where the server may not have seen one that was not used */
} Case;

static GBytes *
answer (const char *path,
        GBytes     *body,
        gpointer    user_data)
{
  const Case *what = user_data;

  if (what->says_close)
    return fault_fixture_echo (path, body, NULL);

  return fault_answer_kept (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
send_expecting (SignetTransport *transport,
                int              code)
{
  g_autoptr (GBytes) message = fault_fixture_message ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) got = signet_transport_send (transport, message, NULL, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (got, message));
    }
  else
    {
      g_assert_error (error, SIGNET_ERROR, code);
      g_assert_null (got);
    }
}

static void
test_keep (gconstpointer data)
{
  const Case *what = data;
  g_autoptr (FaultServer) server = fault_server_new_full (&what->options, answer, (gpointer) what);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (SignetTransport) transport = NULL;

  fault_fixture_set (profile, SIGNET_SETTING_KEEP_ALIVE, what->keep_alive);
  transport = fault_fixture_transport (profile);
  send_expecting (transport, -1);
  if (what->pause)
    g_usleep (PAUSE);
  send_expecting (transport, what->code);
  g_assert_cmpuint (fault_server_get_n_requests (server), ==, what->n_requests);
  if (what->n_connections > 0)
    g_assert_cmpuint (fault_server_get_n_connections (server), ==, what->n_connections);
}

/* What asks for a certificate is never sent twice. */
static void
test_keep_first_message (gconstpointer keep_alive)
{
  const FaultOptions options = { .end = FAULT_KEEP, .drop = 1 };
  Case what = { .keep_alive = keep_alive };
  g_autoptr (FaultServer) server = fault_server_new_full (&options, answer, &what);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (SignetTransport) transport = NULL;

  fault_fixture_set (profile, SIGNET_SETTING_KEEP_ALIVE, keep_alive);
  transport = fault_fixture_transport (profile);
  send_expecting (transport, SIGNET_ERROR_UNREACHABLE);
  g_assert_true (signet_transport_has_left (transport));
  g_assert_cmpuint (fault_server_get_n_requests (server), ==, 1);
}

/* A file that is fetched in between does not use the connection up. */
static void
test_keep_fetch_between (void)
{
  static const Case what = { .options = { .end = FAULT_KEEP } };
  g_autoptr (FaultServer) server = fault_server_new_full (&what.options, answer, (gpointer) &what);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autofree char *url = fault_server_dup_url (server, "/crl");
  g_autoptr (SignetTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;

  fault_fixture_set (profile, SIGNET_SETTING_KEEP_ALIVE, "require");
  transport = fault_fixture_transport (profile);
  send_expecting (transport, -1);
  file = signet_transport_fetch (transport, url, 1000, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (file);
  send_expecting (transport, -1);
  g_assert_cmpuint (fault_server_get_n_connections (server), ==, 2);
}

#define KEEP \
  { \
    .end = FAULT_KEEP \
  }

static const struct
{
  const char *name;
  Case what;
} CASES[] = {
  { "never", { KEEP, "never", FALSE, FALSE, -1, 2, 2 } },
  { "never-serial", { { .end = FAULT_CLOSE, .serial = TRUE }, "never", FALSE, FALSE, -1, 2, 2 } },
  { "prefer", { KEEP, "prefer", FALSE, FALSE, -1, 2, 1 } },
  { "prefer-serial", { { .end = FAULT_KEEP, .serial = TRUE }, "prefer", FALSE, FALSE, -1, 2, 1 } },
  { "prefer-closed", { KEEP, "prefer", TRUE, FALSE, -1, 2, 2 } },
  { "prefer-later", { { .end = FAULT_KEEP, .serial = TRUE }, "prefer", FALSE, TRUE, -1, 2, 2 } },
  { "prefer-lost", { { .end = FAULT_KEEP, .drop = 2 }, "prefer", FALSE, FALSE, -1, 3, 2 } },
  { "require", { KEEP, "require", FALSE, FALSE, -1, 2, 1 } },
  { "require-later", { KEEP, "require", FALSE, TRUE, -1, 2, 1 } },
  /* The second message stays here. */
  { "require-closed", { KEEP, "require", TRUE, FALSE, SIGNET_ERROR_UNREACHABLE, 1, 0 } },
  { "require-lost",
    { { .end = FAULT_KEEP, .drop = 2 }, "require", FALSE, FALSE, SIGNET_ERROR_UNREACHABLE, 2, 1 } },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *name = g_strconcat ("/cmp/transport-keep/", CASES[i].name, NULL);

      g_test_add_data_func (name, &CASES[i].what, test_keep);
    }
  g_test_add_data_func ("/cmp/transport-keep/first/never", "never", test_keep_first_message);
  g_test_add_data_func ("/cmp/transport-keep/first/prefer", "prefer", test_keep_first_message);
  g_test_add_data_func ("/cmp/transport-keep/first/require", "require", test_keep_first_message);
  g_test_add_func ("/cmp/transport-keep/fetch-between", test_keep_fetch_between);

  return g_test_run ();
}
