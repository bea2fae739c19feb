/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-difference-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "core/signet-key-usage.h"
#include "core/signet-oid.h"
#include "pki/signet-asn1-private.h"
#include "pki/signet-policies-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free)

typedef enum {
  KEY_USAGE,
  EXTENDED_USAGE,
  POLICY,
} Kind;

static const char *
show_oid (const char *oid)
{
  const char *name = signet_oid_get_name (oid);

  return name != NULL ? name : oid;
}

static void
add_missing (GPtrArray  *lines,
             Kind        kind,
             const char *what)
{
  switch (kind)
    {
    case KEY_USAGE:
      signet_difference_add (
        lines, g_strdup_printf (_ ("The key usage %s was asked for, but not granted."), what));
      break;
    case EXTENDED_USAGE:
      signet_difference_add (
        lines,
        g_strdup_printf (_ ("The extended key usage %s was asked for, but not granted."), what));
      break;
    case POLICY:
      signet_difference_add (
        lines, g_strdup_printf (_ ("The policy %s was asked for, but not granted."), what));
      break;
    }
}

static void
add_extra (GPtrArray  *lines,
           Kind        kind,
           const char *what)
{
  switch (kind)
    {
    case KEY_USAGE:
      signet_difference_add (
        lines, g_strdup_printf (_ ("The key usage %s was granted, but not asked for."), what));
      break;
    case EXTENDED_USAGE:
      signet_difference_add (
        lines,
        g_strdup_printf (_ ("The extended key usage %s was granted, but not asked for."), what));
      break;
    case POLICY:
      signet_difference_add (
        lines, g_strdup_printf (_ ("The policy %s was granted, but not asked for."), what));
      break;
    }
}

/* Tells what is in one list only. */
static void
compare_lists (const char *const *wanted,
               const char *const *granted,
               Kind               kind,
               GPtrArray         *lines)
{
  for (gsize i = 0; wanted[i] != NULL; i++)
    if (!g_strv_contains (granted, wanted[i]))
      add_missing (lines, kind, show_oid (wanted[i]));
  for (gsize i = 0; granted[i] != NULL; i++)
    if (!g_strv_contains (wanted, granted[i]))
      add_extra (lines, kind, show_oid (granted[i]));
}

static void
compare_key_usage (SignetCertificate *certificate,
                   SignetTemplate    *asked,
                   GPtrArray         *lines)
{
  g_auto (GStrv) wanted = signet_key_usage_to_names (signet_template_get_key_usage (asked));

  if (wanted[0] != NULL)
    compare_lists ((const char *const *) wanted, signet_certificate_get_key_usages (certificate),
                   KEY_USAGE, lines);
}

static GStrv
list_granted_usages (X509 *x509)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (EXTENDED_KEY_USAGE) usages = X509_get_ext_d2i (x509, NID_ext_key_usage, NULL, NULL);

  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++)
    {
      g_autofree char *oid = signet_oid_to_text (sk_ASN1_OBJECT_value (usages, i));

      g_strv_builder_add (builder, oid != NULL ? oid : "?");
    }

  return g_strv_builder_end (builder);
}

static void
compare_extended_usages (SignetCertificate *certificate,
                         SignetTemplate    *asked,
                         GPtrArray         *lines)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) wanted = NULL;
  g_auto (GStrv) granted = list_granted_usages (signet_certificate_get_x509 (certificate));

  for (guint i = 0; i < signet_template_get_n_extended_usages (asked); i++)
    g_strv_builder_add (builder, signet_template_get_extended_usage (asked, i));
  wanted = g_strv_builder_end (builder);
  if (wanted[0] != NULL)
    compare_lists ((const char *const *) wanted, (const char *const *) granted, EXTENDED_USAGE,
                   lines);
}

static GStrv
list_policies (const CERTIFICATEPOLICIES *policies)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < sk_POLICYINFO_num (policies); i++)
    {
      g_autofree char *oid = signet_oid_to_text (sk_POLICYINFO_value (policies, i)->policyid);

      g_strv_builder_add (builder, oid != NULL ? oid : "?");
    }

  return g_strv_builder_end (builder);
}

static GStrv
list_wanted_policies (SignetTemplate *asked)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < signet_template_get_n_policies (asked); i++)
    g_strv_builder_add (builder, signet_template_get_policy (asked, i)->oid);

  return g_strv_builder_end (builder);
}

