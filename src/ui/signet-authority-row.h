/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pki/signet-certificate.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_AUTHORITY_ROW (signet_authority_row_get_type ())
G_DECLARE_FINAL_TYPE (SignetAuthorityRow, signet_authority_row, SIGNET, AUTHORITY_ROW, AdwActionRow)

GtkWidget *signet_authority_row_new (SignetCertificate *certificate,
                                     const char        *remove_action);

G_END_DECLS
