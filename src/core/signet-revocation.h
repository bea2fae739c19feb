/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-name.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_REVOCATION (signet_revocation_get_type ())
#define SIGNET_REVOCATION_NO_REASON (-1)

/**
 * SIGNET_REVOCATION_REMOVE_FROM_CRL:
 *
 * The CRLReason by which a certificate that was on hold is valid again (RFC 5280 5.3.1).
 */
#define SIGNET_REVOCATION_REMOVE_FROM_CRL 8

/**
 * SignetRevocation:
 *
 * Which certificate is to be revoked, and why, immutable. The certificate is named by the item that
 * it belongs to, by itself, or by its issuer and serial number alone where it is lost (RFC 9810
 * 5.3.9).
 */
typedef struct _SignetRevocation SignetRevocation;

GType             signet_revocation_get_type        (void);
SignetRevocation *signet_revocation_new_item        (const char              *id,
                                                     int                      reason) G_GNUC_WARN_UNUSED_RESULT;
SignetRevocation *signet_revocation_new_certificate (GBytes                  *der,
                                                     int                      reason) G_GNUC_WARN_UNUSED_RESULT;
SignetRevocation *signet_revocation_new_serial      (SignetName              *issuer,
                                                     const char              *serial,
                                                     int                      reason,
                                                     GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
SignetRevocation *signet_revocation_ref             (SignetRevocation        *self);
void              signet_revocation_unref           (SignetRevocation        *self);
const char       *signet_revocation_get_item        (const SignetRevocation  *self);
GBytes           *signet_revocation_get_certificate (const SignetRevocation  *self);
SignetName       *signet_revocation_get_issuer      (const SignetRevocation  *self);
const char       *signet_revocation_get_serial      (const SignetRevocation  *self);
int               signet_revocation_get_reason      (const SignetRevocation  *self);

gboolean    signet_revocation_reason_parse    (const char  *text,
                                               int         *reason,
                                               GError     **error);
const char *signet_revocation_reason_to_name  (int          reason);
const char *signet_revocation_reason_to_title (int          reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetRevocation, signet_revocation_unref)

G_END_DECLS
