/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-name-private.h"
#include "core/signet-name-types-private.h"
#include "core/signet-name.h"
#include "core/signet-text.h"

#define MAX_TEXT (64 * 1024)
#define MAX_PARTS 100
#define MAX_SHOWN 40

typedef struct
{
  const char *p;
  GArray *parts;
  guint rdn;
} Parser;

static void
clear_part (gpointer data)
{
  SignetNamePart *part = data;

  g_free ((char *) part->type);
  g_free ((char *) part->value);
}

static void
set_error_at (GError     **error,
              const char  *format,
              const char  *text)
{
  g_autofree char *shown = signet_text_clean (text, MAX_SHOWN);
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_autofree char *message = g_strjoinv (shown, around);

  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME, message);
}

static void
skip_spaces (Parser *self)
{
  while (*self->p == ' ')
    self->p++;
}

static char *
read_type (Parser  *self,
           GError **error)
{
  g_autofree char *type = NULL;
  const char *start;
  const SignetNameType *known;

  skip_spaces (self);
  if (g_ascii_strncasecmp (self->p, "OID.", 4) == 0)
    self->p += 4;
  start = self->p;
  while (g_ascii_isalnum (*self->p) || *self->p == '-' || *self->p == '.')
    self->p++;
  type = g_strndup (start, self->p - start);
  skip_spaces (self);
  if (*type == '\0' || *self->p != '=')
    {
      set_error_at (error, _ ("At “%s”, an attribute like “CN=value” is expected in the name."),
                    start);
      return NULL;
    }
  self->p++;

  known = signet_name_type_lookup (type);
  if (known == NULL && !signet_name_is_oid (type))
    {
      set_error_at (error, _ ("“%s” is no known attribute of a name."), type);
      return NULL;
    }

  return known != NULL ? g_strdup (known->type) : g_steal_pointer (&type);
}

/* Reads what follows a backslash (RFC 4514 3: special, or two hexadecimal digits). */
static gboolean
read_escape (Parser   *self,
             GString  *value,
             GError  **error)
{
  const char *p = self->p + 1;

  if (g_str_has_prefix (p, "00"))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                           _ ("A name cannot contain the character NUL."));
      return FALSE;
    }
  if (g_ascii_isxdigit (p[0]) && g_ascii_isxdigit (p[1]))
    {
      g_string_append_c (value,
                         (char) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1])));
      self->p += 3;
    }
  else if (*p != '\0' && strchr (" \"#+,;<=>\\/", *p) != NULL)
    {
      g_string_append_c (value, *p);
      self->p += 2;
    }
  else
    {
      g_set_error_literal (
        error, SIGNET_ERROR, SIGNET_ERROR_NAME,
        _ ("A backslash in a name needs a special character or two hexadecimal digits after it."));
      return FALSE;
    }

  return TRUE;
}

static char *
read_quoted (Parser  *self,
             GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);

  self->p++;
  while (*self->p != '"')
    {
      if (*self->p == '\0')
        {
          g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                               _ ("A quotation mark in the name is not closed."));
          return NULL;
        }
      if (*self->p != '\\')
        g_string_append_c (value, *self->p++);
      else if (!read_escape (self, value, error))
        return NULL;
    }
  self->p++;
  skip_spaces (self);

  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
read_hash (Parser  *self,
           GError **error)
{
  gsize length = strcspn (self->p, ",;+ ");
  g_autofree char *value = g_strndup (self->p, length);

  if (!signet_name_is_hash (value))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                           _ ("After “#”, a name needs a whole value in hexadecimal DER. Write "
                              "“\\#” for the character."));
      return NULL;
    }
  self->p += length;
  skip_spaces (self);

  return g_steal_pointer (&value);
}

static char *
read_plain (Parser  *self,
            GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gsize length = 0;

  while (*self->p != '\0' && strchr (",;+", *self->p) == NULL)
    {
      if (*self->p == '"')
        {
          g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                               _ ("A quotation mark inside a name needs a backslash before it."));
          return NULL;
        }
      if (*self->p != '\\')
        {
          g_string_append_c (value, *self->p++);
          if (self->p[-1] == ' ')
            continue;
        }
      else if (!read_escape (self, value, error))
        return NULL;
      length = value->len;
    }
  /* Spaces at the end count only where they are escaped. */
  g_string_truncate (value, length);

  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
read_slash (Parser  *self,
            GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);

  while (*self->p != '\0' && *self->p != '/' && *self->p != '+')
    {
      if (*self->p == '\\' && *++self->p == '\0')
        {
          g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                               _ ("A name cannot end with a backslash."));
          return NULL;
        }
      g_string_append_c (value, *self->p++);
    }

  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
read_value (Parser    *self,
            gboolean   slashes,
            gboolean  *is_hash,
            GError   **error)
{
  *is_hash = FALSE;
  if (slashes)
    return read_slash (self, error);

  skip_spaces (self);
  *is_hash = *self->p == '#';
  if (*is_hash)
    return read_hash (self, error);

  return *self->p == '"' ? read_quoted (self, error) : read_plain (self, error);
}

