/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/signet-name.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_CRL (signet_crl_get_type ())
#define SIGNET_CRL_MAX_SIZE (16 * 1024 * 1024) /* bytes */

/**
 * SignetCrl:
 *
 * A certificate revocation list (RFC 5280 5), immutable. Its signature was not looked at.
 */
typedef struct _SignetCrl SignetCrl;

GType       signet_crl_get_type        (void);
SignetCrl  *signet_crl_new_from_data   (GBytes     *data,
                                        GError    **error) G_GNUC_WARN_UNUSED_RESULT;
SignetCrl  *signet_crl_ref             (SignetCrl  *self);
void        signet_crl_unref           (SignetCrl  *self);
SignetName *signet_crl_get_issuer      (SignetCrl  *self);
gint64      signet_crl_get_this_update (SignetCrl  *self);
gint64      signet_crl_get_next_update (SignetCrl  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCrl, signet_crl_unref)

G_END_DECLS
