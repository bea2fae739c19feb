/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-code-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FULL_WIDTH_COLON 0xff1a

/* "Quoted" is what helpdesks write around a code, so that nobody types the full stop. */
static const char *const quotes[] = { "\"\"", "''", "“”", "„“", "‘’", "«»", "»«", "<>", "()" };

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

static const char *
skip_blanks (const char *p,
             const char *end,
             gboolean    lines)
{
  while (p < end && signet_span_is_edge (g_utf8_get_char (p)) &&
         (lines || (*p != '\t' && !is_line_end (g_utf8_get_char (p)))))
    p = g_utf8_next_char (p);

  return p;
}

static gboolean
is_word_start (SignetSpan  text,
               const char *p)
{
  return p == text.start || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p)));
}

/* Follows a word of a label, small or capital; returns where it ends. */
static const char *
follow_word (const char *p,
             const char *end,
             const char *word,
             gsize       word_length)
{
  const char *word_end = word + word_length;

  while (word < word_end)
    {
      if (p >= end ||
          g_unichar_tolower (g_utf8_get_char (p)) != g_unichar_tolower (g_utf8_get_char (word)))
        return NULL;
      p = *word == ' ' ? skip_blanks (p, end, FALSE) : g_utf8_next_char (p);
      word = g_utf8_next_char (word);
    }

  return p;
}

/* A label is only what a colon, a tab or the end of the line comes behind. */
static const char *
match_word (const char *p,
            const char *end,
            const char *word,
            gsize       word_length)
{
  p = follow_word (p, end, word, word_length);
  if (p == NULL)
    return NULL;
  p = skip_blanks (p, end, FALSE);
  if (p >= end || (strchr (":=\t\n\r", *p) == NULL && g_utf8_get_char (p) != FULL_WIDTH_COLON))
    return NULL;

  return skip_blanks (g_utf8_next_char (p), end, TRUE);
}

static const char *
match_words (const char *p,
             const char *end,
             const char *words)
{
  while (*words != '\0')
    {
      gsize length = strcspn (words, "|");
      const char *value = match_word (p, end, words, length);

      if (value != NULL)
        return value;
      words += length + (words[length] == '|' ? 1 : 0);
    }

  return NULL;
}

/* English is known everywhere: the mail of a helpdesk need not be in the person's language. */
static const char *
get_words (SignetCodeLabel label,
           gboolean        english)
{
  if (label == SIGNET_CODE_LABEL_REFERENCE)
    return english ? "reference number|reference no.|reference no|reference code|reference|"
                     "ref. no.|ref.|ref"
                   /* Translators: words that stand before a reference number in a helpdesk's mail
                      ("Reference number: 4711"), small, with | between them. English ones are
                      known without you. */
                   : _ ("reference number|reference");

  return english ? "code|secret|password|passphrase|pin"
                 /* Translators: words that stand before a one-time code in a helpdesk's mail
                    ("Code: k7Xp"), small, with | between them. English ones are known without
                    you. */
                 : _ ("code|password");
}

static SignetCodeLabel
match_label (SignetSpan   text,
             const char  *p,
             const char **value)
{
  if (!is_word_start (text, p))
    return SIGNET_CODE_LABEL_NONE;
  for (int label = SIGNET_CODE_LABEL_REFERENCE; label <= SIGNET_CODE_LABEL_CODE; label++)
    for (int english = 0; english < 2; english++)
      {
        *value = match_words (p, text.end, get_words (label, english));
        if (*value != NULL)
          return label;
      }

  return SIGNET_CODE_LABEL_NONE;
}