static gboolean
check_value (const char  *type,
             const char  *value,
             gboolean     is_hash,
             GError     **error)
{
  const SignetNameType *known = signet_name_type_lookup (type);
  glong length;

  if (is_hash)
    return TRUE;
  if (!signet_text_is_clean (value))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                   _ ("The value of %s contains characters that are not text."), type);
      return FALSE;
    }

  length = g_utf8_strlen (value, -1);
  if (length == 0)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME, _ ("The value of %s is empty."), type);
  else if (signet_name_is_hash (value))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                 _ ("The value of %s looks like hexadecimal DER and cannot be told from it."),
                 type);
  else if (known != NULL && known->min == known->max &&
           (length != (glong) known->max || !g_str_is_ascii (value)))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                 _ ("The value of %s must have exactly %u letters."), type, known->max);
  else if (known != NULL && length > (glong) known->max)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                 _ ("The value of %s is longer than %u characters."), type, known->max);
  else
    return TRUE;

  return FALSE;
}

static gboolean
read_part (Parser    *self,
           gboolean   slashes,
           GError   **error)
{
  g_autofree char *type = NULL;
  g_autofree char *value = NULL;
  SignetNamePart part;
  gboolean is_hash;

  if (self->parts->len >= MAX_PARTS)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                   _ ("The name has more than %d attributes."), MAX_PARTS);
      return FALSE;
    }
  type = read_type (self, error);
  if (type == NULL)
    return FALSE;
  value = read_value (self, slashes, &is_hash, error);
  if (value == NULL || !check_value (type, value, is_hash, error))
    return FALSE;

  part.rdn = self->rdn;
  part.type = g_steal_pointer (&type);
  part.value = g_steal_pointer (&value);
  g_array_append_val (self->parts, part);

  return TRUE;
}

static gboolean
read_comma_form (Parser  *self,
                 GError **error)
{
  skip_spaces (self);
  if (*self->p == '\0')
    return TRUE;

  while (read_part (self, FALSE, error))
    {
      if (*self->p == '\0')
        return TRUE;
      if (*self->p != ',' && *self->p != ';' && *self->p != '+')
        {
          set_error_at (error, _ ("At “%s”, a comma is expected in the name."), self->p);
          return FALSE;
        }
      if (*self->p++ != '+')
        self->rdn++;
    }

  return FALSE;
}

static gboolean
read_slash_form (Parser  *self,
                 GError **error)
{
  self->p++;
  if (*self->p == '\0')
    return TRUE;

  while (read_part (self, TRUE, error))
    {
      if (*self->p == '\0' || g_str_equal (self->p, "/"))
        return TRUE;
      if (*self->p++ != '+')
        self->rdn++;
    }

  return FALSE;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const SignetNamePart *first = a;
  const SignetNamePart *second = b;

  return (int) first->rdn - (int) second->rdn;
}

/* The text has the most specific relative name first, the encoding has it last. */
static void
reverse (GArray *parts,
         guint   last_rdn)
{
  for (guint i = 0; i < parts->len; i++)
    {
      SignetNamePart *part = &g_array_index (parts, SignetNamePart, i);

      part->rdn = last_rdn - part->rdn;
    }
  /* g_array_sort () keeps the order of equal elements: it is a merge sort since GLib 2.32. */
  g_array_sort (parts, compare_parts);
}

/**
 * signet_name_parse:
 * @text: a distinguished name in UTF-8
 * @error: return location for a %SIGNET_ERROR_NAME that says what is wrong
 *
 * Reads a name as RFC 4514 (and RFC 2253) writes it, "CN=Alice,O=Example", which encodes O first;
 * or, where it begins with "/", as OpenSSL does, in encoding order: "/O=Example/CN=Alice". An empty
 * text is the NULL-DN. Values are checked against the lengths of X.520.
 *
 * Returns: (transfer full) (nullable): the name
 */
SignetName *
signet_name_parse (const char  *text,
                   GError     **error)
{
  g_autoptr (GArray) parts = NULL;
  Parser parser;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > MAX_TEXT)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME, _ ("The name is too long."));
      return NULL;
    }
  if (!signet_text_is_clean (text))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                           _ ("The name contains characters that are not text."));
      return NULL;
    }

  parts = g_array_new (FALSE, FALSE, sizeof (SignetNamePart));
  g_array_set_clear_func (parts, clear_part);
  parser = (Parser){ text, parts, 0 };

  if (*text == '/' ? !read_slash_form (&parser, error) : !read_comma_form (&parser, error))
    return NULL;
  if (*text != '/')
    reverse (parts, parser.rdn);

  return signet_name_new ((const SignetNamePart *) parts->data, parts->len, error);
}
