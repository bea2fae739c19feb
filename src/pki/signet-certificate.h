/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-alt-name.h"
#include "core/signet-name.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_CERTIFICATE (signet_certificate_get_type ())
G_DECLARE_FINAL_TYPE (SignetCertificate, signet_certificate, SIGNET, CERTIFICATE, GObject)

/**
 * SignetExtension:
 * @oid: dotted object identifier
 * @name: (nullable): what it is called ("X509v3 Key Usage"), %NULL for an unknown one
 * @critical: whether it is critical
 * @text: its value for people: printed where it is known, else hexadecimal
 *
 * One extension of a certificate (RFC 5280 4.2).
 */
typedef struct
{
  char *oid;
  char *name;
  gboolean critical;
  char *text;
} SignetExtension;

SignetCertificate *signet_certificate_new_from_der   (GBytes      *der,
                                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *signet_certificates_new_from_data (GBytes      *data,
                                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *signet_certificates_new_from_file (const char  *path,
                                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes        *signet_certificate_get_der                 (SignetCertificate *self);
char          *signet_certificate_to_pem                  (SignetCertificate *self) G_GNUC_WARN_UNUSED_RESULT;
SignetName    *signet_certificate_get_subject             (SignetCertificate *self);
SignetName    *signet_certificate_get_issuer              (SignetCertificate *self);
const char    *signet_certificate_get_serial              (SignetCertificate *self);
int            signet_certificate_get_version             (SignetCertificate *self);
gint64         signet_certificate_get_not_before          (SignetCertificate *self);
gint64         signet_certificate_get_not_after           (SignetCertificate *self);
guint          signet_certificate_get_n_alt_names         (SignetCertificate *self);
SignetAltName *signet_certificate_get_alt_name            (SignetCertificate *self,
                                                           guint              index);
const char    *signet_certificate_get_key_id              (SignetCertificate *self);
const char    *signet_certificate_get_key_description     (SignetCertificate *self);
const char    *signet_certificate_get_signature_algorithm (SignetCertificate *self);
const char    *signet_certificate_get_fingerprint         (SignetCertificate *self);
const char *const *signet_certificate_get_key_usages (SignetCertificate *self);
const char *const *signet_certificate_get_extended_key_usages (SignetCertificate *self);
gboolean               signet_certificate_is_ca            (SignetCertificate *self);
guint                  signet_certificate_get_n_extensions (SignetCertificate *self);
const SignetExtension *signet_certificate_get_extension    (SignetCertificate *self,
                                                            guint              index);

G_END_DECLS
