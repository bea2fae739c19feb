/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-key-usage.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define CONTENT_COMMITMENT 1 /* X.509 renamed the bit nonRepudiation */
#define MAX_SHOWN 64

static const char *const names[] = {
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
};

/**
 * signet_key_usage_parse:
 * @text: the name of a key usage ("digitalSignature"), without regard to case
 * @bits: (inout): gets its bit too
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Reads one named bit of RFC 5280 4.2.1.3.
 *
 * Returns: whether @text is such a name
 */
gboolean
signet_key_usage_parse (const char  *text,
                        guint       *bits,
                        GError     **error)
{
  g_autofree char *shown = NULL;
  g_auto (GStrv) known = NULL;
  g_autofree char *all = NULL;

  g_return_val_if_fail (text != NULL && bits != NULL, FALSE);

  if (g_ascii_strcasecmp (text, "contentCommitment") == 0)
    {
      *bits |= 1U << CONTENT_COMMITMENT;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      {
        *bits |= 1U << i;
        return TRUE;
      }

  shown = signet_text_clean (text, MAX_SHOWN);
  known = signet_key_usage_to_names (SIGNET_KEY_USAGE_ALL);
  all = g_strjoinv (", ", known);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("“%s” is no key usage. Known are %s."), shown, all);

  return FALSE;
}

/**
 * signet_key_usage_to_names:
 * @bits: bits of RFC 5280 4.2.1.3; those without a name are left out
 *
 * Returns: (transfer full): their names, in the order of the bits
 */
GStrv
signet_key_usage_to_names (guint bits)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((bits & 1U << i) != 0)
      g_strv_builder_add (builder, names[i]);

  return g_strv_builder_end (builder);
}
