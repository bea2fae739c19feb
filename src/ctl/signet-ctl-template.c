/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-template.h"

#include "core/signet-error.h"
#include "core/signet-key-usage.h"
#include "ctl/signet-ctl-input.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define CRITICAL "critical,"
#define FILE_VALUE "file:"

/**
 * signet_ctl_template_add_options:
 * @self: where the options go
 * @parser: the parser of a verb that asks for a certificate
 *
 * Adds the options about what stands in the certificate.
 */
void
signet_ctl_template_add_options (SignetCtlTemplate *self,
                                 SignetCtlParser   *parser)
{
  const GOptionEntry entries[] = {
    { "subject", 0, 0, G_OPTION_ARG_STRING, &self->subject,
      N_ ("Distinguished name to ask for, as in “CN=…,O=…”"), N_ ("DN") },
    { "san", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->alt_names,
      N_ ("Alternative name: email:, dns:, ip:, uri: or upn: and its value"), N_ ("KIND:VALUE") },
    { "san-critical", 0, 0, G_OPTION_ARG_NONE, &self->alt_names_critical,
      N_ ("Mark the alternative names as critical"), NULL },
    { "key-usage", 0, 0, G_OPTION_ARG_STRING, &self->key_usage,
      N_ ("Key usage, as in “critical,digitalSignature,keyEncipherment”"),
      N_ ("[critical,]NAME…") },
    { "eku", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->extended_usages,
      N_ ("Extended key usage, as in “clientAuth”"), N_ ("[critical,]NAME|OID…") },
    { "policy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->policies,
      N_ ("Certificate policy, its statement and notice"),
      N_ ("OID[ cps:URI][ notice:TEXT]") },
    { "policies-critical", 0, 0, G_OPTION_ARG_NONE, &self->policies_critical,
      N_ ("Mark the policies as critical"), NULL },
    { "extension", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->extensions,
      N_ ("Any other extension, its value as hexadecimal DER or in a file"),
      N_ ("OID=[critical,]DER:HEX|file:PATH") },
    { "reference-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->reference,
      N_ ("Certificate whose subject, alternative names and issuer are asked for"), N_ ("FILE") },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_group (parser, "contents", _ ("What stands in it:"), entries, NULL);
}

/**
 * signet_ctl_template_clear:
 * @self: options
 *
 * Frees what was given.
 */
void
signet_ctl_template_clear (SignetCtlTemplate *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->alt_names, g_strfreev);
  g_clear_pointer (&self->key_usage, g_free);
  g_clear_pointer (&self->extended_usages, g_strfreev);
  g_clear_pointer (&self->policies, g_strfreev);
  g_clear_pointer (&self->extensions, g_strfreev);
  g_clear_pointer (&self->reference, g_free);
}

/**
 * signet_ctl_template_is_given:
 * @self: options
 *
 * Returns: whether any of them was given
 */
gboolean
signet_ctl_template_is_given (const SignetCtlTemplate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->subject != NULL || self->alt_names != NULL || self->alt_names_critical ||
         self->key_usage != NULL || self->extended_usages != NULL || self->policies != NULL ||
         self->policies_critical || self->extensions != NULL || self->reference != NULL;
}

/* Says which option has a value that is wrong. */
static gboolean
blame (const char  *option,
       GError     **error)
{
  g_prefix_error (error, "%s: ", option);

  return FALSE;
}

static const char *
skip_critical (const char *text,
               gboolean   *critical)
{
  *critical = g_str_has_prefix (text, CRITICAL);

  return *critical ? text + strlen (CRITICAL) : text;
}

/* At least one word, be it empty, so that nobody takes nothing for something. */
static GStrv
split_words (const char *text)
{
  const char *const nothing[] = { "", NULL };
  GStrv words = *text != '\0' ? g_strsplit (text, ",", -1) : g_strdupv ((char **) nothing);

  for (guint i = 0; words[i] != NULL; i++)
    g_strstrip (words[i]);

  return words;
}

static GPtrArray *
parse_alt_names (const SignetCtlTemplate  *self,
                 GError                  **error)
{
  g_autoptr (GPtrArray) alt_names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);

  for (guint i = 0; self->alt_names != NULL && self->alt_names[i] != NULL; i++)
    {
      SignetAltName *name = signet_alt_name_parse (self->alt_names[i], error);

      if (name == NULL)
        {
          blame ("--san", error);
          return NULL;
        }
      g_ptr_array_add (alt_names, name);
    }

  return g_steal_pointer (&alt_names);
}

