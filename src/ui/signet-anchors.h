/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

GPtrArray *signet_anchors_read        (GFile                *file,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       signet_anchors_read_async  (GFile                *file,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GPtrArray *signet_anchors_read_finish (GAsyncResult         *result,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       signet_anchors_load_async  (SignetProfile        *profile,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GPtrArray *signet_anchors_load_finish (GAsyncResult         *result,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char      *signet_anchors_dup_name    (SignetCertificate    *certificate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
