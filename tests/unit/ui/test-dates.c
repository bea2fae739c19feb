/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-item.h"
#include "ui/signet-dates.h"

#define NBSP "\u00a0"
#define NOW G_GINT64_CONSTANT (1795246500) /* 21 November 2026, 07:35 UTC */
#define MINUTE 60
#define HOUR 3600
#define DAY 86400

static void
use_time_zone (const char *zone)
{
  g_setenv ("TZ", zone, TRUE);
}

static void
test_day (void)
{
  g_autofree char *day = signet_dates_day (NOW + 12 * DAY);
  g_autofree char *first = signet_dates_day (0);

  g_assert_cmpstr (day, ==, "3" NBSP "December" NBSP "2026");
  g_assert_cmpstr (first, ==, "1" NBSP "January" NBSP "1970");
}

/* The same second is another day elsewhere. */
static void
test_time_zone (void)
{
  g_autofree char *here = signet_dates_day (NOW);
  g_autofree char *there = NULL;
  g_autofree char *clock = NULL;

  use_time_zone ("Pacific/Kiritimati");
  there = signet_dates_day (NOW + 3 * HOUR);
  clock = signet_dates_clock (NOW + 3 * HOUR);
  use_time_zone ("UTC");

  g_assert_cmpstr (here, ==, "21" NBSP "November" NBSP "2026");
  g_assert_cmpstr (there, ==, "22" NBSP "November" NBSP "2026");
  g_assert_cmpstr (clock, ==, "00:35");
}

/* Certificates have dates that no calendar of people holds. */
static void
test_ends_of_the_calendar (void)
{
  const gint64 times[] = { G_MININT64, -1, SIGNET_ITEM_MAX_TIME, G_MAXINT64 };
  const char *const zones[] = { "Pacific/Kiritimati", "UTC", "Pacific/Honolulu" };

  for (gsize z = 0; z < G_N_ELEMENTS (zones); z++)
    for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
      {
        g_autofree char *day = NULL;
        g_autofree char *technical = NULL;
        g_autofree char *ahead = NULL;

        use_time_zone (zones[z]);
        day = signet_dates_day (times[i]);
        technical = signet_dates_day_clock (times[i]);
        ahead = signet_dates_moment_ahead (times[i], NOW);
        g_assert_nonnull (day);
        g_assert_nonnull (technical);
        g_assert_nonnull (ahead);
        g_assert_cmpuint (signet_dates_days_left (times[i], NOW), <, 366 * 10000);
      }
  use_time_zone ("UTC");
}

typedef struct
{
  gint64 after; /* seconds after NOW */
  const char *text;
} Case;

static void
test_moment (void)
{
  const Case cases[] = {
    { -32 * HOUR, "19" NBSP "November" NBSP "2026, 23:35" },
    { -8 * HOUR, "Yesterday, 23:35" },
    { 0, "Today, 07:35" },
    { 16 * HOUR, "Today, 23:35" },
    { 17 * HOUR, "Tomorrow, 00:35" },
    { 12 * DAY, "3" NBSP "December" NBSP "2026, 07:35" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = signet_dates_moment (NOW + cases[i].after, NOW);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_moment_short (void)
{
  const Case cases[] = {
    { -8 * HOUR, "yesterday 23:35" },
    { 85 * MINUTE, "09:00" },
    { 17 * HOUR, "tomorrow 00:35" },
    { 12 * DAY, "3" NBSP "December" NBSP "2026" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = signet_dates_moment_short (NOW + cases[i].after, NOW);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_moment_ahead (void)
{
  const Case cases[] = {
    { -5 * HOUR, "Today, 07:35 – now" },
    { 0, "Today, 07:35 – now" },
    { 59, "Today, 07:35 – in less than a minute" },
    { 60, "Today, 07:36 – in 1 minute" },
    { 25 * MINUTE, "Today, 08:00 – in 25 minutes" },
    { 119 * MINUTE, "Today, 09:34 – in 119 minutes" },
    { 2 * HOUR, "Today, 09:35 – in 2 hours" },
    { 47 * HOUR, "23" NBSP "November" NBSP "2026, 06:35 – in 47 hours" },
    { 2 * DAY, "23" NBSP "November" NBSP "2026, 07:35 – in 2 days" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = signet_dates_moment_ahead (NOW + cases[i].after, NOW);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_days_left (void)
{
  g_assert_cmpuint (signet_dates_days_left (NOW - DAY, NOW), ==, 0);
  g_assert_cmpuint (signet_dates_days_left (NOW + 16 * HOUR, NOW), ==, 0);
  g_assert_cmpuint (signet_dates_days_left (NOW + 17 * HOUR, NOW), ==, 1);
  g_assert_cmpuint (signet_dates_days_left (NOW + 12 * DAY, NOW), ==, 12);
}

int
main (int   argc,
      char *argv[])
{
  use_time_zone ("UTC");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/dates/day", test_day);
  g_test_add_func ("/ui/dates/time-zone", test_time_zone);
  g_test_add_func ("/ui/dates/ends-of-the-calendar", test_ends_of_the_calendar);
  g_test_add_func ("/ui/dates/moment", test_moment);
  g_test_add_func ("/ui/dates/moment-short", test_moment_short);
  g_test_add_func ("/ui/dates/moment-ahead", test_moment_ahead);
  g_test_add_func ("/ui/dates/days-left", test_days_left);

  return g_test_run ();
}
