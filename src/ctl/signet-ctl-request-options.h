/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-request.h"
#include "ctl/signet-ctl-job.h"
#include "ctl/signet-ctl-template.h"

G_BEGIN_DECLS

/**
 * SignetCtlRequestOptions:
 *
 * The options of a request for a new certificate, as they were given; %NULL for one that was not.
 * Begin with a zeroed one.
 */
typedef struct
{
  SignetCtlJob job;
  SignetCtlTemplate contents;
  char *operation;
  char *key;
  char *public_key;
  char *csr;
  char *old_certificate;
  char *label;
} SignetCtlRequestOptions;

void           signet_ctl_request_options_add   (SignetCtlRequestOptions        *self,
                                                 SignetCtlParser                *parser);
void           signet_ctl_request_options_clear (SignetCtlRequestOptions        *self);
gboolean       signet_ctl_request_options_check (const SignetCtlRequestOptions  *self,
                                                 GError                        **error);
SignetRequest *signet_ctl_request_options_build (const SignetCtlRequestOptions  *self,
                                                 GError                        **error) G_GNUC_WARN_UNUSED_RESULT;
SignetKeySpec *signet_ctl_request_parse_key     (const char                     *text,
                                                 GError                        **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlRequestOptions, signet_ctl_request_options_clear)

G_END_DECLS
