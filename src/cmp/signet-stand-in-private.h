/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

X509 *signet_stand_in_new (const X509_NAME    *subject,
                           const X509_NAME    *issuer,
                           const ASN1_INTEGER *serial) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
