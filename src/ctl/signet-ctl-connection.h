/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"
#include "ctl/signet-ctl-parse.h"
#include "ctl/signet-ctl-setting-options.h"

G_BEGIN_DECLS

/**
 * SignetCtlConnection:
 *
 * The options that make a profile: where the server is, what is trusted in its answers, and every
 * other setting, as they were given. Begin with a zeroed one.
 */
typedef struct
{
  char *file;       /* of --profile */
  GPtrArray *given; /* what was set, in the order of the command line */
  char *well_known; /* of --well-known: the name behind it, or "" */
} SignetCtlConnection;

void           signet_ctl_connection_add_options         (SignetCtlConnection        *self,
                                                          SignetCtlParser            *parser);
void           signet_ctl_connection_add_request_options (SignetCtlConnection        *self,
                                                          SignetCtlParser            *parser);
void           signet_ctl_connection_clear               (SignetCtlConnection        *self);
gboolean       signet_ctl_connection_is_given            (const SignetCtlConnection  *self);
SignetProfile *signet_ctl_connection_build               (const SignetCtlConnection  *self,
                                                          SignetProfile              *base,
                                                          GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void           signet_ctl_connection_print_notes         (const SignetCtlConnection  *self,
                                                          SignetProfile              *profile);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlConnection, signet_ctl_connection_clear)

G_END_DECLS
