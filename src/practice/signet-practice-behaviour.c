/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-behaviour-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

#define MAX_DAYS 3650

typedef enum {
  KIND_FLAG,
  KIND_NUMBER,
  KIND_CHOICES, /* a list of some of the words in @choices */
  KIND_LIST,
  KIND_TEXT,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  const char *const *choices;
  guint min;
  guint max;
  guint number; /* where none is set */
} Row;

struct _SignetPracticeBehaviour
{
  GStrv values[SIGNET_PRACTICE_N_TRAITS]; /* NULL where nothing is set */
};

static const char *const changes[] = { "subject", "alt-names", "usage",
                                       "validity", "extensions", NULL };

static const Row rows[SIGNET_PRACTICE_N_TRAITS] = {
  [SIGNET_PRACTICE_DAYS] = { "days", KIND_NUMBER, NULL, 1, MAX_DAYS, 30 },
  [SIGNET_PRACTICE_MAX_DAYS] = { "max-days", KIND_NUMBER, NULL, 1, MAX_DAYS, 1100 },
  [SIGNET_PRACTICE_CHANGE] = { "change", KIND_CHOICES, changes, 0, 0, 0 },
  [SIGNET_PRACTICE_PROFILE] = { "certificate-profile", KIND_LIST, NULL, 0, 0, 0 },
  [SIGNET_PRACTICE_INTERMEDIATE] = { "intermediate", KIND_FLAG, NULL, 0, 0, 0 },
  [SIGNET_PRACTICE_ROLL_OVER] = { "roll-over", KIND_FLAG, NULL, 0, 0, 0 },
  [SIGNET_PRACTICE_CRL_URL] = { "crl-url", KIND_FLAG, NULL, 0, 0, 0 },
  [SIGNET_PRACTICE_CRL_DAYS] = { "crl-days", KIND_NUMBER, NULL, 0, MAX_DAYS, 7 },
  [SIGNET_PRACTICE_CRL] = { "crl", KIND_TEXT, NULL, 0, 0, 0 },
};

/**
 * signet_practice_behaviour_new:
 *
 * Returns: (transfer full): how a practice CA behaves that was told nothing
 */
SignetPracticeBehaviour *
signet_practice_behaviour_new (void)
{
  return g_new0 (SignetPracticeBehaviour, 1);
}

/**
 * signet_practice_behaviour_free:
 * @self: (transfer full): a behaviour
 *
 * Frees @self.
 */
void
signet_practice_behaviour_free (SignetPracticeBehaviour *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < SIGNET_PRACTICE_N_TRAITS; i++)
    g_strfreev (self->values[i]);
  g_free (self);
}

static gboolean
check_number (const Row   *row,
              const char  *value,
              GError     **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_ascii_string_to_unsigned (value, 10, row->min, row->max, NULL, &reason))
    return TRUE;
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("--%s needs a number from %u to %u, not “%s”."), row->name, row->min, row->max,
               value);

  return FALSE;
}

static gboolean
check_choice (const Row   *row,
              const char  *value,
              GError     **error)
{
  g_autofree char *words = NULL;

  if (g_strv_contains (row->choices, value))
    return TRUE;
  words = g_strjoinv (", ", (char **) row->choices);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("--%s does not know “%s”. It knows: %s"), row->name, value, words);

  return FALSE;
}

static gboolean
check (const Row   *row,
       const char  *value,
       GError     **error)
{
  if (row->kind == KIND_FLAG)
    return TRUE;
  if (value == NULL || *value == '\0' || !g_utf8_validate (value, -1, NULL))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("--%s needs a value that is text."),
                   row->name);
      return FALSE;
    }
  if (row->kind == KIND_NUMBER)
    return check_number (row, value, error);

  return row->kind != KIND_CHOICES || check_choice (row, value, error);
}

