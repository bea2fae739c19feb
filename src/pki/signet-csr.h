/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/signet-name.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_CSR (signet_csr_get_type ())

/**
 * SignetCsr:
 *
 * A certificate request (PKCS #10, RFC 2986) that somebody else made, immutable. Its signature was
 * verified: whoever made it has the key.
 */
typedef struct _SignetCsr SignetCsr;

GType       signet_csr_get_type      (void);
SignetCsr  *signet_csr_new_from_data (GBytes     *data,
                                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
SignetCsr  *signet_csr_ref           (SignetCsr  *self);
void        signet_csr_unref         (SignetCsr  *self);
GBytes     *signet_csr_get_der       (SignetCsr  *self);
SignetName *signet_csr_get_subject   (SignetCsr  *self);
const char *signet_csr_get_key_id    (SignetCsr  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCsr, signet_csr_unref)

G_END_DECLS
