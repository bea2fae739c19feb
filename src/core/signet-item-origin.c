/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-item-private.h"

/* Where the key of an item is, and which certificate it renews: what it was made with. */

/**
 * signet_item_has_key:
 * @self: an item
 *
 * Returns: whether the item has a private key of its own; else that is kept elsewhere
 */
gboolean
signet_item_has_key (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->passphrase_kind != SIGNET_PASSPHRASE_NONE;
}

/**
 * signet_item_has_central_key:
 * @self: an item
 *
 * Returns: whether the server makes the key, which the item has from the moment on at which its
 *   certificate has arrived
 */
gboolean
signet_item_has_central_key (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return signet_item_has_key (self) &&
         signet_profile_has_central_key (self->profile, self->operation);
}

/**
 * signet_item_get_csr:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the PKCS#10 request that it was made with, PEM or DER
 */
GBytes *
signet_item_get_csr (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->csr;
}

/**
 * signet_item_get_public_key:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the public key of a pair that is kept elsewhere, PEM or DER
 */
GBytes *
signet_item_get_public_key (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->public_key;
}

/**
 * signet_item_get_previous:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the item whose certificate this one renews
 */
const char *
signet_item_get_previous (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->previous;
}

/**
 * signet_item_get_old_certificate:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the certificate that this one renews, DER
 */
GBytes *
signet_item_get_old_certificate (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->old_certificate;
}

/**
 * signet_item_get_same_key:
 * @self: an item
 *
 * Returns: whether its key is that of the item which it renews
 */
gboolean
signet_item_get_same_key (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->same_key;
}
