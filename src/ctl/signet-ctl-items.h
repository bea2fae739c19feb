/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"

G_BEGIN_DECLS

#define SIGNET_CTL_SHORT_ID 8 /* characters of an identifier that tables show */

SignetManager *signet_ctl_items_load  (GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       signet_ctl_items_is_id (const char  *text);
SignetItem    *signet_ctl_items_find  (GListModel  *items,
                                       const char  *text,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
