/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-answer.h"

#include "core/signet-core-enums.h"
#include "ctl/signet-ctl-answer-private.h"
#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-text.h"
#include "pki/signet-certificate.h"

#include <glib/gi18n-lib.h>

static void
add_line (GString *text,
          char    *sentence)
{
  g_autofree char *line = signet_ctl_text_escape (sentence);

  g_string_append_printf (text, "%s\n", line);
  g_free (sentence);
}

/* As people write it: the report has it as RFC 4514 does. */
static char *
dup_signer (SignetReport *report)
{
  const char *text = signet_report_get_signer_name (report);
  g_autoptr (SignetName) name = text != NULL ? signet_name_parse (text, NULL) : NULL;

  return name != NULL ? signet_name_to_display (name) : g_strdup (text);
}

static void
add_proof (GString      *text,
           SignetReport *report)
{
  g_autofree char *signer = dup_signer (report);

  switch (signet_report_get_protection (report))
    {
    case SIGNET_PROTECTION_NONE:
      break;
    case SIGNET_PROTECTION_MAC:
      add_line (text, g_strdup (_ ("The answer was verified with your code.")));
      break;
    case SIGNET_PROTECTION_SIGNATURE:
      if (signer != NULL)
        add_line (text,
                  g_strdup_printf (_ ("The answer was signed by “%s”, which is trusted."), signer));
      else
        add_line (text, g_strdup (_ ("The answer was signed by a server that is trusted.")));
      break;
    }
}

/* A server may send what it likes; believing it is for a person to decide. */
static void
add_offer (GString      *text,
           SignetReport *report)
{
  GPtrArray *certificates = signet_report_get_ca_certificates (report);
  guint n = certificates != NULL ? certificates->len : 0;

  if (n > 0)
    add_line (text,
              g_strdup_printf (ngettext ("The server also sent %u CA certificate; nothing was "
                                         "trusted because of it.",
                                         "The server also sent %u CA certificates; nothing was "
                                         "trusted because of them.",
                                         n),
                               n));
}

/**
 * signet_ctl_answer_to_words:
 * @report: what is known about an answer
 *
 * Returns: (transfer full): what proved the answer and what came with it, a line for each; may be
 *   empty
 */
char *
signet_ctl_answer_to_words (SignetReport *report)
{
  GString *text;

  g_return_val_if_fail (report != NULL, NULL);

  text = g_string_new (NULL);
  add_proof (text, report);
  add_offer (text, report);

  return g_string_free (text, FALSE);
}

/**
 * signet_ctl_answer_warnings_to_words:
 * @report: what is known about an answer
 *
 * Returns: (transfer full): what a person should hear of, a line for each; may be empty
 */
char *
signet_ctl_answer_warnings_to_words (SignetReport *report)
{
  const char *const *warnings;
  GString *text;

  g_return_val_if_fail (report != NULL, NULL);

  text = g_string_new (NULL);
  warnings = signet_report_get_warnings (report);
  for (guint i = 0; warnings != NULL && warnings[i] != NULL; i++)
    add_line (text, g_strdup_printf (_ ("Note: %s"), warnings[i]));

  return g_string_free (text, FALSE);
}

static void
set_certificates (JsonObject *object,
                  const char *name,
                  GPtrArray  *certificates)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; certificates != NULL && i < certificates->len; i++)
    {
      g_autoptr (SignetCertificate) certificate =
        signet_certificate_new_from_der (certificates->pdata[i], NULL);
      g_autofree char *pem = certificate != NULL ? signet_certificate_to_pem (certificate) : NULL;

      if (pem != NULL)
        json_array_add_string_element (array, pem);
    }
  json_object_set_array_member (object, name, array);
}

static void
set_signer (JsonObject   *object,
            SignetReport *report)
{
  GBytes *der = signet_report_get_signer (report);
  g_autoptr (SignetCertificate) certificate =
    der != NULL ? signet_certificate_new_from_der (der, NULL) : NULL;

  signet_ctl_json_set_text (object, "signer", signet_report_get_signer_name (report));
  signet_ctl_json_set_text (
    object, "signer_fingerprint",
    certificate != NULL ? signet_certificate_get_fingerprint (certificate) : NULL);
}

/**
 * signet_ctl_answer_to_json:
 * @report: what is known about an answer
 *
 * Returns: (transfer full): the object that stands under "report"
 */
JsonObject *
signet_ctl_answer_to_json (SignetReport *report)
{
  JsonObject *object;

  g_return_val_if_fail (report != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (
    object, "protection",
    signet_enum_to_nick (SIGNET_TYPE_PROTECTION, signet_report_get_protection (report)));
  set_signer (object, report);
  json_object_set_int_member (object, "version", signet_report_get_version (report));
  signet_ctl_json_set_status (object, signet_report_get_status (report));
  signet_ctl_json_set_fail_info (object, signet_report_get_fail_info (report));
  signet_ctl_json_set_text (object, "server_text", signet_report_get_server_text (report));
  json_object_set_int_member (object, "clock_skew", signet_report_get_clock_skew (report));
  json_object_set_int_member (object, "http_skew", signet_report_get_http_skew (report));
  set_certificates (object, "ca_certificates", signet_report_get_ca_certificates (report));
  set_certificates (object, "extra_certificates", signet_report_get_extra_certificates (report));
  signet_ctl_json_set_lines (object, "warnings", signet_report_get_warnings (report));

  return object;
}

/**
 * signet_ctl_answer_set_report:
 * @object: an object
 * @report: (nullable): what is known about an answer
 *
 * Adds "report", or null where no answer was verified.
 */
void
signet_ctl_answer_set_report (JsonObject   *object,
                              SignetReport *report)
{
  g_return_if_fail (object != NULL);

  if (report != NULL)
    json_object_set_object_member (object, "report", signet_ctl_answer_to_json (report));
  else
    json_object_set_null_member (object, "report");
}
