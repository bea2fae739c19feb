/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-ossl-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <string.h>

#include "core/signet-text.h"
#include "pki/signet-asn1-private.h"

#define MAX_OTHER 1024

static gboolean
set_ia5 (GENERAL_NAME *general,
         int           type,
         const char   *value)
{
  ASN1_IA5STRING *string;

  if (!g_str_is_ascii (value))
    return FALSE;
  string = ASN1_IA5STRING_new ();
  if (string == NULL || ASN1_STRING_set (string, value, -1) != 1)
    {
      ASN1_IA5STRING_free (string);
      return FALSE;
    }
  GENERAL_NAME_set0_value (general, type, string);

  return TRUE;
}

static gboolean
set_ip (GENERAL_NAME *general,
        const char   *value)
{
  ASN1_OCTET_STRING *octets = a2i_IPADDRESS (value);

  if (octets == NULL)
    return FALSE;
  GENERAL_NAME_set0_value (general, GEN_IPADD, octets);

  return TRUE;
}

static gboolean
set_upn (GENERAL_NAME *general,
         const char   *value)
{
  ASN1_UTF8STRING *string = ASN1_UTF8STRING_new ();
  ASN1_TYPE *type = ASN1_TYPE_new ();

  if (string == NULL || type == NULL || ASN1_STRING_set (string, value, -1) != 1)
    {
      ASN1_UTF8STRING_free (string);
      ASN1_TYPE_free (type);
      return FALSE;
    }
  ASN1_TYPE_set (type, V_ASN1_UTF8STRING, string);
  if (GENERAL_NAME_set0_othername (general, OBJ_nid2obj (NID_ms_upn), type) != 1)
    {
      ASN1_TYPE_free (type);
      return FALSE;
    }

  return TRUE;
}

static gboolean
set_general_name (GENERAL_NAME        *general,
                  const SignetAltName *name)
{
  const char *value = signet_alt_name_get_value (name);

  switch (signet_alt_name_get_kind (name))
    {
    case SIGNET_ALT_NAME_EMAIL:
      return set_ia5 (general, GEN_EMAIL, value);
    case SIGNET_ALT_NAME_DNS:
      return set_ia5 (general, GEN_DNS, value);
    case SIGNET_ALT_NAME_URI:
      return set_ia5 (general, GEN_URI, value);
    case SIGNET_ALT_NAME_IP:
      return set_ip (general, value);
    case SIGNET_ALT_NAME_UPN:
      return set_upn (general, value);
    case SIGNET_ALT_NAME_OTHER:
    default:
      return FALSE;
    }
}

/**
 * signet_alt_name_to_x509:
 * @name: an alternative name
 * @error: return location for a %SIGNET_ERROR_ALT_NAME
 *
 * Encodes a name as RFC 5280 4.2.1.6 says. Names of the kind %SIGNET_ALT_NAME_OTHER are shown only
 * and cannot be encoded.
 *
 * Returns: (transfer full) (nullable): the name for OpenSSL
 */
GENERAL_NAME *
signet_alt_name_to_x509 (SignetAltName  *name,
                         GError        **error)
{
  g_autoptr (GENERAL_NAME) general = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  ERR_clear_error ();
  general = GENERAL_NAME_new ();
  if (general == NULL || !set_general_name (general, name))
    {
      g_autofree char *shown = signet_text_clean (signet_alt_name_get_value (name), MAX_OTHER);
      g_autofree char *message =
        g_strdup_printf (_ ("“%s” cannot be asked for as an alternative name."), shown);

      signet_set_ossl_error (error, SIGNET_ERROR_ALT_NAME, message);
      return NULL;
    }

  return g_steal_pointer (&general);
}

static SignetAltName *
new_other (const char *prefix,
           const char *value)
{
  g_autofree char *text = g_strconcat (prefix, ":", value, NULL);
  g_autofree char *shown = signet_text_clean (text, MAX_OTHER);

  return signet_alt_name_new_other (shown);
}

/* What the certificate says may be nothing that Signet would ask for ("DNS:not a name"). It is
 * shown all the same, but not as the kind that other code would trust to be well-formed. */
static SignetAltName *
new_from_text (SignetAltNameKind  kind,
               const char        *prefix,
               const char        *value)
{
  SignetAltName *name =
    signet_text_is_clean (value) ? signet_alt_name_new (kind, value, NULL) : NULL;

  return name != NULL ? name : new_other (prefix, value);
}

