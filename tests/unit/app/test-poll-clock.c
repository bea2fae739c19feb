/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-poll-clock-private.h"

static gboolean
count_cb (gpointer user_data)
{
  ++*(guint *) user_data;

  return G_SOURCE_REMOVE;
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
test_poll_clock_past (void)
{
  guint calls = 0;
  g_autoptr (SignetPollClock) clock = signet_poll_clock_new (now () - 100, count_cb, &calls);

  while (calls == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (calls, ==, 1);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
}

static void
test_poll_clock_never_early (void)
{
  guint calls = 0;
  gint64 due = now () + 1;
  g_autoptr (SignetPollClock) clock = signet_poll_clock_new (due, count_cb, &calls);

  while (calls == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (now (), >=, due);
}

static void
test_poll_clock_freed (void)
{
  guint calls = 0;
  SignetPollClock *clock = signet_poll_clock_new (now () - 1, count_cb, &calls);

  signet_poll_clock_free (clock);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (calls, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/poll-clock/past", test_poll_clock_past);
  g_test_add_func ("/app/poll-clock/never-early", test_poll_clock_never_early);
  g_test_add_func ("/app/poll-clock/freed", test_poll_clock_freed);

  return g_test_run ();
}
