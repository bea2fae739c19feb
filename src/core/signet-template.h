/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-alt-name.h"
#include "core/signet-name.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_TEMPLATE (signet_template_get_type ())

/**
 * SignetTemplate:
 *
 * What a request asks the CA to put into the certificate (RFC 4211 5), immutable.
 */
typedef struct _SignetTemplate SignetTemplate;

GType           signet_template_get_type        (void);
SignetTemplate *signet_template_new             (SignetName      *subject,
                                                 GPtrArray       *alt_names) G_GNUC_WARN_UNUSED_RESULT;
SignetTemplate *signet_template_ref             (SignetTemplate  *self);
void            signet_template_unref           (SignetTemplate  *self);
SignetName     *signet_template_get_subject     (SignetTemplate  *self);
guint           signet_template_get_n_alt_names (SignetTemplate  *self);
SignetAltName  *signet_template_get_alt_name    (SignetTemplate  *self,
                                                 guint            index);
gboolean        signet_template_equal           (SignetTemplate  *self,
                                                 SignetTemplate  *other);
gboolean        signet_template_validate        (SignetTemplate  *self,
                                                 GError         **error);
void            signet_template_save            (SignetTemplate  *self,
                                                 GKeyFile        *file);
SignetTemplate *signet_template_load            (GKeyFile        *file,
                                                 GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetTemplate, signet_template_unref)

G_END_DECLS
