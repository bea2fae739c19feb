/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* How long the main loop is busy: the processor time of its thread from the end of one poll to the
 * beginning of the next, which is what one iteration costs, whatever else the computer does.
 *
 *   LD_PRELOAD=libloopwatch.so LOOPWATCH_LOG=FILE PROGRAM
 *
 * The program is not changed and has to end by itself. Then FILE has one JSON object: the number of
 * iterations, the longest, the 99th of a hundred, how many were over 16 ms, and each one over
 * LOOPWATCH_SHOWN milliseconds (8) with the time at which it ended. */

#define FRAME 16.0 /* milliseconds; at 60 pictures a second, a longer iteration loses one */

typedef struct
{
  double milliseconds;
  gint64 ended; /* microseconds since the epoch */
} Iteration;

static GArray *iterations;
static struct timespec busy_since;
static gboolean is_busy;

static double
milliseconds_since (const struct timespec *then)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) (now.tv_sec - then->tv_sec) * 1e3 + (double) (now.tv_nsec - then->tv_nsec) / 1e6;
}

/* Only the thread of the default context comes here, so that nothing is locked. */
static int
watched_poll (GPollFD *fds,
              guint    n_fds,
              int      timeout)
{
  int result;

  if (is_busy)
    {
      Iteration iteration = { milliseconds_since (&busy_since), g_get_real_time () };

      g_array_append_val (iterations, iteration);
    }
  result = g_poll (fds, n_fds, timeout);
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &busy_since);
  is_busy = TRUE;

  return result;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = ((const Iteration *) a)->milliseconds;
  double other = ((const Iteration *) b)->milliseconds;

  return (one > other) - (one < other);
}

static const char *
environment (const char *name,
             const char *otherwise)
{
  const char *value = getenv (name);

  return value != NULL ? value : otherwise;
}

static void
print_longest (FILE *file)
{
  double shown = atof (environment ("LOOPWATCH_SHOWN", "8"));
  const char *separator = "";

  fputs ("\"longest\":[", file);
  for (guint i = iterations->len; i > 0; i--)
    {
      const Iteration *one = &g_array_index (iterations, Iteration, i - 1);

      if (one->milliseconds < shown)
        break;
      fprintf (file, "%s{\"ms\":%.2f,\"ended\":%.6f}", separator, one->milliseconds,
               (double) one->ended / G_USEC_PER_SEC);
      separator = ",";
    }
  fputs ("]", file);
}

static double
length_of (guint i)
{
  return i < iterations->len ? g_array_index (iterations, Iteration, i).milliseconds : 0;
}

__attribute__ ((destructor)) static void
report (void)
{
  FILE *file = NULL;
  double sum = 0;
  guint n_over = 0;

  if (iterations == NULL || (file = fopen (getenv ("LOOPWATCH_LOG"), "w")) == NULL)
    return;

  g_array_sort (iterations, compare);
  for (guint i = 0; i < iterations->len; i++)
    {
      sum += length_of (i);
      n_over += length_of (i) > FRAME;
    }
  fprintf (file,
           "{\"iterations\":%u,\"max_ms\":%.2f,\"p99_ms\":%.2f,\"over_16_ms\":%u,\"sum_ms\":%.1f,",
           iterations->len, length_of (iterations->len - 1), length_of (iterations->len * 99 / 100),
           n_over, sum);
  print_longest (file);
  fputs ("}\n", file);
  fclose (file);
}

__attribute__ ((constructor)) static void
watch (void)
{
  if (getenv ("LOOPWATCH_LOG") == NULL)
    return;

  iterations = g_array_sized_new (FALSE, FALSE, sizeof (Iteration), 64 * 1024);
  g_main_context_set_poll_func (g_main_context_default (), watched_poll);
}
