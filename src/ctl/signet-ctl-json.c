/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-json-private.h"

#include "core/signet-core-enums.h"
#include "core/signet-error-text.h"
#include "core/signet-error.h"
#include "core/signet-revocation.h"
#include "ctl/signet-ctl-item.h"
#include "ctl/signet-ctl-text.h"

#include <stdio.h>
#include <unistd.h>

#define N_FAIL_INFO 32 /* bits of the number that carries them */

/**
 * signet_ctl_json_set_text:
 * @object: an object
 * @name: name of the member
 * @text: (nullable): bytes from outside
 *
 * Adds a text, or null for %NULL: a member is never missing.
 */
void
signet_ctl_json_set_text (JsonObject *object,
                          const char *name,
                          const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (object != NULL && name != NULL);

  if (text == NULL)
    {
      json_object_set_null_member (object, name);
      return;
    }
  valid = g_utf8_make_valid (text, -1);
  json_object_set_string_member (object, name, valid);
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64      seconds)
{
  g_autofree char *text = signet_ctl_text_utc (seconds);

  signet_ctl_json_set_text (object, name, text);
}

/**
 * signet_ctl_json_set_lines:
 * @object: an object
 * @name: name of the member
 * @lines: (nullable): lines from outside
 *
 * Adds an array of texts; %NULL is an empty one.
 */
void
signet_ctl_json_set_lines (JsonObject        *object,
                           const char        *name,
                           const char *const *lines)
{
  JsonArray *array;

  g_return_if_fail (object != NULL && name != NULL);

  array = json_array_new ();
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (lines[i], -1);

      json_array_add_string_element (array, valid);
    }
  json_object_set_array_member (object, name, array);
}

/**
 * signet_ctl_json_set_status:
 * @object: an object
 * @status: a PKIStatus (RFC 9810 5.2.3), or -1
 *
 * Adds "server_status": the word of the RFC, the number where it knows none, or null.
 */
void
signet_ctl_json_set_status (JsonObject *object,
                            int         status)
{
  const char *name = signet_error_text_get_status_name (status);
  g_autofree char *number = NULL;

  g_return_if_fail (object != NULL);

  if (status < 0)
    json_object_set_null_member (object, "server_status");
  else if (name != NULL)
    json_object_set_string_member (object, "server_status", name);
  else
    {
      number = g_strdup_printf ("%d", status);
      json_object_set_string_member (object, "server_status", number);
    }
}

/**
 * signet_ctl_json_set_fail_info:
 * @object: an object
 * @fail_info: bits of a PKIFailureInfo (RFC 9810 5.2.3)
 *
 * Adds "fail_info": an array with the name of each bit.
 */
void
signet_ctl_json_set_fail_info (JsonObject *object,
                               guint       fail_info)
{
  JsonArray *names;

  g_return_if_fail (object != NULL);

  names = json_array_new ();
  for (guint bit = 0; bit < N_FAIL_INFO; bit++)
    {
      const char *name = signet_error_text_get_fail_info_name (bit);
      g_autofree char *number = g_strdup_printf ("%u", bit);

      if ((fail_info & (1u << bit)) != 0)
        json_array_add_string_element (names, name != NULL ? name : number);
    }
  json_object_set_array_member (object, "fail_info", names);
}

static void
set_details (JsonObject               *object,
             const SignetErrorDetails *details)
{
  gboolean spoke = details->status >= 0 || details->fail_info != 0 || details->server_text != NULL;

  /* Where no server said anything there is nothing that could be authenticated. */
  if (spoke)
    json_object_set_boolean_member (object, "authenticated", details->authenticated);
  else
    json_object_set_null_member (object, "authenticated");
  signet_ctl_json_set_status (object, details->status);
  signet_ctl_json_set_fail_info (object, details->fail_info);
  signet_ctl_json_set_text (object, "server_text", details->server_text);
  if (details->http_status != 0)
    json_object_set_int_member (object, "http_status", details->http_status);
  else
    json_object_set_null_member (object, "http_status");
  signet_ctl_json_set_text (object, "technical", details->technical);
}

/**
 * signet_ctl_json_from_error:
 * @error: an error; a foreign one becomes "failed"
 *
 * Returns: (transfer full): the object that stands under "error"
 */
