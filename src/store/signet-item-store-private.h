/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int       signet_store_lock   (const char  *enrollments,
                               GError     **error);
gboolean  signet_store_check  (const char  *enrollments,
                               GError     **error);
char     *signet_store_id_get (const char  *enrollments,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_store_check  (const char  *enrollments,
                               GError     **error);
char     *signet_store_find   (const char  *enrollments,
                               const char  *id,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
