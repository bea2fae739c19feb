/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-code-paste.h"

#include "ui/signet-code-labels.h"

#include <string.h>

#define MAX_TEXT 4096 /* bytes; a longer text is a whole mail, and left alone */

/* "4711 : k7Xp" and "4711 – k7Xp" have two words, too. */
static gboolean
is_word (SignetSpan span)
{
  for (const char *p = span.start; p < span.end; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static guint
split (SignetSpan  text,
       SignetSpan *tokens,
       guint       max_tokens)
{
  guint n = 0;

  for (const char *p = text.start; p < text.end;)
    {
      SignetSpan token = { p, p };

      while (token.end < text.end && !g_unichar_isspace (g_utf8_get_char (token.end)))
        token.end = g_utf8_next_char (token.end);
      p = token.end < text.end ? g_utf8_next_char (token.end) : text.end;
      signet_span_trim (&token);
      if (!is_word (token))
        continue;
      if (n == max_tokens)
        return n + 1;
      tokens[n++] = token;
    }

  return n;
}

/* "ref:secret", but not "https://…", not "AB:CD:EF", and nothing that begins or ends with it. */
static gboolean
split_colon (SignetSpan *tokens)
{
  gsize length = tokens[0].end - tokens[0].start;
  const char *colon = memchr (tokens[0].start, ':', length);

  if (colon == NULL || colon == tokens[0].start || colon + 1 == tokens[0].end || colon[1] == '/' ||
      memchr (colon + 1, ':', tokens[0].end - colon - 1) != NULL)
    return FALSE;
  tokens[1] = (SignetSpan){ colon + 1, tokens[0].end };
  tokens[0].end = colon;

  return TRUE;
}

/* "Kennwort: k7Xp", where no translator has said what that is. */
static gboolean
is_unknown_label (SignetSpan word)
{
  if (word.end[-1] != ':')
    return FALSE;
  for (const char *p = word.start; p < word.end; p = g_utf8_next_char (p))
    if (g_unichar_isdigit (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* "ref secret", "ref<TAB>secret", "ref:secret" */
static void
read_plain (SignetSpan  text,
            const char *known_reference,
            SignetSpan *found)
{
  SignetSpan tokens[2];
  guint n = split (text, tokens, G_N_ELEMENTS (tokens));
  SignetCodeLabel label = n == 2 ? signet_code_labels_match (tokens[0]) : SIGNET_CODE_LABEL_NONE;

  /* "Code k7Xp" is no reference number "Code". */
  if (label != SIGNET_CODE_LABEL_NONE)
    {
      if (signet_span_is_value (tokens[1]))
        found[label] = tokens[1];
      return;
    }
  if (n == 2 && is_unknown_label (tokens[0]))
    return;
  if (n == 2)
    signet_span_strip_mark (&tokens[0], ":,;");
  else if (n != 1 || !split_colon (tokens))
    return;
  if (!signet_span_is_value (tokens[0]) || !signet_span_is_value (tokens[1]))
    return;
  if (known_reference != NULL &&
      (strlen (known_reference) != (gsize) (tokens[0].end - tokens[0].start) ||
       strncmp (known_reference, tokens[0].start, strlen (known_reference)) != 0))
    return;
  found[SIGNET_CODE_LABEL_REFERENCE] = tokens[0];
  found[SIGNET_CODE_LABEL_CODE] = tokens[1];
}

/**
 * signet_code_paste_new:
 * @text: what was pasted
 * @length: its size in bytes
 * @known_reference: (nullable): the reference number that stands on the page already; two words
 *   without labels are then read only if the first one is it, since a code may have a blank or a
 *   colon inside
 *
 * Finds reference number and code in a text: "ref secret", "ref:secret", or lines of a mail where
 * both have labels. Wherever a person could read it in two ways, nothing is found.
 *
 * Returns: (transfer full) (nullable): what was found; %NULL where the text is better left alone
 */
SignetCodePaste *
signet_code_paste_new (const char *text,
                       gsize       length,
                       const char *known_reference)
{
  SignetSpan found[SIGNET_CODE_N_LABELS] = { 0 };
  SignetSpan whole = { text, text + length };
  const SignetSpan *reference = &found[SIGNET_CODE_LABEL_REFERENCE];
  const SignetSpan *code = &found[SIGNET_CODE_LABEL_CODE];
  SignetCodePaste *self;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > MAX_TEXT || !g_utf8_validate (text, length, NULL))
    return NULL;
  signet_span_trim (&whole);
  if (signet_code_labels_read (whole, found) == 0)
    read_plain (whole, known_reference, found);
  if (reference->start == NULL && code->start == NULL)
    return NULL;

  self = g_new0 (SignetCodePaste, 1);
  if (reference->start != NULL)
    self->reference = g_strndup (reference->start, reference->end - reference->start);
  if (code->start != NULL)
    self->code = signet_secret_new (code->start, code->end - code->start);

  return self;
}

/**
 * signet_code_paste_free:
 * @self: (nullable): what was found
 *
 * Frees it, and wipes the code.
 */
void
signet_code_paste_free (SignetCodePaste *self)
{
  if (self == NULL)
    return;
  g_free (self->reference);
  g_clear_pointer (&self->code, signet_secret_unref);
  g_free (self);
}

/**
 * signet_code_paste_trim:
 * @code: (nullable): a code as it was typed or pasted
 *
 * Takes off what is invisible at both ends; nothing inside is touched.
 *
 * Returns: (transfer full) (nullable): the code, %NULL where nothing is left
 */
SignetSecret *
signet_code_paste_trim (const SignetSecret *code)
{
  SignetSpan span;

  if (code == NULL)
    return NULL;
  span.start = signet_secret_get_text (code);
  span.end = span.start + signet_secret_get_size (code);
  if (!g_utf8_validate (span.start, signet_secret_get_size (code), NULL))
    return NULL;
  signet_span_trim (&span);

  return span.start < span.end ? signet_secret_new (span.start, span.end - span.start) : NULL;
}
