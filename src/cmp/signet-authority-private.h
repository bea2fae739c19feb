/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/x509_vfy.h>

G_BEGIN_DECLS

int signet_authority_verify_cb (int             ok,
                                X509_STORE_CTX *context);

G_END_DECLS
