/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

#define SIGNET_PRACTICE_TAG_SEQUENCE 0x30
#define SIGNET_PRACTICE_TAG_EXPLICIT(number) ((guchar) (0xa0 | (number)))

void     signet_practice_write_bytes   (GByteArray    *out,
                                        GBytes        *der);
void     signet_practice_write_tag     (GByteArray    *out,
                                        guint          start,
                                        guchar         tag);
void     signet_practice_write_number  (GByteArray    *out,
                                        guint          number);
gboolean signet_practice_write_encoded (GByteArray    *out,
                                        unsigned char *der,
                                        int            length);
gboolean signet_practice_write_oid     (GByteArray    *out,
                                        const char    *oid);
gboolean signet_practice_write_x509    (GByteArray    *out,
                                        X509          *certificate);

G_END_DECLS
