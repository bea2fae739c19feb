/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"
#include "ctl/signet-ctl-parse.h"

G_BEGIN_DECLS

/**
 * SignetCtlConnection:
 *
 * The options that say where the server is and what is trusted in its answers, as they were given;
 * %NULL for one that was not. Begin with a zeroed one.
 */
typedef struct
{
  char *server;
  char **trusted;
  char **untrusted;
  char *server_cert;
  char *expect_sender;
  char *recipient;
  char **out_trusted;
  char *timeout;
} SignetCtlConnection;

void           signet_ctl_connection_add_options (SignetCtlConnection        *self,
                                                  SignetCtlParser            *parser);
void           signet_ctl_connection_clear       (SignetCtlConnection        *self);
gboolean       signet_ctl_connection_is_given    (const SignetCtlConnection  *self);
SignetProfile *signet_ctl_connection_build       (const SignetCtlConnection  *self,
                                                  SignetProfile              *base,
                                                  GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlConnection, signet_ctl_connection_clear)

G_END_DECLS
