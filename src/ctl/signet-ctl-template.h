/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-template.h"
#include "ctl/signet-ctl-parse.h"

G_BEGIN_DECLS

/**
 * SignetCtlTemplate:
 *
 * The options that say what stands in the certificate, as they were given; %NULL for one that was
 * not. Begin with a zeroed one.
 */
typedef struct
{
  char *subject;
  char **alt_names;
  gboolean alt_names_critical;
  char *key_usage;
  char **extended_usages;
  char **policies;
  gboolean policies_critical;
  char **extensions;
  char *reference;
} SignetCtlTemplate;

void            signet_ctl_template_add_options (SignetCtlTemplate        *self,
                                                 SignetCtlParser          *parser);
void            signet_ctl_template_clear       (SignetCtlTemplate        *self);
gboolean        signet_ctl_template_is_given    (const SignetCtlTemplate  *self);
SignetTemplate *signet_ctl_template_build       (const SignetCtlTemplate  *self,
                                                 GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlTemplate, signet_ctl_template_clear)

G_END_DECLS
