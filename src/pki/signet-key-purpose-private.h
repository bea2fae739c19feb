/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/x509v3.h>

G_BEGIN_DECLS

void     signet_key_purpose_init   (void);
gboolean signet_key_purpose_is_set (X509_STORE_CTX *context);

G_END_DECLS
