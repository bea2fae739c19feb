/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-extensions-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "core/signet-oid.h"
#include "pki/signet-asn1-private.h"
#include "pki/signet-policies-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free)

static gboolean
failed (GError **error)
{
  signet_set_ossl_error (error, SIGNET_ERROR_USAGE, _ ("The extensions could not be made."));

  return FALSE;
}

/* Takes @extension. The library sends what it is given: the same twice would be our fault. */
static gboolean
take (X509_EXTENSIONS  *extensions,
      X509_EXTENSION   *extension,
      GError          **error)
{
  g_autoptr (X509_EXTENSION) owned = extension;
  g_autofree char *oid = NULL;

  if (extension == NULL)
    return failed (error);
  if (X509v3_get_ext_by_OBJ (extensions, X509_EXTENSION_get_object (extension), -1) >= 0)
    {
      oid = signet_oid_to_text (X509_EXTENSION_get_object (extension));
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("The extension %s is there twice."),
                   oid != NULL ? oid : "?");
      return FALSE;
    }
  if (sk_X509_EXTENSION_push (extensions, extension) <= 0)
    return failed (error);
  owned = NULL;

  return TRUE;
}

static gboolean
add_key_usage (X509_EXTENSIONS  *extensions,
               SignetTemplate   *wanted,
               GError          **error)
{
  g_autoptr (ASN1_BIT_STRING) bits = NULL;
  guint usage = signet_template_get_key_usage (wanted);

  if (usage == 0)
    return TRUE;
  bits = ASN1_BIT_STRING_new ();
  for (int i = 0; bits != NULL && usage >> i != 0; i++)
    if ((usage & 1U << i) != 0 && ASN1_BIT_STRING_set_bit (bits, i, 1) != 1)
      return failed (error);

  return take (extensions,
               X509V3_EXT_i2d (NID_key_usage, signet_template_get_key_usage_critical (wanted),
                               bits),
               error);
}

static gboolean
add_extended_usage (X509_EXTENSIONS  *extensions,
                    SignetTemplate   *wanted,
                    GError          **error)
{
  g_autoptr (EXTENDED_KEY_USAGE) usages = NULL;

  if (signet_template_get_n_extended_usages (wanted) == 0)
    return TRUE;
  usages = EXTENDED_KEY_USAGE_new ();
  for (guint i = 0; i < signet_template_get_n_extended_usages (wanted); i++)
    {
      ASN1_OBJECT *usage = OBJ_txt2obj (signet_template_get_extended_usage (wanted, i), 1);

      if (usage == NULL || sk_ASN1_OBJECT_push (usages, usage) <= 0)
        {
          ASN1_OBJECT_free (usage);
          return failed (error);
        }
    }

  return take (extensions,
               X509V3_EXT_i2d (NID_ext_key_usage,
                               signet_template_get_extended_usage_critical (wanted), usages),
               error);
}

static gboolean
add_alt_names (X509_EXTENSIONS  *extensions,
               SignetTemplate   *wanted,
               GError          **error)
{
  g_autoptr (GENERAL_NAMES) names = NULL;

  if (signet_template_get_n_alt_names (wanted) == 0)
    return TRUE;
  names = GENERAL_NAMES_new ();
  for (guint i = 0; i < signet_template_get_n_alt_names (wanted); i++)
    {
      GENERAL_NAME *name =
        signet_alt_name_to_x509 (signet_template_get_alt_name (wanted, i), error);

      if (name == NULL)
        return FALSE;
      if (sk_GENERAL_NAME_push (names, name) <= 0)
        {
          GENERAL_NAME_free (name);
          return failed (error);
        }
    }

  return take (extensions,
               X509V3_EXT_i2d (NID_subject_alt_name,
                               signet_template_get_alt_names_critical (wanted), names),
               error);
}

static gboolean
add_policies (X509_EXTENSIONS  *extensions,
              SignetTemplate   *wanted,
              GError          **error)
{
  g_autoptr (CERTIFICATEPOLICIES) policies = NULL;

  if (signet_template_get_n_policies (wanted) == 0)
    return TRUE;
  policies = signet_policies_new (wanted);
  if (policies == NULL)
    return failed (error);

  return take (extensions,
               X509V3_EXT_i2d (NID_certificate_policies,
                               signet_template_get_policies_critical (wanted), policies),
               error);
}

static X509_EXTENSION *
make_raw (const SignetTemplateExtension *wanted)
{
  g_autoptr (ASN1_OBJECT) type = OBJ_txt2obj (wanted->oid, 1);
  g_autoptr (ASN1_OCTET_STRING) value = ASN1_OCTET_STRING_new ();
  gsize length;
  gconstpointer data = g_bytes_get_data (wanted->der, &length);

  if (type == NULL || value == NULL || ASN1_OCTET_STRING_set (value, data, (int) length) != 1)
    return NULL;

  return X509_EXTENSION_create_by_OBJ (NULL, type, wanted->critical, value);
}

static gboolean
add_raw (X509_EXTENSIONS  *extensions,
         SignetTemplate   *wanted,
         GError          **error)
{
  for (guint i = 0; i < signet_template_get_n_extensions (wanted); i++)
    if (!take (extensions, make_raw (signet_template_get_extension (wanted, i)), error))
      return FALSE;

  return TRUE;
}

/**
 * signet_extensions_new:
 * @subject_template: what is asked for
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_ALT_NAME
 *
 * Makes all extensions of a request: key usage, extended key usage, alternative names, policies and
 * those that were given as they are (RFC 5280 4.2). The alternative names are among them, so that
 * the context of OpenSSL must not be given them once more.
 *
 * Returns: (transfer full) (nullable): the extensions, an empty stack where nothing is asked for
 */
X509_EXTENSIONS *
signet_extensions_new (SignetTemplate  *subject_template,
                       GError         **error)
{
  g_autoptr (X509_EXTENSIONS) extensions = NULL;

  g_return_val_if_fail (subject_template != NULL, NULL);

  ERR_clear_error ();
  extensions = sk_X509_EXTENSION_new_null ();
  if (extensions == NULL)
    failed (error);
  else if (add_key_usage (extensions, subject_template, error) &&
           add_extended_usage (extensions, subject_template, error) &&
           add_alt_names (extensions, subject_template, error) &&
           add_policies (extensions, subject_template, error) &&
           add_raw (extensions, subject_template, error))
    return g_steal_pointer (&extensions);

  return NULL;
}