static gboolean
set_key_usage (const SignetCtlTemplate  *self,
               SignetTemplate           *asked,
               GError                  **error)
{
  g_auto (GStrv) words = NULL;
  gboolean critical;
  guint bits = 0;

  if (self->key_usage == NULL)
    return TRUE;
  words = split_words (skip_critical (self->key_usage, &critical));
  for (guint i = 0; words[i] != NULL; i++)
    if (!signet_key_usage_parse (words[i], &bits, error))
      return blame ("--key-usage", error);
  signet_template_set_key_usage (asked, bits, critical);

  return TRUE;
}

static gboolean
add_extended_usages (SignetTemplate  *asked,
                     const char      *text,
                     GError         **error)
{
  gboolean critical;
  g_auto (GStrv) words = split_words (skip_critical (text, &critical));

  for (guint i = 0; words[i] != NULL; i++)
    if (!signet_template_add_extended_usage (asked, words[i], error))
      return blame ("--eku", error);
  if (critical)
    signet_template_set_extended_usage_critical (asked, TRUE);

  return TRUE;
}

/* The value from a file is what the hexadecimal digits would be. */
static gboolean
add_extension_file (SignetTemplate  *asked,
                    const char      *text,
                    const char      *value,
                    GError         **error)
{
  g_autofree char *oid = g_strndup (text, strchr (text, '=') - text);
  gboolean critical;
  const char *path = skip_critical (value, &critical);
  g_autoptr (GBytes) der = NULL;

  path += strlen (FILE_VALUE);
  der = signet_ctl_input_bytes ("--extension", path, error);
  if (der == NULL)
    return FALSE;

  return signet_template_add_extension (asked, oid, critical, der, error) ||
         blame ("--extension", error);
}

static gboolean
add_extension (SignetTemplate  *asked,
               const char      *text,
               GError         **error)
{
  const char *equals = strchr (text, '=');

  if (equals != NULL && (g_str_has_prefix (equals + 1, FILE_VALUE) ||
                         g_str_has_prefix (equals + 1, CRITICAL FILE_VALUE)))
    return add_extension_file (asked, text, equals + 1, error);

  return signet_template_add_extension_text (asked, text, error) || blame ("--extension", error);
}

static gboolean
add_policy (SignetTemplate  *asked,
            const char      *text,
            GError         **error)
{
  return signet_template_add_policy_text (asked, text, error) || blame ("--policy", error);
}

static gboolean
add_each (SignetTemplate *asked,
          char **texts,
          gboolean (*add) (SignetTemplate *asked, const char *text, GError **error),
          GError **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!add (asked, texts[i], error))
      return FALSE;

  return TRUE;
}

/**
 * signet_ctl_template_build:
 * @self: options
 * @error: return location for a %SIGNET_ERROR_USAGE, %SIGNET_ERROR_NAME or %SIGNET_ERROR_ALT_NAME
 *
 * Returns: (transfer full) (nullable): what was given for the certificate; without a subject it has
 *   an empty one
 */
SignetTemplate *
signet_ctl_template_build (const SignetCtlTemplate  *self,
                           GError                  **error)
{
  g_autoptr (SignetName) subject = NULL;
  g_autoptr (GPtrArray) alt_names = NULL;
  g_autoptr (SignetTemplate) asked = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if ((self->subject != NULL &&
       (subject = signet_ctl_input_name ("--subject", self->subject, error)) == NULL) ||
      (alt_names = parse_alt_names (self, error)) == NULL)
    return NULL;

  asked = signet_template_new (subject, alt_names);
  signet_template_set_alt_names_critical (asked, self->alt_names_critical);
  signet_template_set_policies_critical (asked, self->policies_critical);
  if (!set_key_usage (self, asked, error) ||
      !add_each (asked, self->extended_usages, add_extended_usages, error) ||
      !add_each (asked, self->policies, add_policy, error) ||
      !add_each (asked, self->extensions, add_extension, error))
    return NULL;

  return g_steal_pointer (&asked);
}
