/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-words.h"

#include "core/signet-core-enums.h"
#include "core/signet-error-text.h"
#include "core/signet-error.h"
#include "core/signet-revocation.h"
#include "ctl/signet-ctl-item.h"
#include "ctl/signet-ctl-text.h"

#include <glib/gi18n-lib.h>

#define LABEL_COLUMNS 16

static void
add_field (GString    *text,
           const char *label,
           const char *value)
{
  g_autofree char *line = NULL;
  gsize width = signet_ctl_text_width (label) + 1;

  if (value == NULL)
    return;

  line = signet_ctl_text_escape (value);
  g_string_append_printf (text, "%s:%*s%s\n", label,
                          width < LABEL_COLUMNS ? (int) (LABEL_COLUMNS - width) : 1, "", line);
}

static void
add_name (GString    *text,
          const char *label,
          SignetName *name)
{
  g_autofree char *value = name != NULL ? signet_name_to_display (name) : NULL;

  add_field (text, label, value);
}

static void
add_time (GString    *text,
          const char *label,
          gint64      seconds)
{
  g_autofree char *value = seconds > 0 ? signet_ctl_text_local_time (seconds) : NULL;

  add_field (text, label, value);
}

/**
 * signet_ctl_words_for_state:
 * @item: an item
 * @now: the time for its validity, in seconds since 1970
 *
 * The words are those of JSON and of the manual, so they are not translated.
 *
 * Returns: (transfer full): "waiting, needs code", "issued, expiring", "issued, revoked" or
 *   "issued, valid, revocation unknown"
 */
char *
signet_ctl_words_for_state (SignetItem *item,
                            gint64      now)
{
  g_autoptr (SignetCertificate) certificate = NULL;
  const char *validity;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  if (signet_item_get_revocation (item) == SIGNET_REVOCATION_REVOKED)
    return g_strdup_printf (
      "%s, %s", signet_ctl_item_get_state_word (item),
      signet_enum_to_nick (SIGNET_TYPE_REVOCATION_STATE, SIGNET_REVOCATION_REVOKED));

  certificate = signet_ctl_item_dup_certificate (item);
  validity = signet_ctl_item_get_validity (item, certificate, now);
  if (validity != NULL && signet_item_get_revocation (item) == SIGNET_REVOCATION_UNKNOWN)
    return g_strdup_printf (
      "%s, %s, revocation %s", signet_ctl_item_get_state_word (item), validity,
      signet_enum_to_nick (SIGNET_TYPE_REVOCATION_STATE, SIGNET_REVOCATION_UNKNOWN));
  if (validity != NULL)
    return g_strdup_printf ("%s, %s", signet_ctl_item_get_state_word (item), validity);
  if (signet_item_get_needs (item) != SIGNET_NEEDS_NONE)
    return g_strdup_printf ("%s, needs %s", signet_ctl_item_get_state_word (item),
                            signet_ctl_item_get_needs_word (item));

  return g_strdup (signet_ctl_item_get_state_word (item));
}

static const char *
verification_words (SignetItem *item)
{
  switch (signet_item_get_verification (item))
    {
    case SIGNET_VERIFICATION_ANCHOR:
      return _ ("yes");
    case SIGNET_VERIFICATION_CODE:
      return _ ("yes, with your code");
    case SIGNET_VERIFICATION_NONE:
      break;
    }

  return _ ("no: the CA is not known");
}

static void
add_differences (GString           *text,
                 SignetItem        *item,
                 SignetCertificate *certificate)
{
  g_auto (GStrv) lines = signet_ctl_item_dup_differences (item, certificate);

  for (guint i = 0; lines[i] != NULL; i++)
    add_field (text, _ ("Difference"), lines[i]);
}

static void
add_certificate (GString           *text,
                 SignetItem        *item,
                 SignetCertificate *certificate)
{
  add_name (text, _ ("Issuer"), signet_certificate_get_issuer (certificate));
  add_field (text, _ ("Serial number"), signet_certificate_get_serial (certificate));
  add_time (text, _ ("Valid from"), signet_certificate_get_not_before (certificate));
  add_time (text, _ ("Valid until"), signet_certificate_get_not_after (certificate));
  add_field (text, _ ("Verified"), verification_words (item));
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);
      g_autofree char *value = signet_alt_name_to_string (name);

      add_field (text, _ ("Also named"), value);
    }
  add_field (text, _ ("Fingerprint"), signet_certificate_get_fingerprint (certificate));
  add_differences (text, item, certificate);
}

