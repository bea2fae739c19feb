/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *signet_error_text_get_heading          (const GError *error);
const char *signet_error_text_get_title            (const GError *error);
GStrv       signet_error_text_dup_steps            (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
char       *signet_error_text_dup_advice           (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
const char *signet_error_text_get_status_name      (int           status);
const char *signet_error_text_get_fail_info_name   (guint         bit);
const char *signet_error_text_get_fail_info_advice (guint         bit);

G_END_DECLS
