/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GKeyFile *signet_practice_files_load (const char  *path,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_practice_files_save (GKeyFile    *file,
                                      const char  *path,
                                      GError     **error);

G_END_DECLS
