/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-ossl-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <string.h>

#include "core/signet-text.h"
#include "pki/signet-asn1-private.h"

#define MAX_SHOWN 64

/* OpenSSL's table knows sizes and string types of the attributes in RFC 5280 appendix A; whatever
 * it does not know becomes a UTF8String. */
static X509_NAME_ENTRY *
entry_from_text (const ASN1_OBJECT *type,
                 const char        *text)
{
  int nid = OBJ_obj2nid (type);
  X509_NAME_ENTRY *entry;

  entry =
    X509_NAME_ENTRY_create_by_OBJ (NULL, type, MBSTRING_UTF8, (const unsigned char *) text, -1);
  /* Devices have serial numbers that no PrintableString can hold ("SN_42"), and CAs issue them. */
  if (entry == NULL && (nid == NID_serialNumber || nid == NID_dnQualifier) &&
      strlen (text) <= MAX_SHOWN)
    entry = X509_NAME_ENTRY_create_by_OBJ (NULL, type, V_ASN1_UTF8STRING,
                                           (const unsigned char *) text, -1);

  return entry;
}

static X509_NAME_ENTRY *
entry_from_part (const SignetNamePart *part)
{
  g_autoptr (ASN1_OBJECT) type = NULL;
  g_autoptr (ASN1_STRING) value = NULL;
  const char *oid = signet_name_type_to_oid (part->type);

  type = OBJ_txt2obj (oid != NULL ? oid : part->type, 1);
  if (type == NULL)
    return NULL;
  value = signet_asn1_from_hash (part->value);
  if (value == NULL)
    return entry_from_text (type, part->value);

  return X509_NAME_ENTRY_create_by_OBJ (NULL, type, ASN1_STRING_type (value),
                                        ASN1_STRING_get0_data (value), ASN1_STRING_length (value));
}

static gboolean
add_part (X509_NAME             *x509_name,
          const SignetNamePart  *part,
          gboolean               joins,
          GError               **error)
{
  g_autoptr (X509_NAME_ENTRY) entry = entry_from_part (part);

  if (entry == NULL || X509_NAME_add_entry (x509_name, entry, -1, joins ? -1 : 0) != 1)
    {
      g_autofree char *shown = signet_text_clean (part->value, MAX_SHOWN);
      g_autofree char *message =
        g_strdup_printf (_ ("“%s” cannot be the value of %s."), shown, part->type);

      signet_set_ossl_error (error, SIGNET_ERROR_NAME, message);
      return FALSE;
    }

  return TRUE;
}

/**
 * signet_name_to_x509:
 * @name: a name
 * @error: return location for a %SIGNET_ERROR_NAME
 *
 * Encodes values as UTF8String (RFC 5280 4.1.2.4), those of C, serialNumber and dnQualifier as
 * PrintableString, those of DC and emailAddress as IA5String, and "#" with hexadecimal as what it
 * says.
 *
 * Returns: (transfer full) (nullable): the name for OpenSSL
 */
X509_NAME *
signet_name_to_x509 (SignetName  *name,
                     GError     **error)
{
  g_autoptr (X509_NAME) x509_name = NULL;
  guint n_parts;

  g_return_val_if_fail (name != NULL, NULL);

  ERR_clear_error ();
  x509_name = X509_NAME_new ();
  n_parts = signet_name_get_size (name);
  for (guint i = 0; i < n_parts; i++)
    {
      const SignetNamePart *part = signet_name_get_part (name, i);
      gboolean joins = i > 0 && signet_name_get_part (name, i - 1)->rdn == part->rdn;

      if (!add_part (x509_name, part, joins, error))
        return NULL;
    }

  return g_steal_pointer (&x509_name);
}

static char *
type_from_object (const ASN1_OBJECT *object)
{
  g_autofree char *oid = signet_oid_to_text (object);
  const char *type = oid != NULL ? signet_name_oid_to_type (oid) : NULL;

  return type != NULL ? g_strdup (type) : g_steal_pointer (&oid);
}

static void
clear_part (gpointer data)
{
  SignetNamePart *part = data;

  g_free ((char *) part->type);
  g_free ((char *) part->value);
}

static GArray *
read_parts (const X509_NAME *name)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (SignetNamePart));
  int n_entries = X509_NAME_entry_count (name);
  guint rdn = 0;
  int last_set = -1;

  g_array_set_clear_func (parts, clear_part);
  for (int i = 0; i < n_entries; i++)
    {
      const X509_NAME_ENTRY *entry = X509_NAME_get_entry (name, i);
      SignetNamePart part = { 0, NULL, NULL };

      part.type = type_from_object (X509_NAME_ENTRY_get_object (entry));
      if (part.type == NULL)
        continue;
      if (parts->len > 0 && X509_NAME_ENTRY_set (entry) != last_set)
        rdn++;
      last_set = X509_NAME_ENTRY_set (entry);
      part.rdn = rdn;
      part.value = signet_asn1_to_text (X509_NAME_ENTRY_get_data (entry));
      g_array_append_val (parts, part);
    }
  ERR_clear_error ();

  return parts;
}

/**
 * signet_name_new_from_x509:
 * @name: a name of OpenSSL, from anywhere
 *
 * Values stay as they are, even where no person wrote them; signet_name_to_display () makes them
 * harmless. An attribute whose object identifier OpenSSL refuses to print (more than 586 bytes) is
 * left out.
 *
 * Returns: (transfer full): the name
 */
SignetName *
signet_name_new_from_x509 (const X509_NAME *name)
{
  g_autoptr (GArray) parts = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  parts = read_parts (name);

  return signet_name_new ((const SignetNamePart *) parts->data, parts->len, NULL);
}
