/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-practice.h"
#include "ctl/signet-ctl-parse.h"

G_BEGIN_DECLS

/**
 * SignetCtlPracticeOptions:
 *
 * How the practice CA is to behave, as it was given. Begin with a zeroed one.
 */
typedef struct
{
  char *port;
  char *directory;
  gboolean approval;
  char *poll_count;
  char *check_after;
  gboolean json;
  char *reference; /* one that still waits for its --secret-file */
  GPtrArray *codes;
  GPtrArray *traits; /* how it is to behave otherwise */
} SignetCtlPracticeOptions;

void            signet_ctl_practice_options_add   (SignetCtlPracticeOptions        *self,
                                                   SignetCtlParser                 *parser);
void            signet_ctl_practice_options_clear (SignetCtlPracticeOptions        *self);
gboolean        signet_ctl_practice_options_check (const SignetCtlPracticeOptions  *self,
                                                   GError                         **error);
SignetPractice *signet_ctl_practice_options_build (const SignetCtlPracticeOptions  *self,
                                                   GError                         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlPracticeOptions, signet_ctl_practice_options_clear)

G_END_DECLS
