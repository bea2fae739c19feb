/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

char        *signet_hex_encode        (const void            *data,
                                       gsize                  length,
                                       char                   separator) G_GNUC_WARN_UNUSED_RESULT;
char        *signet_oid_to_text       (const ASN1_OBJECT     *object) G_GNUC_WARN_UNUSED_RESULT;
char        *signet_asn1_to_text      (const ASN1_STRING     *string) G_GNUC_WARN_UNUSED_RESULT;
guint        signet_asn1_to_key_usage (const ASN1_BIT_STRING *bits);
ASN1_STRING *signet_asn1_from_hash    (const char            *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
