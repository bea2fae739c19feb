/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/x509_vfy.h>

#include "core/signet-profile.h"

G_BEGIN_DECLS

gboolean signet_verify_set_options (SignetProfile      *profile,
                                    X509_VERIFY_PARAM  *parameters,
                                    GError            **error);

G_END_DECLS
