/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_ALT_NAME (signet_alt_name_get_type ())

/**
 * SignetAltNameKind:
 * @SIGNET_ALT_NAME_EMAIL: rfc822Name
 * @SIGNET_ALT_NAME_DNS: dNSName
 * @SIGNET_ALT_NAME_IP: iPAddress
 * @SIGNET_ALT_NAME_URI: uniformResourceIdentifier
 * @SIGNET_ALT_NAME_UPN: otherName with Microsoft's user principal name, 1.3.6.1.4.1.311.20.2.3
 * @SIGNET_ALT_NAME_OTHER: anything else, only ever read from a certificate
 *
 * The kinds of alternative name (RFC 5280 4.2.1.6).
 */
typedef enum {
  SIGNET_ALT_NAME_EMAIL,
  SIGNET_ALT_NAME_DNS,
  SIGNET_ALT_NAME_IP,
  SIGNET_ALT_NAME_URI,
  SIGNET_ALT_NAME_UPN,
  SIGNET_ALT_NAME_OTHER,
} SignetAltNameKind;

/**
 * SignetAltName:
 *
 * One alternative name, immutable: a kind and a text in UTF-8 that fits the kind.
 */
typedef struct _SignetAltName SignetAltName;

GType              signet_alt_name_get_type  (void);
SignetAltName     *signet_alt_name_parse     (const char           *text,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetAltName     *signet_alt_name_new       (SignetAltNameKind     kind,
                                              const char           *value,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetAltName     *signet_alt_name_new_other (const char           *value) G_GNUC_WARN_UNUSED_RESULT;
SignetAltName     *signet_alt_name_ref       (SignetAltName        *self);
void               signet_alt_name_unref     (SignetAltName        *self);
SignetAltNameKind  signet_alt_name_get_kind  (const SignetAltName  *self);
const char        *signet_alt_name_get_value (const SignetAltName  *self);
char              *signet_alt_name_to_string (const SignetAltName  *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean           signet_alt_name_equal     (const SignetAltName  *self,
                                              const SignetAltName  *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetAltName, signet_alt_name_unref)

G_END_DECLS
