/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-item-private.h"
#include "core/signet-revocation.h"
#include "core/signet-text.h"

#define MAX_WARNING 1000
#define MAX_WARNINGS 50

/* What became of the certificate of an item: its revocation, and what there was to note. */

/**
 * signet_item_get_revocation:
 * @self: an item
 *
 * Returns: what is known of the revocation of its certificate
 */
SignetRevocationState
signet_item_get_revocation (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), SIGNET_REVOCATION_NONE);

  return self->revocation;
}

/**
 * signet_item_get_revoked_at:
 * @self: an item
 *
 * Returns: when the revocation was asked for or confirmed, in seconds since 1970, or 0
 */
gint64
signet_item_get_revoked_at (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), 0);

  return self->revoked_at;
}

/**
 * signet_item_get_revocation_reason:
 * @self: an item
 *
 * Returns: why, a CRLReason (RFC 5280 5.3.1), or %SIGNET_REVOCATION_NO_REASON
 */
int
signet_item_get_revocation_reason (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), SIGNET_REVOCATION_NO_REASON);

  return self->revocation_reason;
}

/**
 * signet_item_set_revocation:
 * @self: an item
 * @revocation: what is known of the revocation of its certificate
 * @revoked_at: when it was asked for or confirmed, in seconds since 1970, or 0
 * @reason: a CRLReason (RFC 5280 5.3.1), or %SIGNET_REVOCATION_NO_REASON
 */
void
signet_item_set_revocation (SignetItem            *self,
                            SignetRevocationState  revocation,
                            gint64                 revoked_at,
                            int                    reason)
{
  gboolean changed;

  g_return_if_fail (SIGNET_IS_ITEM (self));

  changed = self->revocation != revocation;
  self->revocation = revocation;
  self->revoked_at = CLAMP (revoked_at, 0, SIGNET_ITEM_MAX_TIME);
  self->revocation_reason = reason;
  if (changed)
    signet_item_notify_revocation (self);
}

/**
 * signet_item_get_warnings:
 * @self: an item
 *
 * Returns: (transfer none): sentences about how its certificate came to be, in the language of that
 *   time; empty where there was nothing to note
 */
const char *const *
signet_item_get_warnings (SignetItem *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (SIGNET_IS_ITEM (self), none);

  return (const char *const *) self->warnings;
}

/**
 * signet_item_set_warnings:
 * @self: an item
 * @warnings: (nullable): sentences about how its certificate came to be; cleaned, see
 *   signet_text_clean ()
 */
void
signet_item_set_warnings (SignetItem        *self,
                          const char *const *warnings)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  g_return_if_fail (SIGNET_IS_ITEM (self));

  builder = g_strv_builder_new ();
  for (guint i = 0; warnings != NULL && warnings[i] != NULL && i < MAX_WARNINGS; i++)
    {
      g_autofree char *clean = signet_text_clean (warnings[i], MAX_WARNING);

      g_strv_builder_add (builder, clean);
    }
  g_strfreev (self->warnings);
  self->warnings = g_strv_builder_end (builder);
}
