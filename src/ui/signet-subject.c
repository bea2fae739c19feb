/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-subject.h"

#include "core/signet-error.h"
#include "core/signet-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *type;
  int max_chars; /* X.520, upper bounds */
} fields[SIGNET_SUBJECT_N_FIELDS] = {
  [SIGNET_SUBJECT_COUNTRY] = { "C", 2 },
  [SIGNET_SUBJECT_ORGANIZATION] = { "O", 64 },
  [SIGNET_SUBJECT_DEPARTMENT] = { "OU", 64 },
  [SIGNET_SUBJECT_NAME] = { "CN", 64 },
};

static gboolean
is_country (const char *text)
{
  return strlen (text) == 2 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]);
}

static gboolean
check_words (SignetSubjectField   field,
             const char          *text,
             GError             **error)
{
  if (!signet_text_is_clean (text))
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                         _ ("This contains characters that cannot be seen. Type it anew."));
  else if (field == SIGNET_SUBJECT_COUNTRY && !is_country (text))
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                         _ ("A country has two letters, such as “DE”."));
  else
    return TRUE;

  return FALSE;
}

/* Every byte is escaped, so that nothing that is typed can be taken for the syntax of a name. */
static SignetName *
parse (SignetSubjectField   field,
       const char          *text,
       GError             **error)
{
  g_autoptr (GString) name = g_string_new (fields[field].type);

  g_string_append_c (name, '=');
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_printf (name, "\\%02X", (guchar) *p);

  return signet_name_parse (name->str, error);
}

/* Returns the name of one attribute, the NULL-DN for a text of nothing but blanks. */
static SignetName *
make_one (SignetSubjectField   field,
          const char          *text,
          GError             **error)
{
  g_autofree char *value = g_strstrip (g_strdup (text));

  if (*value == '\0')
    return signet_name_new (NULL, 0, NULL);
  if (!check_words (field, value, error))
    return NULL;
  if (field == SIGNET_SUBJECT_COUNTRY)
    for (char *p = value; *p != '\0'; p++)
      *p = g_ascii_toupper (*p);

  return parse (field, value, error);
}

/**
 * signet_subject_get_max_chars:
 * @field: a field
 *
 * Returns: how many characters fit (X.520, upper bounds)
 */
int
signet_subject_get_max_chars (SignetSubjectField field)
{
  g_return_val_if_fail (field < SIGNET_SUBJECT_N_FIELDS, 0);

  return fields[field].max_chars;
}

/**
 * signet_subject_check:
 * @field: a field
 * @text: what is typed in it
 * @error: return location for a %SIGNET_ERROR_NAME
 *
 * Returns: whether the field is empty or makes sense
 */
gboolean
signet_subject_check (SignetSubjectField   field,
                      const char          *text,
                      GError             **error)
{
  g_autoptr (SignetName) name = NULL;

  g_return_val_if_fail (field < SIGNET_SUBJECT_N_FIELDS && text != NULL, FALSE);

  name = make_one (field, text, error);

  return name != NULL;
}

/**
 * signet_subject_make:
 * @texts: (array fixed-size=4): what is typed in the fields
 * @bad: (out): the field that @error is about
 * @error: return location for a %SIGNET_ERROR_NAME
 *
 * Makes the subject. Blanks around a text do not count, and empty fields are left out.
 *
 * Returns: (transfer full) (nullable): the subject, the NULL-DN where all fields are empty
 */
SignetName *
signet_subject_make (const char *const   *texts,
                     SignetSubjectField  *bad,
                     GError             **error)
{
  g_autoptr (GPtrArray) names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_name_unref);
  SignetNamePart parts[SIGNET_SUBJECT_N_FIELDS];

  g_return_val_if_fail (texts != NULL && bad != NULL, NULL);

  for (SignetSubjectField field = 0; field < SIGNET_SUBJECT_N_FIELDS; field++)
    {
      g_autoptr (SignetName) name = make_one (field, texts[field], error);

      if (name == NULL)
        {
          *bad = field;
          return NULL;
        }
      if (signet_name_get_size (name) == 0)
        continue;
      parts[names->len] = *signet_name_get_part (name, 0);
      parts[names->len].rdn = names->len;
      g_ptr_array_add (names, g_steal_pointer (&name));
    }

  return signet_name_new (parts, names->len, error);
}