/* Whether a value may end here: at the end of its line, or where the next label begins. */
static gboolean
ends_here (SignetSpan  text,
           const char *p,
           guint       max_words)
{
  guint words = 0;
  const char *value;

  p = skip_blanks (p, text.end, FALSE);
  if (p == text.end || *p == '\t' || is_line_end (g_utf8_get_char (p)))
    return TRUE;
  for (; p < text.end && !is_line_end (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    {
      if (match_label (text, p, &value) != SIGNET_CODE_LABEL_NONE)
        return words <= max_words;
      if (g_unichar_isalnum (g_utf8_get_char (p)) && is_word_start (text, p))
        words++;
    }

  return FALSE;
}

static const char *
find_end (SignetSpan       text,
          SignetCodeLabel  label,
          const char      *p)
{
  const char *value;

  for (; p < text.end && !g_unichar_isspace (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    if ((*p == ',' || *p == ';') && (label == SIGNET_CODE_LABEL_REFERENCE ||
                                     match_label (text, p + 1, &value) != SIGNET_CODE_LABEL_NONE))
      break;

  return p;
}

/* Takes the quotes off. A value that is quoted on one side only goes on behind a blank. */
static gboolean
strip_quotes (SignetSpan *span)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize open = g_utf8_next_char (quotes[i]) - quotes[i];
      gsize close = strlen (quotes[i]) - open;
      gsize length = span->end - span->start;

      if (length < open || strncmp (span->start, quotes[i], open) != 0)
        continue;
      if (length < open + close || strncmp (span->end - close, quotes[i] + open, close) != 0)
        continue;
      span->start += open;
      span->end -= close;

      return TRUE;
    }

  return strchr ("\"'<(", *span->start) == NULL;
}

/* Reads the value behind a label; returns where to go on, NULL where nobody could be sure. */
static const char *
take_value (SignetSpan       text,
            SignetCodeLabel  label,
            const char      *start,
            SignetSpan      *found)
{
  const char *end = find_end (text, label, start);
  SignetSpan value = { start, end };
  gboolean separated = end < text.end && (*end == ',' || *end == ';');

  separated = signet_span_strip_mark (&value, ",;.") || separated;
  signet_span_trim (&value);
  if (value.start == value.end || !strip_quotes (&value) || !signet_span_is_value (value))
    return NULL;
  if (!separated && !ends_here (text, end, label == SIGNET_CODE_LABEL_REFERENCE ? 1 : 0))
    return NULL;
  if (found[label].start != NULL)
    return NULL;
  found[label] = value;

  return end;
}

/**
 * signet_code_labels_read:
 * @text: a text
 * @found: (array length=3): where to put the values, by label
 *
 * Reads "Reference number: 4711-0832, code: k7Xp-29fQ-mW4t". Half a code would be worse than none,
 * since nobody sees behind the dots that something is missing: where it is not sure that a value
 * ends where it seems to, nothing is found.
 *
 * Returns: how many labels were seen
 */
guint
signet_code_labels_read (SignetSpan  text,
                         SignetSpan *found)
{
  guint seen = 0;

  for (const char *p = text.start; p < text.end;)
    {
      const char *value = NULL;
      SignetCodeLabel label = match_label (text, p, &value);

      if (label == SIGNET_CODE_LABEL_NONE)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      seen++;
      p = take_value (text, label, value, found);
      if (p == NULL)
        {
          memset (found, 0, sizeof (SignetSpan) * SIGNET_CODE_N_LABELS);
          break;
        }
    }

  return seen;
}

static gboolean
is_one_of (SignetSpan  word,
           const char *words)
{
  while (*words != '\0')
    {
      gsize length = strcspn (words, "|");

      if (follow_word (word.start, word.end, words, length) == word.end)
        return TRUE;
      words += length + (words[length] == '|' ? 1 : 0);
    }

  return FALSE;
}

/**
 * signet_code_labels_match:
 * @word: one word of a text
 *
 * Returns: of what it is the label by itself
 */
SignetCodeLabel
signet_code_labels_match (SignetSpan word)
{
  for (int label = SIGNET_CODE_LABEL_REFERENCE; label <= SIGNET_CODE_LABEL_CODE; label++)
    if (is_one_of (word, get_words (label, TRUE)) || is_one_of (word, get_words (label, FALSE)))
      return label;

  return SIGNET_CODE_LABEL_NONE;
}
