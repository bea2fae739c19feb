/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

extern const char *const signet_practice_fail_info_names[]; /* ends with NULL */
extern const char *const signet_practice_status_names[];    /* ends with NULL */

gboolean signet_practice_fail_info_parse (const char  *name,
                                          guint       *bit,
                                          GError     **error);
int      signet_practice_status_parse    (const char  *name);

G_END_DECLS
