/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-facts.h"

#include <glib/gi18n-lib.h>

#include "core/signet-text.h"
#include "ui/signet-dates.h"
#include "ui/signet-digits.h"
#include "ui/signet-usage.h"

#define MAX_LABEL 100 /* characters */
#define MAX_SHOWN 500 /* characters; a value may fill a message of 64 KiB */
#define MAX_WHOLE 70000

static void
fact_free (gpointer data)
{
  SignetFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact->whole);
  g_free (fact);
}

/**
 * signet_facts_new:
 *
 * Returns: (transfer full) (element-type SignetFact): no facts yet
 */
GPtrArray *
signet_facts_new (void)
{
  return g_ptr_array_new_with_free_func (fact_free);
}

static char *
shorten (const char *text)
{
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_SHOWN)
    return g_strdup (text);
  beginning = g_utf8_substring (text, 0, MAX_SHOWN);

  return g_strconcat (beginning, "…", NULL);
}

static void
add (GPtrArray  *facts,
     const char *label,
     const char *value)
{
  g_autofree char *whole = value != NULL ? signet_text_clean_lines (value, MAX_WHOLE) : NULL;
  SignetFact *fact;

  if (whole == NULL || *whole == '\0')
    return;

  fact = g_new0 (SignetFact, 1);
  fact->label = signet_text_clean (label, MAX_LABEL);
  fact->value = shorten (whole);
  fact->whole = g_steal_pointer (&whole);
  g_ptr_array_add (facts, fact);
}

static void
add_taking (GPtrArray  *facts,
            const char *label,
            char       *value)
{
  add (facts, label, value);
  g_free (value);
}

static void
add_digits (GPtrArray  *facts,
            const char *label,
            const char *digits)
{
  SignetFact *fact;

  if (digits == NULL || *digits == '\0')
    return;
  fact = g_new0 (SignetFact, 1);
  fact->label = g_strdup (label);
  fact->value = signet_digits_dup_groups (digits);
  fact->whole = g_strdup (digits);
  fact->digits = TRUE;
  g_ptr_array_add (facts, fact);
}

static char *
dup_name (SignetName *name)
{
  const char *text = signet_name_get_first (name, "CN");

  if (text == NULL)
    text = signet_name_get_first (name, "O");

  return text != NULL ? g_strdup (text) : signet_name_to_display (name);
}

/* One line for each address. */
static char *
dup_mail (SignetCertificate *certificate)
{
  const char *in_name =
    signet_name_get_first (signet_certificate_get_subject (certificate), "emailAddress");
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);
      g_autofree char *line = NULL;

      if (signet_alt_name_get_kind (name) != SIGNET_ALT_NAME_EMAIL)
        continue;
      line = signet_text_clean (signet_alt_name_get_value (name), MAX_WHOLE);
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
  if (lines->len == 0 && in_name != NULL)
    g_string_append (lines, in_name);

  return g_string_free (lines, FALSE);
}

/**
 * signet_facts_dup_summary:
 * @certificate: a certificate
 *
 * Returns: (transfer full) (element-type SignetFact): what people want to know of it
 */
GPtrArray *
signet_facts_dup_summary (SignetCertificate *certificate)
{
  GPtrArray *facts;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (certificate), NULL);

  facts = signet_facts_new ();
  add_taking (facts, _ ("Name"), dup_name (signet_certificate_get_subject (certificate)));
  add_taking (facts, _ ("E-Mail"), dup_mail (certificate));
  add_taking (facts, _ ("Issued By"), dup_name (signet_certificate_get_issuer (certificate)));
  add_taking (facts, _ ("Can Be Used For"), signet_usage_dup_words (certificate));

  return facts;
}

static const char *
alt_name_label (SignetAltNameKind kind)
{
  switch (kind)
    {
    case SIGNET_ALT_NAME_EMAIL:
      return _ ("Also Valid For E-Mail");
    case SIGNET_ALT_NAME_DNS:
      return _ ("Also Valid For Computer (DNS)");
    case SIGNET_ALT_NAME_IP:
      return _ ("Also Valid For IP Address");
    case SIGNET_ALT_NAME_URI:
      return _ ("Also Valid For Web Address (URI)");
    case SIGNET_ALT_NAME_UPN:
      return _ ("Also Valid For Login Name (UPN)");
    case SIGNET_ALT_NAME_OTHER:
      break;
    }

  return _ ("Also Valid For");
}

static void
add_alt_names (GPtrArray         *facts,
               SignetCertificate *certificate)
{
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);

      add (facts, alt_name_label (signet_alt_name_get_kind (name)),
           signet_alt_name_get_value (name));
    }
}

static void
add_extension (GPtrArray             *facts,
               const SignetExtension *extension)
{
  const char *name = extension->name != NULL ? extension->name : extension->oid;
  g_autofree char *label = NULL;

  if (extension->critical)
    /* Translators: the name of an extension of a certificate ("X509v3 Key Usage"), which is to be
     * marked as critical. */
    label = g_strdup_printf (_ ("%s (Critical)"), name);
  add (facts, label != NULL ? label : name,
       extension->text != NULL && *extension->text != '\0' ? extension->text : _ ("Empty"));
}

/**
 * signet_facts_dup_details:
 * @certificate: a certificate
 *
 * Returns: (transfer full) (element-type SignetFact): what a specialist wants to know of it
 */
GPtrArray *
signet_facts_dup_details (SignetCertificate *certificate)
{
  GPtrArray *facts;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (certificate), NULL);

  facts = signet_facts_new ();
  add_digits (facts, _ ("Serial Number"), signet_certificate_get_serial (certificate));
  add_digits (facts, _ ("SHA-256 Fingerprint"), signet_certificate_get_fingerprint (certificate));
  add_taking (facts, _ ("Valid From"),
              signet_dates_day_clock (signet_certificate_get_not_before (certificate)));
  add_taking (facts, _ ("Valid Until"),
              signet_dates_day_clock (signet_certificate_get_not_after (certificate)));
  add (facts, _ ("Key"), signet_certificate_get_key_description (certificate));
  add (facts, _ ("Signature Algorithm"), signet_certificate_get_signature_algorithm (certificate));
  add_taking (facts, _ ("Subject"),
              signet_name_to_string (signet_certificate_get_subject (certificate)));
  add_taking (facts, _ ("Issuer"),
              signet_name_to_string (signet_certificate_get_issuer (certificate)));
  add_alt_names (facts, certificate);
  for (guint i = 0; i < signet_certificate_get_n_extensions (certificate); i++)
    add_extension (facts, signet_certificate_get_extension (certificate, i));

  return facts;
}

/**
 * signet_facts_dup_chain:
 * @certificates: (element-type SignetCertificate): the certificates above a person's own
 *
 * Returns: (transfer full) (element-type SignetFact): a fact for each
 */
GPtrArray *
signet_facts_dup_chain (GPtrArray *certificates)
{
  GPtrArray *facts;

  g_return_val_if_fail (certificates != NULL, NULL);

  facts = signet_facts_new ();
  for (guint i = 0; i < certificates->len; i++)
    {
      SignetCertificate *certificate = g_ptr_array_index (certificates, i);
      g_autofree char *label = g_strdup_printf (_ ("CA Certificate %u"), i + 1);

      add_taking (facts, label,
                  signet_name_to_string (signet_certificate_get_subject (certificate)));
    }

  return facts;
}
