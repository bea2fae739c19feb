/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-extensions-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "pki/signet-asn1-private.h"
#include "pki/signet-policies-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free)

typedef gboolean (*Read) (X509_EXTENSION *extension,
                          SignetTemplate *wanted);

/* What a CA says about itself, about its key or about what it did. */
static gboolean
is_of_issuer (X509_EXTENSION *extension)
{
  switch (OBJ_obj2nid (X509_EXTENSION_get_object (extension)))
    {
    case NID_subject_key_identifier:
    case NID_authority_key_identifier:
    case NID_basic_constraints:
    case NID_private_key_usage_period:
    case NID_crl_distribution_points:
    case NID_freshest_crl:
    case NID_info_access:
    case NID_issuer_alt_name:
    case NID_ct_precert_scts:
    case NID_ct_precert_poison:
    case NID_netscape_comment:
    case NID_netscape_cert_type:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
read_key_usage (X509_EXTENSION *extension,
                SignetTemplate *wanted)
{
  g_autoptr (ASN1_BIT_STRING) bits = X509V3_EXT_d2i (extension);
  guint usage = signet_asn1_to_key_usage (bits);

  if (usage == 0)
    return FALSE;
  signet_template_set_key_usage (wanted, usage, X509_EXTENSION_get_critical (extension) == 1);

  return TRUE;
}

static gboolean
read_extended_usage (X509_EXTENSION *extension,
                     SignetTemplate *wanted)
{
  g_autoptr (EXTENDED_KEY_USAGE) usages = X509V3_EXT_d2i (extension);

  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++)
    {
      g_autofree char *oid = signet_oid_to_text (sk_ASN1_OBJECT_value (usages, i));

      if (oid == NULL || !signet_template_add_extended_usage (wanted, oid, NULL))
        return FALSE;
    }
  signet_template_set_extended_usage_critical (wanted,
                                               X509_EXTENSION_get_critical (extension) == 1);

  return sk_ASN1_OBJECT_num (usages) > 0;
}

static gboolean
read_alt_names (X509_EXTENSION *extension,
                SignetTemplate *wanted)
{
  g_autoptr (GENERAL_NAMES) names = X509V3_EXT_d2i (extension);

  for (int i = 0; i < sk_GENERAL_NAME_num (names); i++)
    {
      g_autoptr (SignetAltName) name =
        signet_alt_name_new_from_x509 (sk_GENERAL_NAME_value (names, i));

      if (signet_alt_name_get_kind (name) == SIGNET_ALT_NAME_OTHER ||
          !signet_template_add_alt_name (wanted, name))
        return FALSE;
    }
  signet_template_set_alt_names_critical (wanted, X509_EXTENSION_get_critical (extension) == 1);

  return sk_GENERAL_NAME_num (names) > 0;
}

static gboolean
read_policies (X509_EXTENSION *extension,
               SignetTemplate *wanted)
{
  g_autoptr (CERTIFICATEPOLICIES) policies = X509V3_EXT_d2i (extension);

  signet_template_set_policies_critical (wanted, X509_EXTENSION_get_critical (extension) == 1);

  return policies != NULL && signet_policies_read (policies, wanted);
}

static Read
find_reader (X509_EXTENSION *extension)
{
  switch (OBJ_obj2nid (X509_EXTENSION_get_object (extension)))
    {
    case NID_key_usage:
      return read_key_usage;
    case NID_ext_key_usage:
      return read_extended_usage;
    case NID_subject_alt_name:
      return read_alt_names;
    case NID_certificate_policies:
      return read_policies;
    default:
      return NULL;
    }
}

/* Tried with a template of its own first: one that got half of it would ask for something else. */
static gboolean
read_typed (X509_EXTENSION *extension,
            SignetTemplate *wanted)
{
  g_autoptr (SignetTemplate) trial = signet_template_new (NULL, NULL);
  Read read = find_reader (extension);
  gboolean complete = read != NULL && read (extension, trial) && read (extension, wanted);

  ERR_clear_error ();

  return complete;
}

static gboolean
read_raw (X509_EXTENSION  *extension,
          SignetTemplate  *wanted,
          GError         **error)
{
  g_autofree char *oid = signet_oid_to_text (X509_EXTENSION_get_object (extension));
  const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data (extension);
  g_autoptr (GBytes) der =
    g_bytes_new (ASN1_STRING_get0_data (value), ASN1_STRING_length (value));

  return signet_template_add_extension (wanted, oid != NULL ? oid : "?",
                                        X509_EXTENSION_get_critical (extension) == 1, der, error);
}

static gboolean
is_wanted (X509_EXTENSION      *extension,
           SignetTemplateParts  parts,
           gboolean             skip_issuers)
{
  gboolean is_alt_names =
    OBJ_obj2nid (X509_EXTENSION_get_object (extension)) == NID_subject_alt_name;

  if ((parts & (is_alt_names ? SIGNET_TEMPLATE_ALT_NAMES : SIGNET_TEMPLATE_EXTENSIONS)) == 0)
    return FALSE;

  return !skip_issuers || !is_of_issuer (extension);
}

static gboolean
is_repeated (const X509_EXTENSIONS  *extensions,
             int                     index,
             GError                **error)
{
  const ASN1_OBJECT *type =
    X509_EXTENSION_get_object (sk_X509_EXTENSION_value (extensions, index));
  g_autofree char *oid = NULL;

  if (X509v3_get_ext_by_OBJ (extensions, type, index) < 0)
    return FALSE;
  oid = signet_oid_to_text (type);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("The extension %s is there twice."),
               oid != NULL ? oid : "?");

  return TRUE;
}

/**
 * signet_extensions_read:
 * @extensions: (nullable): the extensions of a certificate or a request, from anywhere
 * @parts: %SIGNET_TEMPLATE_ALT_NAMES and %SIGNET_TEMPLATE_EXTENSIONS count
 * @skip_issuers: whether to leave out what is for the CA to say
 * @subject_template: a template with one reference, without extensions, which gets them
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Fills in a template. An extension that it cannot say all of goes into it as it is.
 *
 * Returns: whether the template now asks for them; if not, it may have got some of them
 */
gboolean
signet_extensions_read (const X509_EXTENSIONS  *extensions,
                        SignetTemplateParts     parts,
                        gboolean                skip_issuers,
                        SignetTemplate         *subject_template,
                        GError                **error)
{
  for (int i = 0; i < sk_X509_EXTENSION_num (extensions); i++)
    {
      X509_EXTENSION *extension = sk_X509_EXTENSION_value (extensions, i);

      if (!is_wanted (extension, parts, skip_issuers))
        continue;
      if (is_repeated (extensions, i, error))
        return FALSE;
      if (!read_typed (extension, subject_template) &&
          !read_raw (extension, subject_template, error))
        return FALSE;
    }

  return TRUE;
}
