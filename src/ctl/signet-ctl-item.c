/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-item.h"

#include "core/signet-core-enums.h"
#include "pki/signet-difference.h"
#include "pki/signet-validity.h"

/**
 * signet_ctl_item_dup_certificate:
 * @item: an item
 *
 * Returns: (transfer full) (nullable): its certificate; %NULL where there is none, or none that can
 *   be read
 */
SignetCertificate *
signet_ctl_item_dup_certificate (SignetItem *item)
{
  GBytes *der;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  der = signet_item_get_certificate (item);

  return der != NULL ? signet_certificate_new_from_der (der, NULL) : NULL;
}

/**
 * signet_ctl_item_get_subject:
 * @item: an item
 * @certificate: (nullable): its certificate
 *
 * Returns: (transfer none) (nullable): the subject of the certificate, before there is one the
 *   subject that was asked for
 */
SignetName *
signet_ctl_item_get_subject (SignetItem        *item,
                             SignetCertificate *certificate)
{
  SignetTemplate *asked;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  if (certificate != NULL)
    return signet_certificate_get_subject (certificate);

  asked = signet_item_get_template (item);

  return asked != NULL ? signet_template_get_subject (asked) : NULL;
}

/**
 * signet_ctl_item_get_validity:
 * @item: an item
 * @certificate: (nullable): its certificate
 * @now: the time to ask for, in seconds since 1970
 *
 * Returns: (transfer none) (nullable): the word of signet_validity_to_word (), or %NULL where
 *   nothing is issued
 */
const char *
signet_ctl_item_get_validity (SignetItem        *item,
                              SignetCertificate *certificate,
                              gint64             now)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  if (certificate == NULL || signet_item_get_state (item) != SIGNET_ITEM_STATE_ISSUED)
    return NULL;

  return signet_validity_to_word (signet_certificate_get_validity (certificate, now));
}

/**
 * signet_ctl_item_get_state_word:
 * @item: an item
 *
 * Returns: (transfer none): the word for its state
 */
const char *
signet_ctl_item_get_state_word (SignetItem *item)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  return signet_enum_to_nick (SIGNET_TYPE_ITEM_STATE, signet_item_get_state (item));
}

/**
 * signet_ctl_item_get_needs_word:
 * @item: an item
 *
 * Returns: (transfer none): the word for what it needs
 */
const char *
signet_ctl_item_get_needs_word (SignetItem *item)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  return signet_enum_to_nick (SIGNET_TYPE_NEEDS, signet_item_get_needs (item));
}

/**
 * signet_ctl_item_get_verified_by:
 * @item: an item with a certificate
 *
 * Returns: (transfer none) (nullable): "anchor", "code", or %NULL for a certificate that is not
 *   verified
 */
const char *
signet_ctl_item_get_verified_by (SignetItem *item)
{
  SignetVerification verification;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  verification = signet_item_get_verification (item);

  return verification != SIGNET_VERIFICATION_NONE
           ? signet_enum_to_nick (SIGNET_TYPE_VERIFICATION, verification)
           : NULL;
}

/**
 * signet_ctl_item_dup_differences:
 * @item: an item
 * @certificate: (nullable): its certificate
 *
 * Returns: (transfer full): a sentence for each difference between what was asked for and what was
 *   issued; empty where there is none, or no certificate
 */
GStrv
signet_ctl_item_dup_differences (SignetItem        *item,
                                 SignetCertificate *certificate)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  if (certificate == NULL || signet_item_get_template (item) == NULL)
    return g_new0 (char *, 1);

  return signet_certificate_dup_differences (certificate, signet_item_get_template (item));
}
