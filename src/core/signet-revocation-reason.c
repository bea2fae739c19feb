/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-revocation.h"
#include "core/signet-text.h"

#define MAX_SHOWN 64

/* CRLReason of RFC 5280 5.3.1; 7 is not used. */
static const struct
{
  int reason;
  const char *name;
  const char *title;
} REASONS[] = {
  { 0, "unspecified", N_ ("No particular reason") },
  { 1, "keyCompromise", N_ ("Somebody else may have the key") },
  { 2, "CACompromise", N_ ("Somebody else may have the key of the CA") },
  { 3, "affiliationChanged", N_ ("The name or the organization has changed") },
  { 4, "superseded", N_ ("Another certificate has taken its place") },
  { 5, "cessationOfOperation", N_ ("It is not needed any more") },
  { 6, "certificateHold", N_ ("It shall not be valid for the time being") },
  { 8, "removeFromCRL", N_ ("It shall be valid again") },
  { 9, "privilegeWithdrawn", N_ ("The right that it stands for was withdrawn") },
  { 10, "AACompromise", N_ ("Somebody else may have the key of the attribute authority") },
};

static gboolean
is_number_of (const char *text,
              int         reason)
{
  g_autofree char *number = g_strdup_printf ("%d", reason);

  return g_str_equal (text, number);
}

static char *
list_names (void)
{
  const char *names[G_N_ELEMENTS (REASONS) + 1] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (REASONS); i++)
    names[i] = REASONS[i].name;

  return g_strjoinv (", ", (char **) names);
}

/**
 * signet_revocation_reason_parse:
 * @text: the name of a reason ("keyCompromise") in letters of any size, or its number
 * @reason: (out): return location for the CRLReason; unchanged where that is none
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether @text is a reason
 */
gboolean
signet_revocation_reason_parse (const char  *text,
                                int         *reason,
                                GError     **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *names = NULL;

  g_return_val_if_fail (text != NULL && reason != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (REASONS); i++)
    if (g_ascii_strcasecmp (text, REASONS[i].name) == 0 || is_number_of (text, REASONS[i].reason))
      {
        *reason = REASONS[i].reason;
        return TRUE;
      }
  shown = signet_text_clean (text, MAX_SHOWN);
  names = list_names ();
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("“%s” is not a reason to revoke a certificate. Known are %s."), shown, names);

  return FALSE;
}

/**
 * signet_revocation_reason_to_name:
 * @reason: a CRLReason
 *
 * Returns: (transfer none) (nullable): its name ("keyCompromise"); %NULL for
 *   %SIGNET_REVOCATION_NO_REASON and what is none
 */
const char *
signet_revocation_reason_to_name (int reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (REASONS); i++)
    if (REASONS[i].reason == reason)
      return REASONS[i].name;

  return NULL;
}

/**
 * signet_revocation_reason_to_title:
 * @reason: a CRLReason
 *
 * Returns: (transfer none) (nullable): the words that a person reads; %NULL for
 *   %SIGNET_REVOCATION_NO_REASON and what is none
 */
const char *
signet_revocation_reason_to_title (int reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (REASONS); i++)
    if (REASONS[i].reason == reason)
      return _ (REASONS[i].title);

  return NULL;
}
