/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-name-private.h"
#include "core/signet-name-types-private.h"
#include "core/signet-text.h"

#define MAX_DISPLAY 1000

struct _SignetName
{
  gatomicrefcount ref_count;
  guint size;
  SignetNamePart *parts;
};

G_DEFINE_BOXED_TYPE (SignetName, signet_name, signet_name_ref, signet_name_unref)

/* Whether @text is a dotted object identifier: "1.2.840". */
gboolean
signet_name_is_oid (const char *text)
{
  gboolean has_dot = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '.')
      {
        if (p == text || p[-1] == '.' || p[1] == '\0')
          return FALSE;
        has_dot = TRUE;
      }
    else if (!g_ascii_isdigit (*p))
      return FALSE;

  return has_dot;
}

static guint
hex_byte (const char *text)
{
  return (guint) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
}

/* Whether @value stands for DER: "#", then one whole element in hexadecimal (RFC 4514 2.4). The
 * length is compared so that a value which only begins with "#" stays a text. */
gboolean
signet_name_is_hash (const char *value)
{
  const char *hex = value + 1;
  gsize n_bytes, header = 2, length;

  if (*value != '#')
    return FALSE;
  for (n_bytes = 0; g_ascii_isxdigit (hex[2 * n_bytes]) && g_ascii_isxdigit (hex[2 * n_bytes + 1]);
       n_bytes++)
    ;
  if (hex[2 * n_bytes] != '\0' || n_bytes < 2)
    return FALSE;

  length = hex_byte (hex + 2);
  if (length > 0x80)
    {
      gsize n_length = length - 0x80;

      if (n_length > 3 || n_bytes < header + n_length)
        return FALSE;
      length = 0;
      for (gsize i = 0; i < n_length; i++)
        length = length << 8 | hex_byte (hex + 2 * (header + i));
      header += n_length;
    }

  return n_bytes == header + length;
}

static gboolean
check_part (const SignetNamePart  *part,
            guint                  last_rdn,
            gboolean               is_first,
            GError               **error)
{
  if (is_first ? part->rdn != 0 : (part->rdn != last_rdn && part->rdn != last_rdn + 1))
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                         _ ("The parts of the name are not in order."));
  else if (part->type == NULL ||
           (signet_name_type_lookup (part->type) == NULL && !signet_name_is_oid (part->type)))
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                         _ ("The name has an attribute of unknown type."));
  else if (part->value == NULL || !g_utf8_validate (part->value, -1, NULL))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME, _ ("The value of %s is not text."),
                 part->type);
  else
    return TRUE;

  return FALSE;
}

/**
 * signet_name_new:
 * @parts: (array length=n_parts): the attributes in encoding order; copied
 * @n_parts: how many
 * @error: return location for a %SIGNET_ERROR_NAME
 *
 * Makes a name as a certificate has it: values may be empty, long or full of control characters.
 *
 * Returns: (transfer full) (nullable): the name
 */
SignetName *
signet_name_new (const SignetNamePart  *parts,
                 guint                  n_parts,
                 GError               **error)
{
  SignetName *self;

  g_return_val_if_fail (parts != NULL || n_parts == 0, NULL);

  for (guint i = 0; i < n_parts; i++)
    if (!check_part (&parts[i], i > 0 ? parts[i - 1].rdn : 0, i == 0, error))
      return NULL;

  self = g_new0 (SignetName, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->size = n_parts;
  self->parts = g_new0 (SignetNamePart, n_parts);
  for (guint i = 0; i < n_parts; i++)
    {
      const SignetNameType *known = signet_name_type_lookup (parts[i].type);

      self->parts[i].rdn = parts[i].rdn;
      self->parts[i].type = known != NULL ? known->type : g_strdup (parts[i].type);
      self->parts[i].value = g_strdup (parts[i].value);
    }

  return self;
}

/**
 * signet_name_ref:
 * @self: a name
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetName *
signet_name_ref (SignetName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_name_unref:
 * @self: a name
 *
 * Drops a reference.
 */
void
signet_name_unref (SignetName *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->size; i++)
    {
      /* Short names are static, dotted ones were copied. */
      if (signet_name_is_oid (self->parts[i].type))
        g_free ((char *) self->parts[i].type);
      g_free ((char *) self->parts[i].value);
    }
  g_free (self->parts);
  g_free (self);
}

/**
 * signet_name_get_size:
 * @self: a name
 *
 * Returns: how many attributes the name has; 0 for the NULL-DN
 */