static SignetAltName *
new_from_ia5 (SignetAltNameKind     kind,
              const char           *prefix,
              const ASN1_IA5STRING *string)
{
  const char *data = (const char *) ASN1_STRING_get0_data (string);
  int length = ASN1_STRING_length (string);
  g_autofree char *text = NULL;

  if (length > 0 && memchr (data, '\0', length) != NULL)
    {
      text = signet_hex_encode (data, length, ':');
      return new_other (prefix, text);
    }
  text = g_strndup (data, length);
  if (!g_str_is_ascii (text))
    return new_other (prefix, text);

  return new_from_text (kind, prefix, text);
}

static SignetAltName *
new_from_ip (const ASN1_OCTET_STRING *octets)
{
  const guchar *data = ASN1_STRING_get0_data (octets);
  int length = ASN1_STRING_length (octets);
  g_autofree char *text = NULL;

  if (length == 4 || length == 16)
    {
      g_autoptr (GInetAddress) address = NULL;

      address = g_inet_address_new_from_bytes (data, length == 4 ? G_SOCKET_FAMILY_IPV4
                                                                 : G_SOCKET_FAMILY_IPV6);
      text = g_inet_address_to_string (address);
      return new_from_text (SIGNET_ALT_NAME_IP, "IP", text);
    }
  text = signet_hex_encode (data, length, ':');

  return new_other ("IP", text);
}

static char *
value_to_text (const ASN1_TYPE *value)
{
  g_autofree char *hex = NULL;
  unsigned char *der = NULL;
  int length;

  if (ASN1_TYPE_get (value) == V_ASN1_UTF8STRING || ASN1_TYPE_get (value) == V_ASN1_IA5STRING)
    return signet_asn1_to_text (value->value.asn1_string);

  length = i2d_ASN1_TYPE (value, &der);
  hex = signet_hex_encode (der, MAX (length, 0), 0);
  OPENSSL_free (der);

  return g_strconcat ("#", hex, NULL);
}

static SignetAltName *
new_from_other_name (const GENERAL_NAME *general)
{
  g_autofree char *oid = NULL;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  ASN1_OBJECT *object = NULL;
  ASN1_TYPE *value = NULL;

  GENERAL_NAME_get0_otherName (general, &object, &value);
  text = value_to_text (value);
  if (OBJ_obj2nid (object) == NID_ms_upn && ASN1_TYPE_get (value) == V_ASN1_UTF8STRING)
    return new_from_text (SIGNET_ALT_NAME_UPN, "UPN", text);
  oid = signet_oid_to_text (object);
  shown = g_strdup_printf ("%s=%s", oid != NULL ? oid : "?", text);

  return new_other ("OtherName", shown);
}

static SignetAltName *
new_from_dir_name (const X509_NAME *dir_name)
{
  g_autoptr (SignetName) name = signet_name_new_from_x509 (dir_name);
  g_autofree char *text = signet_name_to_string (name);

  return new_other ("DirName", text);
}

static SignetAltName *
new_from_rest (const GENERAL_NAME *general)
{
  g_autofree char *text = NULL;
  unsigned char *der = NULL;
  int length = i2d_GENERAL_NAME (general, &der);

  text = signet_hex_encode (der, MAX (length, 0), 0);
  OPENSSL_free (der);

  return new_other ("#", text);
}

/**
 * signet_alt_name_new_from_x509:
 * @name: a name of OpenSSL, from anywhere
 *
 * What is no well-formed e-mail address, host name, IP address, URI or principal name becomes a
 * name of the kind %SIGNET_ALT_NAME_OTHER with a harmless text.
 *
 * Returns: (transfer full): the alternative name
 */
SignetAltName *
signet_alt_name_new_from_x509 (const GENERAL_NAME *name)
{
  g_autofree char *text = NULL;
  void *value;
  int type;

  g_return_val_if_fail (name != NULL, NULL);

  value = GENERAL_NAME_get0_value (name, &type);
  switch (type)
    {
    case GEN_EMAIL:
      return new_from_ia5 (SIGNET_ALT_NAME_EMAIL, "email", value);
    case GEN_DNS:
      return new_from_ia5 (SIGNET_ALT_NAME_DNS, "DNS", value);
    case GEN_URI:
      return new_from_ia5 (SIGNET_ALT_NAME_URI, "URI", value);
    case GEN_IPADD:
      return new_from_ip (value);
    case GEN_OTHERNAME:
      return new_from_other_name (name);
    case GEN_DIRNAME:
      return new_from_dir_name (value);
    case GEN_RID:
      text = signet_oid_to_text (value);
      return new_other ("RID", text != NULL ? text : "?");
    default:
      return new_from_rest (name);
    }
}