static void
add_history (GString    *text,
             SignetItem *item)
{
  const char *const *warnings = signet_item_get_warnings (item);
  int reason = signet_item_get_revocation_reason (item);

  add_field (text, _ ("Renews"), signet_item_get_previous (item));
  switch (signet_item_get_revocation (item))
    {
    case SIGNET_REVOCATION_NONE:
      break;
    case SIGNET_REVOCATION_UNKNOWN:
      add_field (text, _ ("Revoked"), _ ("it was asked for, but no answer was seen"));
      break;
    case SIGNET_REVOCATION_REVOKED:
      add_time (text, _ ("Revoked"), signet_item_get_revoked_at (item));
      if (reason != SIGNET_REVOCATION_NO_REASON)
        add_field (text, _ ("Reason"), signet_revocation_reason_to_title (reason));
      break;
    }
  for (guint i = 0; warnings != NULL && warnings[i] != NULL; i++)
    add_field (text, _ ("Note"), warnings[i]);
}

static void
add_waiting (GString    *text,
             SignetItem *item)
{
  if (signet_item_get_state (item) != SIGNET_ITEM_STATE_WAITING)
    return;
  add_field (text, _ ("Server said"), signet_item_get_reason (item));
  add_time (text, _ ("Next check"), signet_item_get_next_check (item));
}

/**
 * signet_ctl_words_for_item:
 * @item: an item
 * @now: the time for its validity, in seconds since 1970
 *
 * Returns: (transfer full): what a person wants to know about it, a line for each thing
 */
char *
signet_ctl_words_for_item (SignetItem *item,
                           gint64      now)
{
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autofree char *state = NULL;
  SignetProfile *profile;
  SignetKeySpec *key;
  GString *text;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  text = g_string_new (NULL);
  certificate = signet_ctl_item_dup_certificate (item);
  state = signet_ctl_words_for_state (item, now);
  profile = signet_item_get_profile (item);
  key = signet_item_get_key_spec (item);
  add_field (text, _ ("Item"), signet_item_get_id (item));
  add_field (text, _ ("Label"), signet_item_get_label (item));
  add_field (text, _ ("State"), state);
  add_name (text, _ ("Subject"), signet_ctl_item_get_subject (item, certificate));
  if (certificate != NULL)
    add_certificate (text, item, certificate);
  add_waiting (text, item);
  add_history (text, item);
  if (!signet_item_has_key (item))
    add_field (text, _ ("Key"), _ ("kept elsewhere"));
  else if (signet_item_has_central_key (item))
    add_field (text, _ ("Key"), _ ("made by the server"));
  else
    add_field (text, _ ("Key"), key != NULL ? signet_key_spec_get_text (key) : NULL);
  add_field (text, _ ("Server"), profile != NULL ? signet_profile_get_server (profile) : NULL);

  return g_string_free (text, FALSE);
}

static void
add_line (GString    *text,
          const char *sentence)
{
  g_autofree char *line = sentence != NULL ? signet_ctl_text_escape (sentence) : NULL;

  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s\n", line);
}

/**
 * signet_ctl_words_for_error:
 * @error: what went wrong
 *
 * Returns: (transfer full): what happened, what to do, and what the server said about it, a line
 * for each
 */
char *
signet_ctl_words_for_error (const GError *error)
{
  const SignetErrorDetails *details;
  g_autofree char *advice = NULL;
  g_autofree char *server_text = NULL;
  const char *title;
  GString *text;

  g_return_val_if_fail (error != NULL, NULL);

  text = g_string_new (NULL);
  /* A mistake in the command line is told by its message alone, and so is that a person stopped. */
  if (g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_USAGE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      add_line (text, error->message);
      return g_string_free (text, FALSE);
    }
  details = signet_error_get_details (error);
  title = signet_error_text_get_title (error);
  add_line (text, title);
  if (g_strcmp0 (title, error->message) != 0)
    add_line (text, error->message);
  advice = signet_error_text_dup_advice (error);
  add_line (text, advice);
  if (details != NULL && details->server_text != NULL)
    {
      server_text = g_strdup_printf (details->authenticated
                                       ? _ ("The server said: “%s”")
                                       : _ ("The server said (not authenticated): “%s”"),
                                     details->server_text);
      add_line (text, server_text);
    }

  return g_string_free (text, FALSE);
}

/**
 * signet_ctl_words_for_renewal:
 * @newer: an item that renews another one
 *
 * Returns: (transfer full): what is said below the older one: “Renewed by: 4f2c…”
 */
char *
signet_ctl_words_for_renewal (SignetItem *newer)
{
  GString *text;

  g_return_val_if_fail (SIGNET_IS_ITEM (newer), NULL);

  text = g_string_new (NULL);
  add_field (text, _ ("Renewed by"), signet_item_get_id (newer));

  return g_string_free (text, FALSE);
}
