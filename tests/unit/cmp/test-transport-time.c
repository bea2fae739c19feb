/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "fault-fixture.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/pkixcmp\r\nContent-Length: 1000\r\n\r\n0"

/* A FaultFunc: the beginning of an answer. */
static GBytes *
begin_answer (const char *path,
              GBytes     *body,
              gpointer    user_data)
{
  return g_bytes_new_static (HEAD, strlen (HEAD));
}

/* A FaultFunc: half a header. */
static GBytes *
begin_header (const char *path,
              GBytes     *body,
              gpointer    user_data)
{
  return g_bytes_new_static (HEAD, 20);
}

/* Where a server gets stuck. */
typedef struct
{
  FaultFunc answer;
  FaultEnd end;
} Stall;

static const Stall SILENT = { fault_fixture_silence, FAULT_CLOSE };
static const Stall HALF_A_HEADER = { begin_header, FAULT_HOLD };
static const Stall HALF_AN_ANSWER = { begin_answer, FAULT_HOLD };
static const Stall TRICKLE = { begin_answer, FAULT_TRICKLE };

static FaultServer *
new_server (const Stall *stall)
{
  const FaultOptions options = { .end = stall->end };

  return fault_server_new_full (&options, stall->answer, NULL);
}

/* The message timeout is for the whole answer: a byte now and then does not prolong it. */
static void
test_time_message (gconstpointer data)
{
  g_autoptr (FaultServer) server = new_server (data);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (GError) error = NULL;
  gboolean left = FALSE;

  signet_profile_set_timeout (profile, 1);
  g_assert_null (fault_fixture_post (profile, NULL, &left, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT);
  g_assert_true (left);
}

static GBytes *
post_and_cancel (FaultServer    *server,
                 SignetProfile  *profile,
                 gboolean        abandonable,
                 GError        **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetTransport) transport = fault_fixture_transport (profile);
  g_autoptr (GBytes) message = fault_fixture_message ();
  GThread *thread = fault_fixture_cancel_after_request (server, cancellable);
  GBytes *answer;

  signet_transport_set_abandonable (transport, abandonable);
  answer = signet_transport_send (transport, message, cancellable, error);
  g_thread_join (thread);
  g_assert_true (signet_transport_has_left (transport));

  return answer;
}

/* A question without consequences is left wherever the answer is stuck. Only a wish ends it: the
 * timeout is longer than the test may take. */
