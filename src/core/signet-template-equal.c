/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

static gboolean
is_same_text (const char *one,
              const char *other)
{
  return g_strcmp0 (one, other) == 0;
}

static gboolean
is_same_alt_name (SignetAltName *one,
                  SignetAltName *other)
{
  return signet_alt_name_get_kind (one) == signet_alt_name_get_kind (other) &&
         g_str_equal (signet_alt_name_get_value (one), signet_alt_name_get_value (other));
}

static gboolean
have_same_alt_names (SignetTemplate *self,
                     SignetTemplate *other)
{
  if (self->alt_names->len != other->alt_names->len ||
      self->alt_names_critical != other->alt_names_critical)
    return FALSE;
  for (guint i = 0; i < self->alt_names->len; i++)
    if (!is_same_alt_name (g_ptr_array_index (self->alt_names, i),
                           g_ptr_array_index (other->alt_names, i)))
      return FALSE;

  return TRUE;
}

static gboolean
have_same_usages (SignetTemplate *self,
                  SignetTemplate *other)
{
  if (self->key_usage != other->key_usage ||
      self->key_usage_critical != other->key_usage_critical ||
      self->extended_usage_critical != other->extended_usage_critical ||
      self->extended_usages->len != other->extended_usages->len)
    return FALSE;
  for (guint i = 0; i < self->extended_usages->len; i++)
    if (!is_same_text (signet_template_get_extended_usage (self, i),
                       signet_template_get_extended_usage (other, i)))
      return FALSE;

  return TRUE;
}

static gboolean
have_same_policies (SignetTemplate *self,
                    SignetTemplate *other)
{
  if (self->policies_critical != other->policies_critical ||
      self->policies->len != other->policies->len)
    return FALSE;
  for (guint i = 0; i < self->policies->len; i++)
    {
      const SignetTemplatePolicy *mine = signet_template_get_policy (self, i);
      const SignetTemplatePolicy *theirs = signet_template_get_policy (other, i);

      if (!is_same_text (mine->oid, theirs->oid) || !is_same_text (mine->cps, theirs->cps) ||
          !is_same_text (mine->notice, theirs->notice))
        return FALSE;
    }

  return TRUE;
}

static gboolean
have_same_extensions (SignetTemplate *self,
                      SignetTemplate *other)
{
  if (self->extensions->len != other->extensions->len)
    return FALSE;
  for (guint i = 0; i < self->extensions->len; i++)
    {
      const SignetTemplateExtension *mine = signet_template_get_extension (self, i);
      const SignetTemplateExtension *theirs = signet_template_get_extension (other, i);

      if (!is_same_text (mine->oid, theirs->oid) || mine->critical != theirs->critical ||
          !g_bytes_equal (mine->der, theirs->der))
        return FALSE;
    }

  return TRUE;
}

static gboolean
have_same_issuer (SignetTemplate *self,
                  SignetTemplate *other)
{
  if (self->issuer == NULL || other->issuer == NULL)
    return self->issuer == other->issuer;

  return signet_name_equal (self->issuer, other->issuer);
}

/**
 * signet_template_equal:
 * @self: a template
 * @other: another one
 *
 * Compares what would be sent, with the order of everything and the case of alternative names.
 *
 * Returns: whether both ask for the same
 */
gboolean
signet_template_equal (SignetTemplate *self,
                       SignetTemplate *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return signet_name_equal (self->subject, other->subject) && self->days == other->days &&
         have_same_issuer (self, other) && have_same_alt_names (self, other) &&
         have_same_usages (self, other) && have_same_policies (self, other) &&
         have_same_extensions (self, other);
}