static void
compare_policies (SignetCertificate *certificate,
                  SignetTemplate    *asked,
                  GPtrArray         *lines)
{
  g_autoptr (CERTIFICATEPOLICIES) policies =
    X509_get_ext_d2i (signet_certificate_get_x509 (certificate), NID_certificate_policies, NULL,
                      NULL);
  g_auto (GStrv) wanted = list_wanted_policies (asked);
  g_auto (GStrv) granted = list_policies (policies);

  if (wanted[0] == NULL)
    return;
  compare_lists ((const char *const *) wanted, (const char *const *) granted, POLICY, lines);
  for (guint i = 0; wanted[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) granted, wanted[i]) &&
        !signet_policies_have (policies, signet_template_get_policy (asked, i)))
      signet_difference_add (
        lines, g_strdup_printf (_ ("The policy %s has another statement or notice than asked for."),
                                show_oid (wanted[i])));
}

static X509_EXTENSION *
find_extension (X509       *x509,
                const char *oid)
{
  g_autoptr (ASN1_OBJECT) type = OBJ_txt2obj (oid, 1);
  int index = type != NULL ? X509_get_ext_by_OBJ (x509, type, -1) : -1;

  return index >= 0 ? (X509_EXTENSION *) X509_get_ext (x509, index) : NULL;
}

static gboolean
has_value (X509_EXTENSION *extension,
           GBytes         *der)
{
  const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data (extension);
  g_autoptr (GBytes) granted =
    g_bytes_new (ASN1_STRING_get0_data (value), ASN1_STRING_length (value));

  return g_bytes_equal (granted, der);
}

static void
compare_raw (SignetCertificate             *certificate,
             const SignetTemplateExtension *wanted,
             GPtrArray                     *lines)
{
  X509_EXTENSION *extension =
    find_extension (signet_certificate_get_x509 (certificate), wanted->oid);
  const char *shown = show_oid (wanted->oid);

  if (extension == NULL)
    signet_difference_add (
      lines, g_strdup_printf (_ ("The extension %s was asked for, but not granted."), shown));
  else if (!has_value (extension, wanted->der))
    signet_difference_add (
      lines, g_strdup_printf (_ ("The extension %s has another value than asked for."), shown));
}

/* Only what is less than asked for: many CAs mark more as critical than anybody asks. */
static void
compare_critical (SignetCertificate *certificate,
                  const char        *oid,
                  gboolean           wanted,
                  GPtrArray         *lines)
{
  X509_EXTENSION *extension =
    wanted ? find_extension (signet_certificate_get_x509 (certificate), oid) : NULL;

  if (extension != NULL && X509_EXTENSION_get_critical (extension) != 1)
    signet_difference_add (
      lines, g_strdup_printf (_ ("The extension %s was asked for as critical, and is not."),
                              show_oid (oid)));
}

static void
compare_all_critical (SignetCertificate *certificate,
                      SignetTemplate    *asked,
                      GPtrArray         *lines)
{
  compare_critical (certificate, SIGNET_OID_KEY_USAGE,
                    signet_template_get_key_usage_critical (asked), lines);
  compare_critical (certificate, SIGNET_OID_EXTENDED_USAGE,
                    signet_template_get_n_extended_usages (asked) > 0 &&
                      signet_template_get_extended_usage_critical (asked),
                    lines);
  compare_critical (certificate, SIGNET_OID_ALT_NAMES,
                    signet_template_get_n_alt_names (asked) > 0 &&
                      signet_template_get_alt_names_critical (asked),
                    lines);
  compare_critical (certificate, SIGNET_OID_POLICIES,
                    signet_template_get_n_policies (asked) > 0 &&
                      signet_template_get_policies_critical (asked),
                    lines);
  for (guint i = 0; i < signet_template_get_n_extensions (asked); i++)
    {
      const SignetTemplateExtension *extension = signet_template_get_extension (asked, i);

      compare_critical (certificate, extension->oid, extension->critical, lines);
    }
}

/**
 * signet_difference_compare_extensions:
 * @certificate: an issued certificate
 * @asked: what was asked for
 * @lines: gets the differences
 *
 * Compares all extensions but the alternative names. The certificate may be anything.
 */
void
signet_difference_compare_extensions (SignetCertificate *certificate,
                                      SignetTemplate    *asked,
                                      GPtrArray         *lines)
{
  compare_key_usage (certificate, asked, lines);
  compare_extended_usages (certificate, asked, lines);
  compare_policies (certificate, asked, lines);
  for (guint i = 0; i < signet_template_get_n_extensions (asked); i++)
    compare_raw (certificate, signet_template_get_extension (asked, i), lines);
  compare_all_critical (certificate, asked, lines);
  ERR_clear_error ();
}