static void
test_time_abandoned (gconstpointer data)
{
  g_autoptr (FaultServer) server = new_server (data);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (GError) error = NULL;

  signet_profile_set_timeout (profile, 3600);
  g_assert_null (post_and_cancel (server, profile, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Everything else is awaited until its own time is over. */
static void
test_time_awaited (gconstpointer data)
{
  g_autoptr (FaultServer) server = new_server (data);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (GError) error = NULL;

  signet_profile_set_timeout (profile, 1);
  g_assert_null (post_and_cancel (server, profile, FALSE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean wished;
} Gate;

/* A FaultFunc: the answer comes only after the wish. */
static GBytes *
answer_after_wish (const char *path,
                   GBytes     *body,
                   gpointer    user_data)
{
  Gate *gate = user_data;

  g_mutex_lock (&gate->mutex);
  while (!gate->wished)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);

  return fault_fixture_echo (path, body, NULL);
}

static void
wished_cb (GCancellable *cancellable,
           gpointer      user_data)
{
  Gate *gate = user_data;

  g_mutex_lock (&gate->mutex);
  gate->wished = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

/* A pollReq that is on its way when the person gives up: its answer is not lost. */
static void
test_time_answer_after_wish (void)
{
  Gate gate = { .wished = FALSE };
  g_autoptr (FaultServer) server = fault_server_new (answer_after_wish, &gate);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  GThread *thread;

  g_mutex_init (&gate.mutex);
  g_cond_init (&gate.cond);
  g_signal_connect (cancellable, "cancelled", G_CALLBACK (wished_cb), &gate);
  thread = fault_fixture_cancel_after_request (server, cancellable);
  answer = fault_fixture_post (profile, cancellable, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_thread_join (thread);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_mutex_clear (&gate.mutex);
  g_cond_clear (&gate.cond);
}

static SignetProfile *
profile_for_hole (FaultHole *hole)
{
  g_autofree char *url = fault_hole_dup_url (hole);

  return fault_fixture_profile_for (url);
}

static void
test_time_connect (void)
{
  g_autoptr (FaultHole) hole = fault_hole_new ();
  g_autoptr (SignetProfile) profile = profile_for_hole (hole);
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;

  fault_fixture_set (profile, SIGNET_SETTING_CONNECT_TIMEOUT, "1");
  signet_profile_set_timeout (profile, 3600);
  g_assert_null (fault_fixture_post (profile, NULL, &left, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (error->message, "accept a connection"));
  g_assert_false (left);
}

static gpointer
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return NULL;
}

/* Whenever it comes while the connection is made, the wish ends it. */
static void
test_time_connect_cancelled (void)
{
  g_autoptr (FaultHole) hole = fault_hole_new ();
  g_autoptr (SignetProfile) profile = profile_for_hole (hole);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;
  GThread *thread;

  fault_fixture_set (profile, SIGNET_SETTING_CONNECT_TIMEOUT, "600");
  signet_profile_set_timeout (profile, 3600);
  thread = g_thread_new ("cancel", cancel, cancellable);
  g_assert_null (fault_fixture_post (profile, cancellable, &left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (left);
  g_thread_join (thread);
}

/* The time for the exchange ends a message before the message's own does, and there is none for
 * another one. */
static void
test_time_total (void)
{
  g_autoptr (FaultServer) server = fault_server_new (fault_fixture_silence, NULL);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (GBytes) message = fault_fixture_message ();
  g_autoptr (SignetTransport) transport = NULL;
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  signet_profile_set_timeout (profile, 3600);
  fault_fixture_set (profile, SIGNET_SETTING_TOTAL_TIMEOUT, "1");
  transport = fault_fixture_transport (profile);
  g_assert_null (signet_transport_send (transport, message, NULL, &first));
  g_assert_error (first, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (first->message, "longer than the setup allows"));
  g_assert_null (signet_transport_send (transport, message, NULL, &second));
  g_assert_error (second, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT);
  g_assert_cmpuint (fault_server_get_n_connections (server), ==, 1);
}

/* A person who reads does not use the time for the exchange up. */
static void
test_time_total_counts_transfers (void)
{
  g_autoptr (FaultServer) server = fault_server_new (fault_fixture_echo, NULL);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (GBytes) message = fault_fixture_message ();
  g_autoptr (SignetTransport) transport = NULL;

  fault_fixture_set (profile, SIGNET_SETTING_TOTAL_TIMEOUT, "1");
  transport = fault_fixture_transport (profile);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) answer = signet_transport_send (transport, message, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (answer);
      if (i == 0)
        g_usleep (G_USEC_PER_SEC * 11 / 10);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/cmp/transport-time/message/silent", &SILENT, test_time_message);
  g_test_add_data_func ("/cmp/transport-time/message/header", &HALF_A_HEADER, test_time_message);
  g_test_add_data_func ("/cmp/transport-time/message/answer", &HALF_AN_ANSWER, test_time_message);
  g_test_add_data_func ("/cmp/transport-time/message/trickle", &TRICKLE, test_time_message);
  g_test_add_data_func ("/cmp/transport-time/abandoned/silent", &SILENT, test_time_abandoned);
  g_test_add_data_func ("/cmp/transport-time/abandoned/header", &HALF_A_HEADER,
                        test_time_abandoned);
  g_test_add_data_func ("/cmp/transport-time/abandoned/answer", &HALF_AN_ANSWER,
                        test_time_abandoned);
  g_test_add_data_func ("/cmp/transport-time/abandoned/trickle", &TRICKLE, test_time_abandoned);
  g_test_add_data_func ("/cmp/transport-time/awaited/silent", &SILENT, test_time_awaited);
  g_test_add_data_func ("/cmp/transport-time/awaited/trickle", &TRICKLE, test_time_awaited);
  g_test_add_func ("/cmp/transport-time/answer-after-wish", test_time_answer_after_wish);
  g_test_add_func ("/cmp/transport-time/connect", test_time_connect);
  g_test_add_func ("/cmp/transport-time/connect-cancelled", test_time_connect_cancelled);
  g_test_add_func ("/cmp/transport-time/total", test_time_total);
  g_test_add_func ("/cmp/transport-time/total-counts-transfers",
                   test_time_total_counts_transfers);

  return g_test_run ();
}