guint
signet_name_get_size (const SignetName *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

/**
 * signet_name_get_part:
 * @self: a name
 * @index: less than signet_name_get_size (), in encoding order
 *
 * Returns: (transfer none): one attribute
 */
const SignetNamePart *
signet_name_get_part (const SignetName *self,
                      guint             index)
{
  g_return_val_if_fail (self != NULL && index < self->size, NULL);

  return &self->parts[index];
}

/**
 * signet_name_get_first:
 * @self: a name
 * @type: a short name, an alias of one, or a dotted object identifier
 *
 * Looks for the attribute that comes first in the text of the name, which is the most specific one
 * and the last in encoding order.
 *
 * Returns: (transfer none) (nullable): its value, or %NULL where there is none of that type
 */
const char *
signet_name_get_first (const SignetName *self,
                       const char       *type)
{
  const SignetNameType *known;

  g_return_val_if_fail (self != NULL && type != NULL, NULL);

  known = signet_name_type_lookup (type);
  for (guint i = self->size; i > 0; i--)
    if (g_str_equal (self->parts[i - 1].type, known != NULL ? known->type : type))
      return self->parts[i - 1].value;

  return NULL;
}

static void
append_escaped (GString    *string,
                const char *value)
{
  if (signet_name_is_hash (value))
    {
      g_string_append (string, value);
      return;
    }

  for (const char *p = value; *p != '\0'; p++)
    {
      gboolean at_end = p == value || p[1] == '\0';

      if (g_ascii_iscntrl (*p))
        g_string_append_printf (string, "\\%02X", (guchar) *p);
      else if (strchr ("\"+,;<>\\", *p) != NULL || (*p == ' ' && at_end) ||
               (*p == '#' && p == value))
        g_string_append_printf (string, "\\%c", *p);
      else
        g_string_append_c (string, *p);
    }
}

typedef void (*AppendFunc) (GString *string,
                            const SignetNamePart *part);

/* Calls @append for all attributes, the last relative name first, but each one's attributes in
 * order. */
static void
append_parts (const SignetName *self,
              GString          *string,
              AppendFunc        append,
              const char       *between_names,
              const char       *between_parts)
{
  for (guint end = self->size; end > 0;)
    {
      guint start = end - 1;

      while (start > 0 && self->parts[start - 1].rdn == self->parts[start].rdn)
        start--;
      for (guint i = start; i < end; i++)
        {
          if (i > start)
            g_string_append (string, between_parts);
          append (string, &self->parts[i]);
        }
      if (start > 0)
        g_string_append (string, between_names);
      end = start;
    }
}

static void
append_text (GString              *string,
             const SignetNamePart *part)
{
  g_string_append_printf (string, "%s=", part->type);
  append_escaped (string, part->value);
}

static void
append_value (GString              *string,
              const SignetNamePart *part)
{
  g_string_append (string, part->value);
}

/**
 * signet_name_to_string:
 * @self: a name
 *
 * Writes the name as RFC 4514 says, the most specific part first. signet_name_parse () reads it
 * back.
 *
 * Returns: (transfer full): the text; empty for the NULL-DN
 */
char *
signet_name_to_string (const SignetName *self)
{
  GString *string;

  g_return_val_if_fail (self != NULL, NULL);

  string = g_string_new (NULL);
  append_parts (self, string, append_text, ",", "+");

  return g_string_free (string, FALSE);
}

/**
 * signet_name_to_display:
 * @self: a name
 *
 * Writes the values alone, for people: "Alice Example, Example University". What could disturb the
 * reader is replaced, see signet_text_clean ().
 *
 * Returns: (transfer full): the text; empty for the NULL-DN
 */
char *
signet_name_to_display (const SignetName *self)
{
  g_autoptr (GString) string = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  string = g_string_new (NULL);
  append_parts (self, string, append_value, ", ", ", ");

  return signet_text_clean (string->str, MAX_DISPLAY);
}

static guint
count_equal (const SignetName     *self,
             const SignetNamePart *wanted)
{
  guint n = 0;

  for (guint i = 0; i < self->size; i++)
    {
      const SignetNamePart *part = &self->parts[i];

      if (part->rdn == wanted->rdn && g_str_equal (part->type, wanted->type) &&
          g_str_equal (part->value, wanted->value))
        n++;
    }

  return n;
}

/**
 * signet_name_equal:
 * @self: a name
 * @other: another one
 *
 * Compares the relative names in order, the attributes of each in any order, values exactly.
 *
 * Returns: whether both are the same name
 */
gboolean
signet_name_equal (const SignetName *self,
                   const SignetName *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->size != other->size)
    return FALSE;
  for (guint i = 0; i < self->size; i++)
    if (count_equal (self, &self->parts[i]) != count_equal (other, &self->parts[i]))
      return FALSE;

  return TRUE;
}
