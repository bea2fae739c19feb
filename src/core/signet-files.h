/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean  signet_files_make_folder   (const char  *path,
                                      GError     **error);
gboolean  signet_files_check_folder  (const char  *path,
                                      GError     **error);
gboolean  signet_files_sync_folder   (const char  *path,
                                      GError     **error);
gboolean  signet_files_write         (const char  *path,
                                      const void  *data,
                                      gsize        length,
                                      GError     **error);
GBytes   *signet_files_read          (const char  *path,
                                      gsize        limit,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *signet_files_read_chosen   (const char  *path,
                                      gsize        limit,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_files_remove        (const char  *path,
                                      GError     **error);
gboolean  signet_files_rename        (const char  *from,
                                      const char  *to,
                                      GError     **error);
gboolean  signet_files_remove_folder (const char  *path,
                                      GError     **error);
void      signet_set_errno_error     (GError     **error,
                                      int          saved_errno,
                                      const char  *what,
                                      const char  *path);

G_END_DECLS
