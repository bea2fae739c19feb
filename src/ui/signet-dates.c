/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-dates.h"

#include <glib/gi18n-lib.h>

#include "core/signet-item.h"

/* Dates and times as people read them, in the time zone of this computer. */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define FIRST_TIME G_GINT64_CONSTANT (-62135596800) /* the first second of the year 1 */

static GDateTime *
local_time (gint64 time)
{
  GDateTime *result;

  time = CLAMP (time, FIRST_TIME, SIGNET_ITEM_MAX_TIME);
  result = g_date_time_new_from_unix_local (time);

  /* At both ends of the calendar the time zone may lead out of it; a certificate without an end has
   * the last second of the year 9999 (RFC 5280 4.1.2.5). */
  return result != NULL ? result : g_date_time_new_from_unix_utc (time);
}

static char *
format_time (gint64      time,
             const char *format)
{
  g_autoptr (GDateTime) date_time = local_time (time);

  return g_date_time_format (date_time, format);
}

/* The number of the day, so that two times can be compared by the calendar. */
static gint64
day_number (gint64 time)
{
  g_autoptr (GDateTime) date_time = local_time (time);
  GDate date;
  int year, month, day;

  g_date_time_get_ymd (date_time, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return g_date_get_julian (&date);
}

/**
 * signet_dates_day:
 * @time: seconds since 1970
 *
 * Returns: (transfer full): the date, which does not break over two lines ("3 December 2026")
 */
char *
signet_dates_day (gint64 time)
{
  /* Translators: a date, see the GLib function g_date_time_format(); between its parts there are
   * no-break spaces. */
  return format_time (time, _ ("%-d\u00a0%B\u00a0%Y"));
}

/**
 * signet_dates_clock:
 * @time: seconds since 1970
 *
 * Returns: (transfer full): the time of day ("09:00")
 */
char *
signet_dates_clock (gint64 time)
{
  /* Translators: a time of day, see the GLib function g_date_time_format(). */
  return format_time (time, _ ("%H:%M"));
}

/**
 * signet_dates_day_clock:
 * @time: seconds since 1970
 *
 * Returns: (transfer full): date and time of day to the second, for technical details
 */
char *
signet_dates_day_clock (gint64 time)
{
  /* Translators: date and time of day with the time zone, see the GLib function
   * g_date_time_format(). */
  return format_time (time, _ ("%-d\u00a0%B\u00a0%Y, %H:%M:%S\u00a0%Z"));
}

static char *
with_clock (const char *format,
            gint64      time)
{
  g_autofree char *clock = signet_dates_clock (time);
  GString *text = g_string_new (format);

  g_string_replace (text, "{time}", clock, 1);

  return g_string_free (text, FALSE);
}

static char *
with_day_and_clock (gint64 time)
{
  g_autofree char *day = signet_dates_day (time);
  g_autofree char *clock = signet_dates_clock (time);

  /* Translators: a date and a time of day ("3 December 2026, 09:00"). */
  return g_strdup_printf (_ ("%s, %s"), day, clock);
}

/**
 * signet_dates_moment:
 * @time: seconds since 1970
 * @now: the present time
 *
 * Returns: (transfer full): a time that stands alone ("Today, 09:00", "3 December 2026, 09:00")
 */
char *
signet_dates_moment (gint64 time,
                     gint64 now)
{
  /* Translators: keep "{time}"; it is replaced by a time of day. */
  switch (day_number (time) - day_number (now))
    {
    case -1:
      return with_clock (_ ("Yesterday, {time}"), time);
    case 0:
      return with_clock (_ ("Today, {time}"), time);
    case 1:
      return with_clock (_ ("Tomorrow, {time}"), time);
    default:
      return with_day_and_clock (time);
    }
}

static char *
distance (gint64 seconds)
{
  const guint minutes = (guint) (seconds / MINUTE);
  const guint hours = (guint) (seconds / HOUR);
  const guint days = (guint) (seconds / DAY);

  if (seconds <= 0)
    return g_strdup (_ ("now"));
  if (seconds < MINUTE)
    return g_strdup (_ ("in less than a minute"));
  if (seconds < 2 * HOUR)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "in %u minute", "in %u minutes", minutes), minutes);
  if (seconds < 2 * DAY)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "in %u hour", "in %u hours", hours),
                            hours);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "in %u day", "in %u days", days), days);
}

/**
 * signet_dates_moment_ahead:
 * @time: seconds since 1970
 * @now: the present time
 *
 * Returns: (transfer full): a time to come, and how far it is ("Today, 09:00 – in 25 minutes"); one
 *   that is over is "now"
 */
char *
signet_dates_moment_ahead (gint64 time,
                           gint64 now)
{
  const gint64 ahead = CLAMP (time, now, MAX (now, SIGNET_ITEM_MAX_TIME));
  g_autofree char *moment = signet_dates_moment (ahead, now);
  g_autofree char *how_far = distance (ahead - now);

  /* Translators: a time and how far it is ("Today, 09:00 – in 25 minutes"). */
  return g_strdup_printf (_ ("%s – %s"), moment, how_far);
}

/**
 * signet_dates_moment_short:
 * @time: seconds since 1970
 * @now: the present time
 *
 * Returns: (transfer full): a time for the middle of a sentence ("09:00", "yesterday 16:20",
 *   "3 December 2026")
 */
char *
signet_dates_moment_short (gint64 time,
                           gint64 now)
{
  /* Translators: in the middle of a sentence; keep "{time}", it is replaced by a time of day. */
  switch (day_number (time) - day_number (now))
    {
    case -1:
      return with_clock (_ ("yesterday {time}"), time);
    case 0:
      return signet_dates_clock (time);
    case 1:
      return with_clock (_ ("tomorrow {time}"), time);
    default:
      return signet_dates_day (time);
    }
}

/**
 * signet_dates_days_left:
 * @time: seconds since 1970
 * @now: the present time
 *
 * Counts as the calendar does: what ends tomorrow ends in one day.
 *
 * Returns: how many days it is until @time; 0 where it is today or over
 */
guint
signet_dates_days_left (gint64 time,
                        gint64 now)
{
  gint64 days = day_number (time) - day_number (now);

  return days > 0 ? (guint) days : 0;
}
