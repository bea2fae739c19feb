/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

G_DEFINE_BOXED_TYPE (SignetTemplate, signet_template, signet_template_ref, signet_template_unref)

/**
 * signet_template_new:
 * @subject: (nullable): the subject; %NULL is the NULL-DN
 * @alt_names: (nullable) (element-type SignetAltName): the alternative names
 *
 * Returns: (transfer full): a template that nobody has validated yet
 */
SignetTemplate *
signet_template_new (SignetName *subject,
                     GPtrArray  *alt_names)
{
  SignetTemplate *self = g_new0 (SignetTemplate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->subject = subject != NULL ? signet_name_ref (subject) : signet_name_new (NULL, 0, NULL);
  self->alt_names = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  for (guint i = 0; alt_names != NULL && i < alt_names->len; i++)
    g_ptr_array_add (self->alt_names, signet_alt_name_ref (g_ptr_array_index (alt_names, i)));
  self->extended_usages = g_ptr_array_new_with_free_func (g_free);
  self->policies = g_ptr_array_new_with_free_func (signet_template_policy_free);
  self->extensions = g_ptr_array_new_with_free_func (signet_template_extension_free);

  return self;
}

/**
 * signet_template_ref:
 * @self: a template
 *
 * Adds a reference; safe from any thread. From now on nobody may change @self.
 *
 * Returns: (transfer full): @self
 */
SignetTemplate *
signet_template_ref (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_template_unref:
 * @self: a template
 *
 * Drops a reference.
 */
void
signet_template_unref (SignetTemplate *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      signet_name_unref (self->subject);
      g_ptr_array_unref (self->alt_names);
      g_ptr_array_unref (self->extended_usages);
      g_ptr_array_unref (self->policies);
      g_ptr_array_unref (self->extensions);
      g_clear_pointer (&self->issuer, signet_name_unref);
      g_free (self);
    }
}

/**
 * signet_template_get_subject:
 * @self: a template
 *
 * Returns: (transfer none): the subject
 */
SignetName *
signet_template_get_subject (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject;
}

/**
 * signet_template_get_n_alt_names:
 * @self: a template
 *
 * Returns: how many alternative names it has
 */
guint
signet_template_get_n_alt_names (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->alt_names->len;
}

/**
 * signet_template_get_alt_name:
 * @self: a template
 * @index: less than signet_template_get_n_alt_names ()
 *
 * Returns: (transfer none): one alternative name
 */
SignetAltName *
signet_template_get_alt_name (SignetTemplate *self,
                              guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->alt_names->len, NULL);

  return g_ptr_array_index (self->alt_names, index);
}

/**
 * signet_template_add_alt_name:
 * @self: a template with one reference
 * @name: an alternative name
 *
 * Asks for one more alternative name.
 *
 * Returns: whether there was room; there are at most 100
 */
gboolean
signet_template_add_alt_name (SignetTemplate *self,
                              SignetAltName  *name)
{
  g_return_val_if_fail (signet_template_may_change (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (self->alt_names->len >= SIGNET_TEMPLATE_MAX_ALT_NAMES)
    return FALSE;
  g_ptr_array_add (self->alt_names, signet_alt_name_ref (name));

  return TRUE;
}

/**
 * signet_template_set_alt_names_critical:
 * @self: a template with one reference
 * @critical: whether to ask for alternative names that software must understand
 *
 * With the NULL-DN they are critical anyway (RFC 5280 4.2.1.6).
 */
void
signet_template_set_alt_names_critical (SignetTemplate *self,
                                        gboolean        critical)
{
  g_return_if_fail (signet_template_may_change (self));

  self->alt_names_critical = critical != FALSE;
}

/**
 * signet_template_get_alt_names_critical:
 * @self: a template
 *
 * Returns: whether the alternative names are asked for as critical
 */
gboolean
signet_template_get_alt_names_critical (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->alt_names_critical || signet_name_get_size (self->subject) == 0;
}

/**
 * signet_template_set_days:
 * @self: a template with one reference
 * @days: how long the certificate is to be valid from now on, or 0 to leave it to the CA
 *
 * Asks for a validity. CAs often ignore it.
 */
void
signet_template_set_days (SignetTemplate *self,
                          guint           days)
{
  g_return_if_fail (signet_template_may_change (self));

  self->days = days;
}

/**
 * signet_template_get_days:
 * @self: a template
 *
 * Returns: how many days the certificate is to be valid, or 0 where that is left to the CA
 */
guint
signet_template_get_days (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->days;
}

/**
 * signet_template_set_issuer:
 * @self: a template with one reference
 * @issuer: (nullable): the CA that is to issue, or %NULL to leave it to the server
 *
 * Asks for an issuer, where one server speaks for many (RFC 4211 5).
 */
void
signet_template_set_issuer (SignetTemplate *self,
                            SignetName     *issuer)
{
  SignetName *old;

  g_return_if_fail (signet_template_may_change (self));

  old = self->issuer;
  self->issuer = issuer != NULL ? signet_name_ref (issuer) : NULL;
  g_clear_pointer (&old, signet_name_unref);
}

/**
 * signet_template_get_issuer:
 * @self: a template
 *
 * Returns: (transfer none) (nullable): the CA that is to issue
 */
SignetName *
signet_template_get_issuer (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issuer;
}
