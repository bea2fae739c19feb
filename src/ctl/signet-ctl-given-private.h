/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"
#include "ctl/signet-ctl-setting-options.h"

G_BEGIN_DECLS

/**
 * SignetCtlGiven:
 *
 * Something that the command line says about a profile: a setting, or certificates to trust.
 */
typedef struct _SignetCtlGiven SignetCtlGiven;

GPtrArray  *signet_ctl_given_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean    signet_ctl_given_add      (GPtrArray      *list,
                                       const char     *option,
                                       const char     *value,
                                       GError        **error);
const char *signet_ctl_given_find     (GPtrArray      *list,
                                       SignetSetting   setting);
gboolean    signet_ctl_given_apply    (GPtrArray      *list,
                                       SignetProfile  *profile,
                                       GError        **error);

G_END_DECLS
