/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-text.h"

/* Whether a terminal would do something with the character instead of showing it. The two joiners
 * are format characters as well, but Persian and Indic scripts cannot be written without them. */
static gboolean
is_dangerous (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    case G_UNICODE_FORMAT:
      return c != 0x200c && c != 0x200d;
    default:
      return FALSE;
    }
}

/**
 * signet_ctl_text_escape:
 * @text: (nullable): bytes from outside
 *
 * Makes a line that may go to a terminal: control characters, line ends and characters that change
 * the direction of the text become their code points ("\u202e"), what is no UTF-8 becomes U+FFFD.
 * The escapes are the ones of JSON, so that JSON without line ends stays the same JSON.
 *
 * Returns: (transfer full): the line; empty for %NULL
 */
char *
signet_ctl_text_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *result = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_dangerous (c))
        g_string_append_unichar (result, c);
      else if (c < 0x10000)
        g_string_append_printf (result, "\\u%04x", c);
      else
        g_string_append_printf (result, "\\u%04x\\u%04x",
                                0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
    }

  return g_string_free (result, FALSE);
}

static gsize
char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

/**
 * signet_ctl_text_width:
 * @text: one line of UTF-8
 *
 * Returns: how many columns of a terminal @text takes
 */
gsize
signet_ctl_text_width (const char *text)
{
  gsize width = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));

  return width;
}

/**
 * signet_ctl_text_shorten:
 * @text: one line of UTF-8
 * @columns: how many columns there are, at least 1
 *
 * Returns: (transfer full): @text, or as much of it as fits with an ellipsis behind it
 */
char *
signet_ctl_text_shorten (const char *text,
                         gsize       columns)
{
  const char *end = text;
  g_autofree char *start = NULL;
  gsize width = 0;

  g_return_val_if_fail (text != NULL && columns > 0, NULL);

  if (signet_ctl_text_width (text) <= columns)
    return g_strdup (text);

  while (width + char_width (g_utf8_get_char (end)) < columns)
    {
      width += char_width (g_utf8_get_char (end));
      end = g_utf8_next_char (end);
    }
  start = g_strndup (text, end - text);

  return g_strconcat (start, "…", NULL);
}

/**
 * signet_ctl_text_utc:
 * @seconds: seconds since 1970
 *
 * Returns: (transfer full) (nullable): the time as ISO 8601 in UTC ("2031-05-01T12:00:00Z"), or
 *   %NULL where the calendar ends
 */
char *
signet_ctl_text_utc (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/**
 * signet_ctl_text_local_time:
 * @seconds: seconds since 1970
 *
 * Returns: (transfer full) (nullable): the time for people, here and to the minute
 *   ("2031-05-01 14:00"), or %NULL where the calendar ends
 */
char *
signet_ctl_text_local_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : NULL;
}
