/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-difference.h"

#include <glib/gi18n-lib.h>

static void
compare_subject (SignetCertificate *certificate,
                 SignetTemplate    *asked,
                 GStrvBuilder      *builder)
{
  SignetName *wanted = signet_template_get_subject (asked);
  SignetName *issued = signet_certificate_get_subject (certificate);
  g_autofree char *wanted_text = wanted != NULL ? signet_name_to_display (wanted) : g_strdup ("");
  g_autofree char *issued_text = signet_name_to_display (issued);
  g_autofree char *line = NULL;

  if (wanted != NULL ? signet_name_equal (wanted, issued) : signet_name_get_size (issued) == 0)
    return;

  line = g_strdup_printf (_ ("The name is “%s”; “%s” was asked for."), issued_text, wanted_text);
  g_strv_builder_add (builder, line);
}

static gboolean
certificate_has (SignetCertificate *certificate,
                 SignetAltName     *name)
{
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      if (signet_alt_name_equal (signet_certificate_get_alt_name (certificate, i), name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
template_has (SignetTemplate *asked,
              SignetAltName  *name)
{
  for (guint i = 0; i < signet_template_get_n_alt_names (asked); i++)
    {
      if (signet_alt_name_equal (signet_template_get_alt_name (asked, i), name))
        return TRUE;
    }

  return FALSE;
}

static void
add_alt_name_line (GStrvBuilder  *builder,
                   const char    *prefix,
                   SignetAltName *name)
{
  g_autofree char *text = signet_alt_name_to_string (name);
  g_autofree char *line = g_strconcat (prefix, " ", text, NULL);

  g_strv_builder_add (builder, line);
}

static void
compare_alt_names (SignetCertificate *certificate,
                   SignetTemplate    *asked,
                   GStrvBuilder      *builder)
{
  for (guint i = 0; i < signet_template_get_n_alt_names (asked); i++)
    {
      SignetAltName *name = signet_template_get_alt_name (asked, i);

      if (!certificate_has (certificate, name))
        add_alt_name_line (builder, _ ("Asked for, but not in the certificate:"), name);
    }
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);

      if (!template_has (asked, name))
        add_alt_name_line (builder, _ ("In the certificate, but not asked for:"), name);
    }
}

/**
 * signet_certificate_dup_differences:
 * @self: an issued certificate
 * @asked: what was asked for
 *
 * Compares subject and alternative names with what was asked for (RFC 9810 5.2.3, grantedWithMods).
 *
 * Returns: (transfer full): one sentence for each difference, not cleaned for a terminal; empty
 *   where there is none
 */
GStrv
signet_certificate_dup_differences (SignetCertificate *self,
                                    SignetTemplate    *asked)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self) && asked != NULL, NULL);

  compare_subject (self, asked, builder);
  compare_alt_names (self, asked, builder);

  return g_strv_builder_end (builder);
}
