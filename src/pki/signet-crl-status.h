/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-certificate.h"
#include "pki/signet-crl.h"

G_BEGIN_DECLS

GBytes *signet_crl_status_list_new (SignetCertificate  *certificate,
                                    SignetCrl          *crl,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
