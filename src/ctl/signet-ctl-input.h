/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-name.h"
#include "core/signet-profile.h"
#include "core/signet-secret.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

char              *signet_ctl_input_absolute     (const char  *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean           signet_ctl_input_check_file   (const char  *option,
                                                  const char  *path,
                                                  GError     **error);
gboolean           signet_ctl_input_number       (const char  *option,
                                                  const char  *text,
                                                  guint        min,
                                                  guint        max,
                                                  guint       *number,
                                                  GError     **error);
SignetCertificate *signet_ctl_input_certificate  (const char  *option,
                                                  const char  *path,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *signet_ctl_input_certificates (const char  *option,
                                                  const char  *path,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
SignetName        *signet_ctl_input_name         (const char  *option,
                                                  const char  *text,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
SignetProfile     *signet_ctl_input_profile      (const char  *option,
                                                  const char  *path,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes            *signet_ctl_input_bytes        (const char  *option,
                                                  const char  *path,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
SignetSecret      *signet_ctl_input_secret       (const char  *option,
                                                  const char  *path,
                                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
