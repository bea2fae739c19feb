/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-core-enums.h"
#include "core/signet-error-text.h"
#include "core/signet-error.h"
#include "core/signet-text.h"
#include "core/signet-url.h"
#include "pki/signet-init.h"
#include "ui/signet-digits.h"

#define MAX_LINE 1000    /* characters of a value */
#define MAX_LINES 8192   /* characters of technical details */
#define MAX_NAME 200     /* characters of an organization's name */
#define LABEL_COLUMNS 14 /* characters, with the space behind */
#define NUMBER_CHARS 12  /* of a request number: ten digits in groups */

/* What stands in the reports that a person gives to a helpdesk: nothing secret, and nothing that
 * could look like another line. */

static void
add_line (GString    *text,
          const char *label,
          const char *value)
{
  g_autofree char *line = value != NULL ? signet_text_clean (value, MAX_LINE) : NULL;
  const glong columns = g_utf8_strlen (label, -1);

  if (line == NULL || *line == '\0')
    return;
  g_string_append_printf (text, "%s%*s%s\n", label,
                          columns < LABEL_COLUMNS ? (int) (LABEL_COLUMNS - columns) : 1, "", line);
}

static void
add_time (GString    *text,
          const char *label,
          gint64      time)
{
  g_autoptr (GDateTime) moment = time > 0 ? g_date_time_new_from_unix_utc (time) : NULL;
  g_autofree char *value =
    moment != NULL ? g_date_time_format (moment, "%Y-%m-%d %H:%M:%S UTC") : NULL;

  add_line (text, label, value);
}

static void
add_versions (GString *text)
{
  g_autofree char *versions =
    g_strdup_printf ("Signet %s, %s", PACKAGE_VERSION, signet_pki_get_library ());

  add_line (text, _ ("version"), versions);
}

static void
add_state (GString    *text,
           SignetItem *item)
{
  const char *state = signet_enum_to_nick (SIGNET_TYPE_ITEM_STATE, signet_item_get_state (item));
  const char *needs = signet_enum_to_nick (SIGNET_TYPE_NEEDS, signet_item_get_needs (item));
  g_autofree char *words = NULL;

  if (signet_item_get_needs (item) != SIGNET_NEEDS_NONE)
    words = g_strdup_printf ("%s, needs %s", state, needs);
  add_line (text, _ ("state"), words != NULL ? words : state);
}

static void
add_item (GString    *text,
          SignetItem *item)
{
  SignetProfile *profile = signet_item_get_profile (item);

  add_state (text, item);
  if (profile != NULL)
    add_line (text, _ ("server"), signet_profile_get_server (profile));
  add_line (text, _ ("request"), signet_item_get_id (item));
  add_line (text, _ ("transaction"), signet_item_get_transaction_id (item));
  add_time (text, _ ("sent"), signet_item_get_sent (item));
}

static void
add_reasons (GString *text,
             guint    fail_info)
{
  for (guint bit = 0; bit < 32; bit++)
    {
      const char *name = signet_error_text_get_fail_info_name (bit);
      g_autofree char *value = NULL;

      if ((fail_info & (1u << bit)) == 0)
        continue;
      value = g_strdup_printf (name != NULL ? "%s (bit %u)" : "%s%u", name != NULL ? name : "bit ",
                               bit);
      add_line (text, _ ("reason"), value);
    }
}

static void
add_status (GString *text,
            int      status)
{
  const char *name = signet_error_text_get_status_name (status);
  g_autofree char *value = NULL;

  if (status < 0)
    return;
  value = g_strdup_printf ("%s (%d)", name != NULL ? name : "?", status);
  add_line (text, _ ("status"), value);
}

static void
add_details (GString                  *text,
             const SignetErrorDetails *details)
{
  g_autofree char *http = NULL;

  add_reasons (text, details->fail_info);
  add_status (text, details->status);
  if (details->http_status != 0)
    http = g_strdup_printf ("HTTP %u", details->http_status);
  add_line (text, _ ("answer"), http);
  if (details->server_text != NULL)
    add_line (text, details->authenticated ? _ ("server said") : _ ("unverified"),
              details->server_text);
}

