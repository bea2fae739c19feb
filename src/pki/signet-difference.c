/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-difference.h"

#include <glib/gi18n-lib.h>

#include "core/signet-oid.h"
#include "pki/signet-difference-private.h"

#define DAY (24 * 60 * 60)
#define MAX_LINES 50

static void
compare_subject (SignetCertificate *certificate,
                 SignetTemplate    *asked,
                 GPtrArray         *lines)
{
  SignetName *wanted = signet_template_get_subject (asked);
  SignetName *issued = signet_certificate_get_subject (certificate);
  g_autofree char *wanted_text = signet_name_to_display (wanted);
  g_autofree char *issued_text = signet_name_to_display (issued);

  if (!signet_name_equal (wanted, issued))
    signet_difference_add (
      lines,
      g_strdup_printf (_ ("The name is “%s”; “%s” was asked for."), issued_text, wanted_text));
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
add_alt_name_line (GPtrArray     *lines,
                   const char    *prefix,
                   SignetAltName *name)
{
  g_autofree char *text = signet_alt_name_to_string (name);

  signet_difference_add (lines, g_strconcat (prefix, " ", text, NULL));
}

static void
compare_alt_names (SignetCertificate *certificate,
                   SignetTemplate    *asked,
                   GPtrArray         *lines)
{
  for (guint i = 0; i < signet_template_get_n_alt_names (asked); i++)
    {
      SignetAltName *name = signet_template_get_alt_name (asked, i);

      if (!certificate_has (certificate, name))
        add_alt_name_line (lines, _ ("Asked for, but not in the certificate:"), name);
    }
  /* Then they are compared byte by byte. */
  if (signet_template_has_extension (asked, SIGNET_OID_ALT_NAMES))
    return;
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);

      if (!template_has (asked, name))
        add_alt_name_line (lines, _ ("In the certificate, but not asked for:"), name);
    }
}

static void
compare_issuer (SignetCertificate *certificate,
                SignetTemplate    *asked,
                GPtrArray         *lines)
{
  SignetName *wanted = signet_template_get_issuer (asked);
  SignetName *issued = signet_certificate_get_issuer (certificate);
  g_autofree char *wanted_text = NULL;
  g_autofree char *issued_text = NULL;

  if (wanted == NULL || signet_name_equal (wanted, issued))
    return;
  wanted_text = signet_name_to_display (wanted);
  issued_text = signet_name_to_display (issued);
  signet_difference_add (lines, g_strdup_printf (_ ("It was issued by “%s”; “%s” was asked for."),
                                                 issued_text, wanted_text));
}

/* A CA may set its clock back a little, or let the certificate end with the day. */
static void
compare_validity (SignetCertificate *certificate,
                  SignetTemplate    *asked,
                  GPtrArray         *lines)
{
  gint64 wanted = signet_template_get_days (asked);
  gint64 seconds = signet_certificate_get_not_after (certificate) -
                   signet_certificate_get_not_before (certificate);

  if (wanted == 0 || ABS (seconds - wanted * DAY) <= DAY)
    return;
  signet_difference_add (lines, g_strdup_printf (_ ("It is valid for %" G_GINT64_FORMAT
                                                    " days; %" G_GINT64_FORMAT
                                                    " were asked for."),
                                                 (seconds + DAY / 2) / DAY, wanted));
}

/**
 * signet_difference_add:
 * @lines: (element-type utf8): gets the sentence
 * @line: (transfer full): one difference
 *
 * Adds a difference that was just put into words. A certificate can hold thousands of names; nobody
 * reads more than the first fifty.
 */
void
signet_difference_add (GPtrArray *lines,
                       char      *line)
{
  if (lines->len < MAX_LINES)
    {
      g_ptr_array_add (lines, line);
      return;
    }
  if (lines->len == MAX_LINES)
    g_ptr_array_add (lines, g_strdup (_ ("There are more differences.")));
  g_free (line);
}

/**
 * signet_certificate_dup_differences:
 * @self: an issued certificate
 * @asked: what was asked for
 *
 * Compares subject, alternative names, issuer, validity (to the day), key usages, policies and all
 * other extensions with what was asked for (RFC 9810 5.2.3, grantedWithMods). What was left to the
 * CA differs in nothing, but a name that nobody asked for is always told.
 *
 * Returns: (transfer full): one sentence for each difference, fifty at most, not cleaned for a
 *   terminal; empty where there is none
 */
GStrv
signet_certificate_dup_differences (SignetCertificate *self,
                                    SignetTemplate    *asked)
{
  GPtrArray *lines;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self) && asked != NULL, NULL);

  lines = g_ptr_array_new ();
  compare_subject (self, asked, lines);
  compare_alt_names (self, asked, lines);
  compare_issuer (self, asked, lines);
  compare_validity (self, asked, lines);
  signet_difference_compare_extensions (self, asked, lines);

  g_ptr_array_add (lines, NULL);

  return (GStrv) g_ptr_array_free (lines, FALSE);
}
