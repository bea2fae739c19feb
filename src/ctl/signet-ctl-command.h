/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetCtlCommand:
 * @approve: whether the request is approved, else it is rejected
 * @number: number of the request
 * @fail_info: (nullable): why it is rejected, a name of PKIFailureInfo (RFC 9810 5.2.3)
 *
 * What a line on the standard input of the practice CA asks for.
 */
typedef struct
{
  gboolean approve;
  guint number;
  char *fail_info;
} SignetCtlCommand;

gboolean signet_ctl_command_parse (SignetCtlCommand  *self,
                                   const char        *line,
                                   GError           **error);
void     signet_ctl_command_clear (SignetCtlCommand  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlCommand, signet_ctl_command_clear)

G_END_DECLS
