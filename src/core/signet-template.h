/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-alt-name.h"
#include "core/signet-name.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_TEMPLATE (signet_template_get_type ())
#define SIGNET_TEMPLATE_MAX_DAYS 36500

/**
 * SignetTemplate:
 *
 * What a request asks the CA to put into the certificate (RFC 4211 5). Whoever makes it may change
 * it until there is a second reference; from then on it is immutable.
 */
typedef struct _SignetTemplate SignetTemplate;

/**
 * SignetTemplatePolicy:
 * @oid: dotted object identifier
 * @cps: (nullable): URI of a practice statement
 * @notice: (nullable): a text for people
 *
 * One certificate policy with its qualifiers (RFC 5280 4.2.1.4).
 */
typedef struct
{
  char *oid;
  char *cps;
  char *notice;
} SignetTemplatePolicy;

/**
 * SignetTemplateExtension:
 * @oid: dotted object identifier
 * @critical: whether it is to be critical
 * @der: the value, one value in DER
 *
 * An extension that the template has no field for.
 */
typedef struct
{
  char *oid;
  gboolean critical;
  GBytes *der;
} SignetTemplateExtension;

GType           signet_template_get_type               (void);
SignetTemplate *signet_template_new                    (SignetName     *subject,
                                                        GPtrArray      *alt_names) G_GNUC_WARN_UNUSED_RESULT;
SignetTemplate *signet_template_ref                    (SignetTemplate *self);
void            signet_template_unref                  (SignetTemplate *self);
SignetName     *signet_template_get_subject            (SignetTemplate *self);
guint           signet_template_get_n_alt_names        (SignetTemplate *self);
SignetAltName  *signet_template_get_alt_name           (SignetTemplate *self,
                                                        guint           index);
gboolean        signet_template_add_alt_name           (SignetTemplate *self,
                                                        SignetAltName  *name);
void            signet_template_set_alt_names_critical (SignetTemplate *self,
                                                        gboolean        critical);
gboolean        signet_template_get_alt_names_critical (SignetTemplate *self);
void            signet_template_set_days               (SignetTemplate *self,
                                                        guint           days);
guint           signet_template_get_days               (SignetTemplate *self);
void            signet_template_set_issuer             (SignetTemplate *self,
                                                        SignetName     *issuer);
SignetName     *signet_template_get_issuer             (SignetTemplate *self);

void        signet_template_set_key_usage               (SignetTemplate  *self,
                                                         guint            bits,
                                                         gboolean         critical);
guint       signet_template_get_key_usage               (SignetTemplate  *self);
gboolean    signet_template_get_key_usage_critical      (SignetTemplate  *self);
gboolean    signet_template_add_extended_usage          (SignetTemplate  *self,
                                                         const char      *oid_or_name,
                                                         GError         **error);
guint       signet_template_get_n_extended_usages       (SignetTemplate  *self);
const char *signet_template_get_extended_usage          (SignetTemplate  *self,
                                                         guint            index);
void        signet_template_set_extended_usage_critical (SignetTemplate  *self,
                                                         gboolean         critical);
gboolean    signet_template_get_extended_usage_critical (SignetTemplate  *self);

gboolean                    signet_template_add_policy            (SignetTemplate  *self,
                                                                   const char      *oid,
                                                                   const char      *cps,
                                                                   const char      *notice,
                                                                   GError         **error);
gboolean                    signet_template_add_policy_text       (SignetTemplate  *self,
                                                                   const char      *text,
                                                                   GError         **error);
guint                       signet_template_get_n_policies        (SignetTemplate  *self);
const SignetTemplatePolicy *signet_template_get_policy            (SignetTemplate  *self,
                                                                   guint            index);
void                        signet_template_set_policies_critical (SignetTemplate  *self,
                                                                   gboolean         critical);
gboolean                    signet_template_get_policies_critical (SignetTemplate  *self);

gboolean                       signet_template_add_extension      (SignetTemplate  *self,
                                                                   const char      *oid,
                                                                   gboolean         critical,
                                                                   GBytes          *der,
                                                                   GError         **error);
gboolean                       signet_template_add_extension_text (SignetTemplate  *self,
                                                                   const char      *text,
                                                                   GError         **error);
guint                          signet_template_get_n_extensions   (SignetTemplate  *self);
const SignetTemplateExtension *signet_template_get_extension      (SignetTemplate  *self,
                                                                   guint            index);
gboolean                       signet_template_has_extension      (SignetTemplate  *self,
                                                                   const char      *oid);

SignetTemplate *signet_template_merge    (SignetTemplate  *self,
                                          SignetTemplate  *defaults) G_GNUC_WARN_UNUSED_RESULT;
SignetTemplate *signet_template_rename   (SignetTemplate  *self,
                                          SignetName      *subject,
                                          GPtrArray       *alt_names) G_GNUC_WARN_UNUSED_RESULT;
gboolean        signet_template_equal    (SignetTemplate  *self,
                                          SignetTemplate  *other);
gboolean        signet_template_validate (SignetTemplate  *self,
                                          GError         **error);
void            signet_template_save     (SignetTemplate  *self,
                                          GKeyFile        *file);
SignetTemplate *signet_template_load     (GKeyFile        *file,
                                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetTemplate, signet_template_unref)

G_END_DECLS
