/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-name.h"
#include "core/signet-operation.h"
#include "core/signet-setting.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_PROFILE (signet_profile_get_type ())

/**
 * SignetProfile:
 *
 * One CA as a client sees it: where it is, and what is trusted in its answers. A profile has a
 * reference count. The setters are for the one who just made or copied it; from the moment a second
 * reference exists it does not change any more. A profile never holds a secret.
 *
 * Its form on disk is a #GKeyFile with the groups "Profile", "Trust", those of the settings (see
 * #SignetSettingInfo) and, for what is different in one operation, "Operation kur"; groups and keys
 * that this version does not know are kept.
 */
typedef struct _SignetProfile SignetProfile;

/**
 * SignetTrust:
 * @SIGNET_TRUST_ANCHORS: CA certificates that CMP answers are verified against (`-trusted`)
 * @SIGNET_TRUST_UNTRUSTED: intermediate certificates that help to build chains (`-untrusted`)
 * @SIGNET_TRUST_SERVER: the one certificate that signs the server's answers (`-srvcert`)
 * @SIGNET_TRUST_ISSUED: CA certificates that the new certificate is verified against instead of the
 *   anchors (`-out_trusted`)
 * @SIGNET_TRUST_TLS: CA certificates of HTTPS, instead of those that the system trusts
 *   (`-tls_trusted`)
 * @SIGNET_TRUST_EXTRA: certificates that are sent along with requests (`-extracerts`)
 * @SIGNET_TRUST_OWN: CA certificates that the chain of the person's own certificate ends in
 *   (`-own_trusted`)
 *
 * The lists of certificates that a profile carries, each as DER.
 */
typedef enum {
  SIGNET_TRUST_ANCHORS,
  SIGNET_TRUST_UNTRUSTED,
  SIGNET_TRUST_SERVER,
  SIGNET_TRUST_ISSUED,
  SIGNET_TRUST_TLS,
  SIGNET_TRUST_EXTRA,
  SIGNET_TRUST_OWN,
} SignetTrust;

#define SIGNET_PROFILE_DEFAULT_TIMEOUT 30  /* seconds */
#define SIGNET_PROFILE_MAX_TIMEOUT 3600    /* seconds */
#define SIGNET_PROFILE_MAX_CERTIFICATES 64 /* in one list */

GType          signet_profile_get_type (void);
SignetProfile *signet_profile_new      (void) G_GNUC_WARN_UNUSED_RESULT;
SignetProfile *signet_profile_copy     (SignetProfile *self) G_GNUC_WARN_UNUSED_RESULT;
SignetProfile *signet_profile_ref      (SignetProfile *self);
void           signet_profile_unref    (SignetProfile *self);

SignetProfile *signet_profile_load (GKeyFile       *file,
                                    GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           signet_profile_save (SignetProfile  *self,
                                    GKeyFile       *file);

const char *signet_profile_get_name            (SignetProfile  *self);
void        signet_profile_set_name            (SignetProfile  *self,
                                                const char     *name);
const char *signet_profile_get_server          (SignetProfile  *self);
gboolean    signet_profile_set_server          (SignetProfile  *self,
                                                const char     *url,
                                                GError        **error);
gboolean    signet_profile_get_practice        (SignetProfile  *self);
void        signet_profile_set_practice        (SignetProfile  *self,
                                                gboolean        practice);
SignetName *signet_profile_get_recipient       (SignetProfile  *self);
void        signet_profile_set_recipient       (SignetProfile  *self,
                                                SignetName     *name);
SignetName *signet_profile_get_expected_sender (SignetProfile  *self);
void        signet_profile_set_expected_sender (SignetProfile  *self,
                                                SignetName     *name);
guint       signet_profile_get_timeout         (SignetProfile  *self);
void        signet_profile_set_timeout         (SignetProfile  *self,
                                                guint           seconds);
guint       signet_profile_get_n_certificates  (SignetProfile  *self,
                                                SignetTrust     trust);
GBytes     *signet_profile_get_certificate     (SignetProfile  *self,
                                                SignetTrust     trust,
                                                guint           index);
gboolean    signet_profile_add_certificate     (SignetProfile  *self,
                                                SignetTrust     trust,
                                                GBytes         *der);
void        signet_profile_clear_certificates  (SignetProfile  *self,
                                                SignetTrust     trust);

gboolean    signet_profile_set_value  (SignetProfile          *self,
                                       const SignetOperation  *operation,
                                       SignetSetting           setting,
                                       const char             *text,
                                       GError                **error);
gboolean    signet_profile_has_value  (SignetProfile          *self,
                                       SignetSetting           setting);
gboolean    signet_profile_get_flag   (SignetProfile          *self,
                                       SignetSetting           setting);
gint64      signet_profile_get_number (SignetProfile          *self,
                                       SignetSetting           setting);
guint       signet_profile_get_choice (SignetProfile          *self,
                                       SignetSetting           setting);
const char *signet_profile_get_text   (SignetProfile          *self,
                                       SignetSetting           setting);
const char *const *signet_profile_get_list (SignetProfile *self,
                                            SignetSetting setting);
SignetProfile *signet_profile_for_operation   (SignetProfile         *self,
                                               const SignetOperation *operation) G_GNUC_WARN_UNUSED_RESULT;
gboolean       signet_profile_has_central_key (SignetProfile         *self,
                                               const SignetOperation *operation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetProfile, signet_profile_unref)

G_END_DECLS
