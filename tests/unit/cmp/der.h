/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Builds DER by hand, so that messages can be made that no library would make. Every function takes
 * its parts over. */
GByteArray *der_raw     (const void *data,
                         gsize       length);
GByteArray *der_wrap    (guchar      tag,
                         ...) G_GNUC_NULL_TERMINATED;
GByteArray *der_integer (int         value);
GByteArray *der_text    (guchar      tag,
                         const char *text);
GByteArray *der_header  (GByteArray *protection_algorithm);
GByteArray *der_status  (int         status,
                         const char *text,
                         guint       fail_info);

G_END_DECLS