JsonObject *
signet_ctl_json_from_error (const GError *error)
{
  static const SignetErrorDetails nothing = { .status = -1 };
  const SignetErrorDetails *details;
  g_autofree char *advice = NULL;
  JsonObject *object;
  int code;

  g_return_val_if_fail (error != NULL, NULL);

  advice = signet_error_text_dup_advice (error);
  details = signet_error_get_details (error);
  code = details != NULL ? error->code : SIGNET_ERROR_FAILED;
  object = json_object_new ();
  signet_ctl_json_set_text (object, "code", signet_error_to_name (code));
  signet_ctl_json_set_text (object, "message", error->message);
  signet_ctl_json_set_text (object, "title", signet_error_text_get_title (error));
  signet_ctl_json_set_text (object, "advice", advice);
  set_details (object, details != NULL ? details : &nothing);

  return object;
}

/**
 * signet_ctl_json_set_error:
 * @object: an object
 * @error: (nullable): what went wrong
 *
 * Adds "error", or null.
 */
void
signet_ctl_json_set_error (JsonObject   *object,
                           const GError *error)
{
  g_return_if_fail (object != NULL);

  if (error != NULL)
    json_object_set_object_member (object, "error", signet_ctl_json_from_error (error));
  else
    json_object_set_null_member (object, "error");
}

/* What is known from the start: what was asked for, and how far it is. */
static void
set_request (JsonObject *object,
             SignetItem *item)
{
  SignetProfile *profile = item != NULL ? signet_item_get_profile (item) : NULL;
  SignetCredential *credential = item != NULL ? signet_item_get_credential (item) : NULL;
  SignetKeySpec *key =
    item != NULL && signet_item_has_key (item) && !signet_item_has_central_key (item)
      ? signet_item_get_key_spec (item)
      : NULL;
  const SignetOperation *operation = item != NULL ? signet_item_get_operation (item) : NULL;

  signet_ctl_json_set_text (object, "label", item != NULL ? signet_item_get_label (item) : NULL);
  signet_ctl_json_set_text (object, "state",
                            item != NULL ? signet_ctl_item_get_state_word (item) : NULL);
  signet_ctl_json_set_text (object, "needs",
                            item != NULL ? signet_ctl_item_get_needs_word (item) : NULL);
  signet_ctl_json_set_text (object, "reason", item != NULL ? signet_item_get_reason (item) : NULL);
  if (item != NULL && signet_item_get_next_check (item) > 0)
    set_time (object, "next_check", signet_item_get_next_check (item));
  else
    json_object_set_null_member (object, "next_check");
  signet_ctl_json_set_text (object, "operation", operation != NULL ? operation->name : NULL);
  signet_ctl_json_set_text (object, "server",
                            profile != NULL ? signet_profile_get_server (profile) : NULL);
  if (profile != NULL)
    json_object_set_boolean_member (object, "practice", signet_profile_get_practice (profile));
  else
    json_object_set_null_member (object, "practice");
  signet_ctl_json_set_text (
    object, "reference", credential != NULL ? signet_credential_get_reference (credential) : NULL);
  signet_ctl_json_set_text (object, "key", key != NULL ? signet_key_spec_get_text (key) : NULL);
  signet_ctl_json_set_text (object, "key_id", item != NULL ? signet_item_get_key_id (item) : NULL);
}

