/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *signet_url_normalize       (const char  *text,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char *signet_url_normalize_proxy (const char  *text,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char *signet_url_suggest_https   (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
char *signet_url_well_known      (const char  *server,
                                  const char  *name,
                                  const char  *operation,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char *signet_url_dup_host        (const char  *url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
