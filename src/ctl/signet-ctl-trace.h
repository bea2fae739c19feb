/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-trace.h"
#include "ctl/signet-ctl-parse.h"

G_BEGIN_DECLS

/**
 * SignetCtlTrace:
 *
 * The options for specialists, as they were given; %NULL for one that was not. Begin with a zeroed
 * one.
 */
typedef struct
{
  char *record;
  char *replay;
  gboolean dry_run;
  char *log_level;
} SignetCtlTrace;

void         signet_ctl_trace_add_options (SignetCtlTrace        *self,
                                           SignetCtlParser       *parser);
void         signet_ctl_trace_clear       (SignetCtlTrace        *self);
gboolean     signet_ctl_trace_is_given    (const SignetCtlTrace  *self);
SignetTrace *signet_ctl_trace_build       (const SignetCtlTrace  *self,
                                           gboolean               json,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlTrace, signet_ctl_trace_clear)

G_END_DECLS
