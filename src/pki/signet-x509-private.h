/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

char      *signet_x509_dup_serial              (const X509      *x509) G_GNUC_WARN_UNUSED_RESULT;
gboolean   signet_x509_time_to_unix            (const ASN1_TIME *time,
                                                gint64          *unix_time);
char      *signet_x509_dup_key_id              (X509            *x509) G_GNUC_WARN_UNUSED_RESULT;
char      *signet_x509_describe_key            (X509            *x509) G_GNUC_WARN_UNUSED_RESULT;
char      *signet_x509_dup_signature_algorithm (const X509      *x509) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *signet_x509_dup_alt_names           (const X509      *x509) G_GNUC_WARN_UNUSED_RESULT;
GStrv      signet_x509_dup_key_usages          (const X509      *x509) G_GNUC_WARN_UNUSED_RESULT;
GStrv      signet_x509_dup_extended_key_usages (const X509      *x509) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *signet_x509_dup_extensions          (const X509      *x509) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
