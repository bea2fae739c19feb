/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-operation.h"
#include "core/signet-setting.h"

G_BEGIN_DECLS

/**
 * SignetCtlAssignment:
 * @operation: (nullable): the operation that it is for, %NULL for all
 * @setting: what is set
 * @text: what it is set to
 *
 * What "--set" or "--verify" says. Begin with a zeroed one.
 */
typedef struct
{
  const SignetOperation *operation;
  SignetSetting setting;
  char *text;
} SignetCtlAssignment;

gboolean signet_ctl_assignment_parse        (SignetCtlAssignment  *self,
                                             const char           *text,
                                             GError              **error);
gboolean signet_ctl_assignment_parse_verify (SignetCtlAssignment  *self,
                                             const char           *text,
                                             GError              **error);
void     signet_ctl_assignment_clear        (SignetCtlAssignment  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlAssignment, signet_ctl_assignment_clear)

G_END_DECLS
