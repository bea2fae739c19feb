/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetCtlTable:
 *
 * Rows of cells that are printed as aligned columns.
 */
typedef struct _SignetCtlTable SignetCtlTable;

SignetCtlTable *signet_ctl_table_new       (const char *const    *titles) G_GNUC_WARN_UNUSED_RESULT;
void            signet_ctl_table_free      (SignetCtlTable       *self);
void            signet_ctl_table_add       (SignetCtlTable       *self,
                                            const char *const    *cells);
char           *signet_ctl_table_to_string (const SignetCtlTable *self,
                                            gboolean              for_terminal) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCtlTable, signet_ctl_table_free)

G_END_DECLS
