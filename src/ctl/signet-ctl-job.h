/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "ctl/signet-ctl-connection.h"
#include "ctl/signet-ctl-credential.h"
#include "ctl/signet-ctl-trace.h"

G_BEGIN_DECLS

/**
 * SignetCtlJob:
 *
 * What the verbs that talk to a server have in common: connection, credential, passphrase, the
 * person's wishes and what a specialist wants to see, as they were given. Begin with a zeroed one.
 */
typedef struct
{
  SignetCtlConnection connection;
  SignetCtlCredential credential;
  SignetCtlTrace trace;
  char *passphrase_file;
  gboolean json;
  gboolean no_wait;
  gboolean accept_unverified;
  gboolean accept_changed;
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
SignetProfile  *signet_ctl_job_build_profile   (const SignetCtlJob  *self,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;
SignetManager  *signet_ctl_job_load_items      (const SignetCtlJob  *self,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;
SignetRunFlags  signet_ctl_job_get_flags       (const SignetCtlJob  *self);
SignetSecret   *signet_ctl_job_read_passphrase (const SignetCtlJob  *self,
                                                gsize                shortest,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        signet_ctl_job_read_proof      (const SignetCtlJob  *self,
                                                SignetManager       *manager,
                                                SignetCredential   **credential,
                                                SignetSecret       **passphrase,
                                                GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlJob, signet_ctl_job_clear)

G_END_DECLS
