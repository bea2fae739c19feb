/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

#include "core/signet-oid.h"

/**
 * signet_template_has_typed:
 * @self: a template
 * @oid: the dotted object identifier of an extension
 *
 * Returns: whether the field that @self has for that extension is filled in
 */
gboolean
signet_template_has_typed (SignetTemplate *self,
                           const char     *oid)
{
  return (g_str_equal (oid, SIGNET_OID_ALT_NAMES) && self->alt_names->len > 0) ||
         (g_str_equal (oid, SIGNET_OID_KEY_USAGE) && self->key_usage != 0) ||
         (g_str_equal (oid, SIGNET_OID_EXTENDED_USAGE) && self->extended_usages->len > 0) ||
         (g_str_equal (oid, SIGNET_OID_POLICIES) && self->policies->len > 0);
}

/* Whether the extension is for @from to give: @self has it neither so nor so. */
static gboolean
is_missing (SignetTemplate *self,
            SignetTemplate *from,
            const char     *oid)
{
  return signet_template_has_typed (from, oid) && !signet_template_has_typed (self, oid) &&
         !signet_template_has_extension (self, oid);
}

static void
take_usages (SignetTemplate *self,
             SignetTemplate *from)
{
  if (is_missing (self, from, SIGNET_OID_KEY_USAGE))
    signet_template_set_key_usage (self, from->key_usage, from->key_usage_critical);
  if (is_missing (self, from, SIGNET_OID_EXTENDED_USAGE))
    {
      self->extended_usage_critical = from->extended_usage_critical;
      for (guint i = 0; i < from->extended_usages->len; i++)
        signet_template_add_extended_usage (self, signet_template_get_extended_usage (from, i),
                                            NULL);
    }
}

static void
take_policies (SignetTemplate *self,
               SignetTemplate *from)
{
  if (!is_missing (self, from, SIGNET_OID_POLICIES))
    return;

  self->policies_critical = from->policies_critical;
  for (guint i = 0; i < from->policies->len; i++)
    {
      const SignetTemplatePolicy *policy = signet_template_get_policy (from, i);

      signet_template_add_policy (self, policy->oid, policy->cps, policy->notice, NULL);
    }
}

static void
take_extensions (SignetTemplate *self,
                 SignetTemplate *from)
{
  for (guint i = 0; i < from->extensions->len; i++)
    {
      const SignetTemplateExtension *extension = signet_template_get_extension (from, i);

      if (!signet_template_has_typed (self, extension->oid) &&
          !signet_template_has_extension (self, extension->oid))
        signet_template_add_extension (self, extension->oid, extension->critical, extension->der,
                                       NULL);
    }
}

static void
take_alt_names (SignetTemplate *self,
                SignetTemplate *from)
{
  if (!is_missing (self, from, SIGNET_OID_ALT_NAMES))
    return;

  self->alt_names_critical = from->alt_names_critical;
  for (guint i = 0; i < from->alt_names->len; i++)
    g_ptr_array_add (self->alt_names, signet_alt_name_ref (g_ptr_array_index (from->alt_names, i)));
}

static void
take_missing (SignetTemplate *self,
              SignetTemplate *from)
{
  take_alt_names (self, from);
  take_usages (self, from);
  take_policies (self, from);
  take_extensions (self, from);
  if (self->days == 0)
    self->days = from->days;
  if (self->issuer == NULL)
    signet_template_set_issuer (self, from->issuer);
}

/**
 * signet_template_merge:
 * @self: (nullable): what was said
 * @defaults: (nullable): what is to be asked for where nothing was said
 *
 * Takes each field from @self where it says something, and else from @defaults: the subject, the
 * alternative names as a whole, each extension as a whole, the validity and the issuer.
 *
 * Returns: (transfer full): a new template, which nobody has validated
 */
SignetTemplate *
signet_template_merge (SignetTemplate *self,
                       SignetTemplate *defaults)
{
  SignetName *subject = self != NULL ? self->subject : NULL;
  SignetTemplate *merged;

  if (defaults != NULL && (subject == NULL || signet_name_get_size (subject) == 0))
    subject = defaults->subject;
  merged = signet_template_new (subject, NULL);
  if (self != NULL)
    take_missing (merged, self);
  if (defaults != NULL)
    take_missing (merged, defaults);

  return merged;
}

/**
 * signet_template_rename:
 * @self: a template
 * @subject: (nullable): another subject
 * @alt_names: (nullable) (element-type SignetAltName): other alternative names
 *
 * What @self asks for beside the names stays: usages, policies, extensions, validity and issuer.
 *
 * Returns: (transfer full): a new template, which nobody has validated
 */
SignetTemplate *
signet_template_rename (SignetTemplate *self,
                        SignetName     *subject,
                        GPtrArray      *alt_names)
{
  SignetTemplate *renamed;

  g_return_val_if_fail (self != NULL, NULL);

  renamed = signet_template_new (subject, alt_names);
  renamed->alt_names_critical = self->alt_names_critical;
  take_usages (renamed, self);
  take_policies (renamed, self);
  take_extensions (renamed, self);
  renamed->days = self->days;
  signet_template_set_issuer (renamed, self->issuer);

  return renamed;
}
