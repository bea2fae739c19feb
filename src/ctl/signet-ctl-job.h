/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "ctl/signet-ctl-connection.h"
#include "ctl/signet-ctl-credential.h"

G_BEGIN_DECLS

/**
 * SignetCtlJob:
 *
 * What the verbs that talk to a server have in common: connection, credential, passphrase and the
 * person's wishes, as they were given. Begin with a zeroed one.
 */
typedef struct
{
  SignetCtlConnection connection;
  SignetCtlCredential credential;
  char *passphrase_file;
  gboolean json;
  gboolean no_wait;
  gboolean accept_unverified;
  gboolean forget_code;
  gboolean start_over;
} SignetCtlJob;

void            signet_ctl_job_add_options     (SignetCtlJob        *self,
                                                SignetCtlParser     *parser);
void            signet_ctl_job_add_wishes      (SignetCtlJob        *self,
                                                SignetCtlParser     *parser);
void            signet_ctl_job_clear           (SignetCtlJob        *self);
gboolean        signet_ctl_job_check           (const SignetCtlJob  *self,
                                                GError             **error);
SignetRunFlags  signet_ctl_job_get_flags       (const SignetCtlJob  *self);
SignetSecret   *signet_ctl_job_read_passphrase (const SignetCtlJob  *self,
                                                gsize                shortest,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlJob, signet_ctl_job_clear)

G_END_DECLS
