/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-text.h"

#include <string.h>

static gboolean
is_bidi_control (gunichar c)
{
  return c == 0x200e || c == 0x200f || c == 0x061c || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_break (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029;
}

static char *
clean (const char *text,
       gsize       max_chars,
       gboolean    keep_lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_new (NULL);
  gsize n_chars = 0;

  for (const char *p = valid; *p != '\0' && n_chars < max_chars; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_bidi_control (c))
        continue;
      if (is_break (c) && !(keep_lines && c == '\n'))
        c = ' ';
      g_string_append_unichar (result, c);
      n_chars++;
    }
  g_strstrip (result->str);

  return g_string_free (result, FALSE);
}

/**
 * signet_text_clean:
 * @text: bytes from outside
 * @max_chars: how many characters may stay
 *
 * Makes one line of UTF-8 that can be shown: what is no UTF-8 becomes U+FFFD, control characters
 * and line ends become spaces, and characters that change the direction of the text are dropped
 * (they make a text read like another one).
 *
 * Returns: (transfer full): the text
 */
char *
signet_text_clean (const char *text,
                   gsize       max_chars)
{
  g_return_val_if_fail (text != NULL, NULL);

  return clean (text, max_chars, FALSE);
}

/**
 * signet_text_clean_lines:
 * @text: bytes from outside
 * @max_chars: how many characters may stay
 *
 * Like signet_text_clean (), but the ends of lines stay.
 *
 * Returns: (transfer full): the text
 */
char *
signet_text_clean_lines (const char *text,
                         gsize       max_chars)
{
  g_return_val_if_fail (text != NULL, NULL);

  return clean (text, max_chars, TRUE);
}

/**
 * signet_text_is_clean:
 * @text: bytes from outside
 *
 * Returns: whether @text is UTF-8 without anything that signet_text_clean () would replace
 */
gboolean
signet_text_is_clean (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_bidi_control (c) || is_break (c))
        return FALSE;
    }

  return TRUE;
}
