/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-fixture.h"

/* How long it takes to leave a transfer that is stuck, from the wish on.
 *
 *   leaving [ROUNDS]
 *
 * Each phase is timed ROUNDS times; the goal is 100 ms for the slowest. What has left is left only
 * where nothing is lost with the answer. */

#define SETTLE 50000 /* microseconds: by then a transfer on this machine is stuck */

/* Where the transfer is stuck, and until when the wish has to wait. */
typedef struct
{
  const char *phase;
  const char *scheme;
  FaultOptions options;
  FaultFunc answer;
  guint n_requests; /* that have arrived */
} Stuck;

typedef struct
{
  FaultServer *server;
  const Stuck *stuck;
  GCancellable *cancellable;
  gint64 wished_at;
} Wish;

static GBytes *
begin_answer (const char *path,
              GBytes     *body,
              gpointer    user_data)
{
  static const char text[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/pkixcmp\r\nContent-Length: 9000\r\n\r\n0";

  return g_bytes_new_static (text, sizeof text - 1);
}

static const Stuck STUCK[] = {
  { "handshake", "https", { .mute = TRUE }, fault_fixture_silence, 0 },
  { "waiting", "http", { .end = FAULT_CLOSE }, fault_fixture_silence, 1 },
  { "half an answer", "http", { .end = FAULT_HOLD }, begin_answer, 1 },
  { "trickle", "http", { .end = FAULT_TRICKLE }, begin_answer, 1 },
};

static gpointer
make_wish (gpointer data)
{
  Wish *wish = data;

  if (wish->server != NULL && wish->stuck->n_requests > 0)
    fault_server_wait_for_request (wish->server, 1);
  else if (wish->server != NULL)
    fault_server_wait_for_connection (wish->server, 1);
  g_usleep (SETTLE);
  wish->wished_at = g_get_monotonic_time ();
  g_cancellable_cancel (wish->cancellable);

  return NULL;
}

static double
leave (Wish       *wish,
       const char *url)
{
  g_autoptr (SignetProfile) profile = fault_fixture_profile_for (url);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) message = fault_fixture_message ();
  g_autoptr (SignetTransport) transport = NULL;
  g_autoptr (GBytes) answer = NULL;
  GThread *thread;
  gint64 end;

  fault_fixture_set (profile, SIGNET_SETTING_CONNECT_TIMEOUT, "600");
  signet_profile_set_timeout (profile, 3600);
  transport = fault_fixture_transport (profile);
  signet_transport_set_abandonable (transport, TRUE);
  wish->cancellable = cancellable;
  thread = g_thread_new ("wish", make_wish, wish);
  answer = signet_transport_send (transport, message, cancellable, NULL);
  end = g_get_monotonic_time ();
  g_thread_join (thread);

  return (double) (end - wish->wished_at) / 1000;
}

static double
leave_server (const Stuck *stuck)
{
  g_autoptr (FaultServer) server =
    fault_server_new_full (&stuck->options, stuck->answer, NULL);
  g_autofree char *url =
    g_strdup_printf ("%s://127.0.0.1:%u/", stuck->scheme, fault_server_get_port (server));
  Wish wish = { .server = server, .stuck = stuck };

  return leave (&wish, url);
}

static double
leave_hole (const Stuck *stuck)
{
  g_autoptr (FaultHole) hole = fault_hole_new ();
  g_autofree char *url = fault_hole_dup_url (hole);
  Wish wish = { 0 };

  return leave (&wish, url);
}

static void
measure (const char *phase,
         double (*function) (const Stuck *),
         const Stuck *stuck,
         guint rounds)
{
  double sum = 0, slowest = 0;

  for (guint i = 0; i < rounds; i++)
    {
      double time = function (stuck);

      sum += time;
      slowest = MAX (slowest, time);
    }
  g_print ("%-15s %8.2f ms %8.2f ms\n", phase, sum / rounds, slowest);
}

int
main (int    argc,
      char **argv)
{
  guint rounds = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 20;

  g_print ("%-15s %11s %11s\n", "phase", "mean", "slowest");
  measure ("connect", leave_hole, NULL, MAX (rounds, 1));
  for (guint i = 0; i < G_N_ELEMENTS (STUCK); i++)
    measure (STUCK[i].phase, leave_server, &STUCK[i], MAX (rounds, 1));

  return 0;
}
