/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-key-usage.h"
#include "core/signet-oid.h"

#define MAX_USAGES 50

/**
 * signet_template_set_key_usage:
 * @self: a template with one reference
 * @bits: bit n is the named bit n of RFC 5280 4.2.1.3, 0 to leave the key usage to the CA
 * @critical: whether the extension is to be critical, as the RFC recommends
 *
 * Asks for what the key may be used for.
 */
void
signet_template_set_key_usage (SignetTemplate *self,
                               guint           bits,
                               gboolean        critical)
{
  g_return_if_fail (signet_template_may_change (self));
  g_return_if_fail ((bits & ~SIGNET_KEY_USAGE_ALL) == 0);

  self->key_usage = bits;
  self->key_usage_critical = bits != 0 && critical;
}

/**
 * signet_template_get_key_usage:
 * @self: a template
 *
 * Returns: the named bits of the key usage, 0 where it is left to the CA
 */
guint
signet_template_get_key_usage (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->key_usage;
}

/**
 * signet_template_get_key_usage_critical:
 * @self: a template
 *
 * Returns: whether the key usage is asked for as critical
 */
gboolean
signet_template_get_key_usage_critical (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->key_usage_critical;
}

/**
 * signet_template_add_extended_usage:
 * @self: a template with one reference
 * @oid_or_name: what signet_oid_parse () reads
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Asks for one more purpose of the key (RFC 5280 4.2.1.12). One that is there already stays once.
 *
 * Returns: whether @oid_or_name is known and there is room
 */
gboolean
signet_template_add_extended_usage (SignetTemplate  *self,
                                    const char      *oid_or_name,
                                    GError         **error)
{
  g_autofree char *oid = NULL;

  g_return_val_if_fail (signet_template_may_change (self), FALSE);
  g_return_val_if_fail (oid_or_name != NULL, FALSE);

  oid = signet_oid_parse (oid_or_name, error);
  if (oid == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (self->extended_usages, oid, g_str_equal, NULL))
    return TRUE;
  if (self->extended_usages->len >= MAX_USAGES)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("There are more than %d extended key usages."), MAX_USAGES);
      return FALSE;
    }
  g_ptr_array_add (self->extended_usages, g_steal_pointer (&oid));

  return TRUE;
}

/**
 * signet_template_get_n_extended_usages:
 * @self: a template
 *
 * Returns: how many extended key usages are asked for
 */
guint
signet_template_get_n_extended_usages (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->extended_usages->len;
}

/**
 * signet_template_get_extended_usage:
 * @self: a template
 * @index: less than signet_template_get_n_extended_usages ()
 *
 * Returns: (transfer none): one extended key usage, a dotted object identifier
 */
const char *
signet_template_get_extended_usage (SignetTemplate *self,
                                    guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->extended_usages->len, NULL);

  return g_ptr_array_index (self->extended_usages, index);
}

/**
 * signet_template_set_extended_usage_critical:
 * @self: a template with one reference
 * @critical: whether the extension is to be critical
 *
 * Says how the extended key usages are asked for.
 */
void
signet_template_set_extended_usage_critical (SignetTemplate *self,
                                             gboolean        critical)
{
  g_return_if_fail (signet_template_may_change (self));

  self->extended_usage_critical = critical != FALSE;
}

/**
 * signet_template_get_extended_usage_critical:
 * @self: a template
 *
 * Returns: whether the extended key usages are asked for as critical
 */
gboolean
signet_template_get_extended_usage_critical (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->extended_usage_critical;
}
