/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-der.h"
#include "core/signet-error.h"
#include "core/signet-oid.h"
#include "core/signet-text.h"

#define MAX_EXTENSIONS 50
#define MAX_DER (16 * 1024) /* bytes of one extension */
#define MAX_SHOWN 64
#define CRITICAL "critical,"
#define DER "DER:"

/* @data is a SignetTemplateExtension. */
void
signet_template_extension_free (gpointer data)
{
  SignetTemplateExtension *extension = data;

  g_free (extension->oid);
  g_bytes_unref (extension->der);
  g_free (extension);
}

static gboolean
check_extension (SignetTemplate  *self,
                 const char      *oid,
                 GBytes          *der,
                 GError         **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (der, &length);

  if (signet_template_has_extension (self, oid))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("The extension %s is there twice."),
                   oid);
      return FALSE;
    }
  if (self->extensions->len >= MAX_EXTENSIONS)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("There are more than %d extensions."), MAX_EXTENSIONS);
      return FALSE;
    }
  if (length > MAX_DER || !signet_der_is_valid (data, length))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("The value of the extension %s is no DER, or is larger than %d KiB."), oid,
                   MAX_DER / 1024);
      return FALSE;
    }

  return TRUE;
}

/**
 * signet_template_add_extension:
 * @self: a template with one reference
 * @oid: what signet_oid_parse () reads
 * @critical: whether it is to be critical
 * @der: its value, what the OCTET STRING of RFC 5280 4.1 holds; at most 16 KiB
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Asks for one more extension. One that the template has a field for may be given so or so;
 * signet_template_validate () refuses it where both are.
 *
 * Returns: whether it fits
 */
gboolean
signet_template_add_extension (SignetTemplate  *self,
                               const char      *oid,
                               gboolean         critical,
                               GBytes          *der,
                               GError         **error)
{
  g_autofree char *dotted = NULL;
  SignetTemplateExtension *extension;

  g_return_val_if_fail (signet_template_may_change (self), FALSE);
  g_return_val_if_fail (oid != NULL && der != NULL, FALSE);

  dotted = signet_oid_parse (oid, error);
  if (dotted == NULL || !check_extension (self, dotted, der, error))
    return FALSE;

  extension = g_new0 (SignetTemplateExtension, 1);
  extension->oid = g_steal_pointer (&dotted);
  extension->critical = critical != FALSE;
  extension->der = g_bytes_ref (der);
  g_ptr_array_add (self->extensions, extension);

  return TRUE;
}

/* Returns NULL where @text is more than pairs of digits, between which colons may stand. */
static GBytes *
parse_hex (const char *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (*text != '\0')
    {
      guint8 byte;

      if (!g_ascii_isxdigit (text[0]) || !g_ascii_isxdigit (text[1]))
        return NULL;
      byte = (guint8) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
      if (bytes->len > MAX_DER)
        return NULL;
      g_byte_array_append (bytes, &byte, 1);
      text += 2;
      if (text[0] == ':' && text[1] != '\0')
        text++;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static const char *
skip_prefix (const char *text,
             const char *prefix,
             gboolean   *found)
{
  *found = g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;

  return *found ? text + strlen (prefix) : text;
}

/**
 * signet_template_add_extension_text:
 * @self: a template with one reference
 * @text: "OID=[critical,]DER:HEX", as in configuration files of OpenSSL
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * The form of an extension in files and on the command line.
 *
 * Returns: whether @text is one and it fits
 */
gboolean
signet_template_add_extension_text (SignetTemplate  *self,
                                    const char      *text,
                                    GError         **error)
{
  g_autofree char *oid = NULL;
  g_autoptr (GBytes) der = NULL;
  gboolean critical = FALSE;
  gboolean is_der = FALSE;
  const char *value;

  g_return_val_if_fail (signet_template_may_change (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  value = strchr (text, '=');
  if (value != NULL)
    {
      oid = g_strndup (text, value - text);
      value = skip_prefix (value + 1, CRITICAL, &critical);
      value = skip_prefix (value, DER, &is_der);
      der = is_der ? parse_hex (value) : NULL;
    }
  if (der == NULL)
    {
      g_autofree char *shown = signet_text_clean (text, MAX_SHOWN);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("An extension is written as “OID=critical,DER:HEX”, not as “%s”."), shown);
      return FALSE;
    }

  return signet_template_add_extension (self, oid, critical, der, error);
}

/* The form that signet_template_add_extension_text () reads. */
char *
signet_template_extension_to_string (const SignetTemplateExtension *extension)
{
  GString *text = g_string_new (extension->oid);
  gsize length;
  const guint8 *data = g_bytes_get_data (extension->der, &length);

  g_string_append_printf (text, "=%s" DER, extension->critical ? CRITICAL : "");
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02X", data[i]);

  return g_string_free (text, FALSE);
}

/**
 * signet_template_get_n_extensions:
 * @self: a template
 *
 * Returns: how many extensions are asked for that have no field of their own
 */
guint
signet_template_get_n_extensions (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->extensions->len;
}

/**
 * signet_template_get_extension:
 * @self: a template
 * @index: less than signet_template_get_n_extensions ()
 *
 * Returns: (transfer none): one extension
 */
const SignetTemplateExtension *
signet_template_get_extension (SignetTemplate *self,
                               guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->extensions->len, NULL);

  return g_ptr_array_index (self->extensions, index);
}

/**
 * signet_template_has_extension:
 * @self: a template
 * @oid: the dotted object identifier of an extension
 *
 * Returns: whether @self asks for that extension by its object identifier
 */
gboolean
signet_template_has_extension (SignetTemplate *self,
                               const char     *oid)
{
  g_return_val_if_fail (self != NULL && oid != NULL, FALSE);

  for (guint i = 0; i < self->extensions->len; i++)
    {
      const SignetTemplateExtension *extension = g_ptr_array_index (self->extensions, i);

      if (g_str_equal (extension->oid, oid))
        return TRUE;
    }

  return FALSE;
}
