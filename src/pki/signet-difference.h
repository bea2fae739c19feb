/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-template.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

GStrv signet_certificate_dup_differences (SignetCertificate *self,
                                          SignetTemplate    *asked) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
