/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-credential.h"
#include "ctl/signet-ctl-parse.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SignetCtlCredential:
 *
 * The options that say how a person proves who they are, as they were given; %NULL for one that was
 * not. Begin with a zeroed one. The code itself is never among them: everybody on the computer
 * could read it in the list of processes.
 */
typedef struct
{
  char *reference;
  char *secret_file;
  char *credential;
  char *key;
  char *passphrase_file;
} SignetCtlCredential;

void              signet_ctl_credential_add_options (SignetCtlCredential        *self,
                                                     SignetCtlParser            *parser);
void              signet_ctl_credential_clear       (SignetCtlCredential        *self);
gboolean          signet_ctl_credential_is_given    (const SignetCtlCredential  *self);
gboolean          signet_ctl_credential_check       (const SignetCtlCredential  *self,
                                                     GError                    **error);
SignetCredential *signet_ctl_credential_build       (const SignetCtlCredential  *self,
                                                     GListModel                 *items,
                                                     GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlCredential, signet_ctl_credential_clear)

G_END_DECLS