/* What a specialist wants to see comes last, with the lines that it has. */
static void
add_technical (GString                  *text,
               const SignetErrorDetails *details)
{
  g_autofree char *lines =
    details->technical != NULL ? signet_text_clean_lines (details->technical, MAX_LINES) : NULL;

  if (lines != NULL && *lines != '\0')
    g_string_append_printf (text, "\n%s\n", lines);
}

static char *
end_report (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);

  return g_string_free (text, FALSE);
}

/**
 * signet_report_for_error:
 * @error: what went wrong
 * @item: (nullable): the request it happened to
 * @time: when it happened, in seconds since 1970
 *
 * Returns: (transfer full): what a specialist wants to know, a line for each thing
 */
char *
signet_report_for_error (const GError *error,
                         SignetItem   *item,
                         gint64        time)
{
  const SignetErrorDetails *details;
  GString *text;

  g_return_val_if_fail (error != NULL, NULL);

  details = signet_error_get_details (error);
  text = g_string_new (NULL);
  add_line (text, _ ("error"),
            signet_error_to_name (details != NULL ? error->code : SIGNET_ERROR_FAILED));
  if (g_strcmp0 (error->message, signet_error_text_get_title (error)) != 0)
    add_line (text, _ ("message"), error->message);
  if (details != NULL)
    add_details (text, details);
  if (item != NULL)
    add_item (text, item);
  add_time (text, _ ("time"), time);
  add_versions (text);
  if (details != NULL)
    add_technical (text, details);

  return end_report (text);
}

/**
 * signet_report_for_item:
 * @item: a request that is under way
 * @time: the present time, in seconds since 1970
 *
 * Returns: (transfer full): what a helpdesk needs to find it, a line for each thing
 */
char *
signet_report_for_item (SignetItem *item,
                        gint64      time)
{
  g_autofree char *organization = NULL;
  g_autofree char *number = NULL;
  const GError *error;
  GString *text;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  organization = signet_report_dup_organization (item);
  number = signet_report_dup_number (item);
  error = signet_item_get_error (item);
  text = g_string_new (NULL);
  add_line (text, _ ("number"), number);
  add_line (text, _ ("organization"), organization);
  add_item (text, item);
  add_line (text, _ ("server said"), signet_item_get_reason (item));
  if (error != NULL)
    add_line (text, _ ("error"), signet_error_to_name (error->code));
  add_time (text, _ ("time"), time);
  add_versions (text);

  return end_report (text);
}

/**
 * signet_report_dup_organization:
 * @item: an item
 *
 * Returns: (transfer full): who is asked: the organization, or where its name is not known the
 *   host of its server; empty where neither is known. Cleaned, no markup
 */
char *
signet_report_dup_organization (SignetItem *item)
{
  SignetProfile *profile;
  g_autofree char *name = NULL;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  profile = signet_item_get_profile (item);
  if (profile != NULL && signet_profile_get_name (profile) != NULL)
    name = signet_text_clean (signet_profile_get_name (profile), MAX_NAME);
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      name = profile != NULL ? signet_url_dup_host (signet_profile_get_server (profile)) : NULL;
    }

  return name != NULL ? g_steal_pointer (&name) : g_strdup ("");
}

/**
 * signet_report_dup_number:
 * @item: an item
 *
 * The server knows the request by its transaction. One that was never sent has a number of its own
 * only.
 *
 * Returns: (transfer full): the number of the request in groups of four, to be read aloud
 */
char *
signet_report_dup_number (SignetItem *item)
{
  const char *digits;
  char *number;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  digits = signet_item_get_transaction_id (item);
  number = signet_digits_dup_groups (digits != NULL ? digits : signet_item_get_id (item));
  if (strlen (number) > NUMBER_CHARS)
    number[NUMBER_CHARS] = '\0';

  return number;
}
