/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-info.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

gboolean signet_root_update_verify (SignetCertificate  *old,
                                    SignetCertificate  *new_with_new,
                                    SignetCertificate  *new_with_old,
                                    SignetCertificate  *old_with_new,
                                    GError            **error);
gboolean signet_root_update_check  (SignetCertificate  *old,
                                    SignetInfo         *info,
                                    GError            **error);

G_END_DECLS