static void
append (GStrv      *list,
        const char *value)
{
  guint n = *list != NULL ? g_strv_length (*list) : 0;

  *list = g_renew (char *, *list, n + 2);
  (*list)[n] = g_strdup (value != NULL ? value : "");
  (*list)[n + 1] = NULL;
}

/**
 * signet_practice_behaviour_set:
 * @self: a behaviour
 * @name: name of an option of `signetctl practice`, without the dashes
 * @value: (nullable): its argument, %NULL for an option without one
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Sets a value; an option that makes a list gets one more. Whether a file that is named can be read
 * comes out when the CA starts.
 *
 * Returns: whether there is such an option that takes this value
 */
gboolean
signet_practice_behaviour_set (SignetPracticeBehaviour  *self,
                               const char               *name,
                               const char               *value,
                               GError                  **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  for (guint i = 0; i < SIGNET_PRACTICE_N_TRAITS; i++)
    if (g_str_equal (rows[i].name, name))
      {
        if (!check (&rows[i], value, error))
          return FALSE;
        if (rows[i].kind != KIND_LIST && rows[i].kind != KIND_CHOICES)
          g_clear_pointer (&self->values[i], g_strfreev);
        append (&self->values[i], value);
        return TRUE;
      }
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("The practice CA has no option --%s."),
               name);

  return FALSE;
}

/**
 * signet_practice_behaviour_has:
 * @self: a behaviour
 * @trait: one of its traits
 *
 * Returns: whether it was set
 */
gboolean
signet_practice_behaviour_has (const SignetPracticeBehaviour *self,
                               SignetPracticeTrait            trait)
{
  return self->values[trait] != NULL;
}

/**
 * signet_practice_behaviour_get_flag:
 * @self: a behaviour
 * @trait: one of its traits that is a flag
 *
 * Returns: whether it was set
 */
gboolean
signet_practice_behaviour_get_flag (const SignetPracticeBehaviour *self,
                                    SignetPracticeTrait            trait)
{
  g_assert (rows[trait].kind == KIND_FLAG);

  return self->values[trait] != NULL;
}

/**
 * signet_practice_behaviour_get_number:
 * @self: a behaviour
 * @trait: one of its traits that is a number
 *
 * Returns: the number, or what it is where none was set
 */
guint
signet_practice_behaviour_get_number (const SignetPracticeBehaviour *self,
                                      SignetPracticeTrait            trait)
{
  g_assert (rows[trait].kind == KIND_NUMBER);

  return self->values[trait] != NULL ? (guint) g_ascii_strtoull (self->values[trait][0], NULL, 10)
                                     : rows[trait].number;
}

/**
 * signet_practice_behaviour_get_text:
 * @self: a behaviour
 * @trait: one of its traits that is a text
 *
 * Returns: (transfer none) (nullable): the text, %NULL where none was set
 */
const char *
signet_practice_behaviour_get_text (const SignetPracticeBehaviour *self,
                                    SignetPracticeTrait            trait)
{
  g_assert (rows[trait].kind == KIND_TEXT);

  return self->values[trait] != NULL ? self->values[trait][0] : NULL;
}

/**
 * signet_practice_behaviour_get_list:
 * @self: a behaviour
 * @trait: one of its traits that is a list
 *
 * Returns: (transfer none): what was set, in that order; empty where nothing was
 */
const char *const *
signet_practice_behaviour_get_list (const SignetPracticeBehaviour *self,
                                    SignetPracticeTrait            trait)
{
  static const char *const nothing[] = { NULL };

  return self->values[trait] != NULL ? (const char *const *) self->values[trait] : nothing;
}

/**
 * signet_practice_behaviour_lists:
 * @self: a behaviour
 * @trait: one of its traits that is a list
 * @value: a value
 *
 * Returns: whether @value is in the list
 */
gboolean
signet_practice_behaviour_lists (const SignetPracticeBehaviour *self,
                                 SignetPracticeTrait            trait,
                                 const char                    *value)
{
  return g_strv_contains (signet_practice_behaviour_get_list (self, trait), value);
}