static void
set_no_certificate (JsonObject *object)
{
  const char *const names[] = { "issuer", "serial", "not_before", "not_after", "validity",
                                "verified", "verified_by", "differences", "certificate" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_null_member (object, names[i]);
}

static void
set_certificate (JsonObject        *object,
                 SignetItem        *item,
                 SignetCertificate *certificate,
                 gint64             now)
{
  g_autofree char *issuer = signet_name_to_string (signet_certificate_get_issuer (certificate));
  g_autofree char *pem = signet_certificate_to_pem (certificate);
  g_auto (GStrv) differences = signet_ctl_item_dup_differences (item, certificate);
  const char *verified_by = signet_ctl_item_get_verified_by (item);

  signet_ctl_json_set_text (object, "issuer", issuer);
  signet_ctl_json_set_text (object, "serial", signet_certificate_get_serial (certificate));
  set_time (object, "not_before", signet_certificate_get_not_before (certificate));
  set_time (object, "not_after", signet_certificate_get_not_after (certificate));
  signet_ctl_json_set_text (object, "validity",
                            signet_ctl_item_get_validity (item, certificate, now));
  json_object_set_boolean_member (object, "verified", verified_by != NULL);
  signet_ctl_json_set_text (object, "verified_by", verified_by);
  signet_ctl_json_set_lines (object, "differences", (const char *const *) differences);
  signet_ctl_json_set_text (object, "certificate", pem);
}

static void
set_revocation (JsonObject *object,
                SignetItem *item)
{
  SignetRevocationState revocation = signet_item_get_revocation (item);

  json_object_set_string_member (object, "revocation",
                                 signet_enum_to_nick (SIGNET_TYPE_REVOCATION_STATE, revocation));
  if (revocation == SIGNET_REVOCATION_REVOKED && signet_item_get_revoked_at (item) > 0)
    set_time (object, "revoked_at", signet_item_get_revoked_at (item));
  else
    json_object_set_null_member (object, "revoked_at");
  signet_ctl_json_set_text (
    object, "revocation_reason",
    signet_revocation_reason_to_name (signet_item_get_revocation_reason (item)));
}

/* What became of it later, and what else there is to say. */
static void
set_history (JsonObject *object,
             SignetItem *item)
{
  const char *const names[] = { "previous", "revocation", "revoked_at", "revocation_reason",
                                "warnings" };

  if (item == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        json_object_set_null_member (object, names[i]);
      return;
    }
  signet_ctl_json_set_text (object, "previous", signet_item_get_previous (item));
  set_revocation (object, item);
  signet_ctl_json_set_lines (object, "warnings", signet_item_get_warnings (item));
}

/**
 * signet_ctl_json_from_item:
 * @item: (nullable): an item; %NULL where none came to be
 * @error: (nullable): what went wrong now; %NULL for what the item itself notes
 * @now: the time for "validity", in seconds since 1970
 *
 * Returns: (transfer full): the object of an item; what is not known is null, never missing
 */
JsonObject *
signet_ctl_json_from_item (SignetItem   *item,
                           const GError *error,
                           gint64        now)
{
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autofree char *subject = NULL;
  SignetName *name = NULL;
  JsonObject *object;

  if (item != NULL)
    {
      certificate = signet_ctl_item_dup_certificate (item);
      name = signet_ctl_item_get_subject (item, certificate);
      error = error != NULL ? error : signet_item_get_error (item);
    }

  object = json_object_new ();
  signet_ctl_json_set_text (object, "id", item != NULL ? signet_item_get_id (item) : NULL);
  set_request (object, item);
  subject = name != NULL ? signet_name_to_string (name) : NULL;
  signet_ctl_json_set_text (object, "subject", subject);
  if (certificate != NULL)
    set_certificate (object, item, certificate, now);
  else
    set_no_certificate (object);
  set_history (object, item);
  json_object_set_null_member (object, "report");
  signet_ctl_json_set_error (object, error);

  return object;
}

/**
 * signet_ctl_json_to_string:
 * @node: anything
 * @pretty: whether to break it into lines
 *
 * Writes JSON that may go to a terminal as well: what a terminal would act upon is written as
 * "\u202e".
 *
 * Returns: (transfer full): the text in UTF-8, without a line end behind it
 */
char *
signet_ctl_json_to_string (JsonNode *node,
                           gboolean  pretty)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  text = json_to_string (node, pretty);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_steal_pointer (&lines[i]);

      lines[i] = signet_ctl_text_escape (line);
    }

  return g_strjoinv ("\n", lines);
}

static void
print_node (JsonNode *node,
            gboolean  pretty)
{
  g_autofree char *text = signet_ctl_json_to_string (node, pretty);

  puts (text);
  fflush (stdout);
}

/**
 * signet_ctl_json_print_object:
 * @object: an object
 *
 * Writes @object to standard output, in UTF-8 whatever the locale says: in one line, or broken into
 * lines on a terminal.
 */
void
signet_ctl_json_print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_if_fail (object != NULL);

  node = json_node_init_object (json_node_alloc (), object);
  print_node (node, isatty (STDOUT_FILENO));
}

/**
 * signet_ctl_json_print_array:
 * @array: an array
 *
 * Writes @array like signet_ctl_json_print_object () does with an object.
 */
void
signet_ctl_json_print_array (JsonArray *array)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_if_fail (array != NULL);

  node = json_node_init_array (json_node_alloc (), array);
  print_node (node, isatty (STDOUT_FILENO));
}

/**
 * signet_ctl_json_print_line:
 * @object: an object
 *
 * Writes @object to standard output in one line, for who reads line by line, and flushes.
 */
void
signet_ctl_json_print_line (JsonObject *object)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_if_fail (object != NULL);

  node = json_node_init_object (json_node_alloc (), object);
  print_node (node, FALSE);
}
